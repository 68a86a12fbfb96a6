package main

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
)

func (a *app) tunnelsListCommand(hosts *[]string) *cobra.Command {
	return &cobra.Command{
		Use:   "list [FILE…]",
		Short: "List tunnels and listeners",
		Long: `List the tunnels that gateways open (TunnelSrc) and their listeners for those of
others (TunnelDst), active and commented out.

Without FILE, the files of all gateways below --root, or of this host, are listed.`,
		Example: "  cfgtool tunnels list /etc/opt/opsware/opswgw-agw0-EAST/opswgw.properties\n  cfgtool tunnels list --root /mnt/core --output json",
		RunE: func(_ *cobra.Command, paths []string) error {
			g, err := a.gateways(*hosts)
			if err != nil {
				return err
			}
			if paths, err = g.files(paths, false, opswgw.Core, opswgw.Agent, opswgw.Satellite, opswgw.Balancer); err != nil {
				return err
			}
			return a.listTunnels(paths)
		},
	}
}

func (a *app) listTunnels(paths []string) error {
	sinks, err := a.sinks()
	if err != nil {
		return err
	}
	a.remind("")
	files := a.files(paths)
	list := report.NewTunnels()
	for _, d := range documents(files) {
		if f, ok := parsers.As[*opswgw.File](d); ok {
			list.Add(f)
		}
	}
	err = each(sinks, func(s sink) error {
		if s.format == "json" {
			return report.JSON(s, list)
		}
		return writeTunnels(s, list, a.palette(s.Writer))
	})
	if err != nil {
		return err
	}
	if a.failures(files) {
		return exit(exitRefused)
	}
	return nil
}

// writeTunnels prints a table; a file's name heads its part where there are several.
func writeTunnels(s sink, list *report.Tunnels, p report.Palette) error {
	for i, f := range list.Files {
		if len(list.Files) > 1 {
			if i > 0 {
				fmt.Fprintln(s)
			}
			fmt.Fprintf(s, "%s (%s gateway)\n", load.Quote(f.File), f.Gateway)
		}
		if len(f.Tunnels) == 0 {
			fmt.Fprintln(s, "no tunnels and no listeners")
			continue
		}
		w := report.Table{Gives: 6}
		w.Row("LINE", "KIND", "PEER", "PORT", "COST", "BANDWIDTH", "CERTIFICATE", "STATE")
		for _, t := range f.Tunnels {
			state := "active"
			switch {
			case t.Unreadable != "":
				state = "unreadable"
			case !t.Active:
				state = "commented"
			}
			w.Row(strconv.Itoa(t.Line), t.Kind, cell(t.Peer), number(t.Port), number(t.Cost), number(t.Bandwidth), cell(t.Certificate), state)
		}
		if err := w.Write(s, p); err != nil {
			return err
		}
	}
	return nil
}

// widest is how many characters a cell shows: a table is as wide as its widest row.
const widest = 64

func cell(s string) string {
	if s == "" {
		return "-"
	}
	if shown := []rune(load.Quote(s)); len(shown) > widest {
		return string(shown[:widest-1]) + "…"
	}
	return load.Quote(s)
}

func number(n *uint32) string {
	if n == nil {
		return "-"
	}
	return strconv.FormatUint(uint64(*n), 10)
}

package main

import (
	"strings"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/parsers/opswgw"
	tunnels "cfgtool/rewriters/opswgw"
)

func (a *app) addBackupCommand(hosts *[]string) *cobra.Command {
	var b tunnels.Backup
	var peers []string
	var w writing
	cmd := &cobra.Command{
		Use:   "add-backup --core-gateway IP[:PORT]… [FILE…]",
		Short: "Add backup tunnels to the core gateways of other cores",
		Long: `Add one TunnelSrc for each core gateway that has none yet, behind the last
TunnelSrc and in the same form. One list of core gateways serves every host of a
mesh: the gateway's own core is left out.

Backup tunnels cost more than the primary tunnel, which is the active one of
lowest cost to a host that is not named. A port that the form needs and nobody
states is assumed, and the tunnel is written with --accept-assumed only.

Without FILE, the file of the agent or satellite gateway below --root, or of
this host, is meant.`,
		Example: `  cfgtool tunnels add-backup --core-gateway 10.2.0.10:2001 --core-gateway 10.3.0.10:2001
  cfgtool tunnels add-backup --root /mnt/sat1 --core-gateway 10.2.0.10 --dry-run`,
		RunE: func(cmd *cobra.Command, paths []string) error {
			var err error
			if b.Peers, err = coreGateways(peers); err != nil {
				return err
			}
			if len(b.Peers) == 0 {
				return usagef("add-backup needs --core-gateway IP")
			}
			if b.Cert != "" && !strings.HasPrefix(b.Cert, "/") {
				return usagef("--cert %s: write the whole path, from /", load.Quote(b.Cert))
			}
			if err := opswgw.CheckCert(b.Cert); err != nil {
				return usagef("--cert: %s", err)
			}
			g, err := a.gateways(*hosts)
			if err != nil {
				return err
			}
			if !cmd.Flags().Changed("cost") {
				b.Cost = g.known.Backup.Cost
			}
			if !cmd.Flags().Changed("bandwidth") {
				b.Bandwidth = g.known.Backup.Bandwidth
			}
			if paths, err = g.files(paths, true, opswgw.Agent, opswgw.Satellite); err != nil {
				return err
			}
			return g.change(paths, &w, func(f *opswgw.File) (tunnels.Plan, error) { return b.Add(f, g.known, g.evidence(f)) })
		},
	}
	flags := cmd.Flags()
	flags.StringSliceVar(&peers, "core-gateway", nil, "a core gateway, `IP[:PORT]`; repeatable")
	flags.Uint32Var(&b.Cost, "cost", 0, "the cost `N` of the tunnels, above that of the primary one; default: the product profile's")
	flags.Uint32Var(&b.Bandwidth, "bandwidth", 0, "the bandwidth `N` of the tunnels, where 0 is no limit; default: the product profile's")
	flags.Var((*naming)(&b.Cert), "cert", "the certificate `PATH`; without, that of another tunnel, or the first of the guide's that exists")
	flags.BoolVar(&b.Update, "update", false, "give tunnels that are there at another cost this one")
	w.flags(cmd, a)
	return cmd
}

func (a *app) removeBackupCommand(hosts *[]string) *cobra.Command {
	var r tunnels.Removal
	var peers []string
	var w writing
	cmd := &cobra.Command{
		Use:   "remove-backup --core-gateway IP[:PORT]…|--all [FILE…]",
		Short: "Remove backup tunnels",
		Long: `Remove the tunnels to core gateways, or all that cost more than the cheapest. A
tunnel of the lowest cost always stays. Commented lines stay, too.

Without FILE, the file of the agent or satellite gateway below --root, or of
this host, is meant.`,
		Example: `  cfgtool tunnels remove-backup --all
  cfgtool tunnels remove-backup --core-gateway 10.2.0.10 opswgw.properties`,
		RunE: func(_ *cobra.Command, paths []string) error {
			var err error
			if r.Peers, err = coreGateways(peers); err != nil {
				return err
			}
			if r.All == (len(r.Peers) > 0) {
				return usagef("remove-backup needs either --core-gateway IP or --all")
			}
			g, err := a.gateways(*hosts)
			if err != nil {
				return err
			}
			if paths, err = g.files(paths, true, opswgw.Agent, opswgw.Satellite); err != nil {
				return err
			}
			return g.change(paths, &w, func(f *opswgw.File) (tunnels.Plan, error) { return r.Remove(f, g.known, g.evidence(f)) })
		},
	}
	flags := cmd.Flags()
	flags.StringSliceVar(&peers, "core-gateway", nil, "a core gateway, `IP[:PORT]`; repeatable")
	flags.BoolVar(&r.All, "all", false, "all that cost more than the cheapest")
	w.flags(cmd, a)
	return cmd
}

func (a *app) listenerCommand(hosts *[]string, name, short string, plan func(tunnels.Listener, *opswgw.File, *opswgw.Profile, tunnels.Evidence) (tunnels.Plan, error)) *cobra.Command {
	var address string
	var line int
	var w writing
	cmd := &cobra.Command{
		Use:   name + " [--listener ADDRESS:PORT] [--line N] [FILE…]",
		Short: short,
		Long: short + `.

While a core is upgraded, its agent gateway connects to another core, because
the listener for it (TunnelDst) is commented out in the core gateway's file:
disable-listener puts "#" before it, enable-listener takes it away, byte for
byte. The listener for other gateways, which names opswgw.pem, is touched only
when --listener or --line point at it.

Without FILE, the file of the core gateway below --root, or of this host, is meant.`,
		Example: "  cfgtool tunnels " + name + "\n  cfgtool tunnels " + name + " --listener 127.0.0.1:2012 opswgw.properties",
		RunE: func(cmd *cobra.Command, paths []string) error {
			g, err := a.gateways(*hosts)
			if err != nil {
				return err
			}
			l := tunnels.Listener{Line: line, Explicit: cmd.Flags().Changed("listener")}
			if !l.Explicit {
				address = g.known.Local.Listener
			}
			if l.Address, err = tunnels.ParseListener(address); err != nil {
				return usagef("--listener: %s", err)
			}
			if line < 0 || cmd.Flags().Changed("line") && line == 0 {
				return usagef("--line %d: lines are counted from 1", line)
			}
			if paths, err = g.files(paths, true, opswgw.Core); err != nil {
				return err
			}
			return g.change(paths, &w, func(f *opswgw.File) (tunnels.Plan, error) { return plan(l, f, g.known, g.evidence(f)) })
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&address, "listener", "127.0.0.1:2002", "the listener `ADDRESS:PORT`, or PORT of one without an address")
	flags.IntVar(&line, "line", 0, "the listener on line `N`")
	w.flags(cmd, a)
	return cmd
}

// coreGateways reads the peers of a mesh.
func coreGateways(names []string) ([]opswgw.Peer, error) {
	var peers []opswgw.Peer
	for _, name := range names {
		p, err := opswgw.ParsePeer(strings.TrimSpace(name))
		if err != nil {
			return nil, usagef("--core-gateway: %s", err)
		}
		if why := opswgw.PeerFault(p.Host); why != "" {
			return nil, usagef("--core-gateway %s: %s; name core gateways as other hosts reach them", load.Quote(name), why)
		}
		if opswgw.Loopback(p.Host) {
			return nil, usagef("--core-gateway %s: this is every host's own address; name core gateways as other hosts reach them", p)
		}
		peers = append(peers, p)
	}
	return peers, nil
}

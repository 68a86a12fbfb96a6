package main

import (
	"fmt"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
)

func (a *app) logCommand() *cobra.Command {
	var archive string
	cmd := &cobra.Command{
		Use:   "log",
		Short: "List the changes that cfgtool made, the newest first",
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return a.log(archive) },
	}
	cmd.Flags().StringVar(&archive, "archive", "", "the archive under `DIR`")
	return cmd
}

func (a *app) log(archive string) error {
	s, err := a.store(archive)
	if err != nil {
		return err
	}
	a.tellOther(s, archive)
	changes, err := s.Changes()
	if err != nil {
		return err
	}
	if len(changes) == 0 {
		a.say("%s: no changes yet", load.Quote(s.Dir()))
		return nil
	}
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	for _, c := range slices.Backward(changes) {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\tcfgtool %s\n", c.ID, c.Time.Local().Format(time.DateTime), load.Quote(c.Actor), c.State, commandLine(c.Args))
		for _, f := range c.Files {
			fmt.Fprintf(w, "  %s %s\n", f.Kind, load.Quote(f.Path))
		}
		if c.Reason != "" {
			fmt.Fprintf(w, "  reason: %s\n", load.Quote(c.Reason))
		}
	}
	return w.Flush()
}

package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/rewriters/change"
	"cfgtool/rewriters/change/store"
)

func (a *app) statusCommand() *cobra.Command {
	var archive string
	var names bool
	cmd := &cobra.Command{
		Use:   "status [PATH…]",
		Short: "Show files that changed since cfgtool last wrote or saved them",
		Long: `Show files, symbolic links and folders that are no longer as cfgtool last wrote or
saved them, with a diff: content, mode, owner, extended attributes. With PATH, only
those files, and those below those folders. Secrets are masked. Exit 1 if there is
any.`,
		Example: `  cfgtool status
  cfgtool status /etc/cluster --names`,
		RunE: func(_ *cobra.Command, args []string) error { return a.status(archive, args, names) },
	}
	cmd.Flags().Var((*naming)(&archive), "archive", "the archive under `DIR`")
	cmd.Flags().BoolVar(&names, "names", false, "print only what changed, without the diff")
	return cmd
}

func (a *app) status(archive string, args []string, names bool) error {
	sinks, err := a.sinks()
	if err != nil {
		return err
	}
	s, err := a.existing(archive)
	if err != nil {
		return err
	}
	a.tellOther(s, archive)
	now, err := s.Status(args)
	if err != nil {
		return err
	}
	a.remind(archive)
	if now.Looked == 0 && len(args) == 0 {
		a.say("%s: nothing was written or saved yet", load.Quote(s.Dir()))
	}
	unread, masked := false, false
	out := report.NewStatus(s, now.Looked)
	named := make([]*change.FileChange, len(now.Drifted))
	for i, d := range now.Drifted {
		named[i] = &change.FileChange{Path: d.Path}
	}
	from := change.NameDiffs(named)
	for i, d := range now.Drifted {
		unread = unread || d.Drift == store.Unread
		masked = out.Add(d, named[i].Name, a.read) || masked
	}
	err = each(sinks, func(k sink) error {
		if k.format == "json" {
			return report.JSON(k, out)
		}
		out.Text(k, !names, a.palette(k.Writer))
		return nil
	})
	if err != nil {
		return err
	}
	if !names {
		a.tellFrom(from)
	}
	if masked && !names {
		a.say("note: secrets are masked")
	}
	for _, path := range now.Unknown {
		a.fail(fmt.Errorf("%s: cfgtool has neither written nor saved it; cfgtool archive save does", load.Quote(path)))
		unread = true
	}
	switch {
	case unread:
		return exit(exitRefused)
	case len(now.Drifted) > 0:
		return exit(exitFound)
	}
	if now.Looked > 0 {
		a.say("%s: as cfgtool left them", count(now.Looked, "path"))
	}
	return nil
}

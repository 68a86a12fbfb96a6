package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/rewriters/change"
)

func (a *app) archiveDiffCommand(dir *string) *cobra.Command {
	var from string
	cmd := &cobra.Command{
		Use:   "diff GENERATION|CHANGE [FILE]",
		Short: "Compare archived originals with the files as they are",
		Long: `Compare archived originals with the files as they are now, as a unified diff of
what happened since. Secrets are masked. Exit 1 when they differ. With --from, the
files as they are can be those below --root.`,
		Example: "  cfgtool archive diff 20261122T101500Z-3f2a9c /etc/fstab",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 1 || len(args) > 2 {
				return usagef("diff needs one GENERATION or CHANGE, which cfgtool archive list names, and may have one FILE")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			return a.archiveDiff(originals{*dir, from}, args[0], append(args, "")[1])
		},
	}
	fromFlag(cmd, &from)
	return cmd
}

func (a *app) archiveDiff(from originals, what, file string) error {
	if a.rootDir != "" && from.from == "" {
		return usagef("--root says where the files of another program's archive are, so it goes with --from; the own archive knows its files by their paths")
	}
	found, read, err := a.originals(from, what, file)
	if err != nil {
		return err
	}
	refused, masked := false, false
	list := report.NewDiffs()
	var shown []func(sink)
	for _, g := range found {
		was, err := read(g)
		var path string
		var is []byte
		if err == nil {
			path, is, err = a.now(g)
		}
		if err != nil {
			a.fail(err)
			refused = true
			continue
		}
		if is != nil && string(was) == string(is) {
			continue
		}
		d, hidden, show := a.difference(path, was, is)
		list.Add(d, hidden)
		shown, masked = append(shown, show), masked || hidden
	}
	err = a.print(list, func(s sink) error {
		for _, show := range shown {
			show(s)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if masked {
		a.say("note: secrets are masked, so this diff cannot be applied")
	}
	switch {
	case refused:
		return exit(exitRefused)
	case len(list.Files) > 0:
		return exit(exitFound)
	}
	return nil
}

// difference is what became of a file, whether secrets of it are masked, and how to show it;
// a side is nil where there is none.
func (a *app) difference(path string, was, is []byte) (change.Diff, bool, func(sink)) {
	c := &change.FileChange{Path: path, Kind: change.Restore, Before: was, After: is}
	change.NameDiffs([]*change.FileChange{c})
	a.readBoth(c)
	d, masked := c.Text(false)
	return d, masked, func(s sink) {
		switch {
		case len(d.Hunks) > 0:
			report.Diff(s, d, a.palette(s.Writer))
		case was != nil && is != nil:
			a.say("%s: differs only in its encoding: %s and %s", load.Quote(path), c.Old.Source().Charset(), c.New.Source().Charset())
		default: // an empty file that came or went
			fmt.Fprintf(s, "%s: %s\n", load.Quote(path), map[bool]string{true: "is gone", false: "is new"}[is == nil])
		}
	}
}

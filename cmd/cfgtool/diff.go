package main

import (
	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/rewriters/change"
)

func (a *app) diffCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "diff A B",
		Short: "Compare two files",
		Long: `Compare two files line by line, as a unified diff. Secrets of files whose kind
is known are masked. Exit 1 when they differ.`,
		Example: "  cfgtool diff clconf.xml clconf.xml.old",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usagef("diff needs two files")
			}
			if args[0] == load.Stdin && args[1] == load.Stdin {
				return usagef("standard input can be one of the two files only")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return a.diff(args[0], args[1]) },
	}
	a.kindFlags(cmd)
	return cmd
}

func (a *app) diff(from, to string) error {
	a.remind("")
	l := a.loader()
	files := []load.File{l.Any(from), l.Any(to)}
	if a.failures(files) {
		return exit(exitRefused)
	}
	old, new := files[0].Doc, files[1].Doc
	c := &change.FileChange{Path: from, Kind: change.Restore, Old: old, New: new, Before: old.Source().Bytes(), After: new.Source().Bytes()}
	list := report.NewDiffs()
	var d change.Diff
	masked, differ := false, string(c.Before) != string(c.After)
	if differ {
		d, masked = c.Text(false)
		d.Old, d.New = from, to
		list.Add(d, masked)
	}
	err := a.print(list, func(s sink) error { report.Diff(s, d, a.palette(s.Writer)); return nil })
	if err != nil || !differ {
		return err
	}
	if len(d.Hunks) == 0 { // the bytes differ, the text does not
		a.say("%s and %s differ only in their encoding: %s and %s", load.Quote(from), load.Quote(to), old.Source().Charset(), new.Source().Charset())
	}
	if masked {
		a.say("note: secrets are masked, so this diff cannot be applied")
	}
	return exit(exitFound)
}

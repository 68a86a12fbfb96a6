package main

import (
	"fmt"
	"path/filepath"

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
				return usagef("archive diff needs one GENERATION or CHANGE, which cfgtool archive list names, and may have one FILE")
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

func (a *app) archiveDiff(where originals, what, file string) error {
	if a.rootDir != "" && where.from == "" {
		return usagef("--root says where the files of another program's archive are, so it goes with --from; the own archive knows its files by their paths")
	}
	found, read, err := a.originals(where, what, file)
	if err != nil {
		return err
	}
	r, err := a.root()
	if err != nil {
		return err
	}
	named := make([]*change.FileChange, len(found))
	for i, g := range found {
		named[i] = &change.FileChange{Path: g.File.Path}
		if r != nil {
			named[i].Path = filepath.Join(r.Dir(), g.File.Path)
		}
	}
	folder := change.NameDiffs(named)
	refused, masked := false, false
	list := report.NewDiffs()
	var shown []func(sink)
	for i, g := range found {
		was, err := read(g)
		var is []byte
		if err == nil {
			is, err = a.now(g, r, named[i].Path)
		}
		if err != nil {
			a.fail(err)
			refused = true
			continue
		}
		if is != nil && string(was) == string(is) {
			continue
		}
		d, hidden, show := a.difference(*named[i], was, is)
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
	if len(shown) > 0 {
		a.tellFrom(folder)
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
func (a *app) difference(c change.FileChange, was, is []byte) (change.Diff, bool, func(sink)) {
	c.Kind, c.Before, c.After = change.Restore, was, is
	a.readBoth(&c)
	d, masked := c.Text(false)
	var charsets string
	if c.Old != nil && c.New != nil {
		charsets = fmt.Sprintf("%s and %s", c.Old.Source().Charset(), c.New.Source().Charset())
	}
	path := load.Quote(c.Path)
	return d, masked, func(s sink) {
		switch {
		case len(d.Hunks) > 0:
			report.Diff(s, d, a.palette(s.Writer))
		case was != nil && is != nil:
			a.say("%s: differs only in its encoding: %s", path, charsets)
		case is == nil: // as an empty file
			fmt.Fprintf(s, "%s: is gone\n", path)
		default:
			fmt.Fprintf(s, "%s: is new\n", path)
		}
	}
}

package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/parsers"
	"cfgtool/rewriters/change"
	"cfgtool/rewriters/change/store"
)

func (a *app) rollbackCommand() *cobra.Command {
	var last bool
	var file string
	var w writing
	cmd := &cobra.Command{
		Use:   "rollback [CHANGE|--last|--file F]",
		Short: "Undo a change",
		Long: `Undo a change as a whole: the files get back their bytes, mode, owner and
extended attributes. Without an ID, the newest change is shown and asked about.
A file that is no longer what the change wrote is a refusal. A rollback is
itself a change, and can be rolled back.`,
		Example: `  cfgtool rollback
  cfgtool rollback --last --yes
  cfgtool rollback --file /etc/cluster/clconf.xml`,
		Args: func(_ *cobra.Command, args []string) error {
			given := len(args)
			if last {
				given++
			}
			if file != "" {
				given++
			}
			if given > 1 {
				return usagef("rollback takes one of CHANGE, --last and --file")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return a.rollback(args, last, file, &w) },
	}
	cmd.Flags().BoolVar(&last, "last", false, "the newest change")
	cmd.Flags().StringVar(&file, "file", "", "the newest change of file `F`")
	w.flags(cmd, a)
	hide(cmd, "accept-assumed", "no-archive", "keep-going")
	return cmd
}

func (a *app) rollback(args []string, last bool, file string, w *writing) error {
	s, err := a.store(w.archive)
	if err != nil {
		return err
	}
	a.tellOther(s, w.archive)
	if err := a.ready(w); err != nil {
		return err
	}
	c, err := pick(s, args, file)
	if err != nil {
		return err
	}
	if len(args) == 0 && !last && file == "" {
		a.describe(c)
		switch {
		case terminal(a.stdin), w.dryRun:
		case !w.yes:
			return usagef("there is no terminal to ask on: name the change, or give --last, and --yes")
		case c.Actor != actor():
			return usagef("the newest change is by %s: name it, or give --last", load.Quote(c.Actor))
		}
	}
	plan, err := s.Rollback(c.ID)
	if err != nil {
		return err
	}
	o := outcome{plan: *plan}
	for _, f := range plan.Files {
		if a.readBoth(f); f.New != nil {
			next, err := a.next(f.New)
			if err != nil {
				return err
			}
			o.then(next)
		}
	}
	return a.carryOut(o, w, store.Command{RollbackOf: []string{c.ID}})
}

// readBoth parses both sides of a change as the kind of the file, for masking; as
// text where none is known.
func (a *app) readBoth(c *change.FileChange) {
	if c.Before != nil {
		c.Old = a.read(c.Path, c.Before)
	}
	if c.After != nil {
		c.New = a.read(c.Path, c.After)
	}
}

// read parses content as the kind of the file, for masking; as text where none is known.
func (a *app) read(path string, content []byte) parsers.Document {
	format, err := a.formats.Detect(path, content)
	if err != nil {
		return load.Text(path, content)
	}
	return format.Read(path, content)
}

// pick finds the change that is meant.
func pick(s *store.Store, args []string, file string) (store.Change, error) {
	if len(args) == 1 {
		return s.Change(args[0])
	}
	changes, err := s.Changes()
	if err != nil {
		return store.Change{}, err
	}
	path := ""
	if file != "" {
		if path, err = filepath.Abs(file); err != nil {
			return store.Change{}, fmt.Errorf("%s: %s", load.Quote(file), cause(err))
		}
	}
	for _, c := range slices.Backward(changes) {
		if c.State != store.Committed || c.Kind == store.Rollback && path == "" {
			continue
		}
		if path == "" || slices.ContainsFunc(c.Files, func(f store.File) bool { return f.Path == path || f.Target == path }) {
			return c, nil
		}
	}
	if path != "" {
		return store.Change{}, fmt.Errorf("%s: the archive %s has no change of this file that stands", load.Quote(file), load.Quote(s.Dir()))
	}
	return store.Change{}, fmt.Errorf("%s: the archive has no change that could be rolled back; --archive DIR names another one", load.Quote(s.Dir()))
}

// describe shows a change to the person who is asked about it.
func (a *app) describe(c store.Change) {
	a.say("change %s", c.ID)
	a.say("  by      %s on %s, %s", load.Quote(c.Actor), load.Quote(c.Host), c.Time.Local().Format(time.RFC1123))
	a.say("  command cfgtool %s", commandLine(c.Args))
	if c.Reason != "" {
		a.say("  reason  %s", load.Quote(c.Reason))
	}
	for _, f := range c.Files {
		a.say("  file    %s", load.Quote(f.Path))
	}
}

// commandLine is arguments as they would be typed, near enough to recognise them.
func commandLine(args []string) string {
	quoted := make([]string, len(args))
	for i, arg := range args {
		quoted[i] = load.Quote(arg)
		if strings.ContainsAny(arg, " \t'\"$&|;<>*?()") || arg == "" {
			quoted[i] = "'" + strings.ReplaceAll(quoted[i], "'", `'\''`) + "'"
		}
	}
	return strings.Join(quoted, " ")
}

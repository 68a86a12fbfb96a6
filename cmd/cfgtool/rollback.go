package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/parsers"
	"cfgtool/rewriters/change"
	"cfgtool/rewriters/change/store"
)

// target is what a rollback undoes.
type target struct {
	id, file, to string
	last         bool
}

// named reports whether the person said which change is meant.
func (t target) named() bool { return t != target{} }

func (a *app) rollbackCommand() *cobra.Command {
	var t target
	var how store.Undoing
	var w writing
	cmd := &cobra.Command{
		Use:   "rollback [CHANGE|--last|--file F|--to CHANGE]",
		Short: "Undo a change",
		Long: `Undo a change as a whole: the files get back their bytes, mode, owner,
extended attributes and the symbolic links that led to them. CHANGE is an ID, or
an end of it that no other has, such as 3f2a9c. Without one, the newest change is
shown and asked about; --last is the newest one of yours, and with --yes only where
its files are below the current folder. With --to, all later changes are undone.

A file that is no longer what the change wrote is a refusal, with a diff of both
sides; --force archives what is there and restores the file. So is a later change
of the same file; --cascade undoes that one, too. A rollback is itself a change,
and can be rolled back.`,
		Example: `  cfgtool rollback
  cfgtool rollback 3f2a9c
  cfgtool rollback --last --yes
  cfgtool rollback --file /etc/cluster/clconf.xml
  cfgtool rollback --to 20261122T101500Z-3f2a9c --dry-run`,
		Args: func(_ *cobra.Command, args []string) error {
			given := len(args)
			for _, flag := range []bool{t.last, t.file != "", t.to != ""} {
				if flag {
					given++
				}
			}
			if given > 1 {
				return usagef("rollback takes one of CHANGE, --last, --file and --to")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 {
				t.id = args[0]
			}
			return a.rollback(t, how, &w)
		},
	}
	cmd.Flags().BoolVar(&t.last, "last", false, "the newest change of yours")
	cmd.Flags().Var((*naming)(&t.file), "file", "the newest change of file `F`")
	cmd.Flags().Var((*naming)(&t.to), "to", "all changes after `CHANGE`, which stays")
	cmd.Flags().BoolVar(&how.Force, "force", false, "archive and restore files that are no longer what the change wrote")
	cmd.Flags().BoolVar(&how.Cascade, "cascade", false, "undo later changes of the same files, too")
	w.flags(cmd, a)
	withhold(cmd, "accept", "accept-assumed", "no-archive", "keep-going")
	return cmd
}

func (a *app) rollback(t target, how store.Undoing, w *writing) error {
	s, err := a.rewinder(w)
	if err != nil {
		return err
	}
	a.tellOther(s, w.archive)
	if err := a.ready(w); err != nil {
		return err
	}
	var ids []string
	if t.to != "" {
		if ids, err = s.Since(t.to); err != nil {
			return err
		}
	} else {
		c, err := pick(s, t)
		if err != nil {
			return err
		}
		if !t.named() || t.last && a.asks(w) {
			a.describe(c, a.asks(w))
		}
		if err := a.unasked(t, c, w); err != nil {
			return err
		}
		ids = []string{c.ID}
	}
	return a.carryOut(w, func() (outcome, error) { return a.undo(s, t, ids, how, w) })
}

// undo plans a rollback.
func (a *app) undo(s *store.Store, t target, ids []string, how store.Undoing, w *writing) (outcome, error) {
	u, err := s.Rollback(ids, how)
	var conflicts store.Conflicts
	if errors.As(err, &conflicts) {
		a.threeWay(conflicts)
	}
	if err != nil {
		return outcome{}, err
	}
	if err := a.apart(w, touched(u.Plan)); err != nil {
		return outcome{}, err
	}
	var o outcome
	o.plan = *u.Plan
	if len(u.Changes) > 1 || t.named() && t.id == "" {
		known, err := s.Changes()
		if err != nil {
			return outcome{}, err
		}
		for _, c := range slices.Backward(known) {
			if slices.Contains(u.Changes, c.ID) {
				o.notes = append(o.notes, fmt.Sprintf("undone: %s, cfgtool %s", c.ID, brief(c.Args)))
			}
		}
	}
	for _, path := range u.Forced {
		o.notes = append(o.notes, fmt.Sprintf("%s is no longer what the change wrote; what is there now is archived first", load.Quote(path)))
	}
	o.notes = append(o.notes, treeNotes(u.Plan)...)
	for _, path := range u.Created {
		o.notes = append(o.notes, fmt.Sprintf("%s was created since, and stays", load.Quote(path)))
	}
	for _, f := range u.Plan.Files {
		if a.readBoth(f); f.New != nil {
			next, err := a.next(f.New)
			if err != nil {
				return outcome{}, err
			}
			o.next = withNew(o.next, next)
		}
	}
	o.undoes = u.Changes
	return o, nil
}

// threeWay shows what is at odds in each file: what was done since the change
// wrote it, and what the rollback would do to that.
func (a *app) threeWay(conflicts store.Conflicts) {
	masked := false
	for _, c := range conflicts {
		show := func(from, to []byte, old, new string) {
			f := &change.FileChange{Path: c.File.Path, Kind: change.Restore, Before: from, After: to}
			a.readBoth(f)
			d, m := f.Text(false)
			masked = masked || m
			d.Old, d.New = old, new
			report.Diff(a.stderr, d, a.palette(a.stderr))
		}
		path := c.File.Path
		written, before, now := path+" as change "+c.Change+" wrote it", path+" before that change", path+" now"
		if c.Found != "" {
			now = path + " as change " + c.Found + " found it"
		}
		if c.Written == nil {
			written = path + " as change " + c.Change + " left it: no such file"
		}
		if c.Now == nil {
			now += ": no such file"
		}
		if c.File.Before == "" {
			before += ": no such file"
		}
		if c.Lost {
			a.warn("note: %s: the archive no longer has what change %s wrote and found, so it is not shown", load.Quote(path), c.Change)
			continue
		}
		show(c.Written, c.Now, written, now)
		show(c.Written, c.Original, written, before)
	}
	if masked {
		a.say("note: secrets are masked")
	}
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
		return parsers.Plain.Read(path, content)
	}
	return format.Read(path, content)
}

// pick finds the change that is meant.
func pick(s *store.Store, t target) (store.Change, error) {
	if t.id != "" {
		return s.Change(t.id)
	}
	changes, err := s.Settled()
	if err != nil {
		return store.Change{}, err
	}
	names, err := namesOf(t.file)
	if err != nil {
		return store.Change{}, err
	}
	theirs := ""
	for _, c := range slices.Backward(changes) {
		if c.State != store.Committed || c.Kind == store.Save || c.Kind != store.Apply && t.file == "" { // a save is restored by its ID only
			continue
		}
		switch {
		case !concerns(c, names):
		case !t.last || c.Actor == actor():
			return c, nil
		case theirs == "":
			theirs = fmt.Sprintf("%s by %s", c.ID, load.Quote(c.Actor))
		}
	}
	if theirs != "" {
		return store.Change{}, fmt.Errorf("%s: no change of %s could be rolled back; the newest is %s, to be named by its ID", load.Quote(s.Dir()), load.Quote(actor()), theirs)
	}
	if t.file != "" {
		return store.Change{}, fmt.Errorf("%s: the archive %s has no change of this file that stands", load.Quote(t.file), load.Quote(s.Dir()))
	}
	do := "--archive DIR names another one"
	if len(changes) > 0 { // saves and rollbacks
		do = `"cfgtool log" lists what there is, to be named by its ID`
	}
	return store.Change{}, fmt.Errorf("%s: the archive has no change that could be rolled back; %s", load.Quote(s.Dir()), do)
}

// unasked refuses to undo without asking what the person may not have meant: a change
// that nobody named, of somebody else or of files elsewhere.
func (a *app) unasked(t target, c store.Change, w *writing) error {
	switch {
	case t.named() && !t.last, a.asks(w), w.dryRun, w.onlyNames:
		return nil
	case !w.yes && !t.named():
		return fmt.Errorf("there is no terminal to ask on; to undo it: cfgtool rollback %s --yes%s", c.ID, archiveFlag(w))
	case !w.yes:
		return nil
	case c.Actor != actor():
		return usagef("the newest change is by %s: name it, or give --last", load.Quote(c.Actor))
	}
	here, err := os.Getwd()
	if err != nil {
		return fmt.Errorf("the current folder is not known: %s; name the change by its ID", cause(err))
	}
	here = store.Resolved(here)
	for _, f := range c.Files {
		if rel, err := filepath.Rel(here, store.Resolved(f.Path)); err != nil || !filepath.IsLocal(rel) {
			return fmt.Errorf("change %s (cfgtool %s) wrote %s, which is outside of this folder; to undo it, name it: cfgtool rollback %s --yes%s", c.ID, brief(c.Args), load.Quote(f.Path), c.ID, archiveFlag(w))
		}
	}
	return nil
}

// asks reports whether a command will put its question to a person.
func (a *app) asks(w *writing) bool {
	return terminal(a.stdin) && !w.yes && !w.dryRun && !w.onlyNames
}

// describe shows a change; to who is asked about it also with -q.
func (a *app) describe(c store.Change, asked bool) {
	say := a.say
	if asked {
		say = a.warn
	}
	say("change %s", c.ID)
	say("  by      %s on %s, %s", load.Quote(c.Actor), load.Quote(c.Host), c.Time.Local().Format(time.RFC1123))
	say("  command cfgtool %s", brief(c.Args))
	if c.Reason != "" {
		say("  reason  %s", load.Quote(c.Reason))
	}
	for _, what := range c.Accepted {
		say("  accepts %s", load.Quote(what))
	}
	for i, f := range c.Files {
		if i == most {
			say("          and %s", count(len(c.Files)-most, "more file"))
			break
		}
		say("  file    %s", load.Quote(f.Path))
	}
}

// most is how many files of a change are listed where that is not the point.
const most = 20

// brief is a command line for people, which may name hundreds of files.
func brief(args []string) string {
	const room = 200 // bytes
	length := 0
	for i, arg := range args {
		if length += len(arg) + 1; length > room && i > 0 {
			return fmt.Sprintf("%s … (%s)", commandLine(args[:i]), count(len(args)-i, "more argument"))
		}
	}
	return commandLine(args)
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

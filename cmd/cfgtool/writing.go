package main

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/parsers"
	"cfgtool/rewriters"
	"cfgtool/rewriters/change"
	"cfgtool/rewriters/change/store"
	"cfgtool/rules"
)

// writing is the flags that all commands which change files share.
type writing struct {
	yes, dryRun, onlyNames, keepGoing bool
	acceptAssumed, noArchive          bool
	showSecrets, inPlace              bool
	patchOut, planOut                 string
	reason, archive                   string
	accept                            acceptances
	lockTimeout                       time.Duration

	opened *store.Store // the archive, once it is needed

	// hostOf tells the host of a file, so that each host gets a change of its own; nil
	// makes one change of all.
	hostOf func(file string) int
}

func (w *writing) flags(cmd *cobra.Command, a *app) {
	flags := cmd.Flags()
	flags.BoolVarP(&w.yes, "yes", "y", false, "write without asking")
	flags.BoolVar(&w.dryRun, "dry-run", false, "print the diff and write nothing")
	flags.BoolVar(&w.onlyNames, "check", false, "print only the names of files that would change, and exit 1 if there are any")
	flags.BoolVar(&w.keepGoing, "keep-going", false, "let the other files proceed when one is refused")
	flags.BoolVar(&w.acceptAssumed, "accept-assumed", false, "write what rests on assumed facts, too")
	flags.Var(&w.accept, "accept", "override the refusal of this name, `NAME[:PLACE][=TEXT]`, and record it; 'cfgtool explain accept' lists them; repeatable")
	flags.BoolVar(&w.noArchive, "no-archive", false, "archive nothing; only for files tracked by git")
	flags.BoolVar(&w.showSecrets, "show-secrets", false, "print secrets in the diff, on a terminal only")
	flags.Var((*naming)(&w.patchOut), "patch-out", "save the diff, secrets and all, to `FILE` (mode 0600)")
	flags.Var((*naming)(&w.planOut), "plan-out", "save the plan, secrets and all, to `FILE` (mode 0600), for cfgtool apply")
	flags.StringVarP(&w.reason, "message", "m", "", "record the reason, such as a ticket: `TEXT`")
	flags.Var((*naming)(&w.archive), "archive", "archive under `DIR`; none archives nothing, as for building an image, and there is no way back")
	flags.BoolVar(&w.inPlace, "in-place", false, "write into files that cannot be replaced: with hard links, mounted, or where only the file itself is writable")
	flags.DurationVar(&w.lockTimeout, "lock-timeout", store.DefaultLockTimeout, "wait `TIME` for another command that writes")
}

// unheeded is the annotation of a command with the flags that it refuses.
const unheeded = "unheeded"

// withhold takes flags that all writing commands share from one that they mean nothing to.
func withhold(cmd *cobra.Command, flags ...string) {
	for _, name := range flags {
		_ = cmd.Flags().MarkHidden(name)
	}
	cmd.Annotations = map[string]string{unheeded: strings.Join(flags, " ")}
}

// used reports whether a flag was given that only writing heeds.
func (w *writing) used() bool {
	return !reflect.DeepEqual(*w, writing{lockTimeout: store.DefaultLockTimeout})
}

// job is what a command means to do with one document.
type job struct {
	rewriters.Plan          // Assumed is held back without --accept-assumed
	first          []string // what is to be done before the change
	next           []string // and after it, instead of what the product's profile says
	// find gives the findings of a document instead of all rules that a file alone answers.
	find func(parsers.Document) ([]rules.Finding, error)
	// after looks at the document as it is in the end, at the old one if its change is
	// held back.
	after func(parsers.Document) error
	// passes leaves a file as it is whose change brings findings, instead of refusing it.
	passes bool
}

// change plans a job for every file, shows it, asks, archives, writes, and
// prints what the product wants done next.
func (a *app) change(paths []string, w *writing, plan func(parsers.Document) (job, error)) error {
	if len(paths) == 1 && paths[0] == load.Stdin {
		switch {
		case len(a.outputs) > 0:
			return usagef("with - the new text goes to standard output, so there is no --output")
		case w.planOut != "", w.patchOut != "":
			return usagef("with - no file is changed, so there is no --plan-out or --patch-out; --dry-run prints the diff")
		}
		if err := a.discreet(w); err != nil {
			return err
		}
		return a.filter(w, plan)
	}
	for _, path := range paths {
		if path == load.Stdin {
			return usagef("- stands alone: with it the new text goes to standard output")
		}
	}
	if err := a.ready(w); err != nil {
		return err
	}
	return a.carryOut(w, func() (outcome, error) {
		files := a.files(paths)
		if err := a.apart(w, load.Paths(files)); err != nil {
			return outcome{}, err
		}
		if err := a.writable(load.Paths(files), w); err != nil {
			return outcome{}, err
		}
		w.accept.needed = nil
		o := a.plan(files, w, plan)
		if n := len(o.leftAlone); n > 0 && n == len(files) {
			return o, fmt.Errorf("none of %s there is one for this command; the first is %w", count(n, "file"), o.leftAlone[0])
		}
		return o, nil
	})
}

// filter is writing with "-": the new text goes to stdout, or with --dry-run the diff, and
// with --check the name if it would change.
func (a *app) filter(w *writing, plan func(parsers.Document) (job, error)) error {
	files := a.files([]string{load.Stdin})
	if len(files) == 0 {
		return errors.New("standard input: its kind is not known; name it with --stdin-filename NAME or --as FORMAT")
	}
	f := files[0]
	if f.Err != nil {
		return f.Err
	}
	var o outcome
	if err := a.planFile(&o, f, w, plan); err != nil {
		return err
	}
	a.tell(o.notes)
	a.tellAdded(o, w)
	if len(o.doubted) > 0 {
		return a.heldBack(o, w)
	}
	sinks := []sink{{format: "text", Writer: a.stdout}}
	switch {
	case w.onlyNames:
		printNames(sinks, &o.plan)
		if !o.plan.Empty() {
			return exit(exitFound)
		}
	case w.dryRun:
		change.NameDiffs(slices.Concat(o.plan.Files, o.held))
		a.show(sinks, o, w)
	default:
		text := f.Doc.Source().Bytes()
		for _, c := range o.plan.Files {
			text = c.After
		}
		if _, err := a.stdout.Write(text); err != nil {
			return fmt.Errorf("standard output: %s", cause(err))
		}
	}
	return a.heldBack(o, w)
}

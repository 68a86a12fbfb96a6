package main

import (
	"bufio"
	"fmt"
	"strings"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/rewriters/change"
	"cfgtool/rewriters/change/store"
)

// carryOut shows the plan, asks, writes, and prints what comes next.
func (a *app) carryOut(o outcome, w *writing, command store.Command) error {
	sinks, err := a.sinks()
	if err != nil {
		return err
	}
	if w.patchOut != "" {
		if err := store.WritePrivate(w.patchOut, o.plan.Diff()); err != nil {
			return err
		}
	}
	if w.planOut != "" {
		if err := a.savePlan(o, w, command.RollbackOf); err != nil {
			return err
		}
	}
	if w.onlyNames {
		for _, c := range o.plan.Files {
			fmt.Fprintln(a.stdout, load.Quote(c.Path))
		}
		a.tell(o.notes)
		if !o.plan.Empty() {
			return exit(exitFound)
		}
		return a.heldBack(o, w)
	}
	id := ""
	text := false
	for _, s := range sinks {
		if s.format == "text" {
			text = true
			a.show(s, o, w)
		}
	}
	finish := func(err error) error {
		return finish(sinks, func() *report.Plan { return report.NewPlan(&o.plan, o.held, o.notes, o.next, id) }, err)
	}
	a.tell(o.notes)
	a.idle(w)
	if o.plan.Empty() {
		if len(o.held) == 0 && !o.refused {
			a.say("nothing to do")
		}
		return finish(a.heldBack(o, w))
	}
	if w.dryRun {
		return finish(a.heldBack(o, w))
	}
	if !w.yes && !text && terminal(a.stdin) {
		a.show(sink{Writer: a.stderr}, o, w)
	}
	question := fmt.Sprintf("Write %s?", count(len(o.plan.Files), "file"))
	if len(command.RollbackOf) > 0 {
		question = fmt.Sprintf("Undo change %s?", strings.Join(command.RollbackOf, " and "))
		if n := len(command.RollbackOf); n > 3 {
			question = fmt.Sprintf("Undo %d changes?", n)
		}
	}
	if proceed, err := a.confirmed(w, question); !proceed {
		return finish(err)
	}
	if err := a.seen(); err != nil {
		return finish(err)
	}
	if id, err = a.commit(&o.plan, w, command); err != nil {
		return finish(err)
	}
	for _, c := range o.plan.Files {
		a.say("%s: %s", load.Quote(c.Path), done[c.Kind])
	}
	if id != "" {
		a.say("change %s; to go back: cfgtool rollback %s%s", id, id, archiveFlag(w))
	}
	if len(o.next) > 0 {
		a.say("next:")
		for _, n := range o.next {
			a.say("  %s", n)
		}
	}
	return finish(a.heldBack(o, w))
}

// finish prints a plan, made only then, on the sinks that are for programs, and
// closes all.
func finish(sinks []sink, plan func() *report.Plan, err error) error {
	for _, s := range sinks {
		if s.format == "json" {
			if werr := plan().Write(s); werr != nil && err == nil {
				err = fmt.Errorf("the result could not be written: %s", cause(werr))
			}
		}
		if closed := s.close(); closed != nil && err == nil {
			err = closed
		}
	}
	return err
}

var done = map[change.Kind]string{change.Edit: "changed", change.Create: "created", change.Remove: "removed", change.Restore: "restored"}

// archiveFlag is what a later command on the same files needs.
func archiveFlag(w *writing) string {
	flags := ""
	if w.archive != "" {
		flags += " --archive " + load.Quote(w.archive)
	}
	if w.inPlace {
		flags += " --in-place"
	}
	return flags
}

// discreet refuses to print secrets but on a terminal.
func (a *app) discreet(w *writing) error {
	if w.showSecrets && !terminal(a.stdout) {
		return usagef("--show-secrets: secrets are shown on a terminal only; --patch-out FILE saves them")
	}
	return nil
}

// show prints the diffs of a plan, and apart from them what is held back.
func (a *app) show(s sink, o outcome, w *writing) {
	p := a.palette(s.Writer)
	masked := false
	show := func(changes []*change.FileChange) {
		for _, c := range changes {
			d, m := c.Text(w.showSecrets && terminal(s.Writer))
			report.Diff(s, d, p)
			masked = masked || m
		}
	}
	show(o.plan.Files)
	if len(o.held) > 0 {
		a.warn("not written without --accept-assumed:")
		show(o.held)
	}
	if masked {
		a.say("note: secrets are masked, so this diff cannot be applied; --patch-out FILE saves the whole one")
	}
}

// confirmed asks whether to write, unless --yes; if not to, it says so.
func (a *app) confirmed(w *writing, question string) (bool, error) {
	switch {
	case w.yes:
	case !terminal(a.stdin):
		a.warn("nothing is written: there is no terminal to ask on; --yes writes without asking")
		return false, exit(exitRefused)
	case !a.ask(question):
		a.say("nothing is written")
		return false, exit(exitRefused)
	}
	return true, nil
}

// ask puts a question on the terminal; only "y" and "yes" are a yes.
func (a *app) ask(question string) bool {
	fmt.Fprintf(a.stderr, "%s [y/N] ", question)
	answer, err := bufio.NewReader(a.stdin).ReadString('\n')
	if err != nil {
		fmt.Fprintln(a.stderr)
	}
	answer = strings.ToLower(strings.TrimSpace(answer))
	return answer == "y" || answer == "yes"
}

func (a *app) tell(notes []string) {
	for _, n := range notes {
		a.say("note: %s", n)
	}
}

// heldBack ends a command: with exit 1 when assumed edits were not written.
func (a *app) heldBack(o outcome, w *writing) error {
	if len(o.held) == 0 {
		if o.refused {
			return exit(exitRefused)
		}
		return nil
	}
	a.warn("held back: what rests on assumed facts is written with --accept-assumed, or with a --profile or flags that state it")
	if o.refused {
		return exit(exitRefused)
	}
	if w.dryRun {
		return nil
	}
	return exit(exitFound)
}

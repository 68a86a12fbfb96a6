package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/rewriters/change"
	"cfgtool/rewriters/change/store"
)

// attempts is how often a command plans anew, since others changed its files.
const attempts = 20

// carryOut plans, shows the plan, asks, writes, and prints what comes next. Where
// somebody else changed a file after it was planned on, it says who did, and plans
// again: with --yes until the lock timeout is over, else the person is asked again.
// So nothing is written that was not shown.
func (a *app) carryOut(w *writing, plan func() (outcome, error)) error {
	deadline := time.Now().Add(w.lockTimeout)
	for n := 1; ; n++ {
		began := time.Now()
		o, err := a.settle(w, plan, began)
		if err != nil {
			return err
		}
		err = a.write(o, w)
		o.release()
		if !store.Stale(err) {
			return err
		}
		a.meanwhile(w, &o.plan, began)
		if n == attempts || w.yes && time.Now().After(deadline) {
			return err
		}
		var e *store.Error
		if errors.As(err, &e) {
			a.say("note: %s: %s; this is the plan for what is there now", load.Quote(e.Path), e.What)
		}
	}
}

// settle plans. A command that writes without asking then keeps others from writing,
// until the outcome is released, and plans again if one of them was faster.
func (a *app) settle(w *writing, plan func() (outcome, error), began time.Time) (outcome, error) {
	o, err := plan()
	o.release = func() {}
	if err != nil || !w.yes || !w.writes(o) || w.unarchived() {
		return o, err
	}
	s, err := a.writer(w)
	if err != nil {
		return o, err
	}
	ctx, done := interruptible()
	defer done()
	release, err := s.Hold(ctx, a.recorded(store.Command{}, w.reason))
	if err != nil {
		return o, err
	}
	if a.meanwhile(w, &o.plan, began) {
		o, err = plan()
	}
	if o.release = release; err != nil {
		release()
	}
	return o, err
}

// writes reports whether there is something to write that may be written.
func (w *writing) writes(o outcome) bool {
	return !w.dryRun && !w.onlyNames && !o.plan.Empty() && (!o.refused() || w.keepGoing)
}

// meanwhile tells which changes others made to the files of a plan since a time, and
// whether there are any.
func (a *app) meanwhile(w *writing, plan *change.Plan, since time.Time) bool {
	if w.unarchived() {
		return false
	}
	s, err := a.writer(w)
	if err != nil {
		return false
	}
	known, _ := s.Changes() // of a damaged ledger, Commit tells
	found := false
	for _, f := range plan.Files {
		names, err := namesOf(f.Path)
		if err != nil {
			continue
		}
		for i := len(known) - 1; i >= 0 && (known[i].Finished.IsZero() || known[i].Finished.After(since)); i-- {
			if c := known[i]; c.Kind != store.Save && concerns(c, names) {
				a.say("note: %s: change %s by %s was faster: cfgtool %s", load.Quote(f.Path), c.ID, load.Quote(c.Actor), brief(c.Args))
				found = true
				break
			}
		}
	}
	return found
}

// write shows what planning came to, asks, writes, and prints what comes next.
func (a *app) write(o outcome, w *writing) error {
	for _, err := range o.errors {
		a.fail(err)
	}
	if len(o.errors) > 0 && !w.keepGoing {
		if !o.plan.Empty() {
			a.say("nothing is written, since a file is refused; --keep-going lets the others proceed")
		}
		return exit(exitRefused)
	}
	if a.verbose {
		for _, left := range o.leftAlone {
			a.say("note: left alone: %s", left)
		}
	}
	sinks, err := a.sinks()
	if err != nil {
		return err
	}
	changes := slices.Concat(o.plan.Files, o.held, o.doubted)
	from := change.NameDiffs(changes)
	if a.unpacked(changes) {
		from = ""
		a.say("note: the files are in a tar; apply the diff on their host: patch -p1 -d /")
	}
	if err := a.save(o, w); err != nil {
		return err
	}
	a.present(sinks, o, w, from)
	id, err := a.settleOn(o, w)
	if store.Stale(err) { // there is another attempt
		return err
	}
	held := slices.Concat(o.held, o.doubted)
	return finish(sinks, func() *report.Plan {
		p := report.NewPlan(&o.plan, held, o.notes, o.next, id)
		p.First = append(p.First, o.first...)
		return p
	}, err)
}

// save writes the plan to the files that were asked for.
func (a *app) save(o outcome, w *writing) error {
	if w.patchOut != "" {
		if err := store.WritePrivate(w.patchOut, o.plan.Diff()); err != nil {
			return err
		}
	}
	if w.planOut != "" {
		return a.savePlan(o, w)
	}
	return nil
}

// settleOn asks and writes, unless only a look was asked for or something is held
// back. It returns the ID of the change in the archive.
func (a *app) settleOn(o outcome, w *writing) (id string, err error) {
	switch {
	case w.onlyNames && !o.plan.Empty() && !o.refused():
		return "", exit(exitFound)
	case o.plan.Empty() && !w.onlyNames && len(o.held) == 0 && !o.refused():
		a.say("nothing to do")
		return "", nil
	case o.plan.Empty(), w.onlyNames, w.dryRun:
		return "", a.heldBack(o, w)
	case len(o.doubted) > 0 && !w.keepGoing:
		a.say("nothing is written, since a change is held back; --keep-going lets the others proceed")
		return "", a.heldBack(o, w)
	}
	a.list("first:", o.first)
	if proceed, err := a.confirmed(w, question(o, w)); !proceed {
		return "", err
	}
	o.agreed(w)
	if err := a.seen(); err != nil {
		return "", err
	}
	var ids []string
	for _, part := range o.parts(w) {
		one, err := a.commit(&part, w)
		if err != nil {
			return strings.Join(ids, " "), err
		}
		a.announce(part, w, one)
		if one != "" {
			ids = append(ids, one)
		}
	}
	a.list("next:", o.next)
	return strings.Join(ids, " "), a.heldBack(o, w)
}

// parts are what is written as a change of its own: the files of each host.
func (o outcome) parts(w *writing) []outcome {
	if w.hostOf == nil {
		return []outcome{o}
	}
	var hosts []int
	files := make(map[int][]*change.FileChange)
	for _, c := range o.plan.Files {
		h := w.hostOf(c.Path)
		if files[h] == nil {
			hosts = append(hosts, h)
		}
		files[h] = append(files[h], c)
	}
	var parts []outcome
	for _, h := range hosts {
		part := o
		part.plan.Files = files[h]
		parts = append(parts, part)
	}
	return parts
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

// heldBack ends a command: with exit 2 when something was refused, with exit 1 when
// assumed edits were not written.
func (a *app) heldBack(o outcome, w *writing) error {
	if len(o.held) > 0 {
		a.warn("held back: what rests on assumed facts is written with --accept-assumed, or with a --profile or flags that state it")
	}
	if len(o.doubted) > 0 {
		a.warn("held back: what brings new findings is written with --accept new-findings")
	}
	switch {
	case len(o.errors) > 0, len(o.doubted) > 0 && !w.dryRun:
		return exit(exitRefused)
	case len(o.held) > 0 && !w.dryRun:
		return exit(exitFound)
	}
	return nil
}

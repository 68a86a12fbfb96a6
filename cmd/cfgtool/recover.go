package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/rewriters/change"
	"cfgtool/rewriters/change/store"
)

func (a *app) recoverCommand() *cobra.Command {
	var keep bool
	var w writing
	cmd := &cobra.Command{
		Use:   "recover",
		Short: "Finish or undo a change that a crash left unfinished",
		Long: `Finish or undo a change that a crash left unfinished, so that all its files are
new, or all are as they were. The hashes in the ledger tell which: a change whose
files are all written is finished, a rollback that has begun is finished, and
anything else is undone. When a file is neither old nor new, nothing is written,
and both versions are named.`,
		Example: `  cfgtool recover --dry-run
  cfgtool recover --yes`,
		Args: without("there is only one change that can be unfinished"),
		RunE: func(*cobra.Command, []string) error { return a.recover(&w, keep) },
	}
	w.flags(cmd, a)
	cmd.Flags().BoolVar(&keep, "keep", false, "leave files that are neither old nor new as they are, and go on with the others")
	withhold(cmd, "accept", "accept-assumed", "no-archive", "keep-going", "plan-out")
	return cmd
}

func (a *app) recover(w *writing, keep bool) error {
	if err := a.discreet(w); err != nil {
		return err
	}
	sinks, err := a.sinks()
	if err != nil {
		return err
	}
	s, err := a.rewinder(w)
	if err != nil {
		return err
	}
	r, err := s.Recovery()
	if err != nil {
		return err
	}
	if r == nil {
		a.say("nothing to recover")
		return finish(sinks, func() *report.Plan { return report.NewPlan(new(change.Plan), nil, nil, nil, "") }, nil)
	}
	described, say := r.Change, a.say
	described.Files = nil // they are told with what they are now
	a.describe(described, a.asks(w))
	if a.asks(w) {
		say = a.warn
	}
	for _, f := range r.Files {
		say("  now     %s is %s", load.Quote(f.Path), standings[f.Stands])
	}
	if err := r.Refused(s); err != nil && !keep {
		return err
	}
	for _, c := range r.Plan.Files {
		a.readBoth(c)
	}
	if err := a.apart(w, touched(r.Plan)); err != nil {
		return err
	}
	change.NameDiffs(r.Plan.Files)
	if w.patchOut != "" {
		if err := store.WritePrivate(w.patchOut, r.Plan.Diff()); err != nil {
			return err
		}
	}
	undone, id := r.Plan, r.Change.ID
	plan := func() *report.Plan { return report.NewPlan(undone, nil, nil, nil, id) }
	if w.onlyNames {
		printNames(sinks, undone)
		return finish(sinks, plan, exit(exitFound))
	}
	a.show(sinks, outcome{plan: *r.Plan}, w)
	todo, ed := "Undo", "undone: all its files are as they were before"
	if r.Direction == store.Forward {
		todo, ed = "Finish", "finished: all its files are written"
	}
	if w.dryRun {
		a.say("change %s would be %s", r.Change.ID, ed)
		return finish(sinks, plan, nil)
	}
	if proceed, err := a.confirmed(w, todo+" change "+r.Change.ID+"?"); !proceed {
		return finish(sinks, plan, err)
	}
	if err := a.seen(); err != nil {
		return finish(sinks, plan, err)
	}
	ctx, stop := interruptible()
	defer stop()
	if r, err = s.Recover(ctx, a.recorded(store.Command{}, w.reason), keep, r); err != nil {
		return finish(sinks, plan, err)
	}
	if r == nil {
		a.say("another command has recovered it meanwhile")
	} else {
		a.recovered(r, ed, w)
	}
	return finish(sinks, plan, nil)
}

// recovered says what a recovery did.
func (a *app) recovered(r *store.Recovery, ed string, w *writing) {
	for _, c := range r.Plan.Files {
		what := done[c.Kind]
		if c.Kind == change.Restore && r.Direction == store.Forward {
			what = "written"
		}
		a.say("%s: %s", load.Quote(c.Path), what)
	}
	for _, f := range r.Files {
		if f.Stands == store.Other || len(f.Theirs) > 0 {
			ed = strings.Replace(ed, "all its files", "all its other files", 1)
			compare := ""
			if f.Archived != "" {
				compare = fmt.Sprintf("; compare it with what it was: cfgtool archive diff %s %s%s", r.Change.ID, load.Quote(f.Path), archiveFlag(&writing{archive: w.archive}))
			}
			a.warn("%s: left as it is%s", load.Quote(f.Path), compare)
		}
	}
	a.say("change %s is %s", r.Change.ID, ed)
}

var standings = map[store.Standing]string{
	store.Old: "as it was before", store.New: "as the change writes it", store.Torn: "partly written", store.Other: "neither",
}

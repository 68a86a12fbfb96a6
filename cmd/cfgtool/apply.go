package main

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/parsers"
	"cfgtool/rewriters/change"
	"cfgtool/rewriters/change/store"
)

func (a *app) applyCommand() *cobra.Command {
	var w writing
	cmd := &cobra.Command{
		Use:   "apply PLAN",
		Short: "Carry out a saved plan",
		Long: `Carry out a plan that a writing command saved with --plan-out: what was
looked at then is written now, and nothing else. Where a file is no longer what
it was, the plan is stale, and nothing is written. A file that is as the plan
wants it already is left alone.`,
		Example: `  cfgtool migrate clconf.xml --to 1.1 --dry-run --plan-out monday.plan
  cfgtool apply monday.plan`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("apply needs one PLAN, which a writing command saved with --plan-out")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return a.apply(args[0], &w) },
	}
	w.flags(cmd, a)
	withhold(cmd, "accept-assumed", "keep-going", "plan-out")
	return cmd
}

func (a *app) apply(path string, w *writing) error {
	if err := a.ready(w); err != nil {
		return err
	}
	if err := trustworthy(path); err != nil {
		return err
	}
	data, err := store.ReadFile(path, a.limit)
	if err != nil {
		return err
	}
	saved, err := change.DecodeSaved(data)
	if err != nil {
		return fmt.Errorf("%s: %w", load.Quote(path), err)
	}
	if err := a.undoable(path, saved, w); err != nil {
		return err
	}
	a.say("a plan of %s by: cfgtool %s", saved.Time.Local().Format(time.RFC1123), brief(saved.Args))
	if w.reason == "" {
		w.reason = saved.Reason
	}
	for _, what := range saved.Accepted {
		_ = w.accept.Set(what) // what this version does not know is nothing to it
	}
	return a.carryOut(w, func() (outcome, error) { return a.again(path, saved, w) })
}

// again is what a saved plan comes to now.
func (a *app) again(path string, saved *change.Saved, w *writing) (outcome, error) {
	plan, err := saved.Plan(a.formats, store.Present(a.limit))
	if errors.Is(err, change.ErrStale) {
		return outcome{}, fmt.Errorf("%w; make a new one with: cfgtool %s", err, commandLine(saved.Args))
	}
	if err != nil {
		return outcome{}, err
	}
	if err := a.apart(w, append(touched(plan), path)); err != nil {
		return outcome{}, err
	}
	o := outcome{notes: treeNotes(plan), first: saved.First, next: saved.Next, undoes: saved.RollbackOf}
	o.plan.Folders, o.plan.Links = plan.Folders, plan.Links
	w.accept.needed = saved.Accepted
	for _, c := range plan.Files {
		if c.Old == nil && c.Before != nil {
			c.Old = a.read(c.Path, c.Before)
		}
		if c.New == nil && c.After != nil {
			c.New = a.read(c.Path, c.After)
		}
		if c.Kind == change.Edit && !c.Empty() {
			if doubted, err := a.doubts(&o, w, c, job{}); err != nil {
				return o, err
			} else if doubted {
				continue
			}
		}
		o.plan.Files = append(o.plan.Files, c)
	}
	return o, nil
}

// undoable refuses a saved rollback unless it is recorded where the changes are
// that it undoes.
func (a *app) undoable(path string, saved *change.Saved, w *writing) error {
	if len(saved.RollbackOf) == 0 {
		return nil
	}
	if w.unarchived() {
		return usagef("the plan undoes a change, which nothing records without an archive")
	}
	s, err := a.store(w.archive)
	if err != nil {
		return err
	}
	known, err := s.Changes()
	if err != nil {
		return err
	}
	for _, id := range saved.RollbackOf {
		if !slices.ContainsFunc(known, func(c store.Change) bool { return c.ID == id }) {
			return fmt.Errorf("%s: the plan undoes change %s, which the archive %s does not have; name the one that it was made with by --archive", load.Quote(path), load.Quote(id), load.Quote(s.Dir()))
		}
	}
	return nil
}

// savePlan writes the plan for apply.
func (a *app) savePlan(o outcome, w *writing) error {
	saved, err := o.plan.Save()
	if err != nil {
		return fmt.Errorf("--plan-out: %w", err)
	}
	saved.Version, saved.Time, saved.Args, saved.Reason = version, time.Now().UTC().Truncate(time.Second), masked(a.args), parsers.Mask(w.reason)
	saved.Accepted, saved.RollbackOf = w.accept.needed, o.undoes
	saved.First, saved.Next = o.first, append(saved.Next, o.next...)
	content, err := saved.Encode()
	if err != nil {
		return fmt.Errorf("--plan-out: %w", err)
	}
	return store.WritePrivate(w.planOut, content)
}

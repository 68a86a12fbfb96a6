package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/rewriters/change/store"
)

func (a *app) archivePruneCommand(dir *string) *cobra.Command {
	var keep int
	var older string
	w := writing{lockTimeout: store.DefaultLockTimeout}
	cmd := &cobra.Command{
		Use:   "prune --keep N|--older-than AGE",
		Short: "Remove old originals from the archive",
		Long: `Remove old originals from the archive, and what was written in their place:
never the newest of a file, and nothing while a change is unfinished. The ledger
keeps its records, and notes what was removed; rolling back such a change is
refused with that reason. Copies of a save that was killed go too, when they are
older than an hour. Whatever else the ledger does not know is left.`,
		Example: `  cfgtool archive prune --keep 5 --dry-run
  cfgtool archive prune --older-than 400d --yes`,
		Args: without("it looks at the whole archive"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			w.archive = *dir
			r, err := retention(cmd.Flags().Changed("keep"), keep, older, time.Now())
			if err != nil {
				return err
			}
			return a.archivePrune(r, &w)
		},
	}
	flags := cmd.Flags()
	flags.IntVar(&keep, "keep", 0, "keep the newest `N` originals of each file")
	flags.Var((*naming)(&older), "older-than", "remove originals older than `AGE`: 90d, 12w, 36h")
	flags.BoolVar(&w.dryRun, "dry-run", false, "tell what would be removed, and remove nothing")
	flags.BoolVarP(&w.yes, "yes", "y", false, "remove without asking")
	flags.StringVarP(&w.reason, "message", "m", "", "record the reason, such as a ticket: `TEXT`")
	flags.DurationVar(&w.lockTimeout, "lock-timeout", store.DefaultLockTimeout, "wait `TIME` for another command that writes")
	return cmd
}

// retention reads the flags that say what is to stay.
func retention(given bool, keep int, older string, now time.Time) (store.Retention, error) {
	switch {
	case given == (older != ""):
		return store.Retention{}, usagef("archive prune needs one of --keep N and --older-than AGE")
	case given && keep < 1:
		return store.Retention{}, usagef("--keep %d: the newest original of a file always stays, so it is 1 or more", keep)
	case given:
		return store.Retention{Keep: keep}, nil
	}
	d, err := age(older)
	if err != nil {
		return store.Retention{}, err
	}
	return store.Retention{Before: now.Add(-d)}, nil
}

// age reads a time with the unit d (days) or w (weeks), or one that Go knows.
func age(text string) (time.Duration, error) {
	for unit, hours := range map[string]int{"d": 24, "w": 7 * 24} {
		if number, ok := strings.CutSuffix(text, unit); ok {
			if n, err := strconv.Atoi(number); err == nil && n >= 0 && n <= 36500 {
				return time.Duration(n*hours) * time.Hour, nil
			}
		}
	}
	if d, err := time.ParseDuration(text); err == nil && d >= 0 {
		return d, nil
	}
	return 0, usagef("--older-than %s: it is a number with a unit, such as 90d, 12w or 36h", load.Quote(text))
}

func (a *app) archivePrune(r store.Retention, w *writing) error {
	s, err := a.rewinder(w)
	if err != nil {
		return err
	}
	p, err := s.Prunable(r)
	if err != nil {
		return err
	}
	out := a.stdout
	if a.asks(w) && !terminal(out) { // who is asked sees what about
		out = io.MultiWriter(a.stderr, out)
	}
	for _, g := range p.Generations {
		fmt.Fprintf(out, "%s  %s\n", g.Change.ID, load.Quote(g.File.Path))
	}
	for _, path := range p.Strays {
		fmt.Fprintf(out, "stray  %s\n", load.Quote(path))
	}
	if len(p.Paths) == 0 && len(p.Generations) == 0 {
		a.say("nothing to prune")
		return nil
	}
	if n := standingOf(p.Generations); n > 0 {
		a.say("note: what can no longer be rolled back then: %s", count(n, "change"))
	}
	what := fmt.Sprintf("%s of %s, %d bytes", count(len(p.Paths), "file"), count(len(p.Generations), "generation"), p.Bytes)
	if n := len(p.Strays); n > 0 {
		what += fmt.Sprintf(", %s among them", count(n, "stray"))
	}
	if w.dryRun {
		a.say("would remove %s", what)
		return nil
	}
	if proceed, err := a.confirmed(w, "Remove "+what+"?"); !proceed {
		return err
	}
	if err := a.seen(); err != nil {
		return err
	}
	ctx, stop := interruptible()
	defer stop()
	if p, err = s.Prune(ctx, r, a.recorded(store.Command{}, w.reason)); err != nil {
		return err
	}
	a.say("removed %s, %d bytes", count(len(p.Paths), "file"), p.Bytes)
	if p.Change != "" {
		a.say("change %s", p.Change)
	}
	return nil
}

// standingOf counts the changes and saves that could be rolled back with these originals.
func standingOf(generations []store.Generation) int {
	ids := make(map[string]bool)
	for _, g := range generations {
		if g.Change.State == store.Committed {
			ids[g.Change.ID] = true
		}
	}
	return len(ids)
}

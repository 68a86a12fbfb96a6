package main

import (
	"errors"
	"slices"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/parsers"
	"cfgtool/rewriters/change"
	"cfgtool/rules"
)

// outcome is what planning came to.
type outcome struct {
	plan    change.Plan
	held    []*change.FileChange // what rests on assumed facts that nobody accepted
	doubted []*change.FileChange // what brings findings that nobody accepted
	added   []rules.Finding      // the findings that the changes bring
	open    []rules.Finding      // those of them that the question asks about
	undoes  []string             // the changes that a rollback undoes, the newest first
	notes   []string
	first   []string // what is to be done before the change
	next    []string
	errors  []error // of files that are refused
	// leftAlone are files of a folder that the command is not for.
	leftAlone []leftAlone
	release   func() // lets others write again
}

// leftAlone is why the command is not for a file that nobody named.
type leftAlone struct{ error }

// refused reports whether some file cannot be written as it was asked for.
func (o *outcome) refused() bool { return len(o.errors)+len(o.doubted) > 0 }

// plan builds the changes of all files before anything is written.
func (a *app) plan(files []load.File, w *writing, plan func(parsers.Document) (job, error)) outcome {
	var o outcome
	for _, f := range files {
		err := f.Err
		if err == nil {
			err = a.planFile(&o, f, w, plan)
		}
		var alone leftAlone
		switch {
		case errors.As(err, &alone):
			o.leftAlone = append(o.leftAlone, alone)
		case err != nil:
			o.errors = append(o.errors, err)
		}
	}
	return o
}

func (a *app) planFile(o *outcome, f load.File, w *writing, plan func(parsers.Document) (job, error)) error {
	doc := f.Doc
	j, err := plan(doc)
	if err != nil {
		return err
	}
	steps := j.Stated
	if w.acceptAssumed {
		steps = append(steps[:len(steps):len(steps)], j.Assumed...)
	}
	c, err := change.Build(doc, steps...)
	if err != nil {
		return err
	}
	o.note(doc, "", j.Notes)
	if !w.acceptAssumed && len(j.Assumed) > 0 {
		held, err := change.Build(c.New, j.Assumed...)
		if err != nil {
			return err
		}
		if !held.Empty() {
			o.held = append(o.held, held)
			o.note(doc, "assumed: ", j.Why)
		}
	} else if !c.Empty() {
		o.note(doc, "assumed: ", j.Why)
	}
	doubted := false
	if !c.Empty() {
		c.Found = f.Has
		if doubted, err = a.doubts(o, w, c, j); err != nil {
			return err
		}
	}
	if j.after != nil {
		end := c.New
		if doubted {
			end = c.Old
		}
		if err := j.after(end); err != nil {
			return err
		}
	}
	if doubted || c.Empty() {
		return nil
	}
	o.plan.Files = append(o.plan.Files, c)
	next := j.next
	if next == nil {
		if next, err = a.next(c.New); err != nil {
			return err
		}
	}
	o.first = withNew(o.first, j.first)
	o.next = withNew(o.next, next)
	return nil
}

// withNew adds what is to be done, each thing once.
func withNew(all, more []string) []string {
	for _, n := range more {
		if !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return all
}

// note adds notes about a document.
func (o *outcome) note(doc parsers.Document, prefix string, notes []string) {
	for _, n := range notes {
		o.notes = append(o.notes, load.Quote(doc.Source().Name())+": "+prefix+n)
	}
}

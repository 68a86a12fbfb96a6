package change

import (
	"fmt"

	"golang.org/x/sync/errgroup"

	"cfgtool/parsers"
)

// Step asks for edits of a document. It is pure: flags, profiles and evidence
// are bound in its closure before planning. Its error refuses the document and
// tells where and why.
type Step func(parsers.Document) ([]parsers.Edit, error)

// Refusal says why a document is left as it is.
type Refusal struct {
	Source *parsers.Source
	Place  int // offset into the text, or -1
	Reason string
}

func (r *Refusal) Error() string {
	if r.Place < 0 {
		return fmt.Sprintf("%s: %s", r.Source.Name(), r.Reason)
	}
	return fmt.Sprintf("%s:%v: %s", r.Source.Name(), r.Source.Position(r.Place), r.Reason)
}

// Refuse makes the error of a step that cannot be done at a place of a
// document; a negative place is the document as a whole.
func Refuse(d parsers.Document, place int, format string, args ...any) error {
	return &Refusal{d.Source(), place, fmt.Sprintf(format, args...)}
}

// Build plans the steps on doc, one after the other, and proves the result.
// A change without edits is empty: there is nothing to do.
func Build(doc parsers.Document, steps ...Step) (*FileChange, error) {
	src := doc.Source()
	edits, result, err := run(doc, steps)
	if err != nil {
		return nil, err
	}
	c := &FileChange{Path: src.Name(), Kind: Edit, Before: src.Bytes(), After: src.Bytes(), Old: doc, New: doc}
	if len(edits) == 0 {
		return c, nil
	}
	c.Edits, c.New, c.After = edits, result, result.Source().Bytes()

	same, err := parsers.Gives(src, edits, c.After)
	if err != nil {
		return nil, err
	}
	if !same {
		return nil, Refuse(doc, -1, "internal error: the joined edits do not give the result of the steps; the file is untouched")
	}
	var second errgroup.Group // beside the other proofs, which come first
	second.Go(func() error { return proveSettled(result, steps) })
	err = proveProblems(doc, result)
	if err == nil {
		err = proveValues(doc, result, edits)
	}
	if settled := second.Wait(); err == nil {
		err = settled
	}
	if err != nil {
		return nil, err
	}
	return c, nil
}

// run chains the steps, each on the result of those before it, and brings
// their edits back to doc.
func run(doc parsers.Document, steps []Step) ([]parsers.Edit, parsers.Document, error) {
	src := doc.Source()
	var edits []parsers.Edit
	now := doc
	for _, step := range steps {
		asked, err := step(now)
		if err != nil {
			return nil, nil, err
		}
		ordered, err := parsers.Order(now.Source(), asked)
		if err != nil {
			return nil, nil, err
		}
		if len(ordered) == 0 {
			continue
		}
		raw, err := parsers.Apply(now.Source(), ordered)
		if err != nil {
			return nil, nil, err
		}
		edits = parsers.Compose(src.Text(), edits, ordered)
		now = src.Reread(raw)
	}
	edits, err := parsers.Order(src, edits)
	return edits, now, err
}

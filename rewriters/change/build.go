package change

import (
	"fmt"
	"iter"
	"slices"

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

// proveSettled refuses a result that a second run would change again.
func proveSettled(result parsers.Document, steps []Step) error {
	again, _, err := run(result, steps)
	if err != nil {
		return fmt.Errorf("internal error: a second run on the result is refused, so the file is untouched: %w", err)
	}
	if len(again) > 0 {
		return Refuse(result, again[0].Span.Start, "internal error: a second run would change the file again (%s); the file is untouched", again[0].Why)
	}
	return nil
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

// proveProblems refuses a result with a new problem, and one of a broken
// document that mends nothing.
func proveProblems(old, result parsers.Document) error {
	known := make(map[string]int)
	for _, p := range old.Problems() {
		known[p.Rule]++
	}
	for _, p := range result.Problems() {
		if known[p.Rule]--; known[p.Rule] < 0 {
			return Refuse(result, p.Span.Start, "the change would bring a problem into the file, which is untouched: %s", p.Message)
		}
	}
	before := parsers.Errors(old.Problems())
	if before > 0 && parsers.Errors(result.Problems()) >= before {
		for _, p := range old.Problems() {
			if p.Severity == parsers.Error {
				return Refuse(old, p.Span.Start, "a file with errors is not changed; mend this first: %s", p.Message)
			}
		}
	}
	return nil
}

// proveValues refuses a result in which a value that no edit touches does not
// stand as it did: at its place, with its meaning, and unless an edit renames
// what it is in, under its key. Values come in source order, and edits do not
// change the order of what they do not touch, so one walk over both is enough.
func proveValues(old, result parsers.Document, edits []parsers.Edit) error {
	next, stop := iter.Pull(parsers.KeyedValues(result))
	defer stop()
	w, more := next()
	var here []parsers.Value // those of the result that begin at one place
	renamed := renames(old, edits)
	moves := parsers.NewMoves(edits)
	for v := range parsers.KeyedValues(old) {
		moved, touched := moves.Span(v.Span)
		if touched {
			continue
		}
		if len(here) == 0 || here[0].Span.Start < moved.Start {
			here = here[:0]
			for more && w.Span.Start < moved.Start {
				w, more = next()
			}
			for more && w.Span.Start == moved.Start {
				here = append(here, w)
				w, more = next()
			}
		}
		anyKey := slices.ContainsFunc(renamed, func(scope parsers.Span) bool { return scope.Contains(v.Span) })
		if !stands(here, v, moved, anyKey) {
			return Refuse(old, v.Span.Start, "internal error: the change would alter %q, which it does not mean to; the file is untouched", v.Path)
		}
	}
	return nil
}

// stands reports whether one of the values is v, moved.
func stands(values []parsers.Value, v parsers.Value, moved parsers.Span, anyKey bool) bool {
	return slices.ContainsFunc(values, func(w parsers.Value) bool {
		return w.Span == moved && w.Text == v.Text && (anyKey || w.Path == v.Path)
	})
}

// renames are the scopes in which edits change the keys of values.
func renames(d parsers.Document, edits []parsers.Edit) []parsers.Span {
	r, ok := parsers.As[parsers.Renamer](d)
	if !ok {
		return nil
	}
	var scopes []parsers.Span
	for _, e := range edits {
		if scope, ok := r.Renames(e.Span); ok {
			scopes = append(scopes, scope)
		}
	}
	return scopes
}

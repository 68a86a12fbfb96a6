package change

import (
	"fmt"
	"iter"
	"slices"
	"sort"

	"cfgtool/parsers"
)

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

// proveProblems refuses a result with a new problem, and one of a broken
// document that mends nothing.
func proveProblems(old, result parsers.Document) error {
	known := make(map[string]int)
	for _, p := range old.Problems() {
		known[p.Rule] += 1 + p.More
	}
	for _, p := range result.Problems() {
		if known[p.Rule] -= 1 + p.More; known[p.Rule] < 0 {
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
	next, stop := ahead(parsers.KeyedValues(result))
	defer stop()
	w, more := next()
	var here []parsers.Value // those of the result that begin at one place
	renamed := renames(old, edits)
	keyless := func(v parsers.Span) bool { // whether a scope holds it, where they nest
		n := sort.Search(len(renamed), func(i int) bool { return renamed[i].Start > v.Start })
		return n > 0 && renamed[n-1].End >= v.End
	}
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
		if !stands(here, v, moved, keyless(v.Span)) {
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

// renames are the scopes in which edits change the keys of values, in the order
// of their starts. Each reaches as far as those before it.
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
	slices.SortFunc(scopes, func(a, b parsers.Span) int { return a.Start - b.Start })
	for i := 1; i < len(scopes); i++ {
		scopes[i].End = max(scopes[i].End, scopes[i-1].End)
	}
	return scopes
}

// ahead reads values in a goroutine of its own, a few parts ahead of next. As
// iter.Pull, but on another processor.
func ahead(values iter.Seq[parsers.Value]) (next func() (parsers.Value, bool), stop func()) {
	parts := make(chan []parsers.Value, 1)
	stopped := make(chan struct{})
	go func() {
		defer close(parts)
		// One is filled, one waits, one is read.
		var buffers [3][512]parsers.Value
		n, part := 0, buffers[0][:0]
		for v := range values {
			if part = append(part, v); len(part) < cap(part) {
				continue
			}
			select {
			case parts <- part:
			case <-stopped:
				return
			}
			n = (n + 1) % len(buffers)
			part = buffers[n][:0]
		}
		select {
		case parts <- part:
		case <-stopped:
		}
	}()
	var part []parsers.Value
	next = func() (v parsers.Value, ok bool) {
		for len(part) == 0 {
			if part, ok = <-parts; !ok {
				return v, false
			}
		}
		v, part = part[0], part[1:]
		return v, true
	}
	return next, func() { close(stopped) }
}

package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/properties"
	"cfgtool/rewriters/change"
	"cfgtool/rules"
)

// TestAdded: a finding is new unless the old document has it with its message, or by
// its rule at the place that the edits moved.
func TestAdded(t *testing.T) {
	one, two := &rules.Rule{ID: "ONE"}, &rules.Rule{ID: "TWO"}
	old := properties.Format.Read("f", []byte("a=1\nb=2\nc=3\n"))
	c, err := change.Build(old, func(d parsers.Document) ([]parsers.Edit, error) {
		if d != old {
			return nil, nil
		}
		return []parsers.Edit{{Span: parsers.Span{Start: 4, End: 4}, New: []byte("x=9\n")}, {Span: parsers.Span{Start: 10, End: 11}, New: []byte("33")}}, nil
	})
	require.NoError(t, err)
	require.Equal(t, "a=1\nx=9\nb=2\nc=33\n", string(c.After))
	at := func(d parsers.Document, r *rules.Rule, s parsers.Severity, start int, message string) rules.Finding {
		return rules.Finding{Rule: r, Severity: s, Source: d.Source(), Span: parsers.Span{Start: start, End: start + 1}, Message: message}
	}
	warning, info := parsers.Warning, parsers.Info
	before := []rules.Finding{at(c.Old, one, warning, 0, "on line 1"), at(c.Old, one, warning, 4, "on line 2"), at(c.Old, two, warning, 10, "3")}
	after := []rules.Finding{
		at(c.New, one, warning, 0, "on line 1"),
		at(c.New, one, warning, 8, "on line 3"), // it moved
		at(c.New, two, warning, 14, "33"),       // another value, as bad as the old one
		at(c.New, two, info, 4, "no matter"),
	}
	require.Empty(t, added(c, before, after))
	fresh := []rules.Finding{at(c.New, one, warning, 4, "new"), at(c.New, two, parsers.Error, 8, "new")}
	require.Equal(t, fresh, added(c, before, append(after, fresh...)))
	require.Equal(t, []rules.Finding{after[0]}, added(c, before[:0], after[:1]))

	// Errors may have hidden what is elsewhere.
	before = append(before, at(c.Old, two, parsers.Error, 0, "broken"))
	require.Equal(t, fresh[:1], added(c, before, append(after, fresh[0], at(c.New, two, warning, 1, "was hidden"))))
}

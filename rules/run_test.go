package rules_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/formats"
	"cfgtool/parsers/properties"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// shared reports keys that more than one file sets; it shows the whole way of a
// fact through Export and CheckSet.
var shared = &rules.Rule{
	ID: "TST001", Name: "shared-key", Severity: parsers.Error, Formats: []string{"properties"},
	Check: rules.For(func(p *rules.Pass, f *properties.File) {
		for v := range f.Values() {
			p.Export(v.Path, v.Text, v.Span)
		}
	}),
	CheckSet: func(p *rules.SetPass) {
		first := make(map[string]rules.Export)
		for _, e := range p.Exports {
			if before, ok := first[e.Key]; ok {
				p.Report(e, "set in another file too", rules.SeeExport(before, "here"), rules.Assumed("tests do"))
				continue
			}
			first[e.Key] = e
		}
	},
}

var rooted = &rules.Rule{
	ID: "TST002", Name: "needs-root", Severity: parsers.Info, Formats: []string{"*"}, Root: true,
	Check: func(p *rules.Pass) {
		if _, err := p.Root.Open("there"); err != nil {
			p.Report(parsers.Span{}, "missing")
		}
	},
}

func files(n int) []parsers.Document {
	r := rand.New(rand.NewPCG(1, 1))
	var docs []parsers.Document
	for i := range n {
		var b strings.Builder
		for range r.IntN(10) {
			fmt.Fprintf(&b, "k%d=v\n", r.IntN(20))
		}
		docs = append(docs, properties.Format.Read(fmt.Sprintf("f%02d.properties", (i*7)%n), []byte(b.String())))
	}
	return docs
}

func show(result rules.Result) (lines []string) {
	for _, f := range result.Findings {
		line := fmt.Sprintf("%s:%v %s %s %s", f.Source.Name(), f.Source.Position(f.Span.Start), f.Rule.ID, f.Severity, f.Message)
		for _, r := range f.Related {
			line += fmt.Sprintf(" (%s:%v)", r.Source.Name(), r.Source.Position(r.Span.Start))
		}
		lines = append(lines, line)
	}
	return lines
}

func TestTheResultDoesNotDependOnJobs(t *testing.T) {
	var want []string
	for _, jobs := range []int{1, 2, 7, 50} {
		got := show(rules.Run{Rules: []*rules.Rule{shared, rooted}, Formats: formats.All, Jobs: jobs}.Check(files(40)))
		require.NotEmpty(t, got)
		if want == nil {
			want = got
		}
		require.Equal(t, want, got)
	}
	require.Contains(t, want[0], "warning set in another file too (assumed: tests do) (f", "an assumed finding is a warning at most")
}

func TestRulesThatNeedARoot(t *testing.T) {
	run := rules.Run{Rules: []*rules.Rule{rooted}, Formats: formats.All}
	result := run.Check(files(2))
	require.Empty(t, result.Findings)
	require.Equal(t, []*rules.Rule{rooted}, result.Skipped)

	run.Root = fstest.MapFS{}
	result = run.Check(files(2))
	require.Len(t, result.Findings, 2)
	require.Empty(t, result.Skipped)

	run.Root = fstest.MapFS{"there": {}}
	require.Empty(t, run.Check(files(2)).Findings)
}

func TestRulesThatNeedTheRunningSystem(t *testing.T) {
	live := *rooted
	live.Live = true
	run := rules.Run{Rules: []*rules.Rule{&live}, Formats: formats.All, Root: fstest.MapFS{}}
	require.Equal(t, []*rules.Rule{&live}, run.Check(files(2)).Skipped)
	run.Live = fstest.MapFS{"there": {}}
	require.Len(t, run.Check(files(2)).Findings, 2, "a root of its own")
	run.Root = nil
	require.Empty(t, run.Check(files(2)).Findings, "the running system is the root")
}

func TestChosenRules(t *testing.T) {
	advice := *rooted
	advice.ID, advice.OptIn = "TST004", true
	run := rules.Run{Rules: []*rules.Rule{rooted, &advice, shared}, Formats: formats.All, Root: fstest.MapFS{}}
	ids := func() (found []string) {
		for _, f := range run.Check(files(40)).Findings {
			found = append(found, f.Rule.ID)
		}
		slices.Sort(found)
		return slices.Compact(found)
	}
	require.Equal(t, []string{"TST001", "TST002"}, ids())
	run.On = []*rules.Rule{&advice}
	require.Equal(t, []string{"TST001", "TST002", "TST004"}, ids())
	run.Off = []*rules.Rule{rooted, shared}
	require.Equal(t, []string{"TST004"}, ids())
}

func TestASetHasItsFiles(t *testing.T) {
	var seen []string
	rule := &rules.Rule{ID: "TST005", Formats: []string{"properties"}, CheckSet: func(p *rules.SetPass) {
		require.NotNil(t, p.Root)
		for _, d := range p.Docs {
			seen = append(seen, d.Source().Name())
		}
	}}
	docs := files(3)
	docs = append(docs, tnsnames.Format.Read("tnsnames.ora", nil))
	rules.Run{Rules: []*rules.Rule{rule}, Formats: formats.All, Root: fstest.MapFS{}}.Check(docs)
	require.Equal(t, []string{"f00.properties", "f01.properties", "f02.properties"}, seen)
}

func TestConflictingFixes(t *testing.T) {
	doc := properties.Format.Read("f.properties", []byte("abc=1\n"))
	rule := &rules.Rule{ID: "TST003", Fix: rules.Safe}
	edit := func(start, end int) *rules.Fix {
		return &rules.Fix{Safety: rules.Safe, Edits: []parsers.Edit{{Span: parsers.Span{Start: start, End: end}, New: []byte("x"), Why: "w"}}}
	}
	findings := []rules.Finding{
		{Rule: rule, Source: doc.Source(), Fix: edit(0, 2)},
		{Rule: rule, Source: doc.Source(), Fix: edit(1, 3)},
		{Rule: rule, Source: doc.Source(), Fix: &rules.Fix{Safety: rules.Unsafe, Edits: edit(4, 5).Edits}},
	}
	require.Len(t, rules.Fixes(doc, findings, false), 1)
	require.Len(t, rules.Fixes(doc, findings, true), 2)
}

// TestLongMessages: a message that quotes a value of megabytes is shortened in its middle.
func TestLongMessages(t *testing.T) {
	long := strings.Repeat("é", 1_000_000)
	quoting := &rules.Rule{ID: "TST009", Name: "quoting", Severity: parsers.Error, Formats: []string{"properties"},
		Check: func(p *rules.Pass) {
			p.Report(parsers.Span{}, "the value "+long+" is odd", rules.Help("write %s", "x"))
		}}
	doc := properties.Format.Read("a.properties", []byte("a=1\n"))
	found := rules.Run{Rules: []*rules.Rule{quoting}, Formats: formats.All}.Check([]parsers.Document{doc}).Findings
	require.Len(t, found, 1)
	require.Less(t, len(found[0].Message), 2100)
	require.Regexp(t, "^the value é+…é+ is odd$", found[0].Message)
	require.Equal(t, "write x", found[0].Help)
}

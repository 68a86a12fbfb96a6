package sascore

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers/respfile"
)

var update = flag.Bool("update", false, "rewrite the table in docs/core.md")

const page = "../../docs/core.md"

// TestDocsTable holds the table in docs/core.md against the profile.
func TestDocsTable(t *testing.T) {
	raw, err := os.ReadFile(page)
	require.NoError(t, err)
	const begin, end = "<!-- begin: made by go test ./rules/sascore -run TestDocs -update -->\n", "<!-- end -->\n"
	before, rest, ok := strings.Cut(string(raw), begin)
	require.True(t, ok)
	_, after, ok := strings.Cut(rest, end)
	require.True(t, ok)
	var b strings.Builder
	b.WriteString("| parameter | needed for | component | seen in | inferred |\n| --- | --- | --- | --- | --- |\n")
	for _, p := range facts(t).Parameters {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", p.Name, strings.TrimPrefix(p.Need, "no upgrade"), p.Server, seenIn(&p), inferred(&p))
	}
	want := before + begin + b.String() + end + after
	if *update {
		require.NoError(t, os.WriteFile(page, []byte(want), 0o644))
		return
	}
	require.Equal(t, want, string(raw), "%s is stale; run go test ./rules/sascore -run TestDocs -update", page)
}

func seenIn(p *respfile.Parameter) string {
	switch {
	case p.Look == "":
		return ""
	case p.Evidence != nil && p.Evidence.Kind == respfile.EvidenceAccount:
		return "account " + p.Evidence.Of + " with `--oracle`; else for a person: " + prose.Replace(p.Look)
	case !p.Seen():
		return "for a person: " + prose.Replace(p.Look)
	case len(p.Evidence.Files) == 0:
		return p.Evidence.Kind
	}
	of := ""
	if p.Evidence.Of != "" {
		of = ", " + p.Evidence.Of
	}
	if p.Evidence.Beside != "" {
		of += "; with `" + p.Evidence.Beside + "`"
	}
	return p.Evidence.Kind + " in `" + strings.Join(p.Evidence.Files, "` `") + "`" + of
}

var prose = strings.NewReplacer("_", "\\_", "<", "\\<")

func inferred(p *respfile.Parameter) string {
	if p.Evidence != nil && p.Evidence.Assumed {
		return p.Evidence.Reason
	}
	return ""
}

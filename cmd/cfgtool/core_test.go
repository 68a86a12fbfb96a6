package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/parsers/respfile"
	"cfgtool/rules/sascore"
)

// TestGoldenShowsEveryState: the cores of golden/sascore show each parameter
// that a file tells as verified, as a mismatch and without evidence, each other
// one as manual or not needed, and no secret.
func TestGoldenShowsEveryState(t *testing.T) {
	cases, err := filepath.Glob("../../golden/sascore/*/cmd")
	require.NoError(t, err)
	require.NotEmpty(t, cases)
	shown := make(map[string]map[string]bool)
	for _, file := range cases {
		dir, err := filepath.Abs(filepath.Dir(file))
		require.NoError(t, err)
		commands := string(mustRead(t, file))
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Chdir(dir)
			for line := range strings.Lines(commands) {
				line = strings.TrimSpace(line)
				if _, rest, ok := strings.Cut(line, ": "); ok {
					line = rest
				}
				if line == "" || strings.HasPrefix(line, "#") {
					continue
				}
				line = strings.ReplaceAll(strings.ReplaceAll(line, " -v", ""), " --output json", "")
				_, stdout, stderr := try(append(strings.Fields(line), "--output", "json")...)
				var found struct{ Parameters []report.Parameter }
				require.NoError(t, json.Unmarshal([]byte(stdout), &found), "%s\n%s", line, stderr)
				require.NotContains(t, stdout+stderr, "sample-")
				require.Len(t, found.Parameters, 50, line)
				for _, p := range found.Parameters {
					if shown[p.Parameter] == nil {
						shown[p.Parameter] = make(map[string]bool)
					}
					shown[p.Parameter][p.State] = true
				}
			}
		})
	}
	facts, err := respfile.LoadProfile(nil)
	require.NoError(t, err)
	for _, p := range facts.Parameters {
		wanted := []sascore.State{sascore.Verified, sascore.Mismatch, sascore.NoEvidence}
		switch {
		case p.Seen() && p.Evidence.Kind == respfile.EvidenceExport:
			wanted[0] = sascore.Manual
		case p.Seen():
		case p.Need == respfile.ForUpgrade:
			wanted = []sascore.State{sascore.Manual}
		default:
			wanted = []sascore.State{sascore.NotNeeded}
		}
		for _, state := range wanted {
			require.True(t, shown[p.Name][string(state)], "golden/sascore does not show %s as %s", p.Name, state)
		}
	}
}

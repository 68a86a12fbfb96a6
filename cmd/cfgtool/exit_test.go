package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestExitCodes: 0 nothing to report, or done; 1 findings, or a change is
// needed; 2 usage, I/O, refusal.
func TestExitCodes(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("CFGTOOL_ARCHIVE", filepath.Join(t.TempDir(), "archive"))
	for name, content := range map[string]string{
		"good.properties": "a=1\n", "error.properties": "a=\\u1\n", "warning.properties": "a=1\na=2\n",
		"mark.properties": "\xEF\xBB\xBFa=1\n", "binary": "\x7FELF\x00\x00", "prose": "hello there\n", "empty.properties": "",
	} {
		require.NoError(t, os.WriteFile(name, []byte(content), 0o644))
	}
	require.NoError(t, os.Mkdir("empty", 0o755))
	for _, tc := range []struct {
		want int
		args []string
	}{
		{0, []string{"check", "good.properties"}},
		{0, []string{"check", "empty.properties"}},
		{0, []string{"check", "warning.properties"}},
		{1, []string{"check", "warning.properties", "--fail-on", "warning"}},
		{1, []string{"check", "error.properties"}},
		{0, []string{"check", "error.properties", "--fail-on", "never"}},
		{1, []string{"check", "."}},
		{2, []string{"check", "error.properties", "missing.properties"}},
		{2, []string{"check", "missing.properties"}},
		{2, []string{"check", "binary"}},
		{2, []string{"check", "prose"}},
		{0, []string{"check", "--as", "properties", "prose"}},
		{0, []string{"check", "empty"}},
		{2, []string{"check"}},
		{2, []string{"check", "good.properties", "--fail-on", "sometimes"}},
		{2, []string{"check", "good.properties", "--output", "xml"}},
		{2, []string{"check", "good.properties", "--color", "blue"}},
		{2, []string{"check", "good.properties", "--root", "missing"}},
		{2, []string{"check", "good.properties", "--profile", "prose"}},
		{2, []string{"check", "good.properties", "--max-size", "2"}},
		{2, []string{"check", "--nonsense"}},
		{2, []string{"nonsense"}},
		{0, []string{"check", "--fix", "--dry-run", "mark.properties"}},
		{1, []string{"check", "--fix", "--check", "mark.properties"}},
		{2, []string{"check", "--fix", "mark.properties"}},
		{0, []string{"check", "--fix", "--yes", "mark.properties"}},
		{0, []string{"check", "--fix", "--yes", "mark.properties"}},
		{0, []string{"recover"}}, {0, []string{"recover", "--check"}}, {2, []string{"recover", "x"}},
		{0, []string{"log", "--grep", "x"}}, {2, []string{"log", "--output", "sarif"}},
		{0, []string{"rollback", "--last", "--yes"}},
		{2, []string{"rollback", "--last", "--yes"}},
		{2, []string{"rollback", "nonsense", "--yes"}},
		{0, []string{"archive", "save", "mark.properties"}},
		{0, []string{"archive", "save", "mark.properties"}},
		{2, []string{"archive", "save", "missing.properties"}},
		{0, []string{"archive", "list"}}, {0, []string{"archive", "verify"}}, {2, []string{"archive"}},
		{2, []string{"archive", "show", "nonsense"}},
		{2, []string{"archive", "import", "prose"}},
		{2, []string{"archive", "prune"}},
		{0, []string{"archive", "prune", "--keep", "9"}},
		{0, []string{"status"}},
		{2, []string{"status", "missing"}},
		{2, []string{"migrate", "good.properties", "--to", "1.1"}},
		{2, []string{"migrate", "good.properties"}},
		{2, []string{"migrate"}},
		{0, []string{"migrate", "--list"}},
		{0, []string{"diff", "good.properties", "good.properties"}},
		{1, []string{"diff", "good.properties", "prose"}},
		{2, []string{"diff", "good.properties"}},
		{2, []string{"diff", "good.properties", "missing"}},
		{0, []string{"explain", "PRP001"}},
		{2, []string{"explain", "PRP999"}},
		{0, []string{"rules"}}, {0, []string{"version"}}, {0, []string{"log"}}, {0, []string{"help"}}, {0, nil},
	} {
		got, stdout, stderr := try(tc.args...)
		require.Equal(t, tc.want, got, "%q\n%s%s", tc.args, stdout, stderr)
		if tc.want == 2 {
			require.NotEmpty(t, stderr, "%q", tc.args)
		}
		require.NotContains(t, stderr, "goroutine", "%q", tc.args)
	}
}

// TestHelpTellsTheExitCodes of every command.
func TestHelpTellsTheExitCodes(t *testing.T) {
	for _, command := range newApp(nil, nil, nil).command().Commands() {
		_, stdout, _ := try(command.Name(), "--help")
		require.Contains(t, stdout, "Exit codes:", command.Name())
	}
}

// TestAFullStandardOutputIsNoSuccess, and nothing is written that nobody saw.
func TestAFullStandardOutputIsNoSuccess(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("there is no /dev/full")
	}
	defer full.Close()
	t.Chdir(t.TempDir())
	t.Setenv("CFGTOOL_ARCHIVE", filepath.Join(t.TempDir(), "archive"))
	const text = "\xEF\xBB\xBFa=1\nb=1\nb=2\n"
	require.NoError(t, os.WriteFile("a.properties", []byte(text), 0o644))
	for _, args := range [][]string{{"check", "a.properties"}, {"check", "--fix", "--yes", "a.properties"}, {"rules"}, {"version"}} {
		var messages bytes.Buffer
		require.Equal(t, 2, newApp(nil, full, &messages).run(args), "%q", args)
		require.Contains(t, messages.String(), "standard output: no space left on device")
		require.Equal(t, slices.Contains(args, "--yes"), strings.Contains(messages.String(), "; nothing is written, since nobody saw what would be\n"), "%q", args)
		require.Equal(t, text, string(mustRead(t, "a.properties")))
	}
}

// TestAMistypedCommandIsGuessed at every level.
func TestAMistypedCommandIsGuessed(t *testing.T) {
	for want, args := range map[string][]string{
		`unknown command "rolback" for "cfgtool", did you mean rollback?`:             {"rolback"},
		`unknown command "ad-backup" for "cfgtool tunnels", did you mean add-backup?`: {"tunnels", "ad-backup"},
		"unknown command \"zzz\" for \"cfgtool\"\n":                                   {"zzz"},
	} {
		code, _, stderr := try(args...)
		require.Equal(t, 2, code)
		require.Contains(t, stderr, want)
	}
}

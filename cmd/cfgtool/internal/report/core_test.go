package report_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
	"cfgtool/rules/sascore"
)

// onSample are the parameters of the sample's response file, with one answer
// changed, against the sample and without it.
func onSample(t *testing.T, old, new string) [][]sascore.Result {
	const core = "../../../../golden/demo/core"
	raw, err := os.ReadFile(core + "/var/opt/opsware/install_opsware/resp/resp.20080301120000")
	require.NoError(t, err)
	facts, err := respfile.LoadProfile(nil)
	require.NoError(t, err)
	answers, ok := parsers.As[*respfile.File](read(t, "resp.20080301120000", strings.Replace(string(raw), old, new, 1)))
	require.True(t, ok)
	var all [][]sascore.Result
	for _, dir := range []string{core, t.TempDir()} {
		c := &sascore.Core{Hosts: []*sascore.Host{{Dir: "core", Files: os.DirFS(dir)}}}
		all = append(all, c.Verify(answers, facts))
	}
	return all
}

func TestParametersFitTheSchema(t *testing.T) {
	s := schema(t, "findings.json")
	for _, change := range [][2]string{{"", ""}, {"sample-buildmgr", "sample-old"}, {"truth.sid: truth", "truth.sid:"}, {"truth.sid: truth\n", ""}, {"media_server.linux_media: ", "media_server.linux_media: /x"}} {
		found := report.NewFindings(rules.Result{}, []report.File{}, nil)
		found.Parameters = report.NewParameters(onSample(t, change[0], change[1]))
		require.Len(t, found.Parameters, 100)
		require.NotContains(t, valid(t, s, found), "sample-")
	}
}

// TestCore: what a name, a value or a path from outside holds does not act on
// the terminal, and folded states are counted all the same.
func TestCore(t *testing.T) {
	var b bytes.Buffer
	for _, all := range []bool{false, true} {
		for _, results := range onSample(t, "hub.ip: 10.1.0.11", "hub.ip: \x1b[31m\u202e") {
			report.Palette{}.Core(&b, results, 1, all, nil)
		}
	}
	require.NotContains(t, b.String(), "\x1b")
	require.NotContains(t, b.String(), "\u202e")
	require.NotContains(t, b.String(), "sample-")
	require.Equal(t, 4, strings.Count(b.String(), " 8 not needed\n"))
	require.Equal(t, 1, strings.Count(b.String(), "\nverified\n"))
	b.Reset()
	for _, results := range onSample(t, "hub.ip: 10.1.0.11", "hub.ip: 10.9.9.9") {
		report.Palette{Columns: 80}.Core(&b, results, 1, true, nil)
	}
	for line := range strings.Lines(b.String()) {
		require.True(t, len(line) <= 81 || !strings.Contains(strings.TrimSpace(line), " "), "wider than the terminal: %s", line)
	}
	b.Reset()
	report.Palette{}.Core(&b, nil, 1, true, nil)
	require.Empty(t, b.String())
}

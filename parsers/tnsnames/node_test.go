package tnsnames

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers/parserstest"
)

// oracledb is the npm package whose parser is the reference of NodeThin.
const oracledb = "oracledb@26.0.0"

// asked prints, for each file of a directory, the names that the package's
// parser finds, or why it refuses the file.
const asked = `
const fs = require('fs'), path = require('path');
const {NLParamParser} = require(process.argv[2] + '/node_modules/oracledb/lib/thin/sqlnet/paramParser.js');
(async () => {
  const dir = process.argv[3];
  const out = {};
  for (const name of fs.readdirSync(dir)) {
    try {
      out[name] = {names: [...(await new NLParamParser().initializeNlpa(path.join(dir, name))).keys()]};
    } catch (e) {
      out[name] = {err: e.message};
    }
  }
  fs.writeFileSync(process.argv[4], JSON.stringify(out));
})();
`

// generateFiles makes n files of what the grammar and the drivers care about.
func generateFiles(seed uint64, n int) []string {
	pieces := []string{"A", "B.c", "d-1", "=", "=", " = ", "(", "(", ")", ")", "))", ",", ", ", "\n", "\n", "\n ", "\r\n", "\r", "\n\t", "#", "# x\n", `"`, `'`, `"a b"`, `\`, `\(`, ";",
		"(HOST=h)", "(PORT = 1)", "(DESCRIPTION=(SID=x))", "\nX=(Y=Z)\n", "\nE = //h:1/s?a=b\n", "é", "\u00A0", "\uFEFF", "\v", "\u2028", "\nIFILE"}
	r := rand.New(rand.NewPCG(seed, 26))
	files := make([]string, n)
	for i := range files {
		var b strings.Builder
		for range 1 + r.IntN(16) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		files[i] = b.String()
	}
	return files
}

// TestConformanceNode is run by "make conformance", which sets
// CFGTOOL_CONFORMANCE to a seed. npm installs the driver into a directory that
// goes away, and runs none of its scripts.
func TestConformanceNode(t *testing.T) {
	seed, err := strconv.ParseUint(os.Getenv("CFGTOOL_CONFORMANCE"), 10, 64)
	if err != nil {
		t.Skip("make conformance runs this")
	}
	parserstest.Require(t, "npm")
	parserstest.Require(t, "node")
	home, dir := t.TempDir(), t.TempDir()
	install := exec.Command("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save", oracledb)
	install.Dir = home
	said, err := install.CombinedOutput()
	require.NoError(t, err, "%s", said)

	texts := make(map[string]string)
	for i, text := range generateFiles(seed, 5_000) {
		texts[strconv.Itoa(i)] = text
	}
	if os.Getenv("CFGTOOL_CORPORA") != "" {
		for _, folder := range []string{"tnsnames", "expected/tnsnames-pitfalls"} {
			for _, file := range parserstest.CorpusFiles(t, folder) {
				raw, err := os.ReadFile(file)
				require.NoError(t, err)
				texts[filepath.Base(file)] = string(raw)
			}
		}
	}
	for name, text := range texts {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	answers := filepath.Join(home, "answers.json")
	script := filepath.Join(home, "ask.js")
	require.NoError(t, os.WriteFile(script, []byte(asked), 0o600))
	cmd := exec.Command("node", script, home, dir, answers)
	cmd.Dir = home // where there are none of the files that an IFILE names
	said, err = cmd.CombinedOutput()
	require.NoError(t, err, "%s", said)

	data, err := os.ReadFile(answers)
	require.NoError(t, err)
	var node map[string]struct {
		Names []string `json:"names"`
		Err   string   `json:"err"`
	}
	require.NoError(t, json.Unmarshal(data, &node))
	require.Len(t, node, len(texts))
	differences := 0
	for name, text := range texts {
		want, got := node[name], read(text).Reading(NodeThin)
		var same bool
		if want.Err == "" {
			same = got.Err == nil && len(got.Includes) == 0 && slices.Equal(want.Names, got.Names)
		} else {
			same = got.Err != nil || len(got.Includes) > 0 // which is missing
		}
		if !same {
			if differences++; differences <= 10 {
				t.Errorf("%q\n node %q %s\n here %q %v, includes %q", text, want.Names, want.Err, got.Names, got.Err, got.Includes)
			}
		}
	}
	t.Logf("seed %d: %d files, %d differences", seed, len(texts), differences)
}

package tnsnames

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers/parserstest"
)

// askedPython prints, for each directory in a directory, the names that the
// package finds in its tnsnames.ora, or why it refuses it.
const askedPython = `
import json, os, sys
import oracledb
found = {}
for name in os.listdir(sys.argv[1]):
    try:
        found[name] = {"names": oracledb.ConnectParams(config_dir=os.path.join(sys.argv[1], name)).get_network_service_names()}
    except Exception as e:
        found[name] = {"err": repr(e)}
with open(sys.argv[2], "w") as out:
    json.dump(found, out)
`

// TestConformancePython is run by "make conformance" where python3 has the
// package oracledb, 3.0 or later. Debian has 1.2.1, which reads the file in
// another way.
func TestConformancePython(t *testing.T) {
	seed, err := strconv.ParseUint(os.Getenv("CFGTOOL_CONFORMANCE"), 10, 64)
	if err != nil {
		t.Skip("make conformance runs this")
	}
	parserstest.Require(t, "python3")
	if err := exec.Command("python3", "-c", "import oracledb; oracledb.ConnectParams.get_network_service_names").Run(); err != nil {
		t.Skip("python3 has no oracledb 3.0 or later")
	}
	dir := t.TempDir()
	texts := generateFiles(seed, 5_000)
	for i, text := range texts {
		home := filepath.Join(dir, strconv.Itoa(i))
		require.NoError(t, os.Mkdir(home, 0o700))
		require.NoError(t, os.WriteFile(filepath.Join(home, "tnsnames.ora"), []byte(text), 0o600))
	}
	answers := filepath.Join(t.TempDir(), "answers.json")
	cmd := exec.Command("python3", "-c", askedPython, dir, answers)
	cmd.Env = append(os.Environ(), "PYTHONUTF8=1")
	said, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", said)

	data, err := os.ReadFile(answers)
	require.NoError(t, err)
	var python map[string]struct {
		Names []string `json:"names"`
		Err   string   `json:"err"`
	}
	require.NoError(t, json.Unmarshal(data, &python))
	differences := 0
	for i, text := range texts {
		want, got := python[strconv.Itoa(i)], read(text).Reading(PythonThin)
		same := got.Err != nil || len(got.Includes) > 0 // which is missing
		if want.Err == "" {
			same = got.Err == nil && len(got.Includes) == 0 && slices.Equal(slices.Sorted(slices.Values(want.Names)), slices.Sorted(slices.Values(got.Names)))
		}
		if !same {
			if differences++; differences <= 10 {
				t.Errorf("%q\n python %q %s\n here %q %v, includes %q", text, want.Names, want.Err, got.Names, got.Err, got.Includes)
			}
		}
	}
	t.Logf("seed %d: %d files, %d differences", seed, len(texts), differences)
}

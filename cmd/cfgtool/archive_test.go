package main

import (
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
)

// fits holds what a command prints as JSON against its schema.
func fits(t *testing.T, schema string, want int, args ...string) string {
	t.Helper()
	compiled, err := jsonschema.NewCompiler().Compile("../../docs/schema/" + schema)
	require.NoError(t, err)
	code, stdout, stderr := try(append(args, "--output", "json")...)
	require.Equal(t, want, code, stderr)
	parsed, err := jsonschema.UnmarshalJSON(strings.NewReader(stdout))
	require.NoError(t, err)
	require.NoError(t, compiled.Validate(parsed), stdout)
	return stdout
}

func TestArchiveOutputFitsItsSchemas(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows does not write")
	}
	dir := t.TempDir()
	archive := dir + "/archive"
	t.Setenv("CFGTOOL_ARCHIVE", archive)
	fits(t, "archive.json", 0, "archive", "list")
	fits(t, "verification.json", 0, "archive", "verify")
	fits(t, "status.json", 0, "status")

	etc := dir + "/etc"
	require.NoError(t, os.MkdirAll(etc+"/sub", 0o755))
	names := map[string]string{"a.properties": "db.password=hush\nport=1\n", "new\nline": "1", "sub/gone": "1", "mode": "1", "file": "", "bad\xffname": "1"}
	if runtime.GOOS == "darwin" {
		delete(names, "bad\xffname")
	}
	for name, content := range names {
		require.NoError(t, os.WriteFile(etc+"/"+name, []byte(content), 0o644))
	}
	require.NoError(t, os.Symlink("file", etc+"/link"))
	fits(t, "log.json", 0, "archive", "save", etc, "-m", "CHG1")
	fits(t, "log.json", 0, "archive", "save", etc)
	fits(t, "log.json", 0, "log")
	fits(t, "archive.json", 0, "archive", "list")

	require.NoError(t, os.WriteFile(etc+"/a.properties", []byte("db.password=rush\nport=2\n"), 0o644))
	require.NoError(t, os.RemoveAll(etc+"/sub"))
	require.NoError(t, os.Chmod(etc+"/mode", 0o600))
	require.NoError(t, os.Remove(etc+"/file"))
	require.NoError(t, os.Mkdir(etc+"/file", 0o700))
	require.NoError(t, os.Remove(etc+"/link"))
	require.NoError(t, os.Symlink("a.properties", etc+"/link"))
	for name := range names {
		if strings.HasPrefix(name, "bad") {
			require.NoError(t, os.WriteFile(etc+"/"+name, []byte("2"), 0o644))
		}
	}
	said := fits(t, "status.json", 1, "status")
	require.NotContains(t, said, "ush")
	for _, drift := range []string{"modified", "removed", "metadata", "link", "type"} {
		require.Contains(t, said, `"drift": "`+drift+`"`)
	}
	code, stdout, _ := try("status")
	require.Equal(t, 1, code)
	require.NotContains(t, stdout, "ush\n")
	require.Equal(t, -1, strings.IndexFunc(stdout, acts))

	require.NoError(t, os.WriteFile(archive+"/stray", nil, 0o600))
	fits(t, "verification.json", 1, "archive", "verify")
	require.NoError(t, os.Remove(archive+"/stray"))
	code, _, stderr := try("archive", "save", etc, "-m", "CHG2")
	require.Equal(t, 0, code, stderr)
	code, _, stderr = try("archive", "prune", "--keep", "1", "--yes")
	require.Equal(t, 0, code, stderr)
	require.Contains(t, fits(t, "archive.json", 0, "archive", "list"), `"size": -1`)
	fits(t, "log.json", 0, "log")
	fits(t, "verification.json", 0, "archive", "verify")
}

// TestAgesOfPrune: days and weeks, and what Go knows.
func TestAgesOfPrune(t *testing.T) {
	for text, hours := range map[string]float64{"90d": 90 * 24, "2w": 14 * 24, "36h": 36, "1h30m": 1.5, "0d": 0} {
		d, err := age(text)
		require.NoError(t, err)
		require.Equal(t, hours, d.Hours(), text)
	}
	for _, text := range []string{"", "d", "-1d", "-1h", "1", "1y", "99999999999999999999d", "36501d", "1.5d"} {
		_, err := age(text)
		require.ErrorContains(t, err, "it is a number with a unit")
	}
}

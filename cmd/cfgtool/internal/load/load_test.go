package load

import (
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers/formats"
)

// TestMemoryIsWhatFilesAreWorth: each file that is read allows the collector so many
// more bytes, and no more than GOMEMLIMIT says.
func TestMemoryIsWhatFilesAreWorth(t *testing.T) {
	was := debug.SetMemoryLimit(-1)
	t.Cleanup(func() { debug.SetMemoryLimit(was) })
	path := filepath.Join(t.TempDir(), "a.properties")
	require.NoError(t, os.WriteFile(path, []byte(strings.Repeat("a=1\n", 1000)), 0o600))
	loader := Loader{Formats: formats.All}
	require.NoError(t, loader.File(path).Err)
	first := debug.SetMemoryLimit(-1)
	require.NoError(t, loader.File(path).Err)
	require.EqualValues(t, min(given(), first+perByte*4000), debug.SetMemoryLimit(-1))
}

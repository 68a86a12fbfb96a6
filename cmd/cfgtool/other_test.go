package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/rewriters/change/store"
)

func TestNewerArchive(t *testing.T) {
	t.Chdir(t.TempDir())
	archive := func(name string) *store.Store {
		dir := filepath.Join(t.TempDir(), name)
		require.NoError(t, os.WriteFile(name+".properties", []byte("\xEF\xBB\xBFa=1\n"), 0o644))
		code, _, stderr := try("check", "--fix", "--yes", "--archive", dir, name+".properties")
		require.Zero(t, code, stderr)
		s, err := store.Open(dir)
		require.NoError(t, err)
		return s
	}
	first, second := archive("first"), archive("second")
	none, err := store.Open(filepath.Join(t.TempDir(), "none"))
	require.NoError(t, err)
	require.True(t, newer(second, first))
	require.False(t, newer(first, second))
	require.False(t, newer(first, first))
	require.True(t, newer(first, none))
	require.False(t, newer(none, first))
}

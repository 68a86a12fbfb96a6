//go:build linux

package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cfgtool/rewriters/change/store"
)

// TestKilledExports: whenever an export is killed, the file has what it had, or the
// whole archive, and the next one removes what lies beside it.
func TestKilledExports(t *testing.T) {
	saved, out, archive := t.TempDir(), t.TempDir(), filepath.Join(t.TempDir(), "archive")
	t.Setenv("CFGTOOL_ARCHIVE", archive)
	for n := range 300 {
		require.NoError(t, os.WriteFile(filepath.Join(saved, fmt.Sprint(n)), fmt.Appendf(nil, "file=%d\n", n), 0o644))
	}
	code, _, said := try("archive", "save", saved)
	require.Equal(t, 0, code, said)
	file := filepath.Join(out, "x.tar")
	code, _, said = try("archive", "export", "--tar", file)
	require.Equal(t, 0, code, said)
	whole := mustRead(t, file)
	killed, rounds := 0, 10
	if os.Getenv("CFGTOOL_TORTURE") != "" {
		rounds = 100
	}
	for range rounds {
		require.NoError(t, os.WriteFile(file, []byte("old"), 0o600))
		cmd, stderr := start(t, "archive", "export", "--tar", file)
		time.Sleep(time.Duration(rand.IntN(80)) * time.Millisecond)
		_ = cmd.Process.Kill() // it may be done
		if err := cmd.Wait(); err != nil {
			require.Equal(t, -1, cmd.ProcessState.ExitCode(), stderr.String())
			killed++
		}
		if is := mustRead(t, file); string(is) != "old" {
			require.Equal(t, whole, is)
		}
		left, err := os.ReadDir(out)
		require.NoError(t, err)
		if len(left) == 1 {
			continue
		}
		stray := filepath.Join(out, left[0].Name()) // it was killed between the two names of the file
		require.Len(t, left, 2)
		require.Regexp(t, `^\.x\.tar\.cfgtool-[0-9a-f]{6}$`, left[0].Name())
		require.NoError(t, os.Chtimes(stray, time.Time{}, time.Now().Add(-2*time.Hour)))
	}
	code, _, said = try("archive", "export", "--tar", file)
	require.Equal(t, 0, code, said)
	require.Equal(t, whole, mustRead(t, file))
	left, err := os.ReadDir(out)
	require.NoError(t, err)
	require.Len(t, left, 1, "the next export cleans up")
	t.Logf("%d processes killed", killed)
}

// TestKilledSavesAndPrunes: whenever a save or a prune is killed, what the ledger
// names is in the archive, no file is touched, and the next one succeeds.
func TestKilledSavesAndPrunes(t *testing.T) {
	dir, archive := t.TempDir(), filepath.Join(t.TempDir(), "archive")
	t.Setenv("CFGTOOL_ARCHIVE", archive)
	s, err := store.Open(archive)
	require.NoError(t, err)
	sound := func(what string) {
		v, err := s.Verify(context.Background())
		require.NoError(t, err)
		for _, d := range v.Damages {
			require.Equal(t, store.Stray, d.Flaw, "%s: %s: %s", what, d.Path, d.What)
		}
	}
	content := func(round, n int) string { return fmt.Sprintf("round=%d\nfile=%d\n", round, n) }
	const files = 40
	killed := 0
	rounds := 6
	if os.Getenv("CFGTOOL_TORTURE") != "" {
		rounds = 100
	}
	for round := range rounds {
		for n := range files {
			require.NoError(t, os.WriteFile(filepath.Join(dir, fmt.Sprint(n)), []byte(content(round, n)), 0o644))
		}
		for _, args := range [][]string{{"archive", "save", dir, "-m", "x"}, {"archive", "prune", "--keep", "1", "--yes"}} {
			cmd, stderr := start(t, args...)
			time.Sleep(time.Duration(rand.IntN(60)) * time.Millisecond)
			_ = cmd.Process.Kill() // it may be done
			if err := cmd.Wait(); err != nil {
				require.Equal(t, -1, cmd.ProcessState.ExitCode(), stderr.String())
				killed++
			}
			sound(args[1])
			code, _, said := try(args...)
			require.Equal(t, 0, code, said)
			sound(args[1])
		}
		for n := range files {
			require.Equal(t, content(round, n), string(mustRead(t, filepath.Join(dir, fmt.Sprint(n)))))
		}
	}
	t.Logf("%d processes killed", killed)
}

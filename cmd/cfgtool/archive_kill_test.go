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

//go:build linux

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"cfgtool/rewriters/change/store"
)

// start runs the program as a process of its own.
func start(t *testing.T, args ...string) (cmd *exec.Cmd, stderr *bytes.Buffer) {
	cmd = exec.Command(os.Args[0], args...)
	cmd.Args[0] = "cfgtool"
	stderr = new(bytes.Buffer)
	cmd.Stderr = stderr
	require.NoError(t, cmd.Start())
	return cmd, stderr
}

// held takes the lock of an archive, as another command would.
func held(t *testing.T, archive string) {
	require.NoError(t, os.MkdirAll(archive, 0o700))
	f, err := os.Create(filepath.Join(archive, "lock"))
	require.NoError(t, err)
	_, err = f.WriteString(`{"actor":"bob","host":"db1","pid":4711,"command":["migrate","clconf.xml"],"time":"2008-01-01T12:00:00Z"}`)
	require.NoError(t, err)
	require.NoError(t, unix.Flock(int(f.Fd()), unix.LOCK_EX))
	t.Cleanup(func() { f.Close() })
}

// TestSecondWriterNamesTheHolder of the lock, after waiting as long as it was told.
func TestSecondWriterNamesTheHolder(t *testing.T) {
	t.Chdir(t.TempDir())
	archive := filepath.Join(t.TempDir(), "archive")
	held(t, archive)
	require.NoError(t, os.WriteFile("a.properties", []byte("\ufeffa=1\n"), 0o644))
	cmd, stderr := start(t, "check", "--fix", "--yes", "--lock-timeout", "50ms", "--archive", archive, "a.properties")
	require.Error(t, cmd.Wait())
	require.Equal(t, 2, cmd.ProcessState.ExitCode())
	require.Contains(t, stderr.String(), `the archive is locked by bob on db1 (process 4711, "migrate clconf.xml") since 2008-01-01T12:00:00Z; run the command again when that one is done`)
	require.Equal(t, "\ufeffa=1\n", string(mustRead(t, "a.properties")))
}

// TestSignals: a command that is told to stop puts everything back, or has finished,
// leaves no temporary file, and no lock.
func TestSignals(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	const files = 60
	args := []string{"check", "--fix", "--yes"}
	old := []byte("\ufeffa=1\n")
	for n := range files {
		args = append(args, fmt.Sprintf("%02d.properties", n))
	}
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		archive := filepath.Join(t.TempDir(), "archive")
		t.Setenv("CFGTOOL_ARCHIVE", archive)
		for _, name := range args[3:] {
			require.NoError(t, os.WriteFile(name, old, 0o644))
		}
		cmd, stderr := start(t, args...)
		require.Eventually(t, func() bool {
			ledger, _ := os.ReadFile(filepath.Join(archive, "ledger.jsonl"))
			return bytes.Contains(ledger, []byte(`"event":"replaced"`))
		}, time.Minute, time.Millisecond)
		require.NoError(t, cmd.Process.Signal(signal))
		if cmd.Wait() == nil { // it was faster
			for _, name := range args[3:] {
				require.Equal(t, "a=1\n", string(mustRead(t, name)))
			}
			continue
		}
		require.Equal(t, 2, cmd.ProcessState.ExitCode(), stderr.String())
		require.Contains(t, stderr.String(), "interrupted\nnothing was changed")
		for _, name := range args[3:] {
			require.Equal(t, old, mustRead(t, name))
		}
		left, err := filepath.Glob(".*")
		require.NoError(t, err)
		require.Empty(t, left)
		s, err := store.Open(archive)
		require.NoError(t, err)
		changes, err := s.Changes()
		require.NoError(t, err)
		require.Len(t, changes, 1)
		require.Equal(t, store.Failed, changes[0].State)
		require.Equal(t, store.Back, changes[0].Direction)
		require.True(t, strings.HasPrefix(changes[0].Error, "interrupted"))
		lock, err := os.ReadFile(filepath.Join(archive, "lock"))
		require.NoError(t, err)
		require.Empty(t, lock)
	}

	require.NoError(t, os.WriteFile("00.properties", old, 0o644)) // a command that was faster than its signal wrote it
	archive := filepath.Join(t.TempDir(), "archive")
	held(t, archive)
	cmd, stderr := start(t, "check", "--fix", "--yes", "--archive", archive, "00.properties")
	time.Sleep(100 * time.Millisecond) // it waits for the lock by now, or has not begun
	require.NoError(t, cmd.Process.Signal(syscall.SIGTERM))
	require.Error(t, cmd.Wait())
	require.NotContains(t, stderr.String(), "goroutine")
	require.Equal(t, old, mustRead(t, "00.properties"))
}

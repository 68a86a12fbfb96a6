//go:build unix

package store

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

func TestReadFile(t *testing.T) {
	w := open(t)
	a := w.file("a", "12345", 0o600)
	content, err := ReadFile(a, 5)
	require.NoError(t, err)
	require.Equal(t, "12345", string(content))
	_, err = ReadFile(a, 4)
	require.ErrorContains(t, err, a+": it is larger than 4 bytes")
	require.NoError(t, unix.Mkfifo(w.path("fifo"), 0o600))
	_, err = ReadFile(w.path("fifo"), 0)
	require.ErrorContains(t, err, "it is a named pipe (FIFO)")
	_, err = ReadFile(w.path("no\nne"), 0)
	require.ErrorContains(t, err, `no\nne": no such file or directory`)
	empty, err := ReadFile(w.file("empty", "", 0o600), 0)
	require.NoError(t, err)
	require.NotNil(t, empty)
	require.True(t, bytes.Equal(empty, nil))
}

//go:build linux

package store

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/rewriters/change"
)

// A name in a file system is any bytes but NUL and slash; JSON holds Unicode only.
func TestNamesThatAreNoText(t *testing.T) {
	w := open(t)
	for _, name := range []string{"bad\xffname", "\x80", "new\nline\x1b[2J", "\ufffd"} {
		path := w.file(name, "1\n", 0o640)
		require.NoError(t, os.Symlink(name, w.path("link")))
		c := w.commit(edit(w.path("link"), "1\n", "2\n"))
		require.Equal(t, path, w.changes()[len(w.changes())-1].Files[0].Real())
		w.rollback(c.ID)
		require.Equal(t, "1\n", w.read(name))
		require.NoError(t, os.Remove(w.path("link")))
	}
}

func TestRawRecord(t *testing.T) {
	f := File{Path: "/a\xff", Target: "/b", Link: "\xfe", Kind: change.Edit}
	line, err := json.Marshal(f)
	require.NoError(t, err)
	require.Equal(t, `{"path":"/a\ufffd","target":"/b","link":"\ufffd","kind":"edit","raw":{"link":"/g==","path":"L2H/"}}`, string(line))
	var back File
	require.NoError(t, json.Unmarshal(line, &back))
	require.Equal(t, f, back)
	w := Written{Path: "\xff", Hash: "x"}
	line, err = json.Marshal(w)
	require.NoError(t, err)
	var again Written
	require.NoError(t, json.Unmarshal(line, &again))
	require.Equal(t, w, again)
}

//go:build unix

package store

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cfgtool/rewriters/change"
)

// tail appends raw bytes to the ledger.
func (w workshop) tail(text string) {
	f, err := os.OpenFile(w.ledger(), os.O_WRONLY|os.O_APPEND, 0)
	require.NoError(w.t, err)
	_, err = f.WriteString(text)
	require.NoError(w.t, err)
	require.NoError(w.t, f.Close())
}

func TestTornLine(t *testing.T) {
	for name, torn := range map[string]string{
		"half a record":        `{"event":"planned","id":"20080101T12`,
		"longer than a record": `{"event":"planned","id":"` + strings.Repeat("x", 1<<14),
		"zeros":                "\x00\x00\x00\x00",
		"no record":            "5",
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			a := w.file("a", "1\n", 0o600)
			w.commit(edit(a, "1\n", "2\n"))
			w.tail(torn)
			require.Equal(t, []State{Committed}, w.states())
			w.commit(edit(a, "2\n", "3\n"))
			require.Equal(t, []State{Committed, Committed}, w.states())
			content, err := os.ReadFile(w.ledger())
			require.NoError(t, err)
			require.NotContains(t, string(content), torn+"{")
			require.True(t, strings.HasSuffix(string(content), "}\n"))
		})
	}
}

func TestLineWithoutEnd(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o600)
	w.commit(edit(a, "1\n", "2\n"))
	content, err := os.ReadFile(w.ledger())
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(w.ledger(), content[:len(content)-1], 0o600))
	require.Equal(t, []State{Committed}, w.states())
	w.commit(edit(a, "2\n", "3\n"))
	require.Equal(t, []State{Committed, Committed}, w.states())
}

func TestBrokenLedger(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o600)
	w.commit(edit(a, "1\n", "2\n"))
	w.tail("oops\n")
	_, err := w.Changes()
	require.ErrorContains(t, err, w.ledger()+": line 3 is no record of a change; take the ledger from a backup")
	w.refused("line 3 is no record", edit(a, "2\n", "3\n"))
	require.Equal(t, "2\n", w.read("a"))
}

func TestUnknownRecordsAndFields(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o600)
	c := w.commit(edit(a, "1\n", "2\n"))
	w.tail(`{"event":"annotated","id":"` + c.ID + `","time":"2026-01-01T00:00:00Z","note":{"x":1}}` + "\n" + `{"event":"committed","id":"unknown"}` + "\n")
	require.Equal(t, []State{Committed}, w.states())
}

func TestUnfinishedChange(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o600)
	w.commit(edit(a, "1\n", "2\n"))
	c := command
	c.Actor = "bob"
	require.NoError(t, w.add(record{Event: planned, ID: "20080101T120000Z-1a2b3c", Time: time.Now(), Command: &c}))
	err := w.refused(w.Dir()+`: change 20080101T120000Z-1a2b3c of bob is unfinished; run "cfgtool recover" first`, edit(a, "2\n", "3\n"))
	require.ErrorIs(t, err, ErrUnfinished)
	require.Equal(t, "2\n", w.read("a"))
	require.Equal(t, []State{Committed, Planned}, w.states())
}

func TestLedgerIsPrivateAndPlain(t *testing.T) {
	w := open(t)
	a := w.file("a", "password=hush\n", 0o600)
	w.commit(edit(a, "password=hush\n", "password=rush\n"))
	info, err := os.Stat(w.ledger())
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode())
	content, err := os.ReadFile(w.ledger())
	require.NoError(t, err)
	require.NotContains(t, string(content), "ush")
	lines := strings.Split(strings.TrimSpace(string(content)), "\n")
	require.Len(t, lines, 2)
	for i, event := range []string{"planned", "committed"} {
		var r map[string]any
		require.NoError(t, json.Unmarshal([]byte(lines[i]), &r))
		require.Equal(t, event, r["event"])
	}
}

// The form of a record is for other programs too.
func TestRecord(t *testing.T) {
	at := time.Date(2008, 1, 1, 12, 0, 0, 0, time.UTC)
	c := command
	c.RollbackOf = "20071231T120000Z-abcdef"
	line, err := json.Marshal(record{Event: planned, ID: "20080101T120000Z-1a2b3c", Time: at, Command: &c, Files: []File{{
		Path: "/etc/link", Target: "/etc/real", Kind: change.Restore, Before: "sha256:00", After: "sha256:01", Archived: "files/etc/real.x",
		Metadata: &change.Metadata{Mode: 0o640, UID: 1, GID: 2, Xattrs: map[string][]byte{"user.a": []byte("b")}, ModTime: at},
	}}})
	require.NoError(t, err)
	require.Equal(t, `{"event":"planned","id":"20080101T120000Z-1a2b3c","time":"2008-01-01T12:00:00Z",`+
		`"command":{"args":["cfgtool","set","a","2"],"reason":"CHG1","actor":"ann","host":"db1","version":"1","rollbackOf":"20071231T120000Z-abcdef"},`+
		`"files":[{"path":"/etc/link","target":"/etc/real","kind":"restore","before":"sha256:00","after":"sha256:01","archived":"files/etc/real.x",`+
		`"metadata":{"mode":416,"uid":1,"gid":2,"xattrs":{"user.a":"Yg=="},"modTime":"2008-01-01T12:00:00Z"}}]}`, string(line))
}

// Whatever a ledger holds, reading it does not panic, and a record that is added
// is read back after all those that were there.
func FuzzLedger(f *testing.F) {
	f.Add([]byte(`{"event":"planned","id":"a","command":{"rollbackOf":"a"}}` + "\n" + `{"event":"committed","id":"a"}` + "\n" + `{"ev`))
	f.Add([]byte("5"))
	f.Add([]byte("null"))
	dir := f.TempDir()
	s, err := Open(dir)
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, ledger []byte) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "ledger.jsonl"), ledger, 0o600))
		before, err := s.records()
		if err != nil {
			return
		}
		fold(before)
		require.NoError(t, s.add(record{Event: committed, ID: "new"}))
		after, err := s.records()
		require.NoError(t, err)
		require.Equal(t, append(before, record{Event: committed, ID: "new"}), after)
	})
}

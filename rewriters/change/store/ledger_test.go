//go:build unix

package store

import (
	"context"
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

// event appends a record that follows the last one.
func (w workshop) event(r record) {
	w.t.Helper()
	j, err := w.Store.open(context.Background(), command)
	require.NoError(w.t, err)
	defer j.close()
	require.NoError(w.t, j.add(r))
}

// lines are the lines of the ledger.
func (w workshop) lines() []string {
	content, err := os.ReadFile(w.ledger())
	require.NoError(w.t, err)
	return strings.Split(strings.TrimSuffix(string(content), "\n"), "\n")
}

func TestTornLine(t *testing.T) {
	for name, torn := range map[string]string{
		"half a record":        `{"event":"planned","id":"20080101T12`,
		"longer than a record": `{"event":"planned","id":"` + strings.Repeat("x", 1<<14),
		"zeros":                "\x00\x00\x00\x00",
		"a block of zeros":     strings.Repeat("\x00", 4096) + `fore":"x"}]}` + "\n",
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

// However the ledger is damaged, the line is named, nothing is written, and the
// changes before it can still be read.
func TestBrokenLedger(t *testing.T) {
	for name, tc := range map[string]struct {
		damage func(lines []string) []string
		line   string
		known  int
	}{
		"no record":    {func(l []string) []string { return append(l, "oops") }, "line 9 is no record of a change", 2},
		"an empty one": {func(l []string) []string { return append(l, "") }, "line 9 is no record of a change", 2},
		"altered":      {func(l []string) []string { l[4] = strings.Replace(l[4], `"ann"`, `"bob"`, 1); return l }, "line 6 does not follow line 5: one of the two was altered, or a line between them is gone", 2},
		"taken out":    {func(l []string) []string { return append(l[:5], l[6:]...) }, "line 6 does not follow line 5", 2},
		"first gone":   {func(l []string) []string { return l[1:] }, "line 1 is not the first one: lines before it are gone", 0},
		"put in":       {func(l []string) []string { return append([]string{l[0], l[1], l[1]}, l[2:]...) }, "line 3 does not follow line 2", 1},
		"two swapped":  {func(l []string) []string { l[2], l[3] = l[3], l[2]; return l }, "line 3 does not follow line 2", 1},
		"leads out":    {func(l []string) []string { l[4] = strings.Replace(l[4], `"files/`, `"files/../../`, 1); return l }, "line 5 names ", 1},
		"of elsewhere": {func(l []string) []string { return append(l, `{"event":"committed","id":"x"}`) }, "line 9 does not follow line 8", 2},
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			a := w.file("a", "1\n", 0o600)
			w.commit(edit(a, "1\n", "2\n"))
			w.commit(edit(a, "2\n", "3\n"))
			require.Len(t, w.lines(), 8)
			damaged := strings.Join(tc.damage(w.lines()), "\n") + "\n"
			require.NoError(t, os.WriteFile(w.ledger(), []byte(damaged), 0o600))
			known, err := w.Changes()
			require.ErrorIs(t, err, ErrBroken)
			require.ErrorContains(t, err, w.ledger()+": "+tc.line)
			require.ErrorContains(t, err, "nothing is written on such a ledger: take it from a backup, or move the archive away")
			require.Len(t, known, tc.known)
			require.ErrorIs(t, w.refused(tc.line, edit(a, "3\n", "4\n")), ErrBroken)
			require.Equal(t, "3\n", w.read("a"))
			content, err := os.ReadFile(w.ledger())
			require.NoError(t, err)
			require.Equal(t, damaged, string(content), "a damaged ledger is evidence")
		})
	}
}

// A program of a later version may note more than this one knows.
func TestUnknownRecordsAndFields(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o600)
	c := w.commit(edit(a, "1\n", "2\n"))
	lines := w.lines()
	w.tail(`{"previous":"` + change.Hash([]byte(lines[len(lines)-1])) + `","event":"annotated","id":"` + c.ID + `","note":{"x":1}}` + "\n")
	w.event(record{Event: committed, ID: "unknown"})
	require.Equal(t, []State{Committed}, w.states())
}

func TestUnfinishedChange(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o600)
	w.commit(edit(a, "1\n", "2\n"))
	c := command
	c.Actor = "bob"
	w.event(record{Event: planned, ID: "20080101T120000Z-1a2b3c", Time: time.Now(), Command: &c})
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
	previous := ""
	for i, event := range []string{planned, archived, replaced, committed} {
		var r map[string]any
		line := w.lines()[i]
		require.NoError(t, json.Unmarshal([]byte(line), &r))
		require.Equal(t, event, r["event"])
		require.Equal(t, previous, r["previous"])
		previous = change.Hash([]byte(line))
	}
}

// The form of a record is for other programs too.
func TestRecord(t *testing.T) {
	at := time.Date(2008, 1, 1, 12, 0, 0, 0, time.UTC)
	c := command
	c.RollbackOf = []string{"20071231T120000Z-abcdef"}
	line, err := json.Marshal(record{Previous: "sha256:02", Event: planned, ID: "20080101T120000Z-1a2b3c", Time: at, Kind: Rollback, Command: &c, Files: []File{{
		Path: "/etc/link", Target: "/etc/real", Link: "real", Kind: change.Restore, Before: "sha256:00", After: "sha256:01", Archived: "files/etc/real.x", Result: "written/etc/real.x",
		Metadata: &change.Metadata{Mode: 0o640, UID: 1, GID: 2, Xattrs: map[string][]byte{"user.a": []byte("b")}, ModTime: at},
	}}})
	require.NoError(t, err)
	require.Equal(t, `{"previous":"sha256:02","event":"planned","id":"20080101T120000Z-1a2b3c","time":"2008-01-01T12:00:00Z","kind":"rollback",`+
		`"command":{"args":["cfgtool","set","a","2"],"reason":"CHG1","actor":"ann","host":"db1","version":"1","rollbackOf":["20071231T120000Z-abcdef"]},`+
		`"files":[{"path":"/etc/link","target":"/etc/real","link":"real","kind":"restore","before":"sha256:00","after":"sha256:01","archived":"files/etc/real.x","result":"written/etc/real.x",`+
		`"metadata":{"mode":416,"uid":1,"gid":2,"xattrs":{"user.a":"Yg=="},"modTime":"2008-01-01T12:00:00Z"}}]}`, string(line))
}

// seeds are ledgers to begin fuzzing with.
func seeds(f *testing.F) {
	first := `{"event":"planned","id":"a","command":{"rollbackOf":["a"]},"files":[{"path":"/a"}]}`
	hash := change.Hash([]byte(first))
	f.Add([]byte(first + "\n" + `{"previous":"` + hash + `","event":"committed","id":"a"}` + "\n" + `{"ev`))
	f.Add([]byte(first + "\n" + `{"previous":"` + hash + `","event":"overwriting","id":"a","file":{"path":"/a"}}`))
	f.Add([]byte(first + "\n" + `{"previous":"` + hash + `","event":"recovered","id":"a","direction":"back"}` + "\n"))
	f.Add([]byte("5"))
	f.Add([]byte("null"))
	f.Add([]byte(first + "\n\x00\x00\x00\n"))
}

// Whatever a ledger holds, reading it does not panic, and what is read is a chain
// that ends where the next record goes.
func FuzzLedger(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, ledger []byte) {
		c, err := readChain("ledger.jsonl", ledger)
		require.LessOrEqual(t, c.end, int64(len(ledger)))
		for _, change := range fold(c.records) {
			require.NotEmpty(t, change.State)
		}
		if err != nil {
			require.ErrorIs(t, err, ErrBroken)
			return
		}
		require.Equal(t, c.torn, c.end < int64(len(ledger)))
		again, err := readChain("ledger.jsonl", ledger[:c.end])
		require.NoError(t, err)
		require.Equal(t, c.records, again.records)
		require.Equal(t, c.last, again.last)
	})
}

// A record that is added is read back after all those that were there.
func FuzzJournal(f *testing.F) {
	seeds(f)
	dir := f.TempDir()
	s, err := Open(dir)
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, ledger []byte) {
		os.Remove(s.head()) // of the ledger before
		require.NoError(t, os.WriteFile(filepath.Join(dir, "ledger.jsonl"), ledger, 0o600))
		before, err := s.read()
		if err != nil {
			return
		}
		j, err := s.open(context.Background(), command)
		require.NoError(t, err)
		defer j.close()
		require.NoError(t, j.add(record{Event: committed, ID: "new"}))
		after, err := s.read()
		require.NoError(t, err)
		require.False(t, after.torn)
		require.Equal(t, append(before.records, record{Previous: before.last, Event: committed, ID: "new"}), after.records)
	})
}

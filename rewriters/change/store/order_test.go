//go:build linux

package store

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The order of operations is the promise: nothing is written before the plan and
// the originals are on the disk, and the end is recorded after everything is.
func TestOrder(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o600)
	w.commit(edit(a, "1\n", "2\n"))
	var ops []string
	random := regexp.MustCompile(`[0-9a-f]{6}$`)
	w.disk.before = func(op, path string) error {
		path = strings.Replace(strings.Replace(path, w.Dir(), "ARCHIVE", 1), w.dir, "FOLDER", 2)
		ops = append(ops, op+" "+random.ReplaceAllString(path, "*"))
		return nil
	}
	at := command
	at.Time = w.changes()[0].Time
	c, err := w.Commit(plan(edit(a, "2\n", "3\n")), at)
	require.NoError(t, err)
	original := "ARCHIVE/" + random.ReplaceAllString(strings.Replace(c.Files[0].Archived, w.dir, "FOLDER", 1), "*")
	folder := "ARCHIVE/files" + w.dir
	original = strings.Replace(original, "files"+w.dir, "filesFOLDER", 1)
	folder = strings.Replace(folder, w.dir, "FOLDER", 1)
	require.Equal(t, []string{
		"ledger ARCHIVE/ledger.jsonl", "sync ARCHIVE/ledger.jsonl",
		"create " + original, "write " + original, "sync " + original, "sync " + folder,
		"create FOLDER/.a.cfgtool-*", "write FOLDER/.a.cfgtool-*", "sync FOLDER/.a.cfgtool-*",
		"swap FOLDER/a", "remove FOLDER/.a.cfgtool-*", "sync FOLDER",
		"ledger ARCHIVE/ledger.jsonl", "sync ARCHIVE/ledger.jsonl",
	}, ops)
}

//go:build linux

package store

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The order of operations is the promise: nothing is written before the plan and
// the originals are on the disk, and the end is recorded after everything is.
func TestOrder(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o600)
	var ops []string
	w.disk.before = func(op, path string) error {
		ops = append(ops, op+" "+strings.Replace(path, w.Dir(), "ARCHIVE", 1))
		return nil
	}
	w.commit(edit(a, "1\n", "2\n"))
	begun := slices.Index(ops, "open ARCHIVE/ledger.jsonl")
	require.Equal(t, []string{"write ARCHIVE/ledger.jsonl", "sync ARCHIVE/ledger.jsonl", "sync ARCHIVE"}, ops[begun+1:begun+4], "the name of a new ledger is on the disk, too")
	ops = nil
	at := command
	at.Time = w.changes()[0].Time
	temp := regexp.MustCompile(`\.a\.cfgtool-[0-9a-f]{6}-[0-9a-f]{6}$`)
	w.disk.before = func(op, path string) error {
		path = temp.ReplaceAllString(path, "TEMP")
		ops = append(ops, op+" "+strings.NewReplacer(w.Dir(), "ARCHIVE", w.dir, "FOLDER").Replace(path))
		return nil
	}
	c, err := w.Commit(context.Background(), plan(edit(a, "2\n", "3\n")), at)
	require.NoError(t, err)
	require.Equal(t, []string{
		"open ARCHIVE/ledger.jsonl", "write ARCHIVE/ledger.jsonl", "sync ARCHIVE/ledger.jsonl", // planned
		"create ORIGINAL", "write ORIGINAL", "chmod ORIGINAL", "sync ORIGINAL", "sync ARCHIVE/filesFOLDER",
		"create RESULT", "write RESULT", "chmod RESULT", "sync RESULT", "sync ARCHIVE/writtenFOLDER",
		"write ARCHIVE/ledger.jsonl", "sync ARCHIVE/ledger.jsonl", // archived
		"create FOLDER/TEMP", "write FOLDER/TEMP", "chmod FOLDER/TEMP", "sync FOLDER/TEMP", "read FOLDER/TEMP",
		"read FOLDER/a", "swap FOLDER/a", "read FOLDER/TEMP", "remove FOLDER/TEMP", "sync FOLDER",
		"write ARCHIVE/ledger.jsonl", "sync ARCHIVE/ledger.jsonl", // replaced
		"write ARCHIVE/ledger.jsonl", "sync ARCHIVE/ledger.jsonl", // committed
		"open ARCHIVE/ledger.head", "truncate ARCHIVE/ledger.head", "write ARCHIVE/ledger.head",
	}, named(ops, "ARCHIVE/"+c.Files[0].Archived, "ORIGINAL", "ARCHIVE/"+c.Files[0].Result, "RESULT", w.dir, "FOLDER"))
}

// named gives paths in operations names.
func named(ops []string, names ...string) []string {
	var out []string
	for _, op := range ops {
		for i := 0; i < len(names); i += 2 {
			op = strings.ReplaceAll(op, strings.ReplaceAll(names[i], names[4], "FOLDER"), names[i+1])
		}
		out = append(out, op)
	}
	return out
}

//go:build unix

package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestPowerFailsInTheArchive does the same with what saves, restores, prunes and imports.
func TestPowerFailsInTheArchive(t *testing.T) {
	inMemory(t)
	from := open(t)
	exported(from)
	for name, begin := range map[string]func() trial{
		"save": saving, "restore": restoring, "undo a restore": undoingRestore, "prune": pruning,
		"import": func() trial { return importing(from) },
	} {
		t.Run(name, func(t *testing.T) { powerFails(t, begin) })
	}
}

// powerFails lets the power fail in a trial: a first time, where it is put back since an
// operation failed, and a second time after the first was killed.
func powerFails(t *testing.T, begin func() trial) {
	close, wide := outages(t)
	failures := begin().cut(t, nil, close)
	for _, how := range []string{"error", "torn"} {
		for at := wide.first(); ; at += wide.faults {
			f := &fault{at: at, how: how}
			failures += begin().cut(t, f, wide)
			if f.last == "" {
				break
			}
		}
	}
	t.Logf("%d failures of power", failures)
}

// cut lets the power fail in a trial. With a fault, that is where an operation fails, or
// in the second one after the first was killed.
func (of trial) cut(t *testing.T, f *fault, o outage) int {
	root := t.TempDir()
	defer os.RemoveAll(root)
	s, err := Open(filepath.Join(root, "state", "archive"))
	require.NoError(t, err)
	w := workshop{s, t, filepath.Join(root, "files")}
	require.NoError(t, os.Mkdir(w.dir, 0o700))
	of.before(w)
	r := tape(t, root)
	var failed error
	what := ""
	if f != nil {
		w.disk.before = r.before(f.before)
		failed = w.dies(func() error { return of.try(w) })
		if f.last == "" {
			return 0
		}
		what = fmt.Sprintf("%s at operation %d (%s), ", f.how, f.at, f.last)
		r.from = f.at
	}
	w.disk.before = r.before(nil)
	if f != nil && f.how == "torn" {
		r.skip()
		if c, _ := w.Unfinished(); c != nil {
			_, err := w.Recover(context.Background(), command, false, nil)
			require.NoError(t, err, what)
		}
	}
	if f == nil || f.how == "torn" {
		failed = of.try(w)
		require.NoError(t, failed, what)
	}
	w.disk.before = nil
	files, changes := look(t, w.dir), w.changes()
	return r.cut(o, func(left string, over bool) {
		if over && failed == nil {
			require.Equal(t, files, look(t, w.dir), what+left)
			require.Equal(t, changes, w.changes(), what+left)
		}
		of.after(w, what+left)
	})
}

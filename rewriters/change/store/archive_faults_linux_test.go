package store

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// inTurn fails every operation of a trial, or every third, in every mode, and says
// how many that were.
func inTurn(t *testing.T, least int, begin func() trial) {
	inMemory(t)
	for m, how := range modes {
		t.Run(how, func(t *testing.T) {
			runs := 0
			for at := 1 + m%stride(3); ; at += stride(3) {
				w, of, f := open(t), begin(), &fault{at: at, how: how}
				of.before(w)
				w.disk.before = f.before
				err := survive(func() error { return of.try(w) })
				w.disk.before = nil
				what := fmt.Sprintf("%s at operation %d (%s): %v", how, at, f.last, err)
				of.after(w, what)
				if f.last == "" {
					require.NoError(t, err)
					break
				}
				runs++
			}
			require.GreaterOrEqual(t, runs*stride(3), least)
			t.Logf("%d operations", runs)
		})
	}
}

// Whatever operation of a save fails, what is recorded is there, no file is touched,
// and the next save succeeds.
func TestEveryOperationOfASaveFails(t *testing.T) { inTurn(t, 20, saving) }

// Whatever operation of restoring a save fails, all is as it was, or recover
// brings it to one of the two.
func TestEveryOperationOfARestoreFails(t *testing.T) { inTurn(t, 60, restoring) }

// Whatever operation of rolling a restore back fails, with a link that is set by
// force, all is as it was, or recover brings it to one of the two.
func TestEveryOperationOfUndoingARestoreFails(t *testing.T) { inTurn(t, 50, undoingRestore) }

// A prune that was stopped is finished by the next one.
func TestEveryOperationOfAPruneFails(t *testing.T) { inTurn(t, 5, pruning) }

// Whatever operation of an import fails, nothing appears, and a second try succeeds.
func TestEveryOperationOfAnImportFails(t *testing.T) {
	from := open(t)
	exported(from)
	inTurn(t, 20, func() trial { return importing(from) })
}

//go:build unix

package store

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Whole lines that are cut off the ledger's end are noticed, and nothing is
// written, or pruned, until somebody decides to go on without them.
func TestLedgerCutAtItsEnd(t *testing.T) {
	for name, tc := range map[string]struct {
		damage func(lines []string) string
		says   string
		known  int
	}{
		"the last change": {func(l []string) string { return strings.Join(l[:4], "") }, "records are gone from its end: it has 4, and had 8", 1},
		"one line":        {func(l []string) string { return strings.Join(l[:7], "") }, "records are gone from its end: it has 7, and had 8", 2},
		"all":             {func(l []string) string { return "" }, "records are gone from its end: it has 0, and had 8", 0},
		"another ledger": {func(l []string) string {
			return strings.Join(l[:7], "") + strings.Replace(l[7], "committed", "annotated", 1)
		}, "its record 8 is not the one that was written there", 2},
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			a := w.file("a", "1\n", 0o600)
			w.commit(edit(a, "1\n", "2\n"))
			w.commit(edit(a, "2\n", "3\n"))
			lines := strings.SplitAfter(strings.Join(w.lines(), "\n")+"\n", "\n")
			require.NoError(t, os.WriteFile(w.ledger(), []byte(tc.damage(lines)), 0o600))
			known, err := w.Changes()
			require.ErrorIs(t, err, ErrBroken)
			require.ErrorContains(t, err, w.ledger()+": "+tc.says)
			require.ErrorContains(t, err, "take it from a backup; or, to go on with the records that are there, remove "+w.head())
			require.Len(t, known, tc.known)
			require.ErrorIs(t, w.refused(tc.says, edit(a, "3\n", "4\n")), ErrBroken)
			_, err = w.Prune(context.Background(), Retention{Keep: 1}, command)
			require.ErrorIs(t, err, ErrBroken)
			v, err := w.Verify(context.Background())
			require.NoError(t, err)
			require.Contains(t, v.Damages[0].What, tc.says)
		})
	}
	w := open(t)
	a := w.file("a", "1\n", 0o600)
	w.commit(edit(a, "1\n", "2\n"))
	require.NoError(t, os.Remove(w.ledger()))
	require.ErrorIs(t, w.refused("it has 0, and had 4", edit(a, "2\n", "3\n")), ErrBroken)
	require.NoError(t, os.Remove(w.head()))
	w.commit(edit(a, "2\n", "3\n"))
}

// A head that lags, or that a crash tore, counts for what it says, or nothing.
func TestHeadLags(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o600)
	w.commit(edit(a, "1\n", "2\n"))
	old, err := os.ReadFile(w.head())
	require.NoError(t, err)
	w.commit(edit(a, "2\n", "3\n"))
	for _, content := range []string{string(old), string(old[:len(old)/2]), "", "\x00\x00", `{"records":-1}`} {
		require.NoError(t, os.WriteFile(w.head(), []byte(content), 0o600))
		require.Equal(t, []State{Committed, Committed}, w.states())
	}
	v, err := w.Verify(context.Background())
	require.NoError(t, err)
	require.Empty(t, v.Damages)
}

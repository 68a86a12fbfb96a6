//go:build unix

package store

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// outage is how a test lets the power fail.
type outage struct {
	*rand.Rand
	stride int // after one of so many operations, and after the last one
	ways   int // so often at random, beside the extremes
	faults int // where something else failed before: at one of so many operations
}

// first is the first operation that is to fail.
func (o outage) first() int { return 1 + o.IntN(o.faults) }

// outages are those after every operation of one command, and those that are spread over
// many runs of it. What is random depends on CFGTOOL_TORTURE and the name of the test.
func outages(t *testing.T) (close, wide outage) {
	seed := fnv.New64()
	fmt.Fprint(seed, os.Getenv("CFGTOOL_TORTURE"), t.Name())
	r := rand.New(rand.NewPCG(seed.Sum64(), 0))
	t.Cleanup(func() {
		if t.Failed() && torture() {
			t.Logf("once more: CFGTOOL_TORTURE=%s", os.Getenv("CFGTOOL_TORTURE"))
		}
	})
	if torture() {
		return outage{r, 1, 4, 0}, outage{r, 40, 2, 3}
	}
	return outage{r, 10 * slowdown, 1, 0}, outage{r, 60 * slowdown, 1, 41}
}

// cut lets the power fail while the arena's commands run, and holds that each file is
// old or new, that recovering brings them all to one of the two, that the archive has no
// damage then, and that what was said to be done is.
func (a *arena) cut(what string, o outage) int {
	r := a.tape
	a.tape = nil
	s := a.store(nil)
	is := a.look()
	changes, err := s.Changes()
	require.NoError(a.t, err)
	return r.cut(o, func(left string, over bool) {
		left = what + ", " + left
		a.whole(left)
		if over {
			require.Equal(a.t, is, a.look(), left)
			now, err := s.Changes()
			require.NoError(a.t, err, left)
			require.Equal(a.t, changes, now, left)
		}
		a.consistent(left)
		workshop{s, a.t, ""}.sound(left)
	})
}

// record begins a scenario, and records it from there.
func (a *arena) record(scenario string) {
	a.learn()
	a.begin(scenario)
	a.tape = tape(a.t, a.dir)
}

// powerFails lets the power fail in one command.
func (a *arena) powerFails(scenario string, o outage) int {
	a.record(scenario)
	require.NoError(a.t, a.act(scenario, nil))
	return a.cut(scenario, o)
}

// TestPowerFails lets the power fail after every operation of a change, a rollback and a
// recovery, also where one follows the other, where a change is put back since an
// operation failed, and where a process was killed before. What was not synced survives
// or not, as medium tells.
func TestPowerFails(t *testing.T) {
	a := enter(t)
	run := func(name string, do func(close, wide outage) int) {
		t.Run(name, func(t *testing.T) {
			a.t = t
			t.Logf("%d failures of power", do(outages(t)))
		})
	}
	for _, scenario := range scenarios {
		run(scenario, func(close, _ outage) int { return a.powerFails(scenario, close) })
	}
	run("rollback after apply", func(close, _ outage) int {
		a.record("apply")
		require.NoError(a.t, a.act("apply", nil))
		a.tape.skip()
		require.NoError(a.t, a.act("rollback", nil))
		return a.cut("rollback", close)
	})
	run("put back", func(_, wide outage) (n int) {
		for at := wide.first(); ; at += wide.faults {
			a.record("apply")
			f := &fault{at: at, how: "error"}
			a.act("apply", f)
			if f.last == "" {
				return n
			}
			a.tape.from = at
			n += a.cut(fmt.Sprintf("putting back after operation %d (%s)", at, f.last), wide)
		}
	})
	for _, scenario := range []string{"apply", "rollback"} {
		run("recover after a killed "+scenario, func(_, wide outage) (n int) {
			for at := wide.first(); ; at += wide.faults {
				a.record(scenario)
				f := &fault{at: at, how: "torn"}
				if a.store(nil).dies(func() error { return a.act(scenario, f) }) == nil {
					return n
				}
				a.tape.skip()
				require.NoError(a.t, a.act("recover", nil))
				n += a.cut(fmt.Sprintf("%s killed at operation %d (%s) and recovered", scenario, at, f.last), wide)
			}
		})
	}
	t.Run("remove", func(t *testing.T) {
		inMemory(t)
		powerFails(t, removing)
	})
	run("recover after a failure", func(_, wide outage) (n int) {
		a.record("apply")
		require.NoError(a.t, a.act("apply", nil))
		r := a.tape
		a.tape = nil
		r.cut(outage{wide.Rand, 2 * wide.faults, 0, 0}, func(left string, _ bool) {
			a.tape = tape(a.t, a.dir)
			require.NoError(a.t, a.act("recover", nil))
			n += a.cut(left+", then recovering", wide)
		})
		return n
	})
}

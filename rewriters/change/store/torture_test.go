//go:build linux

package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestMain runs the test binary as the process that is killed, where a test asks
// for it.
func TestMain(m *testing.M) {
	if os.Getenv("CFGTOOL_STORE_CHILD") != "" {
		child()
	}
	os.Exit(m.Run())
}

// TestEveryOperationFails: whichever operation of a change, a rollback or a recovery
// fails, writes half, or is the last one before the process dies, each file is old
// or new, and recovering brings them all to one of the two.
func TestEveryOperationFails(t *testing.T) {
	a := enter(t)
	a.learn()
	for _, scenario := range scenarios {
		for m, how := range modes {
			t.Run(scenario+"/"+how, func(t *testing.T) {
				a.t = t
				runs := 0
				for at := 1 + m%stride(5); ; at += stride(5) {
					a.begin(scenario)
					before := a.look()
					f := &fault{at: at, how: how}
					err := a.act(scenario, f)
					what := fmt.Sprintf("%s, %s at operation %d (%s): %v", scenario, how, at, f.last, err)
					if f.last == "" {
						require.NoError(t, err, what)
						break
					}
					if strings.HasSuffix(f.last, " ledger.head") && !errors.Is(err, errKilled) {
						require.NoError(t, err, what) // it may lag
					} else {
						require.Error(t, err, what)
					}
					a.whole(what)
					if c, _ := a.store(nil).Unfinished(); c == nil && err != nil && (how == "error" || how == "short") {
						require.Equal(t, before, a.look(), "what failed changed nothing: %s", what)
					}
					a.consistent(what)
					runs++
				}
				require.Greater(t, runs*slowdown, 5)
				t.Logf("%d faults", runs)
			})
		}
	}
}

// TestRecoveryAfterRecovery: a recovery that dies, of a change that died anywhere,
// can be run again.
func TestRecoveryAfterRecovery(t *testing.T) {
	a := enter(t)
	a.learn()
	runs := 0
	for first := 1; ; first += stride(23) {
		for second := 1; ; second += stride(11) {
			a.reset()
			f, g := &fault{at: first, how: "torn"}, &fault{at: second, how: "torn"}
			if err := a.act("apply", f); err == nil {
				t.Logf("%d pairs of crashes", runs)
				return
			}
			err := a.act("recover", g)
			what := fmt.Sprintf("died at %d (%s) and in recovery at %d (%s)", first, f.last, second, g.last)
			a.whole(what)
			a.consistent(what)
			runs++
			if g.last == "" {
				require.NoError(t, err, what)
				break
			}
		}
	}
}

// child is the process that is killed: it does what the environment says.
func child() {
	die = func() {
		syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	}
	a := &arena{dir: os.Getenv("CFGTOOL_STORE_CHILD")}
	f := &fault{how: os.Getenv("CFGTOOL_STORE_HOW")}
	fmt.Sscan(os.Getenv("CFGTOOL_STORE_AT"), &f.at)
	scenario := os.Getenv("CFGTOOL_STORE_SCENARIO")
	for scenario == "forever" {
		for _, s := range []string{"apply", "rollback"} {
			if err := a.act(s, f); err != nil {
				fmt.Println(err)
				os.Exit(1)
			}
		}
	}
	err := error(nil)
	if scenario == "append" {
		err = a.append(fmt.Sprintf("writer %d\n", f.at))
	} else {
		err = a.act(scenario, f)
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	os.Exit(0)
}

// append adds a line to a file that others change, too: it reads, plans and
// writes, and does so again if another was faster.
func (a *arena) append(line string) error {
	s := a.store(nil)
	s.LockTimeout = time.Minute
	for {
		now, err := ReadFile(a.path("shared"), 0)
		if err == nil {
			_, err = s.Commit(context.Background(), plan(edit(a.path("shared"), string(now), string(now)+line)), command)
		}
		if !errors.Is(err, ErrChanged) {
			return err
		}
	}
}

// process is a command that runs in the arena.
func (a *arena) process(scenario string, f fault) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "CFGTOOL_STORE_CHILD="+a.dir, "CFGTOOL_STORE_SCENARIO="+scenario,
		"CFGTOOL_STORE_HOW="+f.how, fmt.Sprint("CFGTOOL_STORE_AT=", f.at))
	return cmd
}

// TestKilledAtEachStep kills a real process, with SIGKILL, at each operation.
func TestKilledAtEachStep(t *testing.T) {
	a := enter(t)
	a.learn()
	kills := 0
	for _, scenario := range scenarios {
		for _, how := range []string{"kill", "torn"} {
			for at := 1; ; at += stride(29) {
				a.begin(scenario)
				out, err := a.process(scenario, fault{at: at, how: how}).CombinedOutput()
				if err == nil {
					break
				}
				var exit *exec.ExitError
				require.ErrorAs(t, err, &exit)
				what := fmt.Sprintf("%s killed at operation %d (%s): %s", scenario, at, how, out)
				if exit.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL {
					kills++
				} else {
					require.Equal(t, "torn", how, "only a write that nothing follows ends otherwise: %s", what)
				}
				a.whole(what)
				a.consistent(what)
			}
		}
	}
	t.Logf("%d kills", kills)
	require.Greater(t, kills*slowdown, 20)
}

// TestKilledAtRandom kills a real process that changes and rolls back, at any time.
func TestKilledAtRandom(t *testing.T) {
	a := enter(t)
	a.learn()
	kills := 1000
	if !torture() {
		kills = 15
	}
	unfinished := 0
	for n := range kills {
		a.reset()
		cmd := a.process("forever", fault{})
		require.NoError(t, cmd.Start())
		for { // until it has begun
			if _, err := os.Stat(filepath.Join(a.dir, "archive", "ledger.jsonl")); err == nil {
				break
			}
			time.Sleep(100 * time.Microsecond)
		}
		time.Sleep(time.Duration(rand.IntN(20000)) * time.Microsecond)
		require.NoError(t, cmd.Process.Kill())
		require.Error(t, cmd.Wait())
		what := fmt.Sprintf("random kill %d", n)
		a.whole(what)
		if c, err := a.store(nil).Unfinished(); err == nil && c != nil {
			unfinished++
		}
		a.consistent(what)
	}
	t.Logf("%d kills, %d of them left a change unfinished", kills, unfinished)
}

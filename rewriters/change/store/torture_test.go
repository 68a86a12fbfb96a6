//go:build linux

package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"cfgtool/rewriters/change"
)

// TestMain runs the test binary as the process that is killed, where a test asks
// for it.
func TestMain(m *testing.M) {
	if os.Getenv("CFGTOOL_STORE_CHILD") != "" {
		child()
	}
	os.Exit(m.Run())
}

// fault makes an operation fail, or the process die in it.
type fault struct {
	at   int    // the operation, from 1; 0 is none
	how  string // see the modes
	n    int    // operations so far
	last string // the operation that failed
}

// The modes of a fault.
var modes = []string{
	"error", // one operation fails
	"dead",  // so do all after it
	"short", // a write writes its first half and fails
	"kill",  // the process dies before the operation
	"torn",  // a write writes its first half, and the process dies
}

var errKilled = errors.New("killed")

// die is how a process dies: in a test, it only stops there.
var die = func() { panic(errKilled) }

func (f *fault) before(op, path string) error {
	f.n++
	if f.at == 0 || f.n < f.at {
		return nil
	}
	if f.n == f.at {
		f.last = op + " " + filepath.Base(path)
	}
	switch {
	case f.how == "kill", f.how == "torn" && (f.n > f.at || op != "write"):
		die()
	case f.how == "dead":
		return syscall.EIO
	case f.n > f.at:
		return nil
	case f.how == "short", f.how == "torn":
		return io.ErrShortWrite
	}
	return syscall.EIO
}

// arena is a folder with files of all kinds that a change can meet, and an archive.
type arena struct {
	t        *testing.T
	dir      string
	old, new map[string]string
}

// What an arena's files hold; the new contents are longer, and shorter.
var (
	lines   = strings.Repeat("port=1\n", 300)
	shorter = strings.Repeat("port=2\n", 200)
)

// enter makes a new arena, in memory where the system has such a folder.
func enter(t *testing.T) *arena {
	parent := ""
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		parent = "/dev/shm"
	}
	dir, err := os.MkdirTemp(parent, "cfgtool-arena-*")
	require.NoError(t, err)
	t.Cleanup(func() { os.RemoveAll(dir) })
	return &arena{t: t, dir: dir}
}

func (a *arena) path(name string) string { return filepath.Join(a.dir, "files", name) }

func (a *arena) store(f *fault) *Store {
	s, err := Open(filepath.Join(a.dir, "archive"))
	if err != nil {
		panic(err)
	}
	s.LockTimeout, s.InPlace = time.Second, true
	if f != nil {
		s.disk.before = f.before
	}
	return s
}

// reset makes the files anew.
func (a *arena) reset() {
	for _, dir := range []string{"files", "archive"} {
		require.NoError(a.t, os.RemoveAll(filepath.Join(a.dir, dir)))
	}
	require.NoError(a.t, os.Mkdir(filepath.Join(a.dir, "files"), 0o755))
	for name, mode := range map[string]os.FileMode{"a": 0o640, "gone": 0o604, "real": 0o755 | os.ModeSetuid, "hard": 0o644, "mode": 0o664} {
		require.NoError(a.t, os.WriteFile(a.path(name), []byte(name+"\n"+lines), 0o600))
		if os.Geteuid() == 0 {
			require.NoError(a.t, os.Chown(a.path(name), 1234, 4321))
		}
		require.NoError(a.t, os.Chmod(a.path(name), mode))
		unix.Setxattr(a.path(name), "user.test", []byte(name), 0) // where the file system has them
	}
	require.NoError(a.t, os.Symlink("real", a.path("link")))
	require.NoError(a.t, os.Link(a.path("hard"), a.path("hard2")))
}

// plan is a change of all the files.
func (a *arena) plan() *change.Plan {
	restore := func(name, after string, m *change.Metadata) *change.FileChange {
		return &change.FileChange{Path: a.path(name), Kind: change.Restore, Before: []byte(strings.Replace(name, "link", "real", 1) + "\n" + lines), After: []byte(after), Metadata: m}
	}
	return plan(
		restore("a", "a\n"+shorter, nil),
		remove(a.path("gone"), "gone\n"+lines),
		create(a.path("new"), "new\n"+shorter),
		restore("link", "", nil),
		restore("hard", "hard\n"+shorter+shorter, nil),
		restore("mode", "mode\n"+lines, &change.Metadata{Mode: 0o600, UID: os.Getuid(), GID: os.Getgid()}),
	)
}

// look tells what each file is.
func (a *arena) look() map[string]string {
	out := make(map[string]string)
	for _, name := range []string{"a", "gone", "new", "link", "real", "hard", "hard2", "mode"} {
		info, err := os.Lstat(a.path(name))
		if errors.Is(err, os.ErrNotExist) {
			out[name] = "none"
			continue
		}
		require.NoError(a.t, err)
		content, err := os.ReadFile(a.path(name))
		require.NoError(a.t, err)
		uid, gid := owner(info)
		attribute := make([]byte, 10)
		n, _ := unix.Getxattr(a.path(name), "user.test", attribute)
		out[name] = fmt.Sprintf("%v %d:%d %q, %d names, %s", info.Mode(), uid, gid, attribute[:max(n, 0)], names(info), short(change.Hash(content)))
	}
	return out
}

// learn makes the arena, and notes what its files are before and after the change.
func (a *arena) learn() {
	a.reset()
	a.old = a.look()
	_, err := a.store(nil).Commit(context.Background(), a.plan(), command)
	require.NoError(a.t, err)
	a.new = a.look()
	for name := range a.old {
		require.True(a.t, a.old[name] != a.new[name] || name == "link", name)
	}
}

// begin brings the arena to where a scenario starts.
func (a *arena) begin(scenario string) {
	if scenario == "apply" {
		a.reset()
		return
	}
	a.learn()
	if scenario == "rollback" { // which makes a link anew
		require.NoError(a.t, os.Remove(a.path("link")))
		a.new["link"] = "none"
	}
	if scenario == "recover" { // a change that died in the middle
		a.reset()
		require.ErrorIs(a.t, a.act("apply", &fault{at: 130, how: "torn"}), errKilled)
	}
}

// act is what the process does that may die.
func (a *arena) act(scenario string, f *fault) (err error) {
	defer func() {
		if r := recover(); r != nil {
			if r != errKilled {
				panic(r)
			}
			err = errKilled
		}
	}()
	s := a.store(f)
	switch scenario {
	case "apply":
		_, err = s.Commit(context.Background(), a.plan(), command)
	case "rollback":
		var changes []Change
		if changes, err = s.Changes(); err == nil {
			err = a.rollback(s, changes[len(changes)-1].ID)
		}
	case "recover":
		_, err = s.Recover(context.Background(), command, false)
	}
	return err
}

func (a *arena) rollback(s *Store, id string) error {
	u, err := s.Rollback([]string{id}, Undoing{})
	if err != nil {
		return err
	}
	c := command
	c.RollbackOf = u.Changes
	_, err = s.Commit(context.Background(), u.Plan, c)
	return err
}

// whole holds that each file is old or new, but for one that is written in place.
func (a *arena) whole(what string) {
	for name, is := range a.look() {
		if strings.HasPrefix(name, "hard") && is != "none" {
			continue
		}
		require.True(a.t, is == a.old[name] || is == a.new[name], "%s: %s is %.80q", what, name, is)
	}
}

// consistent recovers, and holds that all files are old, or all are new, and that
// nothing is left of the crash.
func (a *arena) consistent(what string) {
	s := a.store(nil)
	_, err := s.Recover(context.Background(), command, false)
	require.NoError(a.t, err, what)
	is := a.look()
	if is["a"] == a.old["a"] {
		require.Equal(a.t, a.old, is, what)
	} else {
		require.Equal(a.t, a.new, is, what)
	}
	left, err := filepath.Glob(a.path(".*"))
	require.NoError(a.t, err)
	require.Empty(a.t, left, what)
	changes, err := s.Changes()
	require.NoError(a.t, err, what)
	for _, c := range changes {
		require.NotEqual(a.t, Planned, c.State, what)
		if c.State == Committed || c.State == RolledBack {
			for _, f := range c.Files {
				if f.Before != "" {
					_, err := s.Original(f)
					require.NoError(a.t, err, what)
				}
				if f.After != "" {
					_, err := s.Result(f)
					require.NoError(a.t, err, what)
				}
			}
		}
	}
	// and the next command works
	if is["a"] == a.old["a"] {
		_, err = s.Commit(context.Background(), a.plan(), command)
	} else {
		err = a.rollback(s, lastCommitted(changes))
	}
	require.NoError(a.t, err, what)
}

// lastCommitted is the newest change that made the files new.
func lastCommitted(changes []Change) string {
	for i := len(changes) - 1; i >= 0; i-- {
		if changes[i].State == Committed {
			return changes[i].ID
		}
	}
	return ""
}

// torture says whether the long versions of these tests run: make torture.
func torture() bool { return os.Getenv("CFGTOOL_TORTURE") != "" }

// stride is how many operations the short version goes on at once.
func stride(short int) int {
	if torture() {
		return 1
	}
	return short
}

var scenarios = []string{"apply", "rollback", "recover"}

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
				require.Greater(t, runs, 5)
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
	require.Greater(t, kills, 20)
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

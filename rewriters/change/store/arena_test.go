//go:build unix

package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cfgtool/rewriters/change"
)

// arena is a folder with files of all kinds that a change can meet, and an archive.
type arena struct {
	t        *testing.T
	dir      string
	old, new map[string]string
	tape     *recording // of what stores do, if not nil
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
	if a.tape != nil {
		s.disk.before = a.tape.before(s.disk.before)
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
		f, err := os.Open(a.path(name))
		require.NoError(a.t, err)
		setXattr(f, "user.test", []byte(name)) // where the file system has them
		f.Close()
	}
	require.NoError(a.t, os.Symlink("real", a.path("link")))
	require.NoError(a.t, os.Link(a.path("hard"), a.path("hard2")))
}

// plan is a change of all the files.
func (a *arena) plan() *change.Plan {
	restore := func(name, after string, m *change.Metadata) *change.FileChange {
		return &change.FileChange{Path: a.path(name), Kind: change.Restore, Before: []byte(strings.Replace(name, "link", "real", 1) + "\n" + lines), After: []byte(after), Metadata: m}
	}
	p := plan(
		restore("a", "a\n"+shorter, nil),
		remove(a.path("gone"), "gone\n"+lines),
		create(a.path("new"), "new\n"+shorter),
		restore("link", "", nil),
		restore("hard", "hard\n"+shorter+shorter, nil),
		restore("mode", "mode\n"+lines, &change.Metadata{Mode: 0o600, UID: os.Getuid(), GID: os.Getgid()}),
	)
	for _, c := range p.Files {
		c.Found, _ = besides(c.Path)
	}
	return p
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
		content, m, err := present(a.path(name))
		require.NoError(a.t, err)
		out[name] = fmt.Sprintf("%v %d:%d %q, %d names, %s", info.Mode(), m.UID, m.GID, m.Xattrs["user.test"], names(info), short(change.Hash(content)))
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
func (a *arena) act(scenario string, f *fault) error {
	return survive(func() error { return a.with(a.store(f), scenario) })
}

// with does what a scenario does.
func (a *arena) with(s *Store, scenario string) (err error) {
	switch scenario {
	case "apply":
		_, err = s.Commit(context.Background(), a.plan(), command)
	case "rollback":
		var changes []Change
		if changes, err = s.Changes(); err == nil {
			err = a.rollback(s, changes[len(changes)-1].ID)
		}
	case "recover":
		_, err = s.Recover(context.Background(), command, false, nil)
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

// whole holds that each file is old or new, but for one that is written in place. It
// can have the name of a temporary file, too.
func (a *arena) whole(what string) {
	for name, is := range a.look() {
		if strings.HasPrefix(name, "hard") && is != "none" {
			continue
		}
		is = strings.Replace(is, "2 names", "1 names", 1)
		require.True(a.t, is == a.old[name] || is == a.new[name], "%s: %s is %.80q", what, name, is)
	}
}

// consistent recovers, and holds that all files are old, or all are new, and that
// nothing is left of the crash.
func (a *arena) consistent(what string) {
	s := a.store(nil)
	_, err := s.Recover(context.Background(), command, false, nil)
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

var scenarios = []string{"apply", "rollback", "recover"}

package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"os/user"
	"path/filepath"
	"syscall"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/parsers"
	"cfgtool/rewriters/change/store"
)

// commit writes a plan, and returns the ID of the change in the archive.
func (a *app) commit(o *outcome, w *writing) (string, error) {
	ctx, done := interruptible()
	defer done()
	for _, c := range o.plan.Files {
		if w.noArchive && !tracked(c.Path) {
			return "", fmt.Errorf("%s: --no-archive is for files tracked by git, and git does not track this one; leave the flag out, or say --archive none to have no way back", load.Quote(c.Path))
		}
	}
	if w.unarchived() {
		return "", store.WriteUnarchived(ctx, &o.plan, w.lockTimeout)
	}
	s, err := a.writer(w)
	if err != nil {
		return "", err
	}
	c, err := s.Commit(ctx, &o.plan, a.recorded(store.Command{Accepted: w.accept.needed, RollbackOf: o.undoes}, w.reason))
	return c.ID, err
}

// interruptible is a context that ends with the signals that end a command. While
// it writes, they make it finish the file in hand and put everything back. Signals
// that are ignored, as under nohup, stay so.
func interruptible() (context.Context, context.CancelFunc) {
	heeded := []os.Signal{}
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		if !signal.Ignored(s) {
			heeded = append(heeded, s)
		}
	}
	if len(heeded) == 0 { // none would mean all
		return context.WithCancel(context.Background())
	}
	return signal.NotifyContext(context.Background(), heeded...)
}

// recorded is what the ledger keeps of this command.
func (a *app) recorded(c store.Command, reason string) store.Command {
	c.Host, _ = os.Hostname()
	c.Args, c.Reason, c.Actor, c.Version = masked(a.args), parsers.Mask(reason), actor(), version
	return c
}

// masked is a command line without the secrets in it, such as VALUE in
// -m password=VALUE.
func masked(args []string) []string {
	out := make([]string, len(args))
	for i, arg := range args {
		out[i] = parsers.Mask(arg)
	}
	return out
}

// writer opens the archive of a command that writes, once.
func (a *app) writer(w *writing) (*store.Store, error) {
	if w.opened != nil {
		return w.opened, nil
	}
	s, err := a.store(w.archive)
	if err != nil {
		return nil, err
	}
	s.LockTimeout, s.InPlace = w.lockTimeout, w.inPlace
	w.opened = s
	return s, nil
}

// rewinder opens the archive of a command that goes by what is in it.
func (a *app) rewinder(w *writing) (*store.Store, error) {
	if _, err := a.existing(w.archive); err != nil {
		return nil, err
	}
	return a.writer(w)
}

// existing opens an archive that is to be looked into: one that was named and is not
// there is a mistake, where an empty one would be a wrong comfort.
func (a *app) existing(dir string) (*store.Store, error) {
	s, err := a.store(dir)
	if err != nil || dir == "" {
		return s, err
	}
	if _, err := os.Stat(s.Dir()); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("--archive %s: there is no such archive; check its name", load.Quote(dir))
	}
	return s, nil
}

// noArchive is what --archive says to have none.
const noArchive = "none"

// unarchived reports whether nothing is archived.
func (w *writing) unarchived() bool { return w.noArchive || w.archive == noArchive }

// store opens the archive.
func (a *app) store(dir string) (*store.Store, error) {
	if dir == noArchive {
		return nil, usagef("--archive none: this goes by what is archived; name the archive, one of that name as ./none")
	}
	if dir == "" {
		var err error
		if dir, err = store.DefaultDir(); err != nil {
			return nil, err
		}
	}
	return store.Open(dir)
}

// actor is who runs the command: the user behind sudo, else the login user.
func actor() string {
	if name := os.Getenv("SUDO_USER"); name != "" {
		return name
	}
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return fmt.Sprintf("uid %d", os.Getuid())
}

// tracked reports whether git tracks a file.
func tracked(path string) bool {
	cmd := exec.Command("git", "ls-files", "--error-unmatch", "--", filepath.Base(path))
	cmd.Dir = filepath.Dir(path)
	var failed *exec.ExitError
	err := cmd.Run()
	return err == nil && !errors.As(err, &failed)
}

package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// DefaultLockTimeout is how long a command waits for another one.
const DefaultLockTimeout = 10 * time.Second

// poll is how often a command looks whether a lock is free.
const poll = 20 * time.Millisecond

// errBusy is what tryLock gives when another holds the lock.
var errBusy = errors.New("busy")

// holder is who has an archive's lock: the content of its lock file while the
// lock is held. The lock itself is the kernel's, so it never outlives its holder.
type holder struct {
	Actor   string    `json:"actor"`
	Host    string    `json:"host"`
	PID     int       `json:"pid"`
	Command []string  `json:"command"`
	Time    time.Time `json:"time"`
}

func (s *Store) lockFile() string { return filepath.Join(s.dir, "lock") }

// Hold takes the archive's lock until it is released, and creates the archive if there
// is none. What is planned meanwhile is what Commit of this Store finds, unless others
// than commands with this archive write.
func (s *Store) Hold(ctx context.Context, c Command) (release func(), err error) {
	unlock, err := s.lock(ctx, c)
	if err != nil {
		return nil, err
	}
	s.held = true
	return func() {
		s.held = false
		unlock()
	}, nil
}

// lock takes the archive's lock, and creates the archive if there is none.
func (s *Store) lock(ctx context.Context, c Command) (unlock func(), err error) {
	if s.held {
		return func() {}, nil
	}
	if err := s.makeFolders(s.dir); err != nil {
		return nil, err
	}
	if err := s.guard(); err != nil { // it may have been made by others meanwhile
		return nil, err
	}
	f, err := s.openOwn(s.lockFile(), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, s.unwritable(err)
	}
	defer func() {
		if unlock == nil {
			f.Close()
		}
	}()
	if err := await(ctx, f, s.LockTimeout); err != nil {
		if errors.Is(err, ErrInterrupted) {
			return nil, err
		}
		if errors.Is(err, errBusy) {
			return nil, s.locked(f)
		}
		return nil, &Error{s.dir, "the archive cannot be locked: " + reason(err), "choose another one with --archive", err}
	}
	if !s.secured(f) {
		if err := s.secureArchive(); err != nil { // the lock file stays as it is, for the next command
			return nil, err
		}
	}
	content, err := json.Marshal(holder{c.Actor, c.Host, os.Getpid(), c.Args, time.Now().UTC()})
	if err == nil {
		err = f.Truncate(0)
	}
	if err == nil {
		_, err = f.WriteAt(append(content, '\n'), 0)
	}
	if err != nil {
		return nil, s.unwritable(err)
	}
	return func() {
		f.Truncate(0)
		f.Close()
	}, nil
}

// idle waits until no command holds the archive's lock, which it does not keep. Where
// the lock cannot be looked at, nobody is known to hold it.
func (s *Store) idle(timeout time.Duration) error {
	if s.held {
		return nil
	}
	f, err := s.openOwn(s.lockFile(), lockAccess, 0)
	if err != nil {
		return nil
	}
	defer f.Close()
	if errors.Is(await(context.Background(), f, timeout), errBusy) {
		return s.locked(f)
	}
	return nil
}

// locked refuses to go on while another command holds the lock.
func (s *Store) locked(f *os.File) error {
	return &Error{s.dir, "the archive is locked " + readHolder(f), "run the command again when that one is done", ErrLocked}
}

// readHolder says who holds a lock.
func readHolder(f *os.File) string {
	var h holder
	content, err := io.ReadAll(io.NewSectionReader(f, 0, 1<<20))
	if err != nil || json.Unmarshal(content, &h) != nil {
		return "by another command"
	}
	return fmt.Sprintf("by %s on %s (process %d, %q) since %s", name(h.Actor), name(h.Host), h.PID, brief(strings.Join(h.Command, " ")), h.Time.Format(time.RFC3339))
}

// await takes a lock on an open file, within a time and until ctx is done.
func await(ctx context.Context, f *os.File, timeout time.Duration) error {
	for deadline := time.Now().Add(timeout); ; {
		err := tryLock(f)
		if !errors.Is(err, errBusy) || !time.Now().Before(deadline) {
			return err
		}
		if err := interrupted(ctx); err != nil {
			return err
		}
		time.Sleep(poll)
	}
}

// brief is a command line that may name hundreds of files.
func brief(line string) string {
	const most = 120 // bytes
	if short := cut(line, most); short != line {
		return short + "…"
	}
	return line
}

package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// transaction is a change under way: what does its operations, and where they
// are noted.
type transaction struct {
	disk
	ctx     context.Context
	journal *journal // nil where nothing is recorded
	id      string
	inPlace bool            // files that cannot be replaced may be written in place
	folders map[string]bool // that the change makes
	litter  []string        // temporary files that could not be removed
	loose   map[string]bool // folders with names that may not be on the disk as they are
	room    *os.Root        // the folder of the last temporary file, wherever it is moved to
}

// enter keeps hold of a folder in which a temporary file is about to be made.
func (x *transaction) enter(folder string) {
	x.leave()
	x.room, _ = os.OpenRoot(folder) // it need not be readable
}

// leave lets go of it.
func (x *transaction) leave() {
	if x.room != nil {
		x.room.Close()
		x.room = nil
	}
}

// where is the place of a temporary file now, whose folder may have been moved.
func (x *transaction) where(temp string) string {
	if _, err := os.Lstat(temp); err == nil || x.room == nil {
		return temp
	}
	f, err := x.room.Open(".")
	if err != nil {
		return temp
	}
	defer f.Close()
	if folder, err := os.Readlink(fmt.Sprintf("/proc/self/fd/%d", f.Fd())); err == nil { // Linux
		return filepath.Join(folder, filepath.Base(temp))
	}
	return temp
}

// discard removes a temporary file.
func (x *transaction) discard(temp string) error {
	x.loosen(temp)
	err := x.remove(temp)
	if errors.Is(err, fs.ErrNotExist) && x.room != nil && x.room.Remove(filepath.Base(temp)) == nil {
		return nil // its folder was moved
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		x.litter = append(x.litter, temp)
	}
	return failed(temp, err)
}

// sweep tries again to remove temporary files, and names those that stay.
func (x *transaction) sweep() string {
	said := ""
	for _, temp := range x.litter {
		if err := x.remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
			said += "\n" + name(temp) + " is a temporary file that could not be removed: " + reason(err)
		}
	}
	x.litter = nil
	return said
}

// loosen notes that a name was put back or removed, for fasten.
func (x *transaction) loosen(path string) {
	if x.loose == nil {
		x.loose = make(map[string]bool)
	}
	x.loose[filepath.Dir(path)] = true
}

// fasten brings such names to the disk.
func (x *transaction) fasten() error {
	for _, folder := range sorted(x.loose) {
		if err := x.syncFolder(folder); err != nil {
			return failed(folder, err)
		}
	}
	x.loose = nil
	return nil
}

// note adds an event to the ledger.
func (x *transaction) note(event string, file *Written) error {
	if x.journal == nil {
		return nil
	}
	err := x.journal.add(record{Event: event, ID: x.id, Time: time.Now().UTC(), File: file})
	return failed(x.journal.file.Name(), err)
}

// writeTree makes folders, writes files, sets symbolic links and furnishes or removes
// folders, or does none of that.
func (x *transaction) writeTree(ch Change, files targets) (undone bool, err error) {
	was := reversed(ch.Folders)
	if err := x.remakeFolders(ch.Folders); err != nil {
		undone, err = files.undo(x, err)
		return undone, errors.Join(err, x.furnish(was, true))
	}
	if undone, err = files.writeAll(x); err == nil {
		if err = x.relink(ch.Links); err == nil {
			err = x.furnish(ch.Folders, false)
		}
		if err != nil {
			err = errors.Join(err, x.remakeFolders(was), x.unlink(ch.Links))
			undone, err = files.undo(x, err)
		}
	}
	if err != nil && undone {
		err = errors.Join(err, x.furnish(was, true))
	}
	return undone, err
}

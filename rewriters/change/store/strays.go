package store

import (
	"errors"
	"io/fs"
	"path/filepath"
	"time"

	"cfgtool/parsers/pattern"
)

// patience is how long a stray stays before a prune takes it.
const patience = time.Hour

// titled is the end of a generation's name, with the ID of its change.
var titled = pattern.Of(`\.\d{8}T\d{6}\.\d{9}Z-(\d{8}T\d{6}Z-[0-9a-f]{6})$`)

// saves are the IDs of the saves that began.
type saves map[string]bool

func savesIn(records []record) saves {
	begun := make(saves)
	for _, r := range records {
		if r.Event == copying {
			begun[r.ID] = true
		}
	}
	return begun
}

// left reports whether a name is that of a copy that one of the saves made, which was
// killed before it recorded what it saved. What the records do not know at all is none:
// they may be lost, as when an older copy of the archive came back over this one.
func (s saves) left(name string) bool {
	id := titled().FindStringSubmatch(name)
	return id != nil && s[id[1]]
}

// abandoned finds copies of saves that were killed, older than patience. Whatever else
// no record names is left to Verify.
func (s *Store) abandoned(records []record, known []Change) (paths []string, bytes int64, err error) {
	begun, named := savesIn(records), make(map[string]bool)
	for _, c := range known {
		for _, f := range c.Files {
			named[s.ArchivePath(f)], named[s.ResultPath(f)] = true, true
		}
	}
	err = filepath.WalkDir(filepath.Join(s.dir, "files"), func(path string, e fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return failed(path, err)
		}
		if !e.Type().IsRegular() || named[path] || !begun.left(e.Name()) {
			return nil
		}
		info, err := e.Info()
		if err == nil && time.Since(info.ModTime()) > patience {
			paths = append(paths, path)
			bytes += info.Size()
		}
		return nil
	})
	return paths, bytes, err
}

package store

import (
	"errors"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"time"
)

// patience is how long a stray stays before a prune takes it.
const patience = time.Hour

// titled is the end of a generation's name, with the ID of its change.
var titled = regexp.MustCompile(`\.\d{8}T\d{6}\.\d{9}Z-(\d{8}T\d{6}Z-[0-9a-f]{6})$`)

// leftover reports whether a name is that of a copy that a save made, which was killed
// before it recorded what it saved. What the records do not know at all is none: they
// may be lost, as when an older copy of the archive came back over this one.
func leftover(name string, records []record) bool {
	id := titled.FindStringSubmatch(name)
	return id != nil && slices.ContainsFunc(records, func(r record) bool { return r.Event == copying && r.ID == id[1] })
}

// abandoned finds copies of saves that were killed, older than patience. Whatever else
// no record names is left to Verify.
func (s *Store) abandoned(records []record, known []Change) (paths []string, bytes int64, err error) {
	named := make(map[string]bool)
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
		if !e.Type().IsRegular() || named[path] || !leftover(e.Name(), records) {
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

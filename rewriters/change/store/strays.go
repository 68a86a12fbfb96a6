package store

import (
	"errors"
	"io/fs"
	"path/filepath"
	"regexp"
	"time"
)

// patience is how long a stray stays before a prune takes it.
const patience = time.Hour

// titled is the end of a generation's name.
var titled = regexp.MustCompile(`\.\d{8}T\d{6}\.\d{9}Z-\d{8}T\d{6}Z-[0-9a-f]{6}$`)

// abandoned finds copies that no record names and that are older than patience: a
// command that was killed left them. Whatever is not named as a generation is not
// cfgtool's, and is left to Verify.
func (s *Store) abandoned(known []Change) (paths []string, bytes int64, err error) {
	named := make(map[string]bool)
	for _, c := range known {
		for _, f := range c.Files {
			named[s.ArchivePath(f)], named[s.ResultPath(f)] = true, true
		}
	}
	for _, top := range []string{"files", "written"} {
		err = filepath.WalkDir(filepath.Join(s.dir, top), func(path string, e fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil {
				return failed(path, err)
			}
			if !e.Type().IsRegular() || named[path] || !titled.MatchString(e.Name()) {
				return nil
			}
			info, err := e.Info()
			if err == nil && time.Since(info.ModTime()) > patience {
				paths = append(paths, path)
				bytes += info.Size()
			}
			return nil
		})
		if err != nil {
			break
		}
	}
	return paths, bytes, err
}

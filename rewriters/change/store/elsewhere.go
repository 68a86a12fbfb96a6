package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Elsewhere lists an archive that another program keeps as
// <dir>/<folder of the original>/<name>.<timestamp>, the oldest first of each file:
// the config_file_archive of the Opsware Installer (Opsware SAS 6.61 Upgrade
// Guide, "Configuration and Customizations"). The guide shows no timestamp, so the
// usual forms are read, and taken for UTC; in a form that is not known, the time is
// zero. Names without one do not belong to such an archive and are skipped, as is
// what is no regular file. The generations have no change.
func Elsewhere(dir string) (out []Generation, skipped []Skipped, err error) {
	dir, err = filepath.Abs(dir)
	if err != nil {
		return nil, nil, failed(dir, err)
	}
	if info, err := os.Stat(dir); err != nil {
		return nil, nil, failed(dir, err)
	} else if !info.IsDir() {
		return nil, nil, &Error{Path: dir, What: "it is no folder", Do: "name the folder config_file_archive"}
	}
	if supported() == nil {
		if _, err := trusted(dir, os.Geteuid(), os.Geteuid(), 0); err != nil {
			var e *Error
			if errors.As(err, &e) {
				e.Do = "copy it to a folder of your own, look at it, and name that one with --from"
			}
			return nil, nil, err
		}
	}
	start := dir + string(filepath.Separator) + "."
	err = filepath.WalkDir(start, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return failed(path, err)
		}
		if e.IsDir() {
			return nil
		}
		path = filepath.Clean(path)
		rel, _ := filepath.Rel(dir, path)
		base, at, ok := stamped(e.Name())
		if !ok {
			skipped = append(skipped, Skipped{path, "its name does not end in a timestamp"})
			return nil
		}
		g, err := elsewhere(path)
		var not *Error
		if errors.As(err, &not) && !e.Type().IsRegular() {
			skipped = append(skipped, Skipped{path, not.What})
			return nil
		}
		if err != nil {
			return err
		}
		g.File.Path = string(filepath.Separator) + filepath.Join(filepath.Dir(rel), base)
		g.File.Archived, g.Change.Time = filepath.ToSlash(rel), at
		out = append(out, g)
		return nil
	})
	slices.SortStableFunc(out, func(a, b Generation) int {
		if c := strings.Compare(a.File.Path, b.File.Path); c != 0 {
			return c
		}
		return a.Change.Time.Compare(b.Change.Time)
	})
	return out, skipped, err
}

// FindElsewhere is the generations of such an archive that a person means: by their
// paths, from it or from here, or by their last element; or by the path of their file,
// of which the newest is meant. A file narrows it down; "" is any.
func FindElsewhere(dir, what, file string) ([]Generation, error) {
	all, _, err := Elsewhere(dir)
	if err != nil {
		return nil, err
	}
	full, err := filepath.Abs(what)
	if err != nil {
		return nil, failed(what, err)
	}
	var found, newest []Generation
	for _, g := range all {
		stored := filepath.FromSlash(g.File.Archived)
		switch {
		case file != "" && g.File.Path != file:
		case stored == filepath.Clean(what), ElsewherePath(dir, g) == full, filepath.Base(stored) == what:
			found = append(found, g)
		case g.File.Path == what:
			newest = []Generation{g}
		}
	}
	if found = append(found, newest...); len(found) == 0 {
		return nil, &Error{dir, fmt.Sprintf("the archive has no generation %q", what), `"cfgtool archive list --from" lists them`, fs.ErrNotExist}
	}
	return found, nil
}

// ElsewherePath is where such an archive keeps a generation.
func ElsewherePath(dir string, g Generation) string {
	path, err := filepath.Abs(filepath.Join(dir, filepath.FromSlash(g.File.Archived)))
	if err != nil {
		return ""
	}
	return path
}

// ReadElsewhere reads a generation of such an archive. It refuses one that has
// changed since it was listed.
func ReadElsewhere(dir string, g Generation) ([]byte, error) {
	path := ElsewherePath(dir, g)
	content, err := ReadFile(path, 0)
	if err == nil && hash(content) != g.File.Before {
		return nil, changed(path)
	}
	return content, err
}

// elsewhere reads one file of such an archive; a symbolic link is not followed.
func elsewhere(path string) (Generation, error) {
	g := Generation{Size: -1}
	info, err := os.Lstat(path)
	if err != nil {
		return g, failed(path, err)
	}
	if err := isRegular(path, info); err != nil {
		return g, err
	}
	f, err := openRegular(path, os.O_RDONLY)
	if err != nil {
		return g, err
	}
	defer f.Close()
	g.Size = info.Size()
	if g.File.Metadata, err = metadata(path, f); err != nil {
		return g, err
	}
	g.File.Before, err = hashOf(f)
	return g, failed(path, err)
}

// stamped takes a name and a timestamp apart: the shortest end behind a dot with
// at least eight digits, and only digits and marks between them.
func stamped(name string) (base string, at time.Time, ok bool) {
	digits := 0
	for i := len(name) - 1; i > 0; i-- {
		switch c := name[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == '.' && digits >= 8 && name[i+1] >= '0' && name[i+1] <= '9':
			return name[:i], instant(name[i+1:]), true
		case !strings.ContainsRune("-_.:T+Z", rune(c)):
			return "", time.Time{}, false
		}
	}
	return "", time.Time{}, false
}

// instant reads the usual forms of timestamps: dates with the time of day or a part
// of it, in digits with marks or without, and seconds or milliseconds since 1970.
func instant(stamp string) time.Time {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, stamp)
	if !strings.Contains(stamp, "+") {
		for _, layout := range []string{"20060102", "2006010215", "200601021504", "20060102150405"} {
			at, err := time.Parse(layout, digits)
			if err == nil && len(digits) == len(layout) && at.Year() >= 1990 && at.Year() < 2100 {
				return at
			}
		}
	}
	seconds, err := strconv.ParseInt(digits, 10, 64)
	switch {
	case err != nil || digits != stamp:
	case len(digits) == 10:
		return time.Unix(seconds, 0).UTC()
	case len(digits) == 13:
		return time.UnixMilli(seconds).UTC()
	}
	return time.Time{}
}

package root

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Expand lists what a path with "*" in the names of its parts stands for: absolute
// paths that are there, in order. What editors, package managers and people leave
// beside the real thing is none of it: "opswgw-agw0-EAST.bak" is no gateway.
func Expand(fsys fs.FS, pattern string) []string {
	paths := []string{"/"}
	for part := range strings.SplitSeq(strings.Trim(pattern, "/"), "/") {
		var next []string
		for _, p := range paths {
			if !strings.ContainsAny(part, "*?[") {
				next = append(next, path.Join(p, part))
				continue
			}
			entries, _ := fs.ReadDir(fsys, inFS(p))
			for _, e := range entries {
				if ok, _ := path.Match(part, e.Name()); ok && !leftover(e.Name()) {
					next = append(next, path.Join(p, e.Name()))
				}
			}
		}
		paths = next
	}
	return slices.DeleteFunc(paths, func(p string) bool {
		_, err := fs.Stat(fsys, inFS(p))
		return err != nil
	})
}

// inFS is an absolute path as a path of an fs.FS.
func inFS(name string) string {
	if name = strings.TrimPrefix(path.Clean("/"+name), "/"); name != "" {
		return name
	}
	return "."
}

// ends are those of the names of leftovers.
var ends = []string{"~", ".bak", ".backup", ".old", ".orig", ".save", ".saved", ".prev", ".tmp", ".swp", ".rpmsave", ".rpmnew", ".rpmorig",
	".dpkg-old", ".dpkg-dist", ".dpkg-new", ".tar", ".tgz", ".tar.gz", ".zip"}

// stamped is a name with a date, as in ".20080301", or a time behind it.
var stamped = regexp.MustCompile(`\.[0-9]{8,}$`)

// leftover reports whether a file or directory is a copy of the real one.
func leftover(name string) bool {
	name = strings.ToLower(name)
	return stamped.MatchString(name) || slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(name, end) })
}

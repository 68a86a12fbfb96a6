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
var ends = []string{"~", ".swp", ".rpmsave", ".rpmnew", ".rpmorig", ".dpkg-old", ".dpkg-dist", ".dpkg-new", ".tar", ".tgz", ".tar.gz", ".zip"}

// aside is a name with a word or a date behind it, as in ".bak", "_old2" or ".20080301". A
// word behind a hyphen may be the name itself: "opswgw-cgw0-OLD" is the gateway of a facility.
var aside = regexp.MustCompile(`[._](bak|backup|old|orig|save|saved|prev|tmp|copy)[0-9]*$|[._-][0-9]{8,}$|[._-][0-9]{4}-[0-9]{2}-[0-9]{2}$`)

// leftover reports whether a file or directory is a copy of the real one.
func leftover(name string) bool {
	name = strings.ToLower(name)
	return aside.MatchString(name) || slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(name, end) })
}

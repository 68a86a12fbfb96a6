package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// mountTable says which file systems a system has, and which are mounted.
type mountTable struct {
	known, now       string // files
	knownAt, mountAt int    // the fields that hold the mount point
}

// mountTables are those of Linux (fstab(5), proc(5)) and of Solaris and illumos
// (vfstab(5), mnttab(5)). Other systems do not say.
var mountTables = []mountTable{
	{"/etc/fstab", "/proc/self/mounts", 1, 1},
	{"/etc/vfstab", "/etc/mnttab", 2, 1},
}

// mounted refuses an archive whose file system is known but not mounted: what is
// written below a bare mount point vanishes when the file system comes.
func mounted(dir string) error {
	dir = Resolved(dir)
	for _, t := range mountTables {
		now := make(map[string]bool)
		for _, p := range mountPoints(t.now, t.mountAt) {
			now[p] = true
		}
		if len(now) == 0 {
			continue
		}
		for _, p := range mountPoints(t.known, t.knownAt) {
			if p != "/" && !now[p] && within(dir, p) {
				return &Error{Path: dir, What: fmt.Sprintf("the archive lies on %s, which is in %s but not mounted", name(p), t.known), Do: "mount it, or choose another archive with --archive"}
			}
		}
	}
	return nil
}

// Resolved follows the symbolic links of as much of a path as exists.
func Resolved(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	above := filepath.Dir(path)
	if above == path {
		return path
	}
	return filepath.Join(Resolved(above), filepath.Base(path))
}

// within reports whether a path is a folder or lies below it.
func within(path, folder string) bool {
	return path == folder || strings.HasPrefix(path, strings.TrimSuffix(folder, "/")+"/")
}

// mountPoints reads a field of each line of a mount table.
func mountPoints(table string, field int) []string {
	content, err := os.ReadFile(table)
	if err != nil {
		return nil
	}
	var out []string
	for line := range strings.Lines(string(content)) {
		fields := strings.Fields(line)
		if len(fields) <= field || strings.HasPrefix(fields[0], "#") || !strings.HasPrefix(fields[field], "/") {
			continue
		}
		out = append(out, filepath.Clean(unescaped(fields[field])))
	}
	return out
}

// unescaped decodes the \040 for blanks in a mount table.
func unescaped(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+4 <= len(s) {
			if c, err := strconv.ParseUint(s[i+1:i+4], 8, 8); err == nil {
				b.WriteByte(byte(c))
				i += 3
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

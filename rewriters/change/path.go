package change

import (
	"os"
	"path/filepath"
	"strings"
)

// Abs makes a path absolute. Where it begins with "..", that is the folder above the
// current one as the system sees it, though the shell came here by a symbolic link;
// filepath.Abs would take the folder above the link.
func Abs(path string) (string, error) {
	path = filepath.Clean(path)
	if !strings.HasPrefix(path, "..") || filepath.IsLocal(path) {
		return filepath.Abs(path)
	}
	here, err := currentFolder()
	return filepath.Join(here, path), err
}

// currentFolder is the current folder, without symbolic links.
func currentFolder() (string, error) {
	here, err := os.Getwd()
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(here)
}

// NameDiffs gives the files of changes the names in their diffs by which patch and git
// apply find them from the current folder; or, if one is not below it, all of them those
// from "/". It returns the folder to apply them in: "" is the current one.
func NameDiffs(changes []*FileChange) (from string) {
	logical, _ := os.Getwd()
	physical, err := currentFolder()
	if err != nil {
		return ""
	}
	inside := func(full string) string {
		for _, here := range []string{physical, logical} {
			if rel, err := filepath.Rel(here, full); err == nil && filepath.IsLocal(rel) {
				return rel
			}
		}
		return ""
	}
	full := make([]string, len(changes))
	for i, c := range changes {
		if full[i], err = Abs(c.Path); err != nil {
			return ""
		}
		if inside(full[i]) == "" {
			from = "/"
		}
	}
	for i, c := range changes {
		if c.Name = full[i]; from == "" {
			c.Name = inside(full[i])
		}
	}
	return from
}

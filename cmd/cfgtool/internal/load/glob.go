package load

import (
	"fmt"
	"path/filepath"
	"strings"

	"cfgtool/cmd/cfgtool/internal/gitignore"
)

// Glob is a pattern for paths as in a .gitignore: without a slash it is for base
// names. With one it is for paths from the current folder, or from / where it
// begins with that.
type Glob struct {
	pattern gitignore.Pattern
	from    string // the folder that its paths are from
}

// ParseGlob reads a pattern.
func ParseGlob(text string) (Glob, error) {
	from := "."
	body, negated := strings.CutPrefix(text, "!")
	switch {
	case strings.HasPrefix(body, "/"):
		from = "/"
	case strings.HasPrefix(body, "./"):
		body = body[1:]
	}
	for strings.HasPrefix(body, "../") || strings.HasPrefix(body, "/../") && from != "/" {
		from = filepath.Join(from, "..")
		body = body[strings.Index(body, "../")+2:]
	}
	if negated {
		body = "!" + body
	}
	p, ok := gitignore.ParsePattern(body)
	if !ok {
		return Glob{}, fmt.Errorf("%s matches nothing; it is written as in a .gitignore, such as '*.web1' or 'old/'", Quote(text))
	}
	return Glob{p, from}, nil
}

// Match reports whether a path matches, which is one from the current folder,
// or from /.
func (g Glob) Match(path string, folder bool) bool {
	full, err := filepath.Abs(path)
	if err != nil {
		return false
	}
	from, err := filepath.Abs(g.from)
	if err != nil {
		return false
	}
	below, err := filepath.Rel(from, full)
	return err == nil && g.pattern.Match(filepath.ToSlash(below), folder)
}

// Mapping says of which kind the files are that match.
type Mapping struct {
	Glob
	Format string // an ID
}

// ParseMapping reads GLOB=FORMAT. Whether there is such a format is for the
// caller to see.
func ParseMapping(text string) (Mapping, error) {
	i := strings.LastIndexByte(text, '=')
	if i < 1 || i == len(text)-1 {
		return Mapping{}, fmt.Errorf("%s: write GLOB=FORMAT, as in 'fstab.*=fstab'", Quote(text))
	}
	g, err := ParseGlob(text[:i])
	if err == nil && g.pattern.Negated {
		err = fmt.Errorf("%s: a pattern that begins with ! says of no file what it is; write \\! for a name that does", Quote(text))
	}
	return Mapping{g, text[i+1:]}, err
}

// excluded reports whether the last of the patterns that match a path excludes it.
func excluded(globs []Glob, path string, folder bool) bool {
	for i := len(globs) - 1; i >= 0; i-- {
		if globs[i].Match(path, folder) {
			return !globs[i].pattern.Negated
		}
	}
	return false
}

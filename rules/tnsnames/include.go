package tnsnames

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

const (
	maxIncludes = 16    // how deep includes are followed
	maxFiles    = 1_000 // and how many of one file
)

// inclusion is a file that another one includes, directly or by way of others,
// or why it cannot be read. Where a name is not looked for there is neither.
type inclusion struct {
	site  tnsnames.Entry // the IFILE in the file that is checked
	file  *tnsnames.File
	fault string
	depth int // 1 for a file that the checked one names
}

// definition is a name with the place where it is defined.
type definition struct {
	tnsnames.Alias
	entry  tnsnames.Entry
	in     *parsers.Source
	at     parsers.Span  // in the file that is checked: the name, or the IFILE that brings it
	target func() string // what the entry leads to, to be compared
}

// export is the definition as a place to report or to point at.
func (d definition) export() rules.Export { return rules.Export{Source: d.in, Span: d.Span} }

// definitions are the names that a file and those that it includes define, in
// the order in which readers meet them: what is included, in the place of its
// IFILE. Without a root, or outside of it, nothing is included.
func definitions(root fs.FS, f *tnsnames.File) iter.Seq[definition] {
	return func(yield func(definition) bool) {
		walk(root, f, func(e tnsnames.Entry, site *tnsnames.Entry) bool {
			aliases := e.Aliases()
			target := e.Target
			if len(aliases) > 1 {
				target = sync.OnceValue(target) // made once for all of them
			}
			for _, a := range aliases {
				d := definition{a, e, f.Source(), a.Span, target}
				if site != nil {
					d.in, d.at = e.File().Source(), site.ValueSpan()
				}
				if !yield(d) {
					return false
				}
			}
			return true
		}, func(inclusion) bool { return true })
	}
}

// inclusions are the files that a file includes, in the order of their IFILEs.
func inclusions(root fs.FS, f *tnsnames.File) iter.Seq[inclusion] {
	return func(yield func(inclusion) bool) {
		walk(root, f, func(tnsnames.Entry, *tnsnames.Entry) bool { return true }, yield)
	}
}

// walk goes through the entries of a file, and through the files that it
// includes. site is the IFILE of the file itself that leads to an entry.
func walk(root fs.FS, f *tnsnames.File, entry func(e tnsnames.Entry, site *tnsnames.Entry) bool, file func(inclusion) bool) {
	name, ok := within(root, f.Source())
	read := 0
	var visit func(f *tnsnames.File, names []string, site *tnsnames.Entry) bool
	visit = func(f *tnsnames.File, names []string, site *tnsnames.Entry) bool {
		for e := range f.Entries() {
			if !e.Include() {
				if !entry(e, site) {
					return false
				}
				continue
			}
			if read++; !ok || len(names) > maxIncludes || read > maxFiles {
				continue
			}
			at := e
			if site != nil {
				at = *site
			}
			next, target, fault := open(root, names, e.Text(), f.Source().Format())
			if !file(inclusion{at, next, fault, len(names)}) {
				return false
			}
			if next != nil && !visit(next, append(names[:len(names):len(names)], target), &at) {
				return false
			}
		}
		return true
	}
	visit(f, []string{name}, nil)
}

// open reads the file that an IFILE of the last of the named files names, each
// of which includes the next. Relative names are those of python-oracledb, which
// looks beside the including file.
func open(root fs.FS, names []string, name string, format parsers.Format) (f *tnsnames.File, target, fault string) {
	if name == "" || strings.ContainsAny(name, "$%?\\") {
		return nil, "", ""
	}
	target = strings.TrimPrefix(path.Clean(name), "/")
	if !path.IsAbs(name) {
		target = path.Join(path.Dir(names[len(names)-1]), name)
	}
	if i := slices.Index(names, target); i >= 0 {
		return nil, target, fmt.Sprintf("%q includes itself, by way of %d files", "/"+target, len(names)-i)
	}
	data, err := fs.ReadFile(root, target)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, target, fmt.Sprintf("the file %q is not there", "/"+target)
	case err != nil:
		return nil, target, ""
	}
	return tnsnames.Parse(parsers.NewSource("/"+target, data, format)), target, ""
}

// within is the name of a file under the root, or false where it lies outside.
func within(root fs.FS, src *parsers.Source) (name string, ok bool) {
	name = filepath.ToSlash(src.Name())
	bounded, ok := root.(interface{ Dir() string })
	switch {
	case root == nil:
		return "", false
	case !ok:
		return strings.TrimPrefix(path.Clean(name), "/"), true
	}
	dir, err := filepath.Abs(bounded.Dir())
	if err != nil {
		return "", false
	}
	file, err := filepath.Abs(src.Name())
	if err != nil {
		return "", false
	}
	rel, err := filepath.Rel(dir, file)
	rel = filepath.ToSlash(rel)
	return rel, err == nil && rel != ".." && !strings.HasPrefix(rel, "../")
}

// beside reads a file that stands beside another one.
func beside(root fs.FS, src *parsers.Source, base string, format parsers.Format) (*tnsnames.File, bool) {
	name, ok := within(root, src)
	if !ok {
		return nil, false
	}
	data, err := fs.ReadFile(root, path.Join(path.Dir(name), base))
	if err != nil {
		return nil, false
	}
	shown := path.Join(path.Dir(filepath.ToSlash(src.Name())), base)
	return tnsnames.Parse(parsers.NewSource(shown, data, format)), true
}

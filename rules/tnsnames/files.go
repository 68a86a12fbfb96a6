package tnsnames

import (
	"iter"
	"path"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// files are the files of a run.
func files(p *rules.SetPass) iter.Seq[*tnsnames.File] {
	return func(yield func(*tnsnames.File) bool) {
		for _, doc := range p.Docs {
			if f, ok := parsers.As[*tnsnames.File](doc); ok && !yield(f) {
				return
			}
		}
	}
}

func isSqlnet(f *tnsnames.File) bool { return f.Source().Format().ID == tnsnames.SqlnetFormat.ID }

// directory is the file's directory, cleaned, with slashes.
func directory(f *tnsnames.File) string {
	return path.Dir(path.Clean(strings.ReplaceAll(f.Source().Name(), `\`, "/")))
}

// profiles are the sqlnet.ora files of a run, by directory.
type profiles map[string]*tnsnames.File

func profilesOf(p *rules.SetPass) profiles {
	of := make(profiles)
	for f := range files(p) {
		if isSqlnet(f) {
			of[directory(f)] = f
		}
	}
	return of
}

// beside is the sqlnet.ora beside a file: that of the run, or else that under
// the root.
func (ps profiles) beside(p *rules.SetPass, f *tnsnames.File) (*tnsnames.File, bool) {
	if sqlnet, ok := ps[directory(f)]; ok {
		return sqlnet, true
	}
	return beside(p.Root, f.Source(), "sqlnet.ora", tnsnames.SqlnetFormat)
}

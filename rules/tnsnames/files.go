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

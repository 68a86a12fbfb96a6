package all_test

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/formats"
	"cfgtool/parsers/parserstest"
	"cfgtool/rules"
	"cfgtool/rules/all"
)

// reviewed lists what a person thinks of each error and warning on a real file.
const reviewed = "../../docs/reviewed-findings.tsv"

const review = "go test ./rules/all -run TestCorporaReviewed -update, and judge the rows whose verdict is ?"

// preamble documents the columns.
const preamble = `# Errors and warnings over real files, each with what a person who looked at the line thinks of it.
# file: below the corpora. line, column: where the finding starts, from 1. rule, severity: what cfgtool says.
# verdict: right; debatable (true, but not everyone wants it); wrong (to be mended); reason: why.
# Messages are left out, for they may quote the files. Rewritten by: go test ./rules/all -run TestCorporaReviewed -update
`

var verdicts = []string{"right", "debatable", "wrong"}

// row is a line of the table. Findings of one rule at one place share a row.
type row struct {
	file            string
	line, column    int
	rule, severity  string
	verdict, reason string
}

func (r row) key() row {
	r.verdict, r.reason = "", ""
	return r
}

func (r row) String() string {
	return fmt.Sprintf("%s\t%d\t%d\t%s\t%s\t%s\t%s\n", r.file, r.line, r.column, r.rule, r.severity, r.verdict, r.reason)
}

// kinds are how the files of a folder are read whose names do not tell it.
var kindOf = map[string]string{"xml": "xml", "properties": "properties", "fstab": "fstab", "tnsnames": "tnsnames"}

// TestCorporaReviewed: each error and warning on a real file is in the table
// with a verdict, and each row of the table is still found.
func TestCorporaReviewed(t *testing.T) {
	found := make(map[row]bool)
	files := 0
	for _, dir := range folders(t) {
		for _, file := range parserstest.CorpusFiles(t, dir) {
			raw, err := os.ReadFile(file)
			require.NoError(t, err)
			format, known := formats.All.ByID(kindOf[dir])
			if !known {
				if format, err = formats.All.Detect(original(file), raw); err != nil {
					continue // of a kind that cfgtool does not read
				}
			}
			files++
			name := path.Join(dir, filepath.Base(file))
			result := rules.Run{Rules: all.Rules, Formats: formats.All}.Check([]parsers.Document{format.Read(name, raw)})
			for _, f := range result.Findings {
				require.Contains(t, f.Rule.Levels(), f.Severity, f.Rule.ID)
				if at := f.Source.Position(f.Span.Start); f.Severity >= parsers.Warning {
					found[row{file: name, line: at.Line, column: at.Column, rule: f.Rule.ID, severity: f.Severity.String()}] = true
				}
			}
		}
	}
	t.Logf("%d errors and warnings in %d files", len(found), files)

	rows := table(t)
	var kept []row
	for _, r := range rows {
		switch {
		case found[r.key()]:
			delete(found, r.key())
			kept = append(kept, r)
			require.True(t, *update || slices.Contains(verdicts, r.verdict) && r.reason != "", "not judged: %s", r)
		default:
			require.True(t, *update, "no longer found, or listed twice: %s\nrun %s", r, review)
		}
	}
	for r := range found {
		require.True(t, *update, "not listed: %s\nrun %s", r, review)
		r.verdict = "?"
		kept = append(kept, r)
	}
	slices.SortFunc(kept, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.file, b.file), a.line-b.line, a.column-b.column, cmp.Compare(a.rule, b.rule), cmp.Compare(a.severity, b.severity))
	})
	if *update {
		text := bytes.NewBufferString(preamble + "file\tline\tcolumn\trule\tseverity\tverdict\treason\n")
		for _, r := range kept {
			text.WriteString(r.String())
		}
		require.NoError(t, os.WriteFile(reviewed, text.Bytes(), 0o644))
	} else {
		require.Equal(t, rows, kept, "the rows are not in order; run %s", review)
	}
}

// folders are those of the corpora that hold real files.
func folders(t *testing.T) (dirs []string) {
	entries, err := os.ReadDir(parserstest.Corpus(t, ""))
	require.NoError(t, err)
	for _, e := range entries {
		if e.IsDir() && e.Name() != "expected" {
			dirs = append(dirs, e.Name())
		}
	}
	return dirs
}

// original is the name of a file of the corpora where it came from; see their
// lists of sources.
func original(file string) string {
	list, _ := os.ReadFile(filepath.Join(filepath.Dir(file), "SOURCES.tsv"))
	for line := range strings.Lines(string(list)) {
		if columns := strings.Split(line, "\t"); len(columns) > 3 && columns[0] == filepath.Base(file) {
			return path.Base(columns[3])
		}
	}
	return filepath.Base(file)
}

func table(t *testing.T) (rows []row) {
	text, err := os.ReadFile(reviewed)
	if *update && os.IsNotExist(err) {
		return nil
	}
	require.NoError(t, err)
	for line := range strings.Lines(string(text)) {
		columns := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || columns[0] == "file" {
			continue
		}
		require.Len(t, columns, 7, line)
		r := row{file: columns[0], rule: columns[3], severity: columns[4], verdict: columns[5], reason: columns[6]}
		r.line, err = strconv.Atoi(columns[1])
		require.NoError(t, err, line)
		r.column, err = strconv.Atoi(columns[2])
		require.NoError(t, err, line)
		rows = append(rows, r)
	}
	return rows
}

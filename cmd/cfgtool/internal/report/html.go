package report

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"cfgtool/parsers"
	"cfgtool/rules"
	"cfgtool/rules/sascore"
)

// Page is the result of a check as one page to attach to a change ticket. It
// needs no other file and no network, can be filtered and searched in a
// browser, shows all without scripts, and prints what is shown. Like Findings,
// it holds no secrets.
type Page struct {
	Findings
	Made    time.Time
	Actor   string // who ran the check
	Host    string // where
	Command string // the command line
	Version string // of cfgtool
	Secrets map[*parsers.Source][]parsers.Span
}

//go:embed page.html
var pageHTML string

//go:embed page.css
var pageCSS string

//go:embed page.js
var pageJS string

// page is parsed when it is first needed.
var page = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Funcs(template.FuncMap{
		"shown":   shownName,
		"path":    breakable,
		"example": func(text string) string { return Example(text) },
		"class":   func(state string) string { return strings.ReplaceAll(state, " ", "-") },
	}).Parse(pageHTML))
})

// chip is a state or severity that rows can be filtered by.
type chip struct {
	Name  string
	Count int
}

// Write prints the page.
func (p Page) Write(w io.Writer) error {
	if len(p.Parameters) > 0 { // these findings are rows of the table of parameters
		var others []Finding
		for _, f := range p.Findings.Findings {
			if !ofParameters(f.Rule) {
				others = append(others, f)
			}
		}
		p.Findings.Findings = others
	}
	return page().Execute(w, map[string]any{
		"Page": p, "Made": p.Made.UTC().Format("2006-01-02 15:04:05 UTC"),
		"Answers": p.answers(), "Severities": p.severities(), "Failed": p.failed(), "Rows": p.rows(), "Rules": p.rules(),
		"CSS": template.CSS(pageCSS), "JS": template.JS(pageJS),
		"Policy": fmt.Sprintf("default-src 'none'; base-uri 'none'; form-action 'none'; style-src %s; script-src %s", digest(pageCSS), digest(pageJS)),
	})
}

// row is a finding with its line of source.
type row struct {
	Finding
	Line excerpt
	Mend string // the command that fixes it
}

// lineColumns is how much of a line of source a page shows.
const lineColumns = 160

// rows are the findings, the worst first.
func (p Page) rows() []row {
	rows := make([]row, len(p.Findings.Findings))
	for i, f := range p.Findings.Findings {
		rows[i].Finding = f
		if src := f.of.Source; src != nil && f.of.Span != (parsers.Span{}) { // else it is about the whole file
			rows[i].Line = excerptOf(src, f.of.Span, p.Secrets[src], lineColumns)
		}
		if f.of.Fix != nil {
			rows[i].Mend = fixCommand(f.of.Fix)
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int { return int(b.Severity) - int(a.Severity) })
	return rows
}

// rules are those of the findings, in the order of their IDs.
func (p Page) rules() []*rules.Rule {
	var found []*rules.Rule
	for _, f := range p.Findings.Findings {
		if f.of.Rule != nil && !slices.Contains(found, f.of.Rule) {
			found = append(found, f.of.Rule)
		}
	}
	slices.SortFunc(found, func(a, b *rules.Rule) int { return strings.Compare(a.ID, b.ID) })
	return found
}

// digest names an inline style or script in a content security policy (CSP
// Level 3), so that nothing else in the page is taken for one.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// answers are the parameters of one response file, by state, what asks for
// action first.
type answers struct {
	File       string
	States     []chip
	Parameters []Parameter
}

func (p Page) answers() []answers {
	var files []answers
	for _, parameter := range p.Parameters {
		if n := len(files); n == 0 || files[n-1].File != parameter.File {
			files = append(files, answers{File: parameter.File})
		}
		last := &files[len(files)-1]
		last.Parameters = append(last.Parameters, parameter)
	}
	for i := range files {
		f := &files[i]
		rank := make(map[string]int)
		for n, s := range sascore.States {
			rank[string(s)] = n
			f.States = append(f.States, chip{Name: string(s)})
		}
		for _, parameter := range f.Parameters {
			f.States[rank[parameter.State]].Count++
		}
		slices.SortStableFunc(f.Parameters, func(a, b Parameter) int { return rank[a.State] - rank[b.State] })
	}
	return files
}

// severities are those of the findings, the worst first.
func (p Page) severities() []chip {
	var chips []chip
	for _, name := range []string{"error", "warning", "info"} {
		c := chip{Name: name}
		for _, f := range p.Findings.Findings {
			if f.Severity.String() == name {
				c.Count++
			}
		}
		chips = append(chips, c)
	}
	return chips
}

// failed are the files that could not be read.
func (p Page) failed() []File {
	var failed []File
	for _, f := range p.Files {
		if f.Error != "" {
			failed = append(failed, f)
		}
	}
	return failed
}

// ofParameters reports whether a rule's findings are about the states of parameters.
func ofParameters(id string) bool {
	for _, r := range states {
		if r.ID == id {
			return true
		}
	}
	return false
}

// shownName makes visible what would not show, or would turn the text around it.
func shownName(s string) string { return shown(strings.ReplaceAll(s, "\n", "↵")) }

// breakable is a path that lines may end in behind its slashes.
func breakable(path string) template.HTML {
	return template.HTML(strings.ReplaceAll(template.HTMLEscapeString(shownName(path)), "/", "/<wbr>"))
}

package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/parsers"
	"cfgtool/rules"
)

// FindingsSchema names the form of what JSON writes; docs/schema holds it.
const FindingsSchema = "cfgtool.findings/1"

// Findings is the result of a check for programs.
type Findings struct {
	Schema   string    `json:"schema"`
	Findings []Finding `json:"findings"`
	Files    []File    `json:"files"`
	Skipped  []string  `json:"skippedRules"` // rules that need a root or the running system
	// More is how many findings there are beyond those above, by file and rule.
	More map[string]map[string]int `json:"more"`
	// Parameters are those of response files that were held against a core.
	Parameters []Parameter `json:"parameters,omitempty"`
}

// Finding is one finding. Lines and columns are 1-based, columns in code
// points, offsets 0-based in bytes of the file.
type Finding struct {
	Rule     string           `json:"rule"`
	Name     string           `json:"name"`
	Severity parsers.Severity `json:"severity"`
	Place                     // where it is
	Message  string           `json:"message"`
	Help     string           `json:"help"`
	Related  []Related        `json:"related"`
	Fix      *Fix             `json:"fix,omitempty"`
	of       rules.Finding    // what is described
}

// Place is a span of a file.
type Place struct {
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"endLine"`
	EndColumn int    `json:"endColumn"`
	Offset    int    `json:"offset"`
	EndOffset int    `json:"endOffset"`
}

// Related is another place that takes part in a finding.
type Related struct {
	Place
	Message string `json:"message"`
}

// Fix is a change that mends a finding.
type Fix struct {
	Safety rules.Safety `json:"safety"`
	Edits  []Edit       `json:"edits"`
}

// Edit replaces the bytes from Offset to EndOffset by New.
type Edit struct {
	Offset    int    `json:"offset"`
	EndOffset int    `json:"endOffset"`
	New       string `json:"new"` // as UTF-8, whatever the file's encoding
	Why       string `json:"why"`
}

// File tells what became of a file: "checked" or "failed".
type File struct {
	File    string `json:"file"`
	Format  string `json:"format,omitempty"`
	Guessed bool   `json:"guessed"` // the format is told by the content alone
	Status  string `json:"status"`
	Error   string `json:"error,omitempty"`
}

// Guess says what a file was taken for, though its name does not tell; of others
// it is "".
func (f File) Guess() string {
	if !f.Guessed {
		return ""
	}
	name, say := load.Quote(f.File), "--as FORMAT"
	if f.File == load.Stdin {
		name, say = "standard input", "--stdin-filename NAME or --as FORMAT"
	}
	return fmt.Sprintf("%s: read as %s, by a guess; %s says what it is", name, f.Format, say)
}

// NewPlace describes a span.
func NewPlace(src *parsers.Source, span parsers.Span) Place {
	start, end := src.Position(span.Start), src.Position(span.End)
	return Place{src.Name(), start.Line, start.Column, end.Line, end.Column, start.Offset, end.Offset}
}

// NewEdits describes edits of a source.
func NewEdits(src *parsers.Source, edits []parsers.Edit) []Edit {
	out := make([]Edit, len(edits))
	for i, e := range edits {
		raw := src.RawSpan(e.Span)
		out[i] = Edit{raw.Start, raw.End, string(e.New), e.Why}
	}
	return out
}

// NewFindings describes findings. A fix that would write or remove a secret is left out.
func NewFindings(result rules.Result, files []File, secrets map[*parsers.Source][]parsers.Span) Findings {
	out := newFindings(result, files)
	for _, f := range result.Findings {
		out.Findings = append(out.Findings, newFinding(f, secrets[f.Source]))
	}
	return out
}

// WriteFindings writes the same as JSON, each finding as soon as it is described.
func WriteFindings(w io.Writer, result rules.Result, files []File, secrets map[*parsers.Source][]parsers.Span, parameters []Parameter) error {
	out := newFindings(result, files)
	out.Parameters = parameters
	return stream(w, out, "findings", 1, len(result.Findings), func(i int) any {
		f := result.Findings[i]
		return newFinding(f, secrets[f.Source])
	})
}

// newFindings describes all but the findings themselves.
func newFindings(result rules.Result, files []File) Findings {
	out := Findings{Schema: FindingsSchema, Findings: []Finding{}, Files: files, Skipped: []string{}, More: make(map[string]map[string]int)}
	for _, m := range result.More {
		file := m.Source.Name()
		if out.More[file] == nil {
			out.More[file] = make(map[string]int)
		}
		out.More[file][m.Rule.ID] += m.Count
	}
	for _, r := range result.Skipped {
		out.Skipped = append(out.Skipped, r.ID)
	}
	return out
}

func newFinding(f rules.Finding, secrets []parsers.Span) Finding {
	out := Finding{Rule: f.Rule.ID, Name: f.Rule.Name, Severity: f.Severity,
		Place: NewPlace(f.Source, f.Span), Message: f.Message, Help: f.Help, Related: []Related{}, of: f}
	for _, r := range f.Related {
		out.Related = append(out.Related, Related{NewPlace(r.Source, r.Span), r.Message})
	}
	if f.Fix != nil && !touches(f.Fix.Edits, secrets) {
		out.Fix = &Fix{f.Fix.Safety, NewEdits(f.Source, f.Fix.Edits)}
	}
	return out
}

func touches(edits []parsers.Edit, secrets []parsers.Span) bool {
	for _, e := range edits {
		s := parsers.SpansFrom(secrets, e.Span.Start)
		if len(s) > 0 && e.Span.Overlaps(s[0]) || parsers.SecretInside(string(e.New)) {
			return true
		}
	}
	return false
}

// JSON writes a value as indented JSON, with escapes for what acts on a terminal,
// whether it goes to one or not.
func JSON(w io.Writer, v any) error {
	e := json.NewEncoder(escaping{w})
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(v)
}

// stream writes a value as JSON does, but makes the n items of one list of it, which is
// empty in the value, one after the other as they are written. The list is a member of
// that name, at a depth of that many objects and lists.
func stream(w io.Writer, v any, list string, depth, n int, item func(int) any) error {
	var frame bytes.Buffer
	if err := JSON(&frame, v); err != nil {
		return err
	}
	if n == 0 {
		_, err := w.Write(frame.Bytes())
		return err
	}
	indent := strings.Repeat(" ", depth)
	empty := fmt.Sprintf("\n%s%q: []", indent, list) // no text has a line break that is not escaped
	head, tail, found := strings.Cut(frame.String(), empty)
	if !found {
		return fmt.Errorf("no empty list %s", list)
	}
	out := bufio.NewWriter(w)
	out.WriteString(head + strings.TrimSuffix(empty, "]"))
	for i := range n {
		var text bytes.Buffer
		e := json.NewEncoder(&text)
		e.SetEscapeHTML(false)
		e.SetIndent(indent+" ", " ")
		if err := e.Encode(item(i)); err != nil {
			return err
		}
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString("\n" + indent + " " + load.EscapeJSON(strings.TrimSuffix(text.String(), "\n")))
	}
	out.WriteString("\n" + indent + "]" + tail)
	return out.Flush()
}

// escaping writes JSON; each Write has whole characters.
type escaping struct{ io.Writer }

func (e escaping) Write(text []byte) (int, error) {
	_, err := io.WriteString(e.Writer, load.EscapeJSON(string(text)))
	return len(text), err
}

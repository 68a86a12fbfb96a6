package all_test

import (
	"bytes"
	"flag"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/require"

	"cfgtool/rules"
	"cfgtool/rules/all"
)

var update = flag.Bool("update", false, "rewrite the pages of docs/rules, and add to docs/reviewed-findings.tsv")

const (
	docs    = "../../docs/rules"
	rewrite = "go test ./rules/all -run TestDocs -update"
)

// TestDocs holds docs/rules against the rules, of which its pages are made: one
// for each package of rules, and a README.md that lists all of them.
func TestDocs(t *testing.T) {
	pages := map[string]*bytes.Buffer{"README.md": {}}
	readme := pages["README.md"]
	fmt.Fprintf(readme, "# Rules\n\n`cfgtool explain ID` shows a rule as it stands here. These pages are made from the rules by `%s`.\n\n", rewrite)
	readme.WriteString("| ID | Name | Severity | Files | Fix | What is wrong |\n| --- | --- | --- | --- | --- | --- |\n")
	for _, r := range all.Rules {
		group := group(t, r)
		name := group + ".md"
		if pages[name] == nil {
			pages[name] = &bytes.Buffer{}
			fmt.Fprintf(pages[name], "# Rules of %s\n\n%s\n\nThis page is made from the rules by `%s`; [README.md](README.md) lists all of them.\n", group, intro(t, group), rewrite)
		}
		fmt.Fprintf(readme, "| [%s](%s#%s-%s) | %s | %s | %s | %s | %s |\n", r.ID, name, strings.ToLower(r.ID), r.Name, r.Name, severities(r), kinds(r), r.Fix, prose(r.Summary))
		section(pages[name], r)
	}

	written, err := filepath.Glob(docs + "/*")
	require.NoError(t, err)
	for _, file := range written {
		if pages[filepath.Base(file)] == nil {
			require.True(t, *update, "%s is made from no rule; run %s", file, rewrite)
			require.NoError(t, os.Remove(file))
		}
	}
	for name, page := range pages {
		require.True(t, utf8.Valid(page.Bytes()), name)
		file := filepath.Join(docs, name)
		if *update {
			require.NoError(t, os.MkdirAll(docs, 0o755))
			require.NoError(t, os.WriteFile(file, page.Bytes(), 0o644))
			continue
		}
		got, _ := os.ReadFile(file)
		require.Equal(t, page.String(), string(got), "%s is stale; run %s", file, rewrite)
	}
}

// group is the package that a rule's own file lies in.
func group(t *testing.T, r *rules.Rule) string {
	files, err := filepath.Glob("../*/" + strings.ToLower(r.ID) + ".go")
	require.NoError(t, err)
	require.Len(t, files, 1, "%s has not one file of its own", r.ID)
	return filepath.Base(filepath.Dir(files[0]))
}

// intro is the comment of a package of rules: "Package x holds the rules on …".
func intro(t *testing.T, group string) string {
	parsed, err := parser.ParseFile(token.NewFileSet(), "../"+group+"/rules.go", nil, parser.ParseComments|parser.PackageClauseOnly)
	require.NoError(t, err)
	comment := strings.TrimSpace(parsed.Doc.Text())
	require.NotEmpty(t, comment, "package %s has no comment in rules.go", group)
	comment = strings.TrimPrefix(comment, "Package "+group+" holds ")
	return prose(strings.ToUpper(comment[:1]) + comment[1:])
}

// severities are those that a rule's findings may have, the highest first.
func severities(r *rules.Rule) string {
	var names []string
	for _, s := range r.Levels() {
		names = append(names, s.String())
	}
	return strings.Join(names, ", ")
}

func kinds(r *rules.Rule) string {
	if len(r.Formats) == 1 && r.Formats[0] == "*" {
		return "every kind"
	}
	return strings.Join(r.Formats, ", ")
}

// section writes what there is to know of one rule.
func section(w *bytes.Buffer, r *rules.Rule) {
	fix := map[rules.Safety]string{rules.NoFix: "none", rules.Safe: "safe: `cfgtool check --fix`", rules.Unsafe: "unsafe, so look at it first: `cfgtool check --fix --unsafe`"}[r.Fix]
	fmt.Fprintf(w, "\n## %s %s\n\n%s\n\n", r.ID, r.Name, prose(r.Summary))
	fmt.Fprintf(w, "- Severity: %s\n- Files: %s\n- Fix: %s\n- Since: %s\n", prose(r.Severities()), kinds(r), fix, r.Since)
	switch {
	case r.Site:
		fmt.Fprintf(w, "- Needs other files: `--root DIR`, or `--host NAME=DIR` for each of several hosts\n")
	case r.Root:
		fmt.Fprintf(w, "- Needs other files: `--root DIR`\n")
	}
	if r.Live {
		fmt.Fprintf(w, "- Needs the running system: `--live`\n")
	}
	if r.OptIn {
		fmt.Fprintf(w, "- Runs on demand: `--enable %s`\n", r.ID)
	}
	fmt.Fprintf(w, "\n%s\n\nSource: %s\n", prose(r.Why), prose(r.Source))
	if r.Made != nil {
		fmt.Fprintf(w, "\nBad: %s\n", prose(strings.TrimSpace(r.Bad)))
	} else {
		example(w, "Bad", r.Bad)
	}
	example(w, "Good", r.Good)
}

func example(w *bytes.Buffer, what, text string) {
	for _, f := range txtar.Parse([]byte(text)).Files {
		shown, hidden := visible(string(f.Data))
		fmt.Fprintf(w, "\n%s, `%s`", what, f.Name)
		if hidden {
			w.WriteString(" (between ⟦ and ⟧ stands a character, or a byte that is none, that would not show)")
		}
		fence := "```"
		for strings.Contains(shown, fence) {
			fence += "`"
		}
		fmt.Fprintf(w, ":\n\n%s%s\n%s%s\n", fence, strings.TrimPrefix(filepath.Ext(f.Name), "."), shown, fence)
	}
}

// visible writes what would not show as ⟦U+00A0⟧, or ⟦FF⟧ for a byte that is
// no UTF-8: blanks at the end of a line, other white space than blanks and
// tabs, marks, and control characters.
func visible(text string) (shown string, hidden bool) {
	var b strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		end := len(strings.TrimRight(line, " \t\r"))
		for i := 0; i < len(line); {
			r, size := utf8.DecodeRuneInString(line[i:])
			switch {
			case r == utf8.RuneError && size == 1:
				fmt.Fprintf(&b, "⟦%02X⟧", line[i])
				hidden = true
			case i >= end || r != '\t' && !unicode.IsPrint(r):
				fmt.Fprintf(&b, "⟦U+%04X⟧", r)
				hidden = true
			default:
				b.WriteRune(r)
			}
			i += size
		}
		b.WriteByte('\n')
	}
	return b.String(), hidden
}

// markup are the characters that Markdown would take for its own.
var markup = strings.NewReplacer("\\", "\\\\", "`", "\\`", "*", "\\*", "_", "\\_", "<", "\\<", "&", "\\&", "[", "\\[", "]", "\\]", "|", "\\|", "~", "\\~", "#", "\\#")

// prose writes plain text as Markdown, a paragraph a line.
func prose(text string) string {
	paragraphs := strings.Split(text, "\n\n")
	for i, p := range paragraphs {
		paragraphs[i] = markup.Replace(strings.Join(strings.Fields(p), " "))
	}
	return strings.Join(paragraphs, "\n\n")
}

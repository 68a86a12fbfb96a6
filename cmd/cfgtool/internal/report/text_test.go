package report_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/parsers"
	"cfgtool/rules"
)

var rule = &rules.Rule{ID: "TST001", Name: "test-rule", Severity: parsers.Warning}

// finding is a finding at the first place of a text.
func finding(t *testing.T, src *parsers.Source, part string) rules.Finding {
	i := bytes.Index(src.Text(), []byte(part))
	require.GreaterOrEqual(t, i, 0)
	return at(src, i, i+len(part))
}

func at(src *parsers.Source, start, end int) rules.Finding {
	return rules.Finding{Rule: rule, Severity: rule.Severity, Source: src, Span: parsers.Span{Start: start, End: end}, Message: "m"}
}

func printed(text report.Text, findings ...rules.Finding) string {
	var b strings.Builder
	text.Findings(&b, findings)
	return b.String()
}

func source(name, content string) *parsers.Source {
	return parsers.NewSource(name, []byte(content), parsers.Format{ID: "text"})
}

func TestSnippets(t *testing.T) {
	ab := strings.Repeat("ab", 100)
	for _, tc := range []struct {
		name, content string
		start, end    int
		want          string
	}{
		{"a word", "k = value\n", 4, 9, "a:1:5: warning: m [TST001 test-rule]\n  k = value\n      ^~~~~\n"},
		{"one character", "abc\n", 1, 2, "a:1:2: warning: m [TST001 test-rule]\n  abc\n   ^\n"},
		{"an empty span", "abc\n", 1, 1, "a:1:2: warning: m [TST001 test-rule]\n  abc\n   ^\n"},
		{"a tab before", "\tabc\n", 1, 4, "a:1:2: warning: m [TST001 test-rule]\n          abc\n          ^~~\n"},
		{"a tab inside", "ab\tc d\n", 1, 4, "a:1:2: warning: m [TST001 test-rule]\n  ab      c d\n   ^~~~~~~~\n"},
		{"a no-break space", "a\u00A0b\n", 1, 3, "a:1:2: warning: m [TST001 test-rule]\n  a<00A0>b\n   ^~~~~~\n"},
		{"behind a no-break space", "a\u00A0b\n", 3, 4, "a:1:3: warning: m [TST001 test-rule]\n  a<00A0>b\n         ^\n"},
		{"a byte order mark", "\uFEFFab\n", 3, 5, "a:1:1: warning: m [TST001 test-rule]\n  <FEFF>ab\n        ^~\n"},
		{"an escape sequence", "a\x1B[31mb\n", 0, 1, "a:1:1: warning: m [TST001 test-rule]\n  a<001B>[31mb\n  ^\n"},
		{"letters beyond ASCII", "größe=1\n", 8, 9, "a:1:7: warning: m [TST001 test-rule]\n  größe=1\n        ^\n"},
		{"line ends of CR only", "a\rbc\rd", 2, 4, "a:2:1: warning: m [TST001 test-rule]\n  bc\n  ^~\n"},
		{"line ends of CRLF", "a\r\nbc\r\n", 3, 7, "a:2:1: warning: m [TST001 test-rule]\n  bc\n  ^~\n"},
		{"the end of the file", "abc", 3, 3, "a:1:4: warning: m [TST001 test-rule]\n  abc\n     ^\n"},
		{"the end of a file that ends in a line end", "abc\n", 4, 4, "a:2:1: warning: m [TST001 test-rule]\n"},
		{"the whole file", "abc\n", 0, 0, "a:1:1: warning: m [TST001 test-rule]\n"},
		{"an empty file", "", 0, 0, "a:1:1: warning: m [TST001 test-rule]\n"},
		{"several lines", "ab\ncd\nef\n", 1, 7, "a:1:2: warning: m [TST001 test-rule]\n  ab\n   ^\n"},
		{"a line end", "ab\ncd\n", 2, 3, "a:1:3: warning: m [TST001 test-rule]\n  ab\n    ^\n"},
		{"white space at the end", "ab  \n", 2, 4, "a:1:3: warning: m [TST001 test-rule]\n  ab\n    ^~\n"},
		{"wide characters", "鍵=値 x\n", 8, 9, "a:1:5: warning: m [TST001 test-rule]\n  鍵=値 x\n        ^\n"},
		{"a wide character", "鍵=値 x\n", 4, 7, "a:1:3: warning: m [TST001 test-rule]\n  鍵=値 x\n     ^~\n"},
		{"a mark that combines", "e\u0301=1\n", 3, 4, "a:1:3: warning: m [TST001 test-rule]\n  e\u0301=1\n   ^\n"},
		{"on a mark that combines", "e\u0301=1\n", 1, 3, "a:1:2: warning: m [TST001 test-rule]\n  e◌\u0301=1\n   ^\n"},
		{"a line as wide as it may be", ab[:77], 76, 77, "a:1:77: warning: m [TST001 test-rule]\n  " + ab[:77] + "\n" + strings.Repeat(" ", 78) + "^\n"},
		{"tabs of a line that fits", strings.Repeat("ab\t", 9), 24, 25, "a:1:25: warning: m [TST001 test-rule]\n" + strings.TrimRight("  "+strings.Repeat("ab      ", 9), " ") + "\n" + strings.Repeat(" ", 66) + "^\n"},
		{"the start of a wide line", ab, 0, 2, "a:1:1: warning: m [TST001 test-rule]\n  " + ab[:75] + "…\n  ^~\n"},
		{"the middle of a wide line", ab, 100, 102, "a:1:101: warning: m [TST001 test-rule]\n  …" + ab[62:137] + "…\n" + strings.Repeat(" ", 41) + "^~\n"},
		{"the end of a wide line", ab, 198, 200, "a:1:199: warning: m [TST001 test-rule]\n  …" + ab[125:] + "\n" + strings.Repeat(" ", 76) + "^~\n"},
		{"behind a wide line", ab, 200, 200, "a:1:201: warning: m [TST001 test-rule]\n  …" + ab[125:] + "\n" + strings.Repeat(" ", 78) + "^\n"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			require.Equal(t, tc.want, printed(report.Text{Snippets: true}, at(source("a", tc.content), tc.start, tc.end)))
		})
	}
}

func TestSecretsAreMasked(t *testing.T) {
	src := source("a", "password=hunter2 # x\n")
	text := report.Text{Snippets: true, Secrets: map[*parsers.Source][]parsers.Span{src: {{Start: 9, End: 16}}}}
	for part, want := range map[string]string{
		"password": "a:1:1: warning: m [TST001 test-rule]\n  password=*** # x\n  ^~~~~~~~\n",
		"hunter2":  "a:1:10: warning: m [TST001 test-rule]\n  password=*** # x\n           ^~~\n",
		"ter":      "a:1:13: warning: m [TST001 test-rule]\n  password=*** # x\n           ^~~\n",
		"=hunter2": "a:1:9: warning: m [TST001 test-rule]\n  password=*** # x\n          ^~~~\n",
		"#":        "a:1:18: warning: m [TST001 test-rule]\n  password=*** # x\n               ^\n",
	} {
		require.Equal(t, want, printed(text, finding(t, src, part)))
	}

	// A secret that begins before the part of a wide line that is shown.
	long := source("a", "password="+strings.Repeat("s", 200)+" x\n")
	text.Secrets = map[*parsers.Source][]parsers.Span{long: {{Start: 9, End: 209}}}
	require.Equal(t, "a:1:211: warning: m [TST001 test-rule]\n  password=*** x\n               ^\n", printed(text, finding(t, long, "x")))

	// One that is cut off.
	ab := strings.Repeat("ab", 40)
	long = source("a", "password="+strings.Repeat("s", 200)+ab+"\n")
	text.Secrets = map[*parsers.Source][]parsers.Span{long: {{Start: 9, End: 209}}}
	require.Equal(t, "a:1:210: warning: m [TST001 test-rule]\n  password=***"+ab[:63]+"…\n"+strings.Repeat(" ", 14)+"^~\n", printed(text, finding(t, long, "ab")))
}

func TestWhatFollowsAFinding(t *testing.T) {
	src, other := source("a", "k=1\nk=2\n"), source("b", "k=3\n")
	f := at(src, 4, 5)
	f.Help = "remove one"
	f.Related = []rules.Related{{Source: src, Span: parsers.Span{End: 1}, Message: "the first"}, {Source: other, Span: parsers.Span{End: 1}, Message: "another file"}}
	f.Fix = &rules.Fix{Safety: rules.Safe}
	unsafe := at(other, 0, 1)
	unsafe.Fix = &rules.Fix{Safety: rules.Unsafe}

	require.Equal(t, "a:2:1: warning: m; remove one [TST001 test-rule]\nb:1:1: warning: m [TST001 test-rule]\n",
		printed(report.Text{}, f, unsafe), "without snippets a finding is one line")
	require.Equal(t, `a:2:1: warning: m; remove one [TST001 test-rule]
  k=2
  ^
  a:1:1: the first
  k=1
  ^
  b:1:1: another file
  k=3
  ^
  fix: cfgtool check --fix
b:1:1: warning: m [TST001 test-rule]
  k=3
  ^
  fix: cfgtool check --fix --unsafe
`, printed(report.Text{Snippets: true}, f, unsafe))
	require.Equal(t, "\x1b[1mb:1:1:\x1b[0m \x1b[1;33mwarning:\x1b[0m m \x1b[2m[TST001 test-rule]\x1b[0m\n  k=3\n  \x1b[32m^\x1b[0m\n",
		printed(report.Text{Palette: report.Palette{On: true}, Snippets: true}, at(other, 0, 1)))
}

// TestLinesBreakBetweenWords on a terminal that is narrower, and nowhere else.
func TestLinesBreakBetweenWords(t *testing.T) {
	f := at(source("a", "k=1\n"), 0, 1)
	f.Message, f.Help = `the key "größe 値" is set twice`, "remove one"
	f.Related = []rules.Related{{Source: f.Source, Span: f.Span, Message: "the place where it was set for the first time"}}
	line := "a:1:1: warning: the key \"größe 値\" is set twice; remove one [TST001 test-rule]\n"
	require.Equal(t, line, printed(report.Text{}, f))
	require.Equal(t, line, printed(report.Text{Palette: report.Palette{Columns: 80}}, f))
	narrow := report.Text{Palette: report.Palette{Columns: 32}, Snippets: true}
	require.Equal(t, `a:1:1: warning: the key "größe
    値" is set twice; remove one
    [TST001 test-rule]
  k=1
  ^
  a:1:1: the place where it was
    set for the first time
  k=1
  ^
`, printed(narrow, f))
	narrow.On = true
	require.Contains(t, printed(narrow, f), "\n    値\" is set twice; \x1b[36mremove one\x1b[0m\n    \x1b[2m[TST001 test-rule]\x1b[0m\n")
	f.Source = source(strings.Repeat("long", 10), "k=1\n")
	require.True(t, strings.HasPrefix(printed(narrow, f), "\x1b[1m"+strings.Repeat("long", 10)+":1:1:\x1b[0m\n    "), "a place is never broken")
}

// compilers is how GitHub's problem matchers read messages of gcc, as published with
// microsoft/vscode-cpptools.
var compilers = regexp.MustCompile(`^(.*?):(\d+):(\d*):?\s+(?:fatal\s+)?(warning|error):\s+(.*)$`)

func TestLinesReadAsThoseOfCompilers(t *testing.T) {
	f := at(source("dir/a", "k=1\nk=2\n"), 4, 5)
	f.Help = "did you mean x?"
	require.Equal(t, []string{"dir/a", "2", "1", "warning", "m; did you mean x? [TST001 test-rule]"},
		compilers.FindStringSubmatch(strings.TrimSuffix(printed(report.Text{}, f), "\n"))[1:])
}

// TestNamesAndMessagesDoNotActOnTheTerminal whatever a file is called.
func TestNamesAndMessagesDoNotActOnTheTerminal(t *testing.T) {
	f := at(source("a\x1b[2J\nb", "x\n"), 0, 1)
	f.Message = "the key \x1b[2J\u202E is odd"
	require.Equal(t, `"a\x1b[2J\nb":1:1: warning: the key <001B>[2J<202E> is odd [TST001 test-rule]`+"\n", printed(report.Text{}, f))
}

func TestExamples(t *testing.T) {
	require.Equal(t, "    -- a --\n    k=<FF>v<00A0><0020><0009>\n\n    x\n", report.Example("-- a --\nk=\xFFv\u00A0 \t\n\nx\n"))
}

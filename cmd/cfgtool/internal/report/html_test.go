package report_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/parsers"
	"cfgtool/parsers/parserstest"
	"cfgtool/rules/sascore"
)

// hostileName would end what it is written in, or run a script.
const hostileName = "</script><script>document.title='owned'</script>\"'<img src=x onerror=alert(1)>\u202e\x1b[2J"

// sample is a page with parameters in every state, and findings of each severity.
func sample(t *testing.T) report.Page {
	doc := read(t, "app.properties", "\uFEFFx=0\nport=1\nport=2\nhost=a \ndb.password=hunter2 \n")
	broken := read(t, "config.xml", "<a x='1' x='2'/>\n")
	result, secrets := check(doc, broken)
	p := report.Page{Findings: report.NewFindings(result, checked(doc, broken), secrets), Made: time.Unix(1199145600, 0),
		Actor: "root", Host: "core1", Command: "cfgtool check", Version: "1.2.3", Secrets: secrets}
	p.Files = append(p.Files, report.File{File: "gone", Status: "failed", Error: "gone: no such file " + hostileName})
	for i, s := range sascore.States {
		p.Parameters = append(p.Parameters, report.Parameter{File: "resp.1", Line: i + 1, Parameter: fmt.Sprintf("truth.p%d", i), State: string(s),
			Value: hostileName, Why: "because", Looked: []string{"nowhere"}, Evidence: []report.Evidence{{File: hostileName, Line: 3, Value: "x"}}})
	}
	return p
}

func html(t *testing.T, p report.Page) string {
	var b bytes.Buffer
	require.NoError(t, p.Write(&b))
	return b.String()
}

func TestPage(t *testing.T) {
	page := html(t, sample(t))
	require.NotContains(t, page, "hunter2")
	require.NotContains(t, page, hostileName)
	require.NotContains(t, page, "\x1b")
	require.NotContains(t, page, "\u202e")
	require.NotRegexp(t, `src=|href="[^#]`, strings.ReplaceAll(page, "&lt;img src=x", ""), "the page needs no other file")
	require.Contains(t, page, "2008-01-01 00:00:00 UTC")
	require.Equal(t, 1, strings.Count(page, "<script>"))
	for _, s := range sascore.States {
		require.Contains(t, page, fmt.Sprintf(`<tr data-state="%s">`, s))
	}
	require.Less(t, strings.Index(page, `data-state="mismatch"`), strings.Index(page, `data-state="verified"`))
	for _, part := range []string{
		`<pre><bdi>db.password=<mark>***</mark></bdi></pre>`,
		`<pre><bdi>&lt;a x=&#39;1&#39; <mark>x</mark>=&#39;2&#39;/&gt;</bdi></pre>`,
		`<a href="#XML003">XML003&nbsp;duplicate-attribute</a>`, `<div id="XML003">`, `<p>XML readers refuse the whole file`,
		`<td><code>cfgtool check --fix --unsafe</code></td>`, `<td>remove one of the two lines</td>`,
	} {
		require.Contains(t, page, part)
	}
	var last int
	for _, severity := range []string{"error", "warning", "info"} {
		at := strings.Index(page, fmt.Sprintf(`<tr data-state="%s">`, severity))
		require.Greater(t, at, last, "the worst come first")
		last = at
	}
	require.Equal(t, page, html(t, sample(t)), "the same result gives the same page")
}

// TestPageLeavesOutWhatTheTableOfParametersSays.
func TestPageLeavesOutWhatTheTableOfParametersSays(t *testing.T) {
	p := sample(t)
	all := len(p.Findings.Findings)
	p.Findings.Findings = append(p.Findings.Findings, report.Finding{Rule: sascore.COR001.ID, Name: "mismatch", Severity: parsers.Error, Message: "said above"})
	require.NotContains(t, html(t, p), "said above")
	require.Len(t, p.Findings.Findings, all+1, "the findings given stay")
	p.Parameters = nil
	require.Contains(t, html(t, p), "said above")
}

// TestPageInABrowser: rows are filtered by state and by words, and nothing that
// a file says is run.
func TestPageInABrowser(t *testing.T) {
	parserstest.Require(t, "chromium")
	file := filepath.Join(t.TempDir(), "report.html")
	p := sample(t)
	require.NoError(t, os.WriteFile(file, []byte(html(t, p)), 0o644))
	rows := len(p.Parameters) + len(p.Findings.Findings)
	for view, shown := range map[string]int{
		"":                             rows,
		"#hide=mismatch":               rows - 1,
		"#hide=not+needed,no+evidence": rows - 2,
		"#find=truth.p2":               1,
		"#hide=manual&find=truth.p2":   0,
		"#find=PORT+set":               1,
		"#hide=error,warning,info":     len(p.Parameters),
		"#find=%3C/script%3E":          len(p.Parameters),
	} {
		dom := browse(t, "file://"+file+view)
		require.Contains(t, dom, fmt.Sprintf("%d of %d shown", shown, rows), view)
		require.Len(t, regexp.MustCompile(`<tr data-state="[^"]*">`).FindAllString(dom, -1), shown, view)
		require.Contains(t, dom, "<title>cfgtool check 2008-01-01", view)
	}
	dom := browse(t, "file://"+file+"#XML003")
	require.Contains(t, dom, fmt.Sprintf("%d of %d shown", rows, rows), "a link to a rule hides nothing")
	require.Regexp(t, `<details open="">\s*<summary><b>XML003 `, dom)
}

// TestPageOnAPhone: nothing is wider than 400 pixels, nor than a screen.
func TestPageOnAPhone(t *testing.T) {
	parserstest.Require(t, "chromium")
	p := sample(t)
	long := read(t, strings.Repeat("directory/", 20)+strings.Repeat("long", 30)+".properties", strings.Repeat("word", 200)+"=x \n")
	result, secrets := check(long)
	p.Findings.Findings = append(p.Findings.Findings, report.NewFindings(result, checked(long), secrets).Findings...)
	page := html(t, p)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/page" {
			io.WriteString(w, page)
			return
		}
		io.WriteString(w, `<iframe src="/page" width="400" height="900"></iframe><iframe src="/page" width="1200" height="900"></iframe><p></p><script>
onload = () => {
	const widths = [...document.querySelectorAll("iframe")].map((f) => f.contentDocument.documentElement);
	document.querySelector("p").textContent = widths.map((e) => e.scrollWidth - e.clientWidth + " too wide").join(", ");
};</script>`)
	}))
	defer server.Close()
	require.Contains(t, browse(t, server.URL), "<p>0 too wide, 0 too wide</p>")
}

// browse is the page as a browser has it once its script has run.
func browse(t *testing.T, address string) string {
	cmd := exec.Command("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+t.TempDir(), "--virtual-time-budget=2000", "--dump-dom", address)
	var messages bytes.Buffer
	cmd.Stderr = &messages
	dom, err := cmd.Output()
	require.NoError(t, err, messages.String())
	return string(dom)
}

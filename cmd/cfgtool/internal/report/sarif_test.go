package report_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/parsers"
	"cfgtool/parsers/formats"
	"cfgtool/rules"
	"cfgtool/rules/all"
	"cfgtool/rules/rulestest"
)

func sarif(t *testing.T, result rules.Result, files []report.File, secrets map[*parsers.Source][]parsers.Span) map[string]any {
	var b bytes.Buffer
	require.NoError(t, report.WriteSARIF(&b, result, files, secrets, "1.2.3"))
	require.NotContains(t, b.String(), "hunter2")
	parsed, err := jsonschema.UnmarshalJSON(&b)
	require.NoError(t, err)
	return parsed.(map[string]any)
}

// member walks down members and elements.
func member(v any, path ...any) any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			v = v.(map[string]any)[step]
		case int:
			v = v.([]any)[step]
		}
	}
	return v
}

func text(v any, path ...any) string {
	s, _ := member(v, path...).(string)
	return s
}

func TestSARIF(t *testing.T) {
	docs := []parsers.Document{
		read(t, "/etc/my app/a.properties", "port=1\nport=2\nhost=a \ndb.password=hunter2 \n"),
		read(t, "config.xml", "<a x='1' x='2'/>\n"),
	}
	result, secrets := check(docs...)
	files := append(checked(docs...), report.File{File: "gone.xml", Status: "failed", Error: "gone.xml: no such file"})
	run := member(sarif(t, result, files, secrets), "runs", 0)

	require.Equal(t, "file:///etc/my%20app/a.properties", text(run, "artifacts", 0, "location", "uri"))
	require.Equal(t, "config.xml", text(run, "artifacts", 1, "location", "uri"))
	require.Equal(t, false, member(run, "invocations", 0, "executionSuccessful"))
	require.Equal(t, "gone.xml: no such file", text(run, "invocations", 0, "toolExecutionNotifications", 0, "message", "text"))

	results := member(run, "results").([]any)
	require.Len(t, results, len(result.Findings))
	prints := make(map[string]bool)
	for i, f := range result.Findings {
		r := results[i]
		require.Equal(t, f.Rule.ID, text(r, "ruleId"))
		index, err := member(r, "ruleIndex").(interface{ Int64() (int64, error) }).Int64()
		require.NoError(t, err)
		require.Equal(t, f.Rule.ID, text(run, "tool", "driver", "rules", int(index), "id"))
		require.Contains(t, text(r, "message", "text"), f.Message)
		prints[text(r, "partialFingerprints", "cfgtool/v1")] = true
	}
	require.Len(t, prints, len(results), "fingerprints tell findings apart")
}

// TestSARIFFingerprints: lines that come above do not change what a finding is.
func TestSARIFFingerprints(t *testing.T) {
	print := func(content string) string {
		result, secrets := check(read(t, "a.properties", content))
		return text(sarif(t, result, nil, secrets), "runs", 0, "results", 0, "partialFingerprints", "cfgtool/v1")
	}
	require.Equal(t, print("k=a \n"), print("# more\n\nk=a \n"))
	require.NotEqual(t, print("k=a \n"), print("l=a \n"))
}

// TestSARIFFitsItsSchema holds the findings of every rule's example against
// the schema of SARIF, which CFGTOOL_SARIF names; make sarif fetches it.
func TestSARIFFitsItsSchema(t *testing.T) {
	path := os.Getenv("CFGTOOL_SARIF")
	if path == "" {
		t.Skip("CFGTOOL_SARIF does not name the schema of SARIF")
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	s, err := c.Compile(path)
	require.NoError(t, err)
	require.NoError(t, s.Validate(sarif(t, rules.Result{}, []report.File{}, nil)))
	var docs []parsers.Document
	for _, rule := range all.Rules {
		if rule.Made != nil {
			continue
		}
		for name, f := range rulestest.Files(rule.Bad) {
			if format, err := formats.All.Detect(name, f.Data); err == nil {
				docs = append(docs, format.Read(rule.ID+"/"+name, f.Data))
			}
		}
	}
	result, secrets := check(docs...)
	files := append(checked(docs...), report.File{File: "a:b\xff.xml", Status: "failed", Error: "no such file"})
	require.NoError(t, s.Validate(sarif(t, result, files, secrets)))
}

package report_test

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/parsers"
	"cfgtool/parsers/formats"
	"cfgtool/rewriters/change"
	"cfgtool/rules"
	"cfgtool/rules/all"
	"cfgtool/rules/rulestest"
)

const schemas = "../../../../docs/schema/"

func schema(t *testing.T, name string) *jsonschema.Schema {
	compiled, err := jsonschema.NewCompiler().Compile(schemas + name)
	require.NoError(t, err)
	return compiled
}

// valid holds what report.JSON prints of v against a schema.
func valid(t *testing.T, s *jsonschema.Schema, v any) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, report.JSON(&b, v))
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(b.Bytes()))
	require.NoError(t, err)
	require.NoError(t, s.Validate(parsed), "%s", b.String())
	return b.String()
}

func read(t *testing.T, name, content string) parsers.Document {
	format, err := formats.All.Detect(name, []byte(content))
	require.NoError(t, err)
	return format.Read(name, []byte(content))
}

func check(docs ...parsers.Document) (rules.Result, map[*parsers.Source][]parsers.Span) {
	secrets := make(map[*parsers.Source][]parsers.Span)
	for _, d := range docs {
		secrets[d.Source()] = parsers.Secrets(d)
	}
	return rules.Run{Rules: all.Rules, Formats: formats.All}.Check(docs), secrets
}

func checked(docs ...parsers.Document) []report.File {
	files := []report.File{}
	for _, d := range docs {
		files = append(files, report.File{File: d.Source().Name(), Format: d.Source().Format().ID, Status: "checked"})
	}
	return files
}

func TestFindingsFitTheirSchema(t *testing.T) {
	s := schema(t, "findings.json")
	valid(t, s, report.NewFindings(rules.Result{}, []report.File{}, nil))

	docs := []parsers.Document{
		read(t, "app.properties", "\uFEFFport=1\nport=2\nhost=a \ndb.password=hunter2 \n"),
		read(t, "config.xml", "<a x='1' x='2'></b>\n"),
		read(t, "old.properties", "k=\xE9\r\nk=\\u\r\n"),
	}
	result, secrets := check(docs...)
	result.Skipped = []*rules.Rule{{ID: "FST001"}}
	files := append(checked(docs...), report.File{File: "gone.xml", Status: "failed", Error: "gone.xml: no such file"})
	findings := report.NewFindings(result, files, secrets)
	text := valid(t, s, findings)
	require.NotContains(t, text, "hunter2")

	var streamed bytes.Buffer
	require.NoError(t, report.WriteFindings(&streamed, result, files, secrets, nil))
	require.Equal(t, text, streamed.String(), "it is the same when it is written finding by finding")

	var related, safe, unsafe, without int
	for _, f := range findings.Findings {
		related += len(f.Related)
		switch {
		case f.Fix == nil:
			without++
		case f.Fix.Safety == rules.Safe:
			safe++
		default:
			unsafe++
			require.Equal(t, 3, f.Line, "the fix of line 4 would show where a secret ends")
		}
	}
	require.Positive(t, related)
	require.Equal(t, []int{1, 1}, []int{safe, unsafe})
	require.Positive(t, without)
	require.Equal(t, report.Place{File: "old.properties", Line: 2, Column: 3, EndLine: 2, EndColumn: 5, Offset: 7, EndOffset: 9},
		findings.Findings[slices.IndexFunc(findings.Findings, func(f report.Finding) bool { return f.Rule == "PRP001" })].Place, "offsets are those of the file's bytes")
}

// TestFindingsOfEveryRuleFitTheSchema, as far as examples are small.
func TestFindingsOfEveryRuleFitTheSchema(t *testing.T) {
	s := schema(t, "findings.json")
	for _, rule := range all.Rules {
		if rule.Made != nil {
			continue
		}
		var docs []parsers.Document
		for name, f := range rulestest.Files(rule.Bad) {
			if format, err := formats.All.Detect(name, f.Data); err == nil {
				docs = append(docs, format.Read(name, f.Data))
			}
		}
		result, secrets := check(docs...)
		valid(t, s, report.NewFindings(result, checked(docs...), secrets))
	}
}

func TestPlansFitTheirSchema(t *testing.T) {
	s := schema(t, "plan.json")
	valid(t, s, report.NewPlan(&change.Plan{}, nil, nil, nil, ""))

	replace := func(old, new string) change.Step {
		return func(d parsers.Document) ([]parsers.Edit, error) {
			i := bytes.Index(d.Source().Text(), []byte(old))
			if i < 0 {
				return nil, nil
			}
			return []parsers.Edit{{Span: parsers.Span{Start: i, End: i + len(old)}, New: []byte(new), Why: "step 1"}}, nil
		}
	}
	edit, err := change.Build(read(t, "a.properties", "port=1\r\nname=\xE9\r\n"), replace("port=1", "port=2"))
	require.NoError(t, err)
	masked, err := change.Build(read(t, "b.xml", "<a password='hunter2' port='1'/>\n"), replace("port='1'", "port='2'"))
	require.NoError(t, err)
	created := read(t, "c.properties", "a=1\n")
	create := &change.FileChange{Path: "c.properties", Kind: change.Create, After: created.Source().Bytes(), New: created}
	remove := &change.FileChange{Path: "d.bin", Kind: change.Remove, Before: []byte("x\n")}
	restore := &change.FileChange{Path: "e.bin", Kind: change.Restore, Before: []byte("x\n"), After: []byte("y\n")}

	plan := report.NewPlan(&change.Plan{Files: []*change.FileChange{edit, masked, create, remove, restore}},
		[]*change.FileChange{edit}, []string{"a note"}, []string{"restart it"}, "20260101T000000Z-3f2a9c")
	text := valid(t, s, plan)
	require.NotContains(t, text, "hunter2")
	require.True(t, plan.Changed)
	require.Equal(t, []report.Edit{{Offset: 5, EndOffset: 6, New: "2", Why: "step 1"}}, trimmed(plan.Files[0].Edits))
	require.True(t, plan.Files[1].Masked)
	require.Empty(t, plan.Files[2].Before)
	require.Empty(t, plan.Files[3].After)
}

func TestSavedPlansFitTheirSchema(t *testing.T) {
	s := schema(t, "saved-plan.json")
	created := read(t, "/c.properties", "a=1\n")
	meta := &change.Metadata{Mode: 0o640, UID: -1, GID: -1, Xattrs: map[string][]byte{"user.a": {1}}}
	for _, plan := range []*change.Plan{{}, {Files: []*change.FileChange{
		{Path: "c.properties", Kind: change.Create, After: created.Source().Bytes(), New: created, Metadata: meta},
		{Path: "d.bin", Kind: change.Remove, Before: []byte("x\n")},
		{Path: "a.properties", Kind: change.Edit, Before: []byte("a=2\n"), After: []byte("a=1\n"), Old: read(t, "a.properties", "a=2\n"), New: created,
			Edits: []parsers.Edit{{Span: parsers.Span{Start: 2, End: 3}, New: []byte("1"), Why: "step 1"}}},
	}, Folders: []change.Folder{{Path: "d", Was: meta}, {Path: "e\xff", Metadata: &change.Metadata{Xattrs: change.Xattrs{"user.\xff": {1}}}}}, Links: []change.Link{{Path: "l", Text: "m\xff"}}}} {
		saved, err := plan.Save()
		require.NoError(t, err)
		valid(t, s, saved)
	}
}

// trimmed takes what stays the same from the start of each edit.
func trimmed(edits []report.Edit) []report.Edit {
	for i, e := range edits {
		if rest, ok := strings.CutPrefix(e.New, "port="); ok {
			edits[i].New, edits[i].Offset = rest, e.Offset+len("port=")
		}
	}
	return edits
}

// TestSchemasNameEveryMember: the schemas have the members of the types, each
// with a description, and demand those that are always written.
func TestSchemasNameEveryMember(t *testing.T) {
	for _, tc := range []struct {
		file string
		of   map[string]any
	}{
		{"findings.json", map[string]any{"": report.Findings{}, "place": report.Place{}, "finding": report.Finding{}, "related": report.Related{}, "fix": report.Fix{}, "edit": report.Edit{}, "file": report.File{}, "parameter": report.Parameter{}, "evidence": report.Evidence{}}},
		{"plan.json", map[string]any{"": report.Plan{}, "fileChange": report.FileChange{}, "edit": report.Edit{}}},
		{"saved-plan.json", map[string]any{"": change.Saved{}, "file": change.SavedFile{}, "folder": change.SavedFolder{}, "link": change.SavedLink{}, "edit": change.SavedEdit{}, "metadata": change.Metadata{}}},
		{"log.json", map[string]any{"": report.Log{}, "change": report.LoggedChange{}, "file": report.LoggedFile{}}},
		{"archive.json", map[string]any{"": report.Archive{}, "generation": report.Generation{}}},
		{"verification.json", map[string]any{"": report.Verification{}, "damage": report.Damage{}}},
		{"status.json", map[string]any{"": report.Status{}, "file": report.DriftedFile{}}},
		{"rules.json", map[string]any{"": report.Rules{}, "rule": report.Rule{}}},
		{"rule.json", map[string]any{"": report.Explanation{}, "rule": report.Rule{}}},
		{"accept.json", map[string]any{"": report.Acceptable{}, "accept": report.Accept{}}},
		{"migrations.json", map[string]any{"": report.Migrations{}, "migration": report.Migration{}}},
		{"version.json", map[string]any{"": report.Version{}}},
		{"diff.json", map[string]any{"": report.Diffs{}, "file": report.FileDiff{}, "hunk": report.Hunk{}}},
		{"tunnels.json", map[string]any{"": report.Tunnels{}, "place": report.Place{}, "file": report.GatewayTunnels{}, "tunnel": report.Tunnel{}}},
	} {
		raw, err := os.ReadFile(schemas + tc.file)
		require.NoError(t, err)
		parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
		require.NoError(t, err)
		described(t, tc.file, parsed)
		for name, v := range tc.of {
			node := parsed.(map[string]any)
			if name != "" {
				node = node["$defs"].(map[string]any)[name].(map[string]any)
			}
			var names []string
			for n, member := range node["properties"].(map[string]any) {
				require.NotEmpty(t, member.(map[string]any)["description"], "%s: %s.%s", tc.file, name, n)
				names = append(names, n)
			}
			var required []string
			for _, n := range node["required"].([]any) {
				required = append(required, n.(string))
			}
			want, always := members(reflect.TypeOf(v))
			require.ElementsMatch(t, want, names, "%s: %s", tc.file, name)
			require.ElementsMatch(t, always, required, "%s: %s", tc.file, name)
		}
	}
}

// members are the JSON names of a struct's own fields, and those always written.
func members(s reflect.Type) (all, always []string) {
	for i := range s.NumField() {
		if s.Field(i).Anonymous || !s.Field(i).IsExported() {
			continue
		}
		name, options, _ := strings.Cut(s.Field(i).Tag.Get("json"), ",")
		if name == "-" {
			continue
		}
		all = append(all, name)
		if options != "omitempty" {
			always = append(always, name)
		}
	}
	return all, always
}

// described demands a description of every definition.
func described(t *testing.T, file string, parsed any) {
	root := parsed.(map[string]any)
	require.NotEmpty(t, root["description"], file)
	for name, def := range root["$defs"].(map[string]any) {
		require.NotEmpty(t, def.(map[string]any)["description"], "%s: %s", file, name)
	}
}

// TestGoldenFindingsFitTheSchema: what the golden cases expect is valid, too.
func TestGoldenFindingsFitTheSchema(t *testing.T) {
	s := schema(t, "findings.json")
	files, err := filepath.Glob("../../../../golden/*/*/findings.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		raw, err := os.ReadFile(file)
		require.NoError(t, err)
		parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
		require.NoError(t, err)
		require.NoError(t, s.Validate(parsed), file)
	}
}

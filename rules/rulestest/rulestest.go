// Package rulestest proves that a rule's documentation is true.
package rulestest

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/formats"
	"cfgtool/parsers/profile"
	"cfgtool/rules"
)

var (
	id   = regexp.MustCompile(`^[A-Z]{3}[0-9]{3}$`)
	name = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
)

// Run proves each rule: its documentation is complete, its bad example yields
// its finding, its good one none, and a safe fix turns the first into files
// without the finding. all is the registered list, which re-emits problems.
func Run(t *testing.T, all, tested []*rules.Rule) {
	require.NotEmpty(t, tested)
	for _, rule := range tested {
		t.Run(rule.ID, func(t *testing.T) {
			require.Regexp(t, id, rule.ID)
			require.Regexp(t, name, rule.Name)
			for what, text := range map[string]string{"Summary": rule.Summary, "Why": rule.Why, "Source": rule.Source, "Since": rule.Since, "Bad": rule.Bad, "Good": rule.Good} {
				require.NotEmpty(t, text, what)
			}
			require.NotZero(t, rule.Severity)
			require.NotEmpty(t, rule.Formats)

			found := Findings(t, all, rule)
			for s, when := range rule.Milder {
				require.True(t, s < rule.Severity && when != "", "the severity is the highest, and the milder ones say when")
			}
			for _, f := range found {
				require.Contains(t, rule.Levels(), f.Severity)
				require.NotEmpty(t, f.Message)
				require.False(t, strings.HasSuffix(f.Message, "."), "a message is no sentence: %s", f.Message)
				if f.Fix != nil {
					require.Equal(t, rule.Fix, f.Fix.Safety)
				}
			}
			good := check(t, all, Files(rule.Good))
			require.Empty(t, messages(of(rule, good.Findings)), "the good example yields the finding")

			if rule.Fix == rules.NoFix {
				return
			}
			fixed := Fixed(t, all, Bad(rule))
			after := check(t, all, fixed)
			require.Empty(t, messages(of(rule, after.Findings)), "the fix leaves the finding in\n%s", fixed)
		})
	}
}

// Findings are those of a rule in its bad example.
func Findings(t *testing.T, all []*rules.Rule, rule *rules.Rule) []rules.Finding {
	t.Helper()
	bad := check(t, all, Bad(rule))
	found := of(rule, bad.Findings)
	if len(found) == 0 { // counting the lines of an example at the limit takes time
		require.Failf(t, "the bad example yields no finding of the rule", "but %v", messages(bad.Findings))
	}
	return found
}

// Bad are the files of a rule's bad example.
func Bad(rule *rules.Rule) fstest.MapFS {
	if rule.Made == nil {
		return Files(rule.Bad)
	}
	name, content := rule.Made()
	return fstest.MapFS{name: &fstest.MapFile{Data: content}}
}

// Files reads an example: in the form of txtar, "-- path --" before each file.
// A file's last line end is its own. A file "*.yaml" is a product's profile.
//
// What only a running system has is written in words. A file whose one line is
// "block device" or "character device" is one, "link to PATH" is a symbolic link,
// and "modified TIME", as in RFC 3339, is an empty file of that time. All others
// were modified at the start of 2026.
func Files(example string) fstest.MapFS {
	files := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(example)).Files {
		file := &fstest.MapFile{Data: f.Data, Mode: 0o644, ModTime: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
		text := strings.TrimSuffix(string(f.Data), "\n")
		if text == "block device" {
			file.Mode = fs.ModeDevice
		} else if text == "character device" {
			file.Mode = fs.ModeDevice | fs.ModeCharDevice
		} else if target, ok := strings.CutPrefix(text, "link to "); ok {
			file.Mode, file.Data = fs.ModeSymlink, []byte(target)
		} else if when, ok := strings.CutPrefix(text, "modified "); ok {
			if at, err := time.Parse(time.RFC3339, when); err == nil {
				file.ModTime, file.Data = at, nil
			}
		}
		files[f.Name] = file
	}
	return files
}

// run is all rules, those with OptIn too, with all files as the root and as the running system.
func run(t *testing.T, all []*rules.Rule, files fstest.MapFS) rules.Run {
	return rules.Run{Rules: all, On: all, Formats: formats.All, Root: files, Live: files, Profiles: profiles(t, files)}
}

// check runs all rules on the files of known kinds.
func check(t *testing.T, all []*rules.Rule, files fstest.MapFS) rules.Result {
	t.Helper()
	require.NotEmpty(t, files, "the example has no files")
	docs := documents(files)
	require.NotEmpty(t, docs, "the example has no file of a known kind")
	return run(t, all, files).Check(docs)
}

func documents(files fstest.MapFS) []parsers.Document {
	var docs []parsers.Document
	for name, f := range files {
		if !f.Mode.IsRegular() {
			continue
		}
		if format, err := formats.All.Detect(name, f.Data); err == nil {
			docs = append(docs, format.Read(name, f.Data))
		}
	}
	return docs
}

// profiles are the files of an example that are profiles: those named "*.yaml".
func profiles(t *testing.T, files fstest.MapFS) profile.Set {
	set := profile.Set{}
	for name, f := range files {
		if path.Ext(name) == ".yaml" {
			require.NoError(t, set.Add(name, f.Data))
		}
	}
	return set
}

// Fixed are the files after all fixes, unsafe ones too.
func Fixed(t *testing.T, all []*rules.Rule, files fstest.MapFS) fstest.MapFS {
	t.Helper()
	docs := documents(files)
	found := run(t, all, files).Check(docs).Findings
	fixed := fstest.MapFS{}
	for name, f := range files {
		fixed[name] = f
	}
	for _, doc := range docs {
		raw, err := parsers.Apply(doc.Source(), rules.Fixes(doc, found, true))
		require.NoError(t, err)
		fixed[doc.Source().Name()] = &fstest.MapFile{Data: raw}
	}
	return fixed
}

func of(rule *rules.Rule, findings []rules.Finding) []rules.Finding {
	var found []rules.Finding
	for _, f := range findings {
		if f.Rule.ID == rule.ID {
			found = append(found, f)
		}
	}
	return found
}

func messages(findings []rules.Finding) []string {
	var all []string
	for _, f := range findings {
		all = append(all, fmt.Sprintf("%s:%v: %s [%s]", f.Source.Name(), f.Source.Position(f.Span.Start), f.Message, f.Rule.ID))
	}
	return all
}

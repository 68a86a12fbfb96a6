package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/stretchr/testify/require"

	"cfgtool/parsers/formats"
)

const hooksFile = "../../.pre-commit-hooks.yaml"

// TestHooks: the pre-commit hooks are given the files whose names may tell their
// kind, and no others; they run one at a time, and their commands exist. What is
// fixed is fixed first, and what is found is reported once, warnings too.
func TestHooks(t *testing.T) {
	if *update {
		text := regexp.MustCompile(`(?m)^  files: .*$`).ReplaceAllLiteralString(string(mustRead(t, hooksFile)), "  files: "+hookFiles())
		require.NoError(t, os.WriteFile(hooksFile, []byte(text), 0o644))
	}
	var hooks []struct {
		ID, Entry, Files string
		Args             []string
		RequireSerial    bool `yaml:"require_serial"`
		Verbose          bool
	}
	require.NoError(t, yaml.Unmarshal(mustRead(t, hooksFile), &hooks))
	require.Len(t, hooks, 2)
	require.Equal(t, []string{"cfgtool-fix", "cfgtool-check"}, []string{hooks[0].ID, hooks[1].ID})
	require.Equal(t, "cfgtool check --fix-only --yes --no-archive --ignore-unknown", hooks[0].Entry)
	require.Equal(t, "cfgtool check --ignore-unknown", hooks[1].Entry)
	require.True(t, hooks[1].Verbose, "a hook that passes is not heard otherwise, and warnings are no failure")
	example := strings.NewReplacer("*", "x", "[0-9]", "2")
	for _, hook := range hooks {
		require.True(t, hook.RequireSerial)
		require.Equal(t, []string{"--"}, hook.Args, "files may have names like -x.properties")
		require.Equal(t, hookFiles(), hook.Files, "go test ./cmd/cfgtool -run TestHooks -update writes it")
		files := regexp.MustCompile(hook.Files)
		for _, f := range formats.All {
			for _, pattern := range slices.Concat(f.Names, f.Shared) {
				require.Regexp(t, files, "dir/"+example.Replace(pattern))
				require.Regexp(t, files, example.Replace(pattern))
			}
		}
		for _, other := range []string{"README.md", "x.properties.bak", "xml", "main.go", "myfstab", "a/respxfile"} {
			require.NotRegexp(t, files, other)
		}
		code, stdout, _ := try(append(strings.Fields(hook.Entry)[1:], "--help")...)
		require.Zero(t, code)
		require.Contains(t, stdout, "Usage:")
	}
	readme := string(mustRead(t, "../../README.md"))
	require.Less(t, strings.Index(readme, "- id: cfgtool-fix"), strings.Index(readme, "- id: cfgtool-check"))
}

// hookFiles is the expression for the names of all kinds, as Python and Go read it.
func hookFiles() string {
	expression := strings.NewReplacer(`\*`, "[^/]*", `\[`, "[", `\]`, "]")
	var names []string
	for _, f := range formats.All {
		for _, pattern := range slices.Concat(f.Names, f.Shared) {
			if name := expression.Replace(regexp.QuoteMeta(pattern)); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return fmt.Sprintf("(^|/)(%s)$", strings.Join(names, "|"))
}

// TestFormatsPage holds the tables of names in docs/formats against the formats.
func TestFormatsPage(t *testing.T) {
	const page = "../../docs/formats/README.md"
	text := string(mustRead(t, page))
	want := text
	for heading, table := range map[string]string{"Names that tell the kind": kindsTable(t), "Names of other worlds": foreignTable()} {
		written := regexp.MustCompile(`(?s)(\n## ` + heading + `\n.*?\n)((\|[^\n]*\n)+)`).FindStringSubmatchIndex(want)
		require.NotNil(t, written, heading)
		want = want[:written[4]] + table + want[written[5]:]
	}
	if *update {
		require.NoError(t, os.WriteFile(page, []byte(want), 0o644))
		return
	}
	require.Equal(t, want, text, "go test ./cmd/cfgtool -run TestFormatsPage -update writes it")
}

// pages of docs/formats that tell of several kinds.
var pages = map[string]string{
	"rsp": "respfile", "sas-resp": "respfile", "clconf": "linuxha", "appconf": "linuxha", "clstart": "linuxha", "listener": "tnsnames", "sqlnet": "tnsnames",
	"dfstab": "exports", "tru64-fstab": "fstab", "mtab": "fstab", "mountinfo": "fstab", "vfstab": "fstab", "mnttab": "fstab",
}

func kindsTable(t *testing.T) string {
	var b strings.Builder
	b.WriteString("| `--as` | kind | names | with `<` first | by content |\n| --- | --- | --- | --- | --- |\n")
	for _, f := range formats.All {
		guessed := "no"
		if f.Sniff != nil {
			guessed = "yes"
		}
		page := cmp.Or(pages[f.ID], f.ID) + ".md"
		require.FileExists(t, filepath.Join("../../docs/formats", page))
		fmt.Fprintf(&b, "| %s | [%s](%s) | %s | %s | %s |\n", f.ID, f.Title, page, quotedNames(f.Names), quotedNames(f.Shared), guessed)
	}
	return b.String()
}

func foreignTable() string {
	var b strings.Builder
	b.WriteString("| what | names, in small letters or capitals |\n| --- | --- |\n")
	for _, f := range formats.Foreign {
		fmt.Fprintf(&b, "| %s | %s |\n", f.What, quotedNames(strings.Fields(f.Names)))
	}
	return b.String()
}

func quotedNames(names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = "`" + name + "`"
	}
	return strings.Join(quoted, " ")
}

package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

type pkg struct {
	ImportPath, Dir, Name string
	Imports               []string
	GoFiles               []string
}

func packages(t *testing.T) []pkg {
	cmd := exec.Command("go", "list", "-json", "cfgtool/...")
	out, err := cmd.Output()
	require.NoError(t, err)
	var all []pkg
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else {
			require.NoError(t, err)
		}
		all = append(all, p)
	}
}

// in reports whether an import path is a package or lies below it.
func in(path, parent string) bool { return path == parent || strings.HasPrefix(path, parent+"/") }

// TestImportsRunOneWay: cmd → rewriters, rules → parsers; rules and rewriters
// do not know each other; views import syntax, and never the reverse.
func TestImportsRunOneWay(t *testing.T) {
	forbidden := map[string][]string{
		"cfgtool/parsers":   {"cfgtool/rules", "cfgtool/rewriters", "cfgtool/cmd"},
		"cfgtool/rules":     {"cfgtool/rewriters", "cfgtool/cmd"},
		"cfgtool/rewriters": {"cfgtool/rules", "cfgtool/cmd"},
	}
	syntax := map[string][]string{ // what each package of parsers may import of the others
		"cfgtool/parsers":             {},
		"cfgtool/parsers/profile":     {},
		"cfgtool/parsers/regular":     {},
		"cfgtool/parsers/spelling":    {},
		"cfgtool/parsers/properties":  {"cfgtool/parsers"},
		"cfgtool/parsers/xmlconf":     {"cfgtool/parsers"},
		"cfgtool/parsers/tnsnames":    {"cfgtool/parsers"},
		"cfgtool/parsers/mounttab":    {"cfgtool/parsers", "cfgtool/parsers/spelling"},
		"cfgtool/parsers/opswgw":      {"cfgtool/parsers", "cfgtool/parsers/properties", "cfgtool/parsers/profile", "cfgtool/parsers/pattern"},
		"cfgtool/parsers/linuxha":     {"cfgtool/parsers", "cfgtool/parsers/xmlconf", "cfgtool/parsers/profile", "cfgtool/parsers/pattern"},
		"cfgtool/parsers/respfile":    {"cfgtool/parsers", "cfgtool/parsers/profile", "cfgtool/parsers/spelling", "cfgtool/parsers/pattern"},
		"cfgtool/parsers/dhcpd":       {"cfgtool/parsers"},
		"cfgtool/parsers/exports":     {"cfgtool/parsers"},
		"cfgtool/parsers/ldif":        {"cfgtool/parsers"},
		"cfgtool/parsers/smbconf":     {"cfgtool/parsers"},
		"cfgtool/parsers/parserstest": {"cfgtool/parsers"},
		"cfgtool/rewriters/change":    {"cfgtool/parsers"},
	}
	mains := 0
	for _, p := range packages(t) {
		if p.Name == "main" {
			mains++
		}
		for from, to := range forbidden {
			for _, i := range p.Imports {
				for _, target := range to {
					require.False(t, in(p.ImportPath, from) && in(i, target), "%s imports %s", p.ImportPath, i)
				}
			}
		}
		if may, ok := syntax[p.ImportPath]; ok {
			for _, i := range p.Imports {
				require.True(t, !in(i, "cfgtool") || slices.Contains(may, i), "%s imports %s", p.ImportPath, i)
			}
		}
	}
	require.Equal(t, 1, mains, "pre-commit installs every main package")
}

var writes = regexp.MustCompile(`\bos\.(WriteFile|Create\w*|Rename|Remove\w*|Mkdir\w*|Chmod|Chown|Lchown|Chtimes|Symlink|Link|Truncate|O_(WRONLY|RDWR|CREATE|APPEND|TRUNC))\b`)

// TestOnlyTheStoreWritesFiles reads the code of all other packages.
func TestOnlyTheStoreWritesFiles(t *testing.T) {
	for _, p := range packages(t) {
		if in(p.ImportPath, "cfgtool/rewriters/change/store") {
			continue
		}
		for _, name := range p.GoFiles {
			code, err := os.ReadFile(filepath.Join(p.Dir, name))
			require.NoError(t, err)
			require.Empty(t, writes.FindString(string(code)), "%s/%s", p.ImportPath, name)
		}
	}
}

// TestFilesAreShort keeps to one noun a file.
func TestFilesAreShort(t *testing.T) {
	for _, p := range packages(t) {
		for _, name := range p.GoFiles {
			code, err := os.ReadFile(filepath.Join(p.Dir, name))
			require.NoError(t, err)
			require.LessOrEqual(t, strings.Count(string(code), "\n"), 420, "%s/%s", p.ImportPath, name)
		}
	}
}

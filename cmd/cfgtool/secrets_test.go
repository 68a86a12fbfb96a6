package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/require"
)

// sentinel is what stands for a secret in the places: a text with the number of
// its place, which is found nowhere else.
var sentinel = regexp.MustCompile(`(?i)S3nt1nel(\d{3})`)

// hidden are the places of secrets, as files below the current folder.
type hidden struct {
	t     *testing.T
	files []txtar.File
	seen  map[string]bool
}

// hide writes the places of testdata/secrets.txtar into a new folder.
func hide(t *testing.T) *hidden {
	archive, err := txtar.ParseFile("testdata/secrets.txtar")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(archive.Files), 150)
	t.Chdir(t.TempDir())
	t.Setenv("CFGTOOL_ARCHIVE", filepath.Join(t.TempDir(), "archive"))
	h := &hidden{t: t, files: archive.Files, seen: make(map[string]bool)}
	for i, f := range h.files {
		require.Contains(t, string(f.Data), "SECRET", f.Name)
		h.files[i].Data = bytes.ReplaceAll(f.Data, []byte("SECRET"), fmt.Appendf(nil, "S3nt1nel%03d", i))
		require.NoError(t, os.MkdirAll(filepath.Dir(f.Name), 0o755))
		h.write(h.files[i].Name, h.files[i].Data)
	}
	return h
}

func (h *hidden) write(name string, content []byte) {
	require.NoError(h.t, os.WriteFile(name, content, 0o644))
}

// run runs a command and holds that no secret is in what it prints.
func (h *hidden) run(args ...string) {
	_, stdout, stderr := try(args...)
	require.NotContains(h.t, stderr, "internal error")
	require.NotContains(h.t, stderr, "Run 'cfgtool", "%q", args)
	h.discreet(strings.Join(args[:min(2, len(args))], " "), stdout+stderr)
}

// saved is the ID of the newest change.
func (h *hidden) saved() string {
	_, log, _ := try("log", "--output", "json")
	var known struct{ Changes []struct{ ID string } }
	require.NoError(h.t, json.Unmarshal([]byte(log), &known))
	return known.Changes[0].ID
}

// named are the files with a base name.
func (h *hidden) named(base string) (files []string) {
	for _, f := range h.files {
		if filepath.Base(f.Name) == base {
			files = append(files, f.Name)
		}
	}
	return files
}

// discreet holds that a text has no secret, and says where each stands that it has.
func (h *hidden) discreet(what, text string) {
	for _, m := range sentinel.FindAllStringSubmatchIndex(text, -1) {
		n, _ := strconv.Atoi(text[m[2]:m[3]])
		if key := fmt.Sprint(what, n); !h.seen[key] {
			h.seen[key] = true
			h.t.Errorf("%s shows the secret of %s: %q", what, h.files[n].Name, text[max(0, m[0]-80):min(len(text), m[1]+20)])
		}
	}
}

// TestSecretsAreNeverPrinted: whatever a command prints, and in whatever form,
// the secrets of files are not in it, nor are they in the ledger.
func TestSecretsAreNeverPrinted(t *testing.T) {
	h := hide(t)
	check := func() {
		for _, form := range []string{"text", "json", "sarif", "html"} {
			h.run("check", "--ignore-unknown", "--output", form, ".")
		}
		h.run("check", "-v", ".")
		h.run("check", "--color", "always", ".")
		h.run("check", "-v", "--root", ".", ".")
		h.run("check", "--fix", "--unsafe", "--dry-run", "--keep-going", ".")
		h.run("check", "--fix", "--dry-run", "--keep-going", "--output", "json", ".")
		h.run("migrate", "--to", "1.1", "--dry-run", "--keep-going", ".")
		h.run("migrate", "--to", "1.1", "--dry-run", "--keep-going", "--output", "json", ".")
		h.run(append([]string{"tunnels", "list"}, h.named("opswgw.properties")...)...)
		h.run(append([]string{"tunnels", "list", "--output", "json"}, h.named("opswgw.properties")...)...)
	}
	check()
	h.run("archive", "save", "-m", "password=S3nt1nel000", ".")
	change := h.saved()
	for _, f := range h.files {
		h.run("archive", "show", change, "--file", f.Name)
	}

	for name, edit := range map[string]func([]byte) []byte{
		"beside": func(text []byte) []byte { return append(bytes.TrimSuffix(text, []byte("\n")), " \n\n"...) },
		"above":  func(text []byte) []byte { return append([]byte("\n"), text...) },
		"at":     func(text []byte) []byte { return sentinel.ReplaceAll(text, []byte("${0}x")) },
		"split":  func(text []byte) []byte { return sentinel.ReplaceAll(text, []byte("S3nt1nel$1.S3nt1nel$1")) },
	} {
		t.Log("edited", name)
		for _, f := range h.files {
			h.write(f.Name, edit(f.Data))
		}
		h.run("status")
		h.run("status", "--output", "json")
		h.run("rollback", "--last", "--dry-run")
		h.run("archive", "diff", change)
	}
	for _, f := range h.files {
		before := filepath.Join("before", f.Name)
		require.NoError(t, os.MkdirAll(filepath.Dir(before), 0o755))
		h.write(before, f.Data)
		h.run("diff", before, f.Name)
	}
	ledger, err := os.ReadFile(filepath.Join(os.Getenv("CFGTOOL_ARCHIVE"), "ledger.jsonl"))
	require.NoError(t, err)
	h.discreet("the ledger", string(ledger))
	h.run("log", "-v")
	h.run("log", "--output", "json")
}

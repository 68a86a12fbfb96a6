package main

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestDocs runs the examples of README.md and docs: every "console" block whose
// lines begin with "$ " is a transcript in a copy of golden/demo, and what follows
// a command is its output. With -update, the output is rewritten.
func TestDocs(t *testing.T) {
	repository, err := filepath.Abs("../..")
	require.NoError(t, err)
	bin := t.TempDir()
	build := exec.Command("go", "build", "-o", filepath.Join(bin, "cfgtool"), ".")
	out, err := build.CombinedOutput()
	require.NoError(t, err, "%s", out)

	pages := []string{filepath.Join(repository, "README.md")}
	require.NoError(t, filepath.WalkDir(filepath.Join(repository, "docs"), func(path string, e fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".md") {
			pages = append(pages, path)
		}
		return err
	}))
	for _, page := range pages {
		name, _ := filepath.Rel(repository, page)
		t.Run(name, func(t *testing.T) {
			text := string(mustRead(t, page))
			got := runTranscripts(t, repository, bin, text)
			if *update {
				require.NoError(t, os.WriteFile(page, []byte(got), 0o644))
				return
			}
			require.Equal(t, text, got)
		})
	}
}

// runTranscripts returns the page with the output that its commands have now.
func runTranscripts(t *testing.T, repository, bin, page string) string {
	var b strings.Builder
	work := ""
	inside := false
	for line := range strings.Lines(page) {
		switch {
		case line == "```console\n":
			inside = true
			if work == "" {
				work = t.TempDir()
				require.NoError(t, os.CopyFS(work, os.DirFS(filepath.Join(repository, "golden/demo"))))
			}
			b.WriteString(line)
		case line == "```\n":
			inside = false
			b.WriteString(line)
		case !inside:
			b.WriteString(line)
		case strings.HasPrefix(line, "$ "):
			b.WriteString(line)
			b.WriteString(transcript(t, bin, work, line[2:]))
		}
	}
	return b.String()
}

// transcript runs one command line and returns what it prints, without blanks at
// the ends of lines.
func transcript(t *testing.T, bin, work, command string) string {
	cmd := exec.Command("sh", "-c", command)
	cmd.Dir = work
	cmd.Env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "CFGTOOL_ARCHIVE="+filepath.Join(work, ".archive"), "NO_COLOR=1")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	_ = cmd.Run() // transcripts show failures as well
	text := changeID.ReplaceAllString(out.String(), "20261122T101500Z-3f2a9c")
	text = strings.ReplaceAll(text, work, "…")
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(strings.TrimRight(line, " \r\n") + "\n")
	}
	return b.String()
}

package main

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers/parserstest"
)

// A golden case is a folder golden/<format>/<case> with
//
//	cmd            command lines without "cfgtool", run in turn in a copy of the
//	               folder; "exit N: " before one that does not exit with 0
//	…              the files that they work on, under their real names
//	want/…         the same files afterwards; none where nothing changes
//	diff           what the commands print to standard output, when not empty
//	messages       what they print to standard error, when not empty
//	findings.json  what check says of the files before, where it exists
//
// For commands that write, the case also proves that a second run has nothing
// to do, that patch(1) and "git apply" make the same files of the diff, and
// that rolling back restores every byte.
const caseFiles = "cmd want diff messages findings.json"

func TestGolden(t *testing.T) {
	commands, err := filepath.Glob("../../golden/*/*/cmd")
	require.NoError(t, err)
	require.NotEmpty(t, commands)
	for _, command := range commands {
		dir, err := filepath.Abs(filepath.Dir(command))
		require.NoError(t, err)
		name := filepath.Join(filepath.Base(filepath.Dir(dir)), filepath.Base(dir))
		t.Run(name, func(t *testing.T) { golden(t, dir) })
	}
}

func golden(t *testing.T, dir string) {
	before := tree(t, dir)
	work := t.TempDir()
	plant(t, work, before)
	t.Chdir(work)
	t.Setenv("CFGTOOL_ARCHIVE", filepath.Join(t.TempDir(), "archive"))

	if expected := filepath.Join(dir, "findings.json"); exists(expected) {
		_, out, _ := try(append([]string{"check", "--output", "json"}, names(before)...)...)
		compare(t, expected, out)
	}

	raw, err := os.ReadFile(filepath.Join(dir, "cmd"))
	require.NoError(t, err)
	patch := filepath.Join(t.TempDir(), "patch")
	var out, messages strings.Builder
	var lines [][]string
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		code := 0
		if n, rest, ok := strings.Cut(line, ": "); ok && strings.HasPrefix(n, "exit ") {
			code, err = strconv.Atoi(strings.TrimPrefix(n, "exit "))
			require.NoError(t, err)
			line = rest
		}
		args := strings.Fields(line)
		lines = append(lines, args)
		if writer(args) && len(lines) == 1 {
			try(append(args, "--patch-out", patch, "--dry-run")...)
		}
		got, stdout, stderr := try(args...)
		require.Equal(t, code, got, "%s\n%s%s", line, stdout, stderr)
		out.WriteString(stdout)
		messages.WriteString(stderr)
	}
	compare(t, filepath.Join(dir, "diff"), out.String())
	compare(t, filepath.Join(dir, "messages"), messages.String())
	after := tree(t, work)
	compareTree(t, filepath.Join(dir, "want"), before, after)

	if len(lines) != 1 || !writer(lines[0]) {
		return
	}
	_, stdout, stderr := try(lines[0]...)
	require.Equal(t, after, tree(t, work), "a second run changes files")
	if !bytes.Contains(mustRead(t, filepath.Join(dir, "cmd")), []byte("exit ")) {
		require.Contains(t, stderr, "nothing to do", stdout)
	}
	if string(flat(before)) == string(flat(after)) {
		return
	}
	for _, tool := range [][]string{{"patch", "--fuzz=0", "-s", "-p1", "-i", patch}, {"git", "apply", "--whitespace=nowarn", patch}} {
		parserstest.Require(t, tool[0])
		patched := t.TempDir()
		plant(t, patched, before)
		cmd := exec.Command(tool[0], tool[1:]...)
		cmd.Dir = patched
		cmd.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+filepath.Dir(patched))
		said, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s", said)
		require.Equal(t, after, tree(t, patched), "%s makes other files of the diff", tool[0])
	}
	code, _, stderr := try("rollback", "--last", "--yes")
	require.Zero(t, code, stderr)
	require.Equal(t, before, tree(t, work), "rolling back does not restore every byte")
}

// writer reports whether a command line writes files.
func writer(args []string) bool {
	for _, arg := range args {
		if arg == "--yes" {
			return true
		}
	}
	return false
}

// try runs the program in this process, without a terminal.
func try(args ...string) (code int, stdout, stderr string) {
	var out, messages bytes.Buffer
	code = newApp(io.LimitReader(nil, 0), &out, &messages).run(args)
	return code, out.String(), messages.String()
}

// tree reads the files of a case below dir.
func tree(t *testing.T, dir string) map[string]string {
	files := make(map[string]string)
	require.NoError(t, filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		require.NoError(t, err)
		name, _ := filepath.Rel(dir, path)
		if strings.Contains(" "+caseFiles+" ", " "+name+" ") {
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if e.Type().IsRegular() {
			files[filepath.ToSlash(name)] = string(mustRead(t, path))
		}
		return nil
	}))
	return files
}

func plant(t *testing.T, dir string, files map[string]string) {
	for name, content := range files {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
	}
}

func names(files map[string]string) []string {
	var all []string
	for name := range files {
		all = append(all, name)
	}
	return sorted(all)
}

func flat(files map[string]string) []byte {
	var b bytes.Buffer
	for _, name := range names(files) {
		b.WriteString(name + "\x00" + files[name] + "\x00")
	}
	return b.Bytes()
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func mustRead(t *testing.T, path string) []byte {
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	return data
}

// changeID is what differs from run to run in what the program prints.
var changeID = regexp.MustCompile(`\d{8}T\d{6}Z-[0-9a-f]+`)

// compare holds output against a file; with -update it rewrites the file.
func compare(t *testing.T, file, got string) {
	got = changeID.ReplaceAllString(got, "CHANGE")
	if *update {
		if got == "" {
			os.Remove(file)
		} else {
			require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
		}
		return
	}
	want := ""
	if exists(file) {
		want = string(mustRead(t, file))
	}
	require.Equal(t, want, got, "%s", file)
}

// compareTree holds the files after the commands against want.
func compareTree(t *testing.T, want string, before, after map[string]string) {
	if *update {
		require.NoError(t, os.RemoveAll(want))
		if string(flat(before)) != string(flat(after)) {
			plant(t, want, after)
		}
		return
	}
	if !exists(want) {
		require.Equal(t, before, after, "files change, and there is no want")
		return
	}
	require.Equal(t, tree(t, want), after)
}

func sorted(names []string) []string {
	slices.Sort(names)
	return names
}

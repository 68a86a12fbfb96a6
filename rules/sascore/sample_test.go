package sascore

import (
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers/respfile"
)

// sample is the core of golden/demo, as files that a test may change.
func sample(t testing.TB) fstest.MapFS {
	files := fstest.MapFS{}
	root := os.DirFS("../../golden/demo/core")
	require.NoError(t, fs.WalkDir(root, ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() {
			var data []byte
			data, err = fs.ReadFile(root, name)
			files[name] = &fstest.MapFile{Data: data, Mode: 0o644}
		}
		return err
	}))
	require.NotEmpty(t, files)
	return files
}

const sampleAnswers = "var/opt/opsware/install_opsware/resp/resp.20080301120000"

// right are the two answers of the sample that are wrong, put right.
var right = strings.NewReplacer("hub.ip: 10.1.0.11", "hub.ip: 10.1.0.10", "ogfs.audit.path: /export/audit", "ogfs.audit.path: /export/ogfs/audit")

func facts(t testing.TB) *respfile.Profile {
	p, err := respfile.LoadProfile(nil)
	require.NoError(t, err)
	return p
}

func answersOf(text string) *respfile.File {
	return respfile.SASFormat.Read("resp.20080301120000", []byte(text)).(*respfile.File)
}

// with gives the answer of a parameter, in a line of its own.
func with(text, name, value string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, name+":") {
			b.WriteString(line)
		}
	}
	return b.String() + name + ": " + value + "\n"
}

// result is what became of one parameter.
func result(t testing.TB, c *Core, text, name string) Result {
	for _, r := range c.Verify(answersOf(text), facts(t)) {
		if r.Parameter.Name == name {
			return r
		}
	}
	require.Fail(t, "no such parameter", name)
	return Result{}
}

// one is the core of one host.
func one(files fs.FS, servers ...string) *Core {
	return &Core{Hosts: []*Host{{Dir: "core1", Files: files, Servers: servers}}}
}

// without takes files and directories away.
func without(files fstest.MapFS, gone ...string) fstest.MapFS {
	left := fstest.MapFS{}
	for name, f := range files {
		keep := true
		for _, g := range gone {
			g = strings.TrimPrefix(g, "/")
			if ok, _ := path.Match(g, name); ok || strings.HasPrefix(name, g+"/") {
				keep = false
			}
		}
		if keep {
			left[name] = f
		}
	}
	return left
}

// put adds a file, or replaces it.
func put(files fstest.MapFS, name, content string) fstest.MapFS {
	all := fstest.MapFS{name: &fstest.MapFile{Data: []byte(content), Mode: 0o644}}
	for n, f := range files {
		if n != name {
			all[n] = f
		}
	}
	return all
}

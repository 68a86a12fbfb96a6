//go:build linux

package main

import (
	"debug/elf"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers/parserstest"
)

// made is the program as make builds it.
func made(t *testing.T, args ...string) string {
	parserstest.Require(t, "make")
	file := filepath.Join(t.TempDir(), "cfgtool")
	out, err := exec.Command("make", append([]string{"-C", "../..", "build", "BIN=" + file}, args...)...).CombinedOutput()
	require.NoError(t, err, "%s", out)
	return file
}

// TestTheProgramIsOneStaticFile: it needs no library of the host, and carries neither
// symbols nor the paths of the machine that built it.
func TestTheProgramIsOneStaticFile(t *testing.T) {
	file := made(t)
	f, err := elf.Open(file)
	require.NoError(t, err)
	defer f.Close()
	for _, p := range f.Progs {
		require.NotEqual(t, elf.PT_INTERP, p.Type, "it asks for a loader")
	}
	require.Nil(t, f.Section(".symtab"))
	require.Nil(t, f.Section(".debug_info"))
	here, err := os.Getwd()
	require.NoError(t, err)
	require.NotContains(t, string(mustRead(t, file)), here)
}

// TestTheDriverOfOracleHasATag: the program is built with it on demand only.
func TestTheDriverOfOracleHasATag(t *testing.T) {
	for tag, want := range map[string]bool{"": false, "oracle": true} {
		out, err := exec.Command("go", "list", "-deps", "-tags", tag, ".").CombinedOutput()
		require.NoError(t, err, "%s", out)
		require.Equal(t, want, strings.Contains(string(out), "go-ora"), "with the tag %q", tag)
	}
}

// TestInstall puts the program, its pages and its completion below DESTDIR, and takes
// them away again. The pages are the same each time.
func TestInstall(t *testing.T) {
	file := made(t)
	install := func(target string) string {
		dest := t.TempDir()
		cmd := exec.Command("make", "-C", "../..", target, "BIN="+file, "DESTDIR="+dest, "PREFIX=/usr")
		cmd.Env = append(os.Environ(), "SOURCE_DATE_EPOCH=1200000000")
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s", out)
		return dest
	}
	dest := install("install")
	for name, want := range map[string]string{
		"bin/cfgtool": "\x7fELF", "share/man/man1/cfgtool.1": ".TH CFGTOOL 1 \"2008-01-10\"", "share/man/man1/cfgtool-archive-save.1": ".SH EXIT STATUS",
		"share/bash-completion/completions/cfgtool": "complete -F _cfgtool cfgtool", "share/zsh/site-functions/_cfgtool": "#compdef cfgtool",
		"share/fish/vendor_completions.d/cfgtool.fish": "complete -c cfgtool",
	} {
		require.Contains(t, string(mustRead(t, filepath.Join(dest, "usr", name))), want, name)
	}
	again := install("install")
	pages, err := filepath.Glob(filepath.Join(dest, "usr/share/man/man1/*"))
	require.NoError(t, err)
	for _, page := range pages {
		require.Equal(t, string(mustRead(t, page)), string(mustRead(t, filepath.Join(again, "usr/share/man/man1", filepath.Base(page)))))
	}

	out, err := exec.Command("make", "-C", "../..", "uninstall", "DESTDIR="+dest, "PREFIX=/usr").CombinedOutput()
	require.NoError(t, err, "%s", out)
	require.NoError(t, filepath.WalkDir(dest, func(path string, e os.DirEntry, err error) error {
		require.False(t, e.Type().IsRegular(), path)
		return err
	}))
}

// TestManualPages have no request or escape that man does not know, and say what --help
// says.
func TestManualPages(t *testing.T) {
	parserstest.Require(t, "groff")
	t.Chdir(t.TempDir())
	code, _, stderr := try("man", "--dir", ".")
	require.Zero(t, code, stderr)
	pages, err := filepath.Glob("*.1")
	require.NoError(t, err)
	require.Greater(t, len(pages), 25)
	cmd := exec.Command("groff", append([]string{"-man", "-ww", "-Tutf8", "-Kutf8", "-P-c"}, pages...)...)
	var shown, warnings strings.Builder
	cmd.Stdout, cmd.Stderr = &shown, &warnings
	require.NoError(t, cmd.Run())
	require.Empty(t, warnings.String())
	text := regexp.MustCompile(".\b").ReplaceAllString(shown.String(), "") // bold, as of a typewriter
	for _, want := range []string{"resp.<timestamp>", "cfgtool check --latest /var/opt/opsware/install_opsware/resp", "--fail-on", "findings at or above --fail-on", "CFGTOOL_ARCHIVE"} {
		require.True(t, strings.Contains(text, want), want)
	}
}

// TestStartingIsLittleWork: no command reads a profile, or makes tables, that it does not
// need. Reading the YAML of one profile takes some ten thousand allocations.
func TestStartingIsLittleWork(t *testing.T) {
	const commandLine = "CFGTOOL_TEST_COMMAND"
	if line := os.Getenv(commandLine); line != "" { // in a process of its own, since profiles are read once
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		code := newApp(nil, io.Discard, os.Stderr).run(strings.Fields(line))
		runtime.ReadMemStats(&after)
		fmt.Printf("exit %d, %d allocations\n", code, after.Mallocs-before.Mallocs)
		return
	}
	file := filepath.Join(t.TempDir(), "a.properties")
	require.NoError(t, os.WriteFile(file, []byte("a=1\n"), 0o644))
	for _, line := range []string{"version", "explain FST004", "rules", "check " + file, "check --fix --dry-run " + file, "diff " + file + " " + file} {
		cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
		cmd.Env = append(os.Environ(), commandLine+"="+line, "GODEBUG=inittrace=1")
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s", out)
		var code, allocations int
		_, report, _ := strings.Cut(string(out), "exit ")
		_, err = fmt.Sscanf("exit "+report, "exit %d, %d allocations", &code, &allocations)
		require.NoError(t, err, "%s", out)
		require.Zero(t, code)
		require.Less(t, allocations, 4000, line)

		for _, init := range regexp.MustCompile(`init (cfgtool/\S+) .* (\d+) bytes`).FindAllStringSubmatch(string(out), -1) {
			bytes, _ := strconv.Atoi(init[2])
			require.Less(t, bytes, 48<<10, init[1])
		}
	}
}

// BenchmarkStart compares the processor time of short commands with that of a program that
// does nothing.
func BenchmarkStart(b *testing.B) {
	dir := b.TempDir()
	for name, content := range map[string]string{"empty.go": "package main\n\nfunc main() {}\n", "a.properties": "a=1\n", "fstab": "UUID=1 / ext4 defaults 0 1\n"} {
		require.NoError(b, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644))
	}
	for program, source := range map[string]string{"empty": filepath.Join(dir, "empty.go"), "cfgtool": "."} {
		build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", filepath.Join(dir, program), source)
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		out, err := build.CombinedOutput()
		require.NoError(b, err, "%s", out)
	}
	for _, line := range []string{"empty", "cfgtool version", "cfgtool explain FST004", "cfgtool check a.properties", "cfgtool check fstab"} {
		b.Run(strings.ReplaceAll(line, " ", "_"), func(b *testing.B) {
			var spent time.Duration
			for b.Loop() {
				args := strings.Fields(line)
				cmd := exec.Command(filepath.Join(dir, args[0]), args[1:]...)
				cmd.Dir = dir
				require.NoError(b, cmd.Run())
				spent += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
			}
			b.ReportMetric(spent.Seconds()*1000/float64(b.N), "cpu-ms/op")
		})
	}
}

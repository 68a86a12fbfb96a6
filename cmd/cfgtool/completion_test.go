//go:build linux

package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"cfgtool/parsers/parserstest"
)

// shellRoom is a folder with files and an archive, and an environment in which shells
// find the program.
func shellRoom(t *testing.T) (dir string, env []string, id string) {
	dir = t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "bin"), 0o755))
	self, err := os.Executable()
	require.NoError(t, err)
	require.NoError(t, os.Symlink(self, filepath.Join(dir, "bin/cfgtool")))
	require.NoError(t, os.Mkdir(filepath.Join(dir, "apps"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "app.properties"), []byte("a=1\na=2\n"), 0o644))
	env = append(os.Environ(), "PATH="+filepath.Join(dir, "bin")+":"+os.Getenv("PATH"), "CFGTOOL_ARCHIVE="+filepath.Join(dir, "archive"), "HOME="+dir, "TERM=dumb", "NO_COLOR=1", "XDG_CONFIG_HOME="+dir)
	save := exec.Command(self, "archive", "save", "app.properties", "-m", "CHG-7")
	save.Args[0], save.Dir, save.Env = "cfgtool", dir, env
	out, err := save.CombinedOutput()
	require.NoError(t, err, "%s", out)
	_, id, _ = strings.Cut(string(out), "change ")
	id, _, _ = strings.Cut(id, ";")
	return dir, env, id
}

// typed are lines up to the cursor, with the words that may come there.
func typed(id string) map[string][]string {
	return map[string][]string{
		"cfgtool ex":                                {"explain"},
		"cfgtool archive ex":                        {"export"},
		"cfgtool check --fail-on ":                  {"error", "warning", "info", "never"},
		"cfgtool check --fail-on w":                 {"warning"},
		"cfgtool check --color ":                    {"auto", "always", "never"},
		"cfgtool check --output s":                  {"sarif"},
		"cfgtool rules --output ":                   {"text", "json"},
		"cfgtool version --output j":                {"json"},
		"cfgtool check --as tnsn":                   {"tnsnames"},
		"cfgtool check --role ":                     {"core", "satellite"},
		"cfgtool check --platform s":                {"solaris"},
		"cfgtool check --component tr":              {"truth="},
		"cfgtool check --accept new":                {"new-findings"},
		"cfgtool check --disable PRP001,PRP00":      {"PRP001,PRP002", "PRP001,PRP003", "PRP001,PRP004"},
		"cfgtool check --enable FST04":              {"FST048"},
		"cfgtool explain PRP00":                     {"PRP001", "PRP002", "PRP003", "PRP004"},
		"cfgtool explain trailing-white-s":          {"trailing-white-space"},
		"cfgtool migrate clconf.xml --to ":          {"1.1"},
		"cfgtool rollback ":                         {id},
		"cfgtool rollback --to " + id[:4]:           {id},
		"cfgtool archive show ":                     {id},
		"cfgtool archive diff " + id[:9]:            {id},
		"cfgtool completion ":                       {"bash", "fish", "zsh"},
		"cfgtool rollback " + id[17:22]:             {id[17:]},
		"cfgtool man arch":                          {"archive"},
		"cfgtool help tunnels l":                    {"list"},
		"cfgtool check --lat":                       {"--latest"},
		"cfgtool check app.properties --fail-on in": {"info"},
	}
}

// TestBashCompletes, without its package bash-completion.
func TestBashCompletes(t *testing.T) {
	parserstest.Require(t, "bash")
	dir, env, id := shellRoom(t)
	lines := typed(id)
	// Bash splits words at = and : as well.
	lines["cfgtool check --output=s"] = []string{"sarif"}
	lines["cfgtool check --output="] = []string{"text", "json", "sarif", "html"}
	lines["cfgtool check --host one=apps --component truth=o"] = []string{"one"}
	lines["cfgtool check -q --disable=PRP001,PRP004"] = []string{"PRP001,PRP004"}
	for line, want := range lines {
		var words []string
		for word := range strings.SplitSeq(line, " ") {
			before, after, broken := strings.Cut(word, "=")
			if words = append(words, before); broken {
				if words = append(words, "="); after != "" {
					words = append(words, after)
				}
			}
		}
		script := `source <(cfgtool completion bash); COMP_LINE=$1; COMP_POINT=${#1}; COMP_TYPE=9; shift
			COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _cfgtool; printf '%s\n' "${COMPREPLY[@]}"`
		cmd := exec.Command("bash", append([]string{"--norc", "--noprofile", "-c", script, "bash", line}, words...)...)
		cmd.Dir, cmd.Env = dir, env
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s", out)
		require.ElementsMatch(t, want, strings.Fields(string(out)), line)
	}
}

// TestFishCompletes.
func TestFishCompletes(t *testing.T) {
	parserstest.Require(t, "fish")
	dir, env, id := shellRoom(t)
	lines := typed(id)
	lines["cfgtool check --output=s"] = []string{"--output=sarif"}
	lines["cfgtool check app"] = []string{"app.properties", "apps/"}
	lines["cfgtool rules app"] = nil
	for line, want := range lines {
		cmd := exec.Command("fish", "--no-config", "-c", "cfgtool completion fish | source; complete -C "+strconv.Quote(line))
		cmd.Dir, cmd.Env = dir, env
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s", out)
		var got []string
		for found := range strings.Lines(string(out)) {
			word, _, _ := strings.Cut(strings.TrimSuffix(found, "\n"), "\t")
			got = append(got, word)
		}
		require.ElementsMatch(t, want, got, line)
	}
}

// TestShellsCompleteOnATerminal what is typed there, as people do.
func TestShellsCompleteOnATerminal(t *testing.T) {
	for shell, prepare := range map[string][2][]string{
		"bash": {{"bash", "--norc", "--noprofile", "-i"}, {"source <(cfgtool completion bash)"}},
		"zsh":  {{"zsh", "-f", "-i"}, {"autoload -U compinit; compinit -u -D; source <(cfgtool completion zsh)"}},
	} {
		t.Run(shell, func(t *testing.T) {
			parserstest.Require(t, shell)
			dir, env, id := shellRoom(t)
			terminal, child := openTerminal(t)
			require.NoError(t, unix.IoctlSetWinsize(int(child.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 50, Col: 300}))
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // a shell that hangs ends
			defer cancel()
			cmd := exec.CommandContext(ctx, prepare[0][0], prepare[0][1:]...)
			cmd.Dir, cmd.Env = dir, append(env, "COLUMNS=300")
			cmd.Stdin, cmd.Stdout, cmd.Stderr = child, child, child
			cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
			require.NoError(t, cmd.Start())
			child.Close()
			defer cmd.Wait()
			defer cmd.Process.Kill()
			ask := func(line, want string) {
				_, err := terminal.WriteString(line + "\n")
				require.NoError(t, err)
				await(t, terminal, want)
			}
			ask(prepare[1][0]+"; echo 're''ady'", "ready")
			ask("cfgtool exp\tPRP002", "PRP002 repeated-key (warning)")
			ask("cfgtool che\t--fail-on w\tapp.prop\t; echo code $?", "code 1")
			ask("cfgtool che\t--output=j\tapp.prop\t", `"schema": "cfgtool.findings/1"`)
			ask("cfgtool archive sh\t\t", "a=2")
			ask("cfgtool rollb\t"+id[:6]+"\t--dry-run -v; echo code $?", "nothing to do")
		})
	}
}

// await reads what a terminal shows until a text comes, which is there in the end, or the
// shell ends.
func await(t *testing.T, terminal *os.File, want string) {
	var shown bytes.Buffer
	buffer := make([]byte, 4096)
	for !strings.Contains(shown.String(), want) {
		n, err := terminal.Read(buffer)
		shown.Write(buffer[:n])
		require.NoError(t, err, "%q does not come, but\n%s", want, shown.String())
	}
}

// TestCompletionTakesFilesOnlyWhereTheyAreDue, and folders where a folder is.
func TestCompletionTakesFilesOnlyWhereTheyAreDue(t *testing.T) {
	dir, env, _ := shellRoom(t)
	const files, folders, nothing = ":0", ":16", ":4"
	for line, want := range map[string]string{
		"check ": files, "check a ": files, "migrate ": files, "diff a ": files, "apply ": files, "status ": files, "tunnels list ": files,
		"facts init ": files, "archive import ": files, "check --profile ": files, "check --facts ": files, "check --output json=": files, "log --file ": files,
		"check --patch-out ": files, "check --root ": files, "log --archive ": folders, "man --dir ": folders, "check --host one=": files,
		"rules ": nothing, "version ": nothing, "log ": nothing, "recover ": nothing, "tunnels ": nothing, "check --message ": nothing, "check --jobs ": nothing,
		"explain x": nothing, "explain PRP001 ": nothing, "check --target-kernel ": nothing, "check --disable ": nothing, "": nothing,
	} {
		self, err := os.Executable()
		require.NoError(t, err)
		cmd := exec.Command(self, append([]string{"__complete"}, strings.Split(line, " ")...)...)
		cmd.Args[0], cmd.Dir, cmd.Env = "cfgtool", dir, env
		out, err := cmd.Output()
		require.NoError(t, err)
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		require.Equal(t, want, lines[len(lines)-1], "%q: %s", line, out)
	}
}

// TestCompletionWithoutAnArchive knows no changes, and makes none.
func TestCompletionWithoutAnArchive(t *testing.T) {
	archive := filepath.Join(t.TempDir(), "archive")
	t.Setenv("CFGTOOL_ARCHIVE", archive)
	code, stdout, _ := try("__complete", "rollback", "")
	require.Zero(t, code)
	require.Equal(t, ":36\n", stdout)
	require.NoFileExists(t, archive)

	require.NoError(t, os.WriteFile(archive, nil, 0o600))
	code, stdout, _ = try("__complete", "archive", "show", "")
	require.Zero(t, code)
	require.Equal(t, ":36\n", stdout)
}

// TestCompletedChangesAreDescribed, and those of another archive are found.
func TestCompletedChangesAreDescribed(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("a.properties", []byte("a=1\n"), 0o644))
	code, _, stderr := try("archive", "save", "-m", "CHG-7", "--archive", "elsewhere", "a.properties")
	require.Zero(t, code, stderr)
	_, stdout, _ := try("__complete", "rollback", "--archive", "elsewhere", "")
	require.Regexp(t, `^\d{8}T\d{6}Z-[0-9a-f]{6}\t\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \S+, CHG-7: archive save`, stdout)
	require.True(t, slices.Contains(strings.Split(stdout, "\n"), ":36"))
}

//go:build linux

package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// contender is one of several commands that want to write the same file.
type contender struct {
	*exec.Cmd
	out, said bytes.Buffer
}

// race runs commands until each has planned and waits for the archive, and then lets
// them write.
func race(t *testing.T, commands [][]string) []*contender {
	archive := filepath.Join(t.TempDir(), "archive")
	require.NoError(t, os.Mkdir(archive, 0o700))
	lock := filepath.Join(archive, "lock")
	f, err := os.OpenFile(lock, os.O_RDWR|os.O_CREATE, 0o600)
	require.NoError(t, err)
	require.NoError(t, unix.Flock(int(f.Fd()), unix.LOCK_EX))
	writers := make([]*contender, len(commands))
	for i, args := range commands {
		w := &contender{Cmd: exec.Command(os.Args[0], append(args, "--archive", archive, "--lock-timeout", "5m")...)}
		w.Args[0], w.Stdout, w.Stderr = "cfgtool", &w.out, &w.said
		require.NoError(t, w.Start())
		writers[i] = w
	}
	for _, w := range writers {
		require.Eventually(t, func() bool {
			links, _ := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", w.Process.Pid))
			for _, link := range links {
				if to, _ := os.Readlink(link); to == lock {
					return true
				}
			}
			return false
		}, time.Minute, time.Millisecond)
	}
	require.NoError(t, f.Close())
	for _, w := range writers {
		_ = w.Wait() // the tests look at the exit code
	}
	return writers
}

// TestTwentyWriters: commands that wait for the lock plan again on what is there then,
// and each shows what it writes, once.
func TestTwentyWriters(t *testing.T) {
	t.Chdir(t.TempDir())
	const gateway, line = "opswgw-agw0-C43/opswgw.properties", "opswgw.TunnelSrc=10.9.0.%d:2001:200:0:/c.pem\n"
	require.NoError(t, os.Mkdir(filepath.Dir(gateway), 0o755))
	before := "opswgw.Gateway=agw0-C43\nopswgw.TunnelSrc=127.0.0.1:2002:100:0:/c.pem\n"
	require.NoError(t, os.WriteFile(gateway, []byte(before), 0o644))
	var commands [][]string
	for n := range 20 {
		commands = append(commands, []string{"tunnels", "add-backup", "--core-gateway", fmt.Sprintf("10.9.0.%d:2001", n+1), "--yes", gateway})
	}
	for i, w := range race(t, commands) {
		require.Equal(t, 0, w.ProcessState.ExitCode(), w.said.String())
		require.Equal(t, []string{fmt.Sprintf("+"+line, i+1)}, regexp.MustCompile(`(?m)^\+[^+].*\n`).FindAllString(w.out.String(), -1))
	}
	after := string(mustRead(t, gateway))
	for n := range 20 {
		require.Contains(t, after, fmt.Sprintf(line, n+1))
	}
	require.Equal(t, 22, strings.Count(after, "\n"))
}

// TestTwentyTimesTheSame: one of the commands writes, and the others have nothing to do.
func TestTwentyTimesTheSame(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("a.properties", []byte("\ufeffa=1\n"), 0o644))
	var commands [][]string
	for range 20 {
		commands = append(commands, []string{"check", "--fix", "--yes", "a.properties"})
	}
	changed, idle := 0, 0
	for _, w := range race(t, commands) {
		require.Equal(t, 0, w.ProcessState.ExitCode(), w.said.String())
		changed += strings.Count(w.said.String(), "a.properties: changed\n")
		idle += strings.Count(w.said.String(), "nothing to do\n")
	}
	require.Equal(t, []int{1, 19}, []int{changed, idle})
}

// TestWritersThatDisagree: the slower one refuses, and says what the other changed.
func TestWritersThatDisagree(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("clconf.xml", []byte("<clconf>\n  <global>\n  </global>\n</clconf>\n"), 0o644))
	migrate := func(port string) []string {
		return []string{"migrate", "clconf.xml", "--to", "1.1", "--port", "my_port=" + port, "--yes"}
	}
	both := race(t, [][]string{migrate("6"), migrate("7")})
	for i, w := range both {
		winner := both[1-i]
		if w.ProcessState.ExitCode() != 2 {
			continue
		}
		require.Equal(t, 1, winner.ProcessState.ExitCode(), "assumed facts are held back")
		require.Empty(t, w.out.String(), "what is not written is not shown")
		require.Regexp(t, fmt.Sprintf(`^note: clconf.xml: change 20\S+ by \S+ was faster: cfgtool migrate clconf.xml --to 1.1 --port my_port=%d`, 7-i), w.said.String())
		require.Regexp(t, `clconf.xml:3:\d+: my_port is "[67]" here, and --port says [67]`, w.said.String())
		return
	}
	t.Fatalf("nobody refused: %s %s", both[0].said.String(), both[1].said.String())
}

// TestAskedAgain: a person who took long to answer is told who was faster, sees what
// would be written now, and is asked about that.
func TestAskedAgain(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("CFGTOOL_ARCHIVE", filepath.Join(t.TempDir(), "archive"))
	require.NoError(t, os.WriteFile("clconf.xml", []byte("<clconf>\n  <global>\n  </global>\n</clconf>\n"), 0o644))
	person, terminal := openTerminal(t)
	mine := &contender{Cmd: exec.Command(os.Args[0], "migrate", "clconf.xml", "--to", "1.1", "--known-connection", "10.0.0.1", "--known-connection", "10.0.0.2")}
	mine.Args[0], mine.Stdin, mine.Stdout = "cfgtool", terminal, &mine.out
	said, err := mine.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, mine.Start())
	asked := func() (text string) {
		for part := make([]byte, 1<<10); !strings.HasSuffix(text, "[y/N] "); {
			n, err := said.Read(part)
			text += string(part[:n])
			require.NoError(t, err, text)
		}
		return text
	}
	asked()
	code, _, theirs := try("migrate", "clconf.xml", "--to", "1.1", "--known-connection", "10.0.0.1", "--yes")
	require.Equal(t, 1, code, theirs)
	_, err = person.WriteString("y\n")
	require.NoError(t, err)
	again := asked()
	require.Regexp(t, `note: clconf.xml: change 20\S+ by \S+ was faster: cfgtool migrate clconf.xml .*10.0.0.1 --yes`, again)
	require.Contains(t, again, "the file changed since it was read; this is the plan for what is there now")
	_, err = person.WriteString("y\n")
	require.NoError(t, err)
	rest, err := io.ReadAll(said)
	require.NoError(t, err)
	_ = mine.Wait()
	require.Contains(t, string(rest), "clconf.xml: changed")
	require.Equal(t, 2, strings.Count(mine.out.String(), "+    10.0.0.2\n"))
	require.Equal(t, 1, strings.Count(mine.out.String(), "+    10.0.0.1\n"), "the second diff is what is left to do")
	require.Equal(t, 1, strings.Count(string(mustRead(t, "clconf.xml")), "10.0.0.1"))
}

// openTerminal makes a pseudo terminal: the end of the person, and that of the program.
func openTerminal(t *testing.T) (person, program *os.File) {
	person, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	require.NoError(t, err)
	t.Cleanup(func() { person.Close() })
	require.NoError(t, unix.IoctlSetPointerInt(int(person.Fd()), unix.TIOCSPTLCK, 0))
	n, err := unix.IoctlGetInt(int(person.Fd()), unix.TIOCGPTN)
	require.NoError(t, err)
	program, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	require.NoError(t, err)
	t.Cleanup(func() { program.Close() })
	return person, program
}

// TestAskedAboutWhatWasSeen: where the standard output goes elsewhere, what a person is
// asked about stands before the question all the same.
func TestAskedAboutWhatWasSeen(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("CFGTOOL_ARCHIVE", filepath.Join(t.TempDir(), "archive"))
	require.NoError(t, os.WriteFile("a.properties", []byte("\ufeffa=1\n"), 0o644))
	ask := func(answer string, args ...string) (out, said string) {
		person, terminal := openTerminal(t)
		c := &contender{Cmd: exec.Command(os.Args[0], args...)}
		c.Args[0], c.Stdin, c.Stdout, c.Stderr = "cfgtool", terminal, &c.out, &c.said
		_, err := person.WriteString(answer + "\n")
		require.NoError(t, err)
		_ = c.Run()
		return c.out.String(), c.said.String()
	}
	out, said := ask("n", "check", "--fix", "a.properties")
	require.Contains(t, out, "\n+a=1\n")
	require.Regexp(t, `(?s)^the standard output goes elsewhere; this is asked about:\n--- a/a.properties\n.*\n\+a=1\n.*Write 1 file\? \[y/N\]`, said)
	require.Equal(t, "\ufeffa=1\n", string(mustRead(t, "a.properties")))
	_, said = ask("y", "check", "--fix", "a.properties")
	require.Contains(t, said, "a.properties: changed")
	require.Equal(t, "a=1\n", string(mustRead(t, "a.properties")))
	_, said = ask("n", "rollback", "--last")
	require.Regexp(t, `(?s)file    .*a.properties\n.*\n\+\S*a=1\n.*Undo change 20\S+\? \[y/N\]`, said)
	require.NoError(t, os.WriteFile("a.properties", []byte("\ufeffa=2\n"), 0o644))
	code, _, failed := try("check", "--fix", "--yes", "a.properties")
	require.Zero(t, code, failed)
	out, said = ask("y", "archive", "prune", "--keep", "1")
	require.Contains(t, out, "a.properties")
	require.Regexp(t, `(?s)^20\S+  \S+a.properties\n.*Remove .*\? \[y/N\]`, said)

	// A finding that a change brings is named in the question, and a yes accepts it.
	require.NoError(t, os.WriteFile("clconf.xml", []byte("<clconf>\n  <global>\n    <license_port>8902</license_port>\n  </global>\n</clconf>\n"), 0o644))
	_, said = ask("y", "migrate", "clconf.xml", "--to", "1.1", "--port", "cldaemon_port=8902")
	require.Contains(t, said, "[LHA008 port-used-twice]")
	require.Contains(t, said, "Write 1 file, and bring 1 finding? [y/N]")
	require.Contains(t, said, "clconf.xml: changed")
	_, logged, _ := try("log", "-n", "1")
	require.Contains(t, logged, "accepted: new-findings:LHA008")
}

// TestNothingActsOnATerminal: of names and reasons from outside, nothing reaches a real
// terminal that would act on it, in errors and in what completion offers.
func TestNothingActsOnATerminal(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("CFGTOOL_ARCHIVE", filepath.Join(t.TempDir(), "archive"))
	name := "a\u202e\u009b\x1b]0;x\a\xff.properties"
	require.NoError(t, os.WriteFile(name, []byte("a=\\u00q\n"), 0o644))
	for _, args := range [][]string{
		{"--profile", name, "check", name},
		{"check", "--fix", "--dry-run", name},
		{"archive", "save", name, "-m", "b\u202e"},
		{"__complete", "rollback", ""},
	} {
		person, terminal := openTerminal(t)
		c := exec.Command(os.Args[0], args...)
		c.Args[0], c.Stdin, c.Stdout, c.Stderr = "cfgtool", terminal, terminal, terminal
		_ = c.Run()
		said := make([]byte, 1<<16)
		n, err := person.Read(said)
		require.NoError(t, err)
		require.NotRegexp(t, "[\u0080-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\u007f\a]|\x1b\\]|\ufffd", string(said[:n]), "%q", args)
	}
}

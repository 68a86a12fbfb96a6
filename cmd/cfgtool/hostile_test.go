package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/cmd/cfgtool/internal/load"
)

// hostile are files that were made to exhaust, confuse or deceive a reader.
func hostile() map[string]string {
	bomb := `<!DOCTYPE a [<!ENTITY l0 "lol">`
	for i := 1; i < 20; i++ {
		bomb += fmt.Sprintf(`<!ENTITY l%d "%s">`, i, strings.Repeat(fmt.Sprintf("&l%d;", i-1), 10))
	}
	var chain, names strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&chain, `<!ENTITY e%d "&e%d;">`, i, i+1)
		fmt.Fprintf(&names, ` a%d="1"`, i)
	}
	deep := func(open, middle, end string) string {
		return strings.Repeat(open, 100_000) + middle + strings.Repeat(end, 100_000)
	}
	files := map[string]string{
		"bomb.xml":               bomb + `]><a>&l19;</a>`,
		"chain.xml":              "<!DOCTYPE a [" + chain.String() + "]><a>&e0;</a>",
		"loop.xml":               `<!DOCTYPE a [<!ENTITY x "&y;"><!ENTITY y "&x;">]><a b="&x;">&x;</a>`,
		"external.xml":           `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://127.0.0.1:1/"> %p;]><a>&x;</a>`,
		"deep.xml":               deep("<a>", "", "</a>"),
		"open.xml":               deep("<a>", "", ""),
		"attributes.xml":         "<a" + names.String() + "/>",
		"cdata.xml":              "<a><![CDATA[" + strings.Repeat("]]", 100_000),
		"comment.xml":            "<!--" + strings.Repeat("--", 100_000),
		"clconf.xml":             "<clconf>" + deep("<global>", "", "</global>") + "</clconf>",
		"line.properties":        "a=" + strings.Repeat("b", 5_000_000),
		"continued.properties":   "a=" + strings.Repeat("\\\n", 100_000),
		"one.properties":         strings.Repeat("a=1 \n", 10_000),
		"nul.properties":         "a=\x00b\x00\n",
		"escape.properties":      "a=\x1b]0;owned\x07\x1b[2J \n\x1b[35m=1 \n",
		"invalid.properties":     "a=\xff\xfe\xc3( \nb=\xed\xa0\x80\n",
		"half.properties":        "\xff\xfea\x00=\x00\x00\xd8",
		"opswgw.properties":      "opswgw.TunnelSrc=" + strings.Repeat("1.2.3.4:5:6:7:/x.pem,", 5_000),
		"tnsnames.ora":           "A=" + deep("(A=", "x", ")"),
		"unclosed/tnsnames.ora":  "A=" + deep("(A=", "", ""),
		"closed/tnsnames.ora":    "A=" + strings.Repeat(")", 20_000),
		"quotes/tnsnames.ora":    strings.Repeat(`A="`, 50_000),
		"ifile/tnsnames.ora":     "IFILE=../../../../../../etc/passwd\nIFILE=tnsnames.ora\n",
		"fstab":                  strings.Repeat("x", 5_000_000),
		"options/fstab":          "/dev/a /b ext4 " + strings.Repeat("x=1,", 5_000) + " 0 0\n",
		"octal/fstab":            "/dev/a /\\033[31m\\012\\000 ext4 defaults 0 0\n",
		"same/fstab":             strings.Repeat("/dev/a /b ext4 defaults 0 0\n", 5_000),
		"resp.20080101":          strings.Repeat("a", 5_000_000),
		"many/resp.20080101":     strings.Repeat("truth.gcPwd: x\n%truth.dcNm y\n", 2_000),
		"\x1b[35mred\nname.xml":  "<a>",
		"-rf.properties":         "a=1 \n",
		"bad\xffname.properties": "a=1 \n",
		"\u202eevil.properties":  "a=1 \n",
	}
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" { // their file systems refuse such names
		delete(files, "\x1b[35mred\nname.xml")
		delete(files, "bad\xffname.properties")
	}
	return files
}

// TestHostileInput: no file makes a command crash, act on the terminal, or lose
// what the file held.
func TestHostileInput(t *testing.T) {
	for name, content := range hostile() {
		t.Run(fmt.Sprintf("%q", name), func(t *testing.T) {
			dir := t.TempDir()
			t.Chdir(dir)
			t.Setenv("CFGTOOL_ARCHIVE", filepath.Join(t.TempDir(), "archive"))
			require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
			require.NoError(t, os.WriteFile(name, []byte(content), 0o644))
			require.NoError(t, os.WriteFile("empty", nil, 0o644))
			for _, args := range [][]string{
				{"check", "-v", "--", name},
				{"check", "--output", "json=report.json", "--output", "sarif=report.sarif", "--root", ".", "--", name},
				{"check", "--output", "json", "--", name},
				{"check", "--output", "sarif", "--", name},
				{"check", "."},
				{"migrate", "--color", "always", "--to", "1.1", "--dry-run", "--", name},
				{"tunnels", "list", "--", name},
				{"diff", "--color", "always", "--", name, "empty"},
				{"archive", "save", "-m", "before", "--", name},
				{"check", "--color", "always", "--fix", "--unsafe", "--yes", "--", name},
				{"status", "--color", "always", "--", name},
				{"archive", "list", "-v"},
				{"archive", "verify"},
				{"log"},
			} {
				code, stdout, stderr := try(args...)
				require.Contains(t, []int{exitDone, exitFound, exitRefused}, code)
				if code == exitRefused {
					require.NotEmpty(t, stderr, "%q", args)
				}
				said := colours.ReplaceAllString(stdout+stderr, "")
				require.NotContains(t, said, "goroutine", "%q", args)
				require.NotContains(t, said, "internal error", "%q", args)
				if i := strings.IndexFunc(said, acts); i >= 0 {
					t.Fatalf("%q prints what acts on a terminal: %q", args, said[max(0, i-40):min(len(said), i+40)])
				}
			}
			now, err := os.ReadFile(name)
			require.NoError(t, err)
			if string(now) == content {
				return
			}
			code, _, stderr := try("rollback", "--last", "--yes")
			require.Equal(t, exitDone, code, stderr)
			now, err = os.ReadFile(name)
			require.NoError(t, err)
			require.Equal(t, content, string(now))
		})
	}
}

// colours are what cfgtool itself prints to colour lines; the files have others.
var colours = regexp.MustCompile("\x1b\\[(0|1|2|7|1;3[134]|3[126])m")

// acts reports whether a character does something to a terminal, or to the
// order of those around it.
func acts(r rune) bool { return r != '\n' && r != '\t' && load.Acts(r) }

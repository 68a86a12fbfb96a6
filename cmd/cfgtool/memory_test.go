//go:build linux && !race

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// tiny are files of 2 MB whose parts are as small as their kind allows, so that what
// is kept of each part counts most.
func tiny() map[string]string {
	parts := func(part string) string { return strings.Repeat(part, 2_000_000/len(part)) }
	return map[string]string{
		"options/fstab":          "/dev/a /b ext4 defaults" + parts(",x") + " 0 0\n",
		"words/fstab":            parts("a\n"),
		"comments/fstab":         parts("#\n"),
		"lists/listener.ora":     "L=(DESCRIPTION=" + parts("(A=b)") + ")\n",
		"deep/tnsnames.ora":      "A=" + parts("(A="),
		"keys/sqlnet.ora":        parts("a=\n"),
		"keys/tnsnames.ora":      parts("a=\n"),
		"entries/tnsnames.ora":   parts("A=(a=b)\n"),
		"quotes/tnsnames.ora":    parts(`A="`),
		"hosts/tnsnames.ora":     "x=" + parts("x,") + "\n",
		"comments/sqlnet.ora":    parts("#\n"),
		"continued/a.properties": "a=" + parts("\\\n"),
		"open/a.xml":             parts("<a>"),
		"empty/a.xml":            "<a>" + parts("<b/>") + "</a>",
		"attributes/a.xml":       "<a " + parts(`b="" `) + "/>",
		"line/resp.20080101":     parts("a"),
		"keys/resp.20080101":     parts("a:\n"),
		"keys/a.rsp":             parts("a=\n"),
		"keys/smb.conf":          parts("a=\n"),
		"sections/smb.conf":      parts("[a]\na=\n"),
		"blocks/dhcpd.conf":      parts("a {"),
		"statements/dhcpd.conf":  parts("a;"),
		"clients/exports":        "/srv" + parts(" a"),
		"paths/exports":          parts("/\n"),
		"records/a.ldif":         parts("dn:a\n\n"),
		"list/opswgw.properties": "opswgw.TunnelSrc=" + parts("a,") + "\n",
		"keys/a.properties":      parts("a=\n"),
		"escapes/a.properties":   "a=" + parts(`\\u`) + "\n",
	}
}

// TestPeakMemory: a check takes no more than 16 bytes for each of a file and 32 MB,
// whatever the file is made of and in whatever form the result is written.
func TestPeakMemory(t *testing.T) {
	t.Setenv("CFGTOOL_ARCHIVE", filepath.Join(t.TempDir(), "archive"))
	out := t.TempDir()
	all := []string{"-v", "--output", "text", "--output", "json=" + out + "/json", "--output", "sarif=" + out + "/sarif", "--output", "html=" + out + "/html"}
	for name, content := range tiny() {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
			require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
			for _, form := range [][]string{{}, all} {
				cmd := exec.Command(os.Args[0], append(append([]string{"check"}, form...), path)...)
				cmd.Args[0] = "peak"
				var stderr bytes.Buffer
				cmd.Stderr = &stderr
				_ = cmd.Run() // there may be findings
				require.Contains(t, []int{exitDone, exitFound}, cmd.ProcessState.ExitCode(), "%q", form)
				_, told, _ := strings.Cut(stderr.String(), "VmHWM:")
				var kB int
				_, err := fmt.Sscan(told, &kB)
				require.NoError(t, err)
				require.LessOrEqual(t, kB>>10, 16*len(content)>>20+32, "MB as %q", form)
			}
		})
	}
}

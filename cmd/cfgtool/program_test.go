//go:build linux

package main

import (
	"debug/elf"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

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

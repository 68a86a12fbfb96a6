package sascore

import (
	"encoding/binary"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers/parserstest"
)

// archive is a locale-archive with these names.
func archive(order binary.ByteOrder, names ...string) string {
	const slots = 7
	head := make([]byte, archiveHead+slots*archiveEntry)
	order.PutUint32(head, archiveMagic)
	order.PutUint32(head[8:], archiveHead)
	order.PutUint32(head[12:], uint32(len(names)))
	order.PutUint32(head[16:], slots)
	for i, n := range names {
		order.PutUint32(head[archiveHead+i*2*archiveEntry+4:], uint32(len(head)))
		head = append(head, n+"\x00"...)
	}
	return string(head)
}

func TestLocales(t *testing.T) {
	const file = "usr/lib/locale/locale-archive"
	for name, tc := range map[string]struct {
		files fstest.MapFS
		want  []string
		err   string
	}{
		"none":        {fstest.MapFS{"etc/hosts": &fstest.MapFile{}}, nil, "is not there"},
		"directories": {put(put(nil, "usr/lib/locale/en_US.UTF-8/LC_CTYPE", "x"), "usr/lib/locale/C/x", ""), []string{"en_US.UTF-8"}, ""},
		"little":      {put(nil, file, archive(binary.LittleEndian, "en_US.utf8", "de_DE.utf8")), []string{"de_DE.utf8", "en_US.utf8"}, ""},
		"big":         {put(nil, file, archive(binary.BigEndian, "ja_JP.utf8")), []string{"ja_JP.utf8"}, ""},
		"both":        {put(put(nil, file, archive(binary.LittleEndian, "en_US.utf8")), "usr/lib/locale/en_US.utf8/LC_CTYPE", "x"), []string{"en_US.utf8"}, ""},
		"cut off":     {put(nil, file, archive(binary.LittleEndian, "en_US.utf8")[:100]), nil, "no locale archive"},
		"no archive":  {put(nil, file, "text"), nil, "no locale archive"},
		"empty":       {put(nil, file, archive(binary.LittleEndian)), nil, "is empty"},
		"too large":   {put(nil, file, archive(binary.LittleEndian)[:16]+"\xFF\xFF\xFF\xFF"+archive(binary.LittleEndian)[20:]), nil, "no locale archive"},
	} {
		h := &Host{Files: tc.files}
		got, err := h.locales()
		require.Equal(t, tc.want, got, name)
		if tc.err == "" {
			require.NoError(t, err, name)
		} else {
			require.ErrorContains(t, err, tc.err, name)
		}
	}
	got, err := (&Host{Files: failing{put(nil, file, ""), file}}).locales()
	require.Empty(t, got)
	require.ErrorContains(t, err, "input/output error")
}

// TestRealLocaleArchive reads what localedef(1) of this machine writes.
func TestRealLocaleArchive(t *testing.T) {
	parserstest.Require(t, "localedef")
	dir := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "usr/lib/locale"), 0o755))
	// The small locale POSIX, under the names that count. It exits with 1, since
	// it warns of what that locale leaves out.
	for _, name := range []string{"en_US.UTF-8", "ja_JP.UTF-8"} {
		_ = exec.Command("localedef", "--prefix", dir, "-c", "-i", "POSIX", "-f", "ANSI_X3.4-1968", name).Run()
	}
	if _, err := os.Stat(filepath.Join(dir, "usr/lib/locale/locale-archive")); err != nil {
		t.Skip("localedef has no sources of locales")
	}
	got, err := (&Host{Files: os.DirFS(dir)}).locales()
	require.NoError(t, err)
	require.Equal(t, []string{"en_US.utf8", "ja_JP.utf8"}, got)
}

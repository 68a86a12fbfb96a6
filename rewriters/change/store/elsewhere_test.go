package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestStamped(t *testing.T) {
	at := time.Date(2008, 3, 1, 12, 0, 0, 0, time.UTC)
	day := at.Truncate(24 * time.Hour)
	for name, want := range map[string]struct {
		base string
		at   time.Time
	}{
		"opswgw.properties.20080301120000":      {"opswgw.properties", at},
		"opswgw.properties.200803011200":        {"opswgw.properties", at},
		"fstab.2008030112":                      {"fstab", at},
		"fstab.20080301":                        {"fstab", day},
		"fstab.2008-03-01_12:00:00":             {"fstab", at},
		"fstab.2008.03.01":                      {"fstab", day},
		"fstab.20080301.120000":                 {"fstab", at},
		"fstab.20080301T120000Z":                {"fstab", at},
		"fstab.1204372800":                      {"fstab", at},
		"fstab.1204372800000":                   {"fstab", at},
		"lib.so.1.20080301":                     {"lib.so.1", day},
		"fstab.2008-03-01_12:00:00+0100":        {"fstab", time.Time{}},
		"fstab.99999999":                        {"fstab", time.Time{}},
		".hidden.20080301":                      {".hidden", day},
		"fstab.20080301120000123456789":         {"fstab", time.Time{}},
		"fstab.20081301":                        {"fstab", time.Time{}},
		"fstab.2008":                            {},
		"fstab":                                 {},
		".20080301":                             {},
		"20080301":                              {},
		"fstab.x20080301":                       {},
		"fstab.20080301.bak":                    {},
		"fstab.20080301\n":                      {},
		"":                                      {},
		strings.Repeat("1", 300) + ".200803011": {strings.Repeat("1", 300), time.Time{}},
	} {
		base, got, ok := stamped(name)
		require.Equal(t, want.base != "", ok, name)
		require.Equal(t, want.base, base, name)
		require.Equal(t, want.at, got, name)
	}
}

func TestElsewhere(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "etc", "opt", "opsware")
	require.NoError(t, os.MkdirAll(filepath.Join(folder, "dir.20080301"), 0o755))
	for name, content := range map[string]string{"a.conf.20080302": "2\n", "a.conf.20080301": "1\n", "README": "x"} {
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600))
	}
	require.NoError(t, os.Symlink("a.conf.20080301", filepath.Join(folder, "l.20080301")))
	got, skipped, err := Elsewhere(dir)
	require.NoError(t, err)
	require.Len(t, got, 2)
	require.Equal(t, "etc/opt/opsware/a.conf.20080301", got[0].File.Archived)
	require.Equal(t, string(filepath.Separator)+filepath.Join("etc", "opt", "opsware", "a.conf"), got[0].File.Path)
	require.Equal(t, hash([]byte("1\n")), got[0].File.Before)
	require.Equal(t, []int64{2, 2}, []int64{got[0].Size, got[1].Size})
	require.Equal(t, []Skipped{{filepath.Join(folder, "README"), "its name does not end in a timestamp"}, {filepath.Join(folder, "l.20080301"), "it is a symbolic link"}}, skipped)
	_, _, err = Elsewhere(filepath.Join(folder, "README"))
	require.ErrorContains(t, err, "it is no folder")
	_, _, err = Elsewhere(filepath.Join(dir, "missing"))
	require.Error(t, err)
}

// A name that is taken apart can be put together.
func FuzzStamped(f *testing.F) {
	for _, name := range []string{"a.20080301", "a.2008-03-01_12:00:00", "a.1204372800", "a.b", ".12345678", "a.\xff12345678"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		base, at, ok := stamped(name)
		if !ok {
			require.Empty(t, base)
			require.True(t, at.IsZero())
			return
		}
		require.NotEmpty(t, base)
		require.True(t, strings.HasPrefix(name, base+"."))
		require.Equal(t, at, instant(name[len(base)+1:]))
	})
}

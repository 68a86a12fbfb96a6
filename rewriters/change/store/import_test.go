//go:build unix

package store

import (
	"archive/tar"
	"bytes"
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// exported is an archive with a few changes, as a tar file.
func exported(w workshop) []byte {
	dir := w.tree()
	w.save("CHG1", dir)
	a := w.file("a\xff", "1\n", 0o640)
	w.rollback(w.commit(edit(a, "1\n", "2\n"), create(w.path("new"), "n\n")).ID)
	file := w.path("x.tar")
	n, err := w.Export(context.Background(), file)
	require.NoError(w.t, err)
	require.Equal(w.t, 9, n)
	content, err := os.ReadFile(file)
	require.NoError(w.t, err)
	return content
}

// emptyStore is an archive that does not exist yet.
func emptyStore(t testing.TB) *Store {
	s, err := Open(filepath.Join(t.TempDir(), "archive"))
	require.NoError(t, err)
	return s
}

func TestExportAndImport(t *testing.T) {
	w := open(t)
	content := exported(w)
	file := w.path("x.tar")
	info, err := os.Stat(file)
	require.NoError(t, err)
	require.Equal(t, fs.FileMode(0o600), info.Mode())
	_, err = w.Export(context.Background(), w.path("y.tar"))
	require.NoError(t, err)
	again, err := os.ReadFile(w.path("y.tar"))
	require.NoError(t, err)
	require.Equal(t, content, again)
	r := tar.NewReader(bytes.NewReader(content))
	h, err := r.Next()
	require.NoError(t, err)
	require.Equal(t, "ledger.jsonl", h.Name)
	h, err = r.Next()
	require.NoError(t, err)
	require.Equal(t, int64(0o640), h.Mode)

	s := emptyStore(t)
	_, err = s.Save(context.Background(), []string{w.path("absent")}, command)
	require.Error(t, err)
	require.FileExists(t, s.ledger()) // which has no record
	n, err := s.Import(context.Background(), file, command)
	require.NoError(t, err)
	require.Equal(t, 9, n)
	v, err := s.Verify(context.Background())
	require.NoError(t, err)
	require.Empty(t, v.Damages)
	require.Equal(t, len(w.changes()), v.Changes)
	_, err = s.Export(context.Background(), w.path("z.tar"))
	require.NoError(t, err)
	again, err = os.ReadFile(w.path("z.tar"))
	require.NoError(t, err)
	require.Equal(t, content, again)

	_, err = s.Import(context.Background(), file, command)
	require.ErrorIs(t, err, ErrNotEmpty)
}

func TestExportRefuses(t *testing.T) {
	_, err := emptyStore(t).Export(context.Background(), filepath.Join(t.TempDir(), "x.tar"))
	require.ErrorContains(t, err, "the archive is empty")
	w := open(t)
	a := w.file("a", "1\n", 0o640)
	c := w.commit(edit(a, "1\n", "2\n"))
	_, err = w.Export(context.Background(), filepath.Dir(a))
	require.ErrorContains(t, err, "it is no regular file")
	require.NoError(t, os.WriteFile(w.ArchivePath(w.changes()[0].Files[0]), []byte("x"), 0o600))
	_, err = w.Export(context.Background(), w.path("x.tar"))
	require.ErrorIs(t, err, ErrBroken)
	require.NoFileExists(t, w.path("x.tar"))
	w.event(record{Event: planned, ID: "20080101T120000Z-1a2b3c", Command: &c.Command})
	_, err = w.Export(context.Background(), w.path("x.tar"))
	require.ErrorIs(t, err, ErrUnfinished)
}

// packed is a tar file of some entries.
func packed(t testing.TB, entries ...tar.Header) []byte {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, h := range entries {
		content := h.Linkname // of a regular file, its content
		if h.Typeflag == tar.TypeReg || h.Typeflag == 0 {
			h.Linkname, h.Size = "", int64(len(content))
		}
		require.NoError(t, w.WriteHeader(&h))
		if h.Size > 0 {
			_, err := io.WriteString(w, content)
			require.NoError(t, err)
		}
	}
	require.NoError(t, w.Close())
	return b.Bytes()
}

// Whatever is in a tar file, nothing leaves the archive, and nothing appears in it.
func TestImportRefuses(t *testing.T) {
	ledger := `{"previous":"","event":"saved","id":"x","kind":"save","command":{"args":[],"actor":"a","host":"h"},"files":[{"path":"/a","kind":"save","before":"` + hash([]byte("1")) + `","archived":"files/a.1"}]}` + "\n"
	reg := func(name, content string) tar.Header { return tar.Header{Name: name, Linkname: content} }
	good := []tar.Header{reg("ledger.jsonl", ledger), reg("files/a.1", "1")}
	with := func(more ...tar.Header) []byte { return packed(t, append(append([]tar.Header{}, good...), more...)...) }
	sparse := with()
	for name, tc := range map[string]struct {
		content []byte
		want    string
	}{
		"no tar":             {[]byte("hello, this is no tar file at all\n"), "it is no whole tar file"},
		"empty":              {nil, "it has no ledger"},
		"cut":                {sparse[:1024+100], "it is no whole tar file"},
		"up":                 {with(reg("../x", "")), `"../x" in it would leave the archive`},
		"up below":           {with(reg("files/../../x", "")), `"files/../../x" in it would leave`},
		"absolute":           {with(reg("/etc/x", "")), `"/etc/x" in it would leave`},
		"elsewhere":          {with(reg("lock", "")), `"lock" in it would leave`},
		"dot":                {with(reg("files/./x", "")), "would leave"},
		"control":            {with(reg("files/\x1b[2J/../../x", "")), `"files/\x1b[2J/../../x" in it would leave`},
		"symbolic link":      {with(tar.Header{Name: "files/l", Typeflag: tar.TypeSymlink, Linkname: "/etc"}), `"files/l" in it is no regular file`},
		"through a link":     {with(tar.Header{Name: "files/l", Typeflag: tar.TypeSymlink, Linkname: "/tmp"}, reg("files/l/x", "")), "is no regular file"},
		"hard link":          {with(tar.Header{Name: "files/l", Typeflag: tar.TypeLink, Linkname: "/etc/passwd"}), "is no regular file"},
		"device":             {with(tar.Header{Name: "files/d", Typeflag: tar.TypeChar, Devmajor: 1, Devminor: 3}), "is no regular file"},
		"pipe":               {with(tar.Header{Name: "files/p", Typeflag: tar.TypeFifo}), "is no regular file"},
		"folder elsewhere":   {with(tar.Header{Name: "../x/", Typeflag: tar.TypeDir}), "is no regular file"},
		"twice":              {with(reg("files/a.1", "1")), `"files/a.1" is in it twice`},
		"file as folder":     {with(reg("files/a.1/x", "1")), "cannot be unpacked"},
		"stray":              {with(reg("files/b.1", "1")), `its ledger does not know "files/b.1"`},
		"missing":            {packed(t, good[0]), `"files/a.1" is missing in it`},
		"damaged":            {packed(t, good[0], reg("files/a.1", "2")), `"files/a.1" in it is damaged`},
		"no ledger":          {packed(t, good[1]), "it has no ledger"},
		"ledger damaged":     {packed(t, reg("ledger.jsonl", ledger+"oops\n"), good[1]), "line 2 is no record of a change"},
		"ledger torn":        {packed(t, reg("ledger.jsonl", ledger+`{"ev`), good[1]), "its ledger ends in the middle of a change"},
		"ledger leaves":      {packed(t, reg("ledger.jsonl", strings.Replace(ledger, "files/a.1", "files/../../a", 1)), good[1]), "outside of the archive"},
		"ledger leaves, too": {packed(t, reg("ledger.jsonl", strings.Replace(ledger, "files/a.1", "ledger.jsonl", 1)), good[1]), "outside of the archive"},
	} {
		t.Run(name, func(t *testing.T) {
			s := emptyStore(t)
			file := filepath.Join(t.TempDir(), "x.tar")
			require.NoError(t, os.WriteFile(file, tc.content, 0o600))
			_, err := s.Import(context.Background(), file, command)
			require.ErrorContains(t, err, tc.want)
			require.ErrorContains(t, err, "nothing was imported")
			require.False(t, strings.ContainsAny(err.Error(), "\x1b"))
			entries, err := os.ReadDir(s.Dir())
			require.NoError(t, err)
			require.Len(t, entries, 1, "only the lock")
			above, err := os.ReadDir(filepath.Dir(s.Dir()))
			require.NoError(t, err)
			require.Len(t, above, 1)
		})
	}
	s := emptyStore(t)
	file := filepath.Join(t.TempDir(), "x.tar")
	folders := []tar.Header{{Name: "files/", Typeflag: tar.TypeDir}, {Name: "files/sub/", Typeflag: tar.TypeDir}}
	require.NoError(t, os.WriteFile(file, packed(t, append(folders, good...)...), 0o600))
	_, err := s.Import(context.Background(), file, command)
	require.NoError(t, err)
}

// Whatever an import is given, nothing leaves the archive, and what it takes is sound.
func FuzzImport(f *testing.F) {
	ledger := `{"previous":"","event":"saved","id":"x","kind":"save","command":{"args":[],"actor":"a","host":"h"},"files":[{"path":"/a","kind":"save","before":"` + hash([]byte("1")) + `","archived":"files/a.1"}]}` + "\n"
	f.Add(packed(f, tar.Header{Name: "ledger.jsonl", Linkname: ledger}, tar.Header{Name: "files/a.1", Linkname: "1"}))
	f.Add(packed(f, tar.Header{Name: "ledger.jsonl", Linkname: ledger}, tar.Header{Name: "../a.1", Linkname: "1"}))
	f.Add(packed(f, tar.Header{Name: "files/x", Typeflag: tar.TypeSymlink, Linkname: "/etc"}, tar.Header{Name: "files/x/y", Linkname: "1"}))
	shm := ""
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		shm = "/dev/shm" // memory, where syncing costs nothing
	}
	room, err := os.MkdirTemp(shm, "cfgtool-import-*")
	require.NoError(f, err)
	f.Cleanup(func() { os.RemoveAll(room) })
	parent := filepath.Join(room, "parent")
	require.NoError(f, os.Mkdir(parent, 0o700))
	file := filepath.Join(room, "x.tar")
	f.Fuzz(func(t *testing.T, content []byte) {
		dir := filepath.Join(parent, "archive")
		require.NoError(t, os.RemoveAll(dir))
		require.NoError(t, os.WriteFile(file, content, 0o600))
		s, err := Open(dir)
		require.NoError(t, err)
		_, err = s.Import(context.Background(), file, command)
		above, lerr := os.ReadDir(parent)
		require.NoError(t, lerr)
		require.Len(t, above, 1)
		if err != nil {
			changes, err := s.Changes()
			require.NoError(t, err)
			require.Empty(t, changes)
			return
		}
		v, err := s.Verify(context.Background())
		require.NoError(t, err)
		require.Empty(t, v.Damages)
		_, err = s.Export(context.Background(), file+".out")
		require.NoError(t, err)
	})
}

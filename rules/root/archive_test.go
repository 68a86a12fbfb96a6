package root_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/rules/root"
)

// both opens a compressed tar of testdata, which GNU tar made, as it is and unpacked
// by gunzip.
func both(t *testing.T, name string, check func(t *testing.T, r *root.Root)) {
	zipped := filepath.Join("testdata", name+".tar.gz")
	f, err := os.Open(zipped)
	require.NoError(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	require.NoError(t, err)
	plain, err := io.ReadAll(z)
	require.NoError(t, err)
	for _, file := range []string{zipped, save(t, plain)} {
		t.Run(name+" "+filepath.Ext(file), func(t *testing.T) { check(t, open(t, file)) })
	}
}

func save(t *testing.T, content []byte) string {
	file := filepath.Join(t.TempDir(), "host.tar")
	require.NoError(t, os.WriteFile(file, content, 0o600))
	return file
}

func open(t *testing.T, file string) *root.Root {
	r, err := root.Open(file)
	require.NoError(t, err)
	t.Cleanup(func() { r.Close() })
	require.True(t, r.Archive())
	require.Equal(t, file, r.Dir())
	return r
}

func text(t *testing.T, r *root.Root, name string) string {
	got, err := fs.ReadFile(r, name)
	require.NoError(t, err, name)
	return string(got)
}

// TestArchiveAsTheFolder: a tar is looked at as the folder is that it was made of.
func TestArchiveAsTheFolder(t *testing.T) {
	for _, name := range []string{"gnu", "pax", "v7"} {
		both(t, name, func(t *testing.T, r *root.Root) {
			for _, name := range []string{"etc/hosts", "abs", "up", "chain", "etc/opt/r", "dir/etc/hosts", "dir/../etc/hosts", "../etc/hosts", "etc/hard"} {
				require.Equal(t, "inside", text(t, r, name), name)
			}
			_, err := fs.ReadFile(r, "loop")
			require.ErrorContains(t, err, "too many symbolic links")
			_, err = fs.ReadFile(r, "etc")
			require.ErrorContains(t, err, "not a regular file")
			_, err = fs.ReadFile(r, "etc/gone")
			require.ErrorIs(t, err, fs.ErrNotExist)
			_, err = fs.ReadFile(r, "etc/hosts/x")
			require.ErrorIs(t, err, fs.ErrNotExist)
			to, err := fs.ReadLink(r, "abs")
			require.NoError(t, err)
			require.Equal(t, "/etc/hosts", to)
			require.Equal(t, "\xe9", text(t, r, "caf\xe9"))
			require.Equal(t, []string{"/dir/etc/hard", "/dir/etc/hosts"}, root.Expand(r, "/dir/etc/h*"))
			info, err := fs.Stat(r, "abs")
			require.NoError(t, err)
			require.Equal(t, fs.FileMode(0o640), info.Mode(), "that of what the link leads to")
			require.Equal(t, 1234, info.Sys().(*root.Owner).UID)
			require.Equal(t, 5678, info.Sys().(*root.Owner).GID)
		})
	}
}

// TestArchiveOfGNU: long names, sparse files, devices and pipes.
func TestArchiveOfGNU(t *testing.T) {
	for _, name := range []string{"gnu", "pax"} {
		both(t, name, func(t *testing.T, r *root.Root) {
			require.Equal(t, "deep", text(t, r, "longlink"))
			_, err := fs.ReadFile(r, "hole")
			require.ErrorContains(t, err, "is a sparse file of the tar, which is not read; unpack the tar")
			for _, name := range []string{"pipe", "null"} {
				_, err := fs.ReadFile(r, name)
				require.ErrorContains(t, err, "not a regular file", name)
				_, err = r.Open(name)
				require.ErrorContains(t, err, "is a device or a pipe")
			}
		})
	}
	both(t, "appended", func(t *testing.T, r *root.Root) {
		require.Equal(t, "appended", text(t, r, "etc/hosts"), "the last one counts")
		require.Equal(t, "inside", text(t, r, "etc/hard"), "and the link keeps what it was made of")
	})
}

// made is a tar of these members.
func made(t *testing.T, members ...tar.Header) []byte {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, h := range members {
		content := h.Uname // stands for it here
		h.Uname = ""
		if h.Size = int64(len(content)); h.Typeflag == 0 {
			h.Typeflag = tar.TypeReg
		}
		if h.Typeflag != tar.TypeReg {
			h.Size = 0
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

// zip compresses.
func zip(t *testing.T, content []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write(content)
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return b.Bytes()
}

// TestHostileArchive: names that lead out, links, and one name for several members.
func TestHostileArchive(t *testing.T) {
	file := func(name, content string) tar.Header { return tar.Header{Name: name, Uname: content, Mode: 0o600} }
	link := func(name, to string) tar.Header {
		return tar.Header{Name: name, Linkname: to, Typeflag: tar.TypeSymlink}
	}
	hard := func(name, to string) tar.Header { return tar.Header{Name: name, Linkname: to, Typeflag: tar.TypeLink} }
	dir := func(name string) tar.Header { return tar.Header{Name: name, Typeflag: tar.TypeDir, Mode: 0o755} }
	raw := made(t,
		file("../../etc/passwd", "slipped"), file("/etc/abs", "absolute"), file(".//etc/./dots", "dots"),
		file("etc/a", "first"), file("etc/a", "second"),
		file("x", "file"), file("x/y", "below a file"),
		dir("d"), file("d/e", "in d"), dir("d/"), file("f", "kept"),
		dir("gone"), file("gone/e", "lost"), file("gone", "a file now"),
		hard("late", "etc/later"), file("etc/later", "later"), hard("dangling", "etc/nobody"), hard("h1", "h2"), hard("h2", "h1"), hard("todir", "d"),
		link("lib", "/usr/lib"), file("lib/z", "through a link"), dir("usr/lib"),
		link("out", "../../../../../etc/abs"), link("up", ".."), link("self/a", "/self/a"),
		link("toolong/../../q", "x"))
	for _, raw := range [][]byte{raw, zip(t, raw)} {
		r := open(t, save(t, raw))
		for name, want := range map[string]string{"etc/abs": "absolute", "etc/dots": "dots", "etc/a": "second", "x/y": "below a file", "d/e": "in d", "gone": "a file now",
			"late": "later", "usr/lib/z": "through a link", "lib/z": "through a link", "out": "absolute", "up/etc/a": "second", "./../etc/a": "second"} {
			require.Equal(t, want, text(t, r, name), name)
		}
		for _, name := range []string{"etc/passwd", "gone/e", "q", "toolong"} {
			_, err := fs.Stat(r, name)
			require.ErrorIs(t, err, fs.ErrNotExist, name)
		}
		for _, name := range []string{"dangling", "h1", "h2", "todir"} {
			_, err := fs.ReadFile(r, name)
			require.Error(t, err)
			info, err := fs.Stat(r, name)
			require.NoError(t, err)
			require.False(t, info.Mode().IsRegular(), name)
			_, err = r.Open(name)
			require.ErrorContains(t, err, "is a hard link to")
		}
		_, err := fs.ReadFile(r, "self/a")
		require.ErrorContains(t, err, "too many symbolic links")
	}
}

// TestArchiveIsAFileSystem by the standard library's own test.
func TestArchiveIsAFileSystem(t *testing.T) {
	raw := made(t, tar.Header{Name: "etc/hosts", Uname: "127.0.0.1 localhost\n", Mode: 0o644}, tar.Header{Name: "usr/big", Uname: strings.Repeat("x", 100_000), Mode: 0o644})
	for _, raw := range [][]byte{raw, zip(t, raw)} {
		r := open(t, save(t, raw))
		for name, size := range map[string]int{"etc/hosts": 20, "usr/big": 100_000} {
			require.Len(t, text(t, r, name), size)
			f, err := r.Open(name)
			require.NoError(t, err)
			part := make([]byte, 4)
			for _, at := range []int64{10, 2} {
				_, err = f.(io.ReaderAt).ReadAt(part, at)
				require.NoError(t, err)
			}
			rest, err := io.ReadAll(f)
			require.NoError(t, err)
			require.Len(t, rest, size, "ReadAt does not move Read")
			require.NoError(t, f.Close())
		}
		require.NoError(t, fs.WalkDir(r, ".", func(_ string, _ fs.DirEntry, err error) error { return err }))
		r.Limit = 10
		_, err := fs.ReadFile(r, "etc/hosts")
		require.ErrorContains(t, err, "larger than 10 bytes")
	}
}

// TestNoArchive: what is no tar, or a damaged one, is refused and named.
func TestNoArchive(t *testing.T) {
	whole := made(t, tar.Header{Name: "a", Uname: strings.Repeat("a", 5000)}, tar.Header{Name: "b", Uname: "b"})
	flipped := bytes.Clone(zip(t, whole))
	flipped[len(flipped)-6] ^= 1
	for name, tc := range map[string]struct {
		content []byte
		want    string
	}{
		"empty":             {nil, "is neither a directory nor a tar"},
		"text":              {[]byte("127.0.0.1 localhost\n"), "is neither a directory nor a tar"},
		"long text":         {bytes.Repeat([]byte("no tar\n"), 1000), "is neither a directory nor a tar"},
		"zipped text":       {zip(t, []byte("no tar")), "is neither a directory nor a tar"},
		"cut in a file":     {whole[:2000], "is a damaged tar"},
		"cut in the last":   {whole[:len(whole)-1024-512-500], "is a damaged tar"},
		"cut gzip":          {flipped[:len(flipped)-9], "is a damaged gzip file"},
		"a wrong checksum":  {flipped, "is a damaged gzip file"},
		"a broken header":   {append(bytes.Clone(whole[:512+5120]), bytes.Repeat([]byte("x"), 1024)...), "is a damaged tar: behind 1 members"},
		"bzip2":             {[]byte("BZh91AY&SY"), "unpack it with bunzip2 first"},
		"xz":                {[]byte("\xFD7zXZ\x00\x00"), "unpack it with unxz first"},
		"zstd":              {[]byte("\x28\xB5\x2F\xFD\x00"), "unpack it with unzstd first"},
		"compress":          {[]byte("\x1F\x9D\x90"), "unpack it with uncompress first"},
		"zip":               {[]byte("PK\x03\x04\x00"), "unpack it with unzip first"},
		"gzip without more": {[]byte("\x1F\x8B"), "is no gzip file that can be read"},
	} {
		_, err := root.Open(save(t, tc.content))
		require.ErrorContains(t, err, tc.want, name)
	}
	_, err := root.Open(filepath.Join(t.TempDir(), "gone.tar"))
	require.ErrorIs(t, err, fs.ErrNotExist)
}

// TestArchiveThatChanges is not read at the old places.
func TestArchiveThatChanges(t *testing.T) {
	file := save(t, made(t, tar.Header{Name: "a", Uname: "old"}))
	r := open(t, file)
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_APPEND, 0)
	require.NoError(t, err)
	_, err = f.Write(make([]byte, 512))
	require.NoError(t, err)
	require.NoError(t, f.Close())
	_, err = fs.ReadFile(r, "a")
	require.ErrorContains(t, err, "the tar changed since it was opened")
}

// FuzzArchive: no bytes make it crash, and what it lists it can describe. Its inputs and
// what is read of them are small, since only many of them find anything.
func FuzzArchive(f *testing.F) {
	for _, name := range []string{"gnu", "pax", "v7", "appended"} {
		raw, err := os.ReadFile(filepath.Join("testdata", name+".tar.gz"))
		require.NoError(f, err)
		f.Add(raw)
		z, err := gzip.NewReader(bytes.NewReader(raw))
		require.NoError(f, err)
		plain, err := io.ReadAll(z)
		require.NoError(f, err)
		f.Add(append(bytes.TrimRight(plain, "\x00"), make([]byte, 1024)...)) // blocks of zeros end a tar
	}
	file := filepath.Join(f.TempDir(), "host.tar")
	f.Fuzz(func(t *testing.T, raw []byte) {
		if len(raw) > 48<<10 || os.WriteFile(file, raw, 0o600) != nil {
			return
		}
		r, err := root.Open(file)
		if err != nil {
			return
		}
		defer r.Close()
		r.Limit = 4 << 10
		seen := 0
		_ = fs.WalkDir(r, ".", func(name string, _ fs.DirEntry, err error) error {
			if seen++; err != nil || seen > 50 {
				return fs.SkipAll
			}
			_, _ = fs.ReadFile(r, name)
			return nil
		})
	})
}

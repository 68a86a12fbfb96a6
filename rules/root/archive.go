package root

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"time"
)

// The bounds of a tar. A compressed one is unpacked from its beginning to find what is
// in it, and again up to each file that was not kept; so how much that can come to is
// bounded, too.
const (
	maxMembers  = 1 << 19  // members
	maxNames    = 64 << 20 // bytes of names and links
	maxUnpacked = 16 << 30 // bytes of a compressed tar, unpacked
	maxKept     = 64 << 20 // bytes of small files of a compressed tar that are kept
	small       = 64 << 10 // bytes of the largest file that is kept
)

// archive is a tar: POSIX ustar, pax, GNU or as of Unix V7 (tar(5)). Nothing of it is
// unpacked to the disk. Of members with one name the last one counts, as when it is
// unpacked; a member with ".." in its name is none, as for GNU tar.
type archive struct {
	file   *os.File
	at     time.Time // when the tar was last written to, at the time it was opened
	size   int64
	zipped bool
	most   int64
	top    *node
}

// node is a file in a tar. Hard links share one.
type node struct {
	mode     fs.FileMode
	size     int64
	modified time.Time
	owner    *Owner
	target   string // of a symbolic link
	offset   int64  // where its content begins, of the unpacked tar
	kept     []byte // its content, where that is kept
	why      string // why it cannot be read, or ""
	children map[string]*node
}

// Owner is who owns a file in a tar. It is what Sys of the file's fs.FileInfo is a
// pointer to, so that what unpacking as an ordinary user loses can be seen.
type Owner struct {
	UID, GID    int
	User, Group string // "" where the tar has no names
}

// openArchive reads the list of what is in a tar. A compressed one may come to so many
// bytes.
func openArchive(name string, most int64) (*archive, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	a := &archive{file: f, most: most}
	if err = a.index(); err != nil {
		f.Close()
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return a, nil
}

var errNoTar = errors.New("is neither a directory nor a tar")

// compressions are those that are not read, by how their files begin.
var compressions = map[string]string{"BZh": "bunzip2", "\xFD7zXZ\x00": "unxz", "\x28\xB5\x2F\xFD": "unzstd", "\x1F\x9D": "uncompress", "PK\x03\x04": "unzip"}

func (a *archive) index() error {
	info, err := a.file.Stat()
	if err != nil {
		return err
	}
	if a.at, a.size = info.ModTime(), info.Size(); a.size == 0 {
		return errNoTar
	}
	head := make([]byte, 6)
	n, _ := a.file.ReadAt(head, 0)
	head = head[:n]
	a.zipped = bytes.HasPrefix(head, []byte{0x1F, 0x8B})
	for magic, program := range compressions {
		if bytes.HasPrefix(head, []byte(magic)) {
			return fmt.Errorf("is compressed in a way that is not read; unpack it with %s first, a tar and a .tar.gz are read", program)
		}
	}
	if !a.zipped {
		return a.scan(a.file, func() (int64, error) { return a.file.Seek(0, io.SeekCurrent) })
	}
	stream, err := a.unzip()
	if err != nil {
		return err
	}
	defer stream.Close()
	counted := &counter{Reader: stream, most: a.most}
	if err := a.scan(counted, func() (int64, error) { return counted.n, nil }); err != nil {
		return err
	}
	if _, err := io.Copy(io.Discard, counted); err != nil { // its checksum is at its end
		return fmt.Errorf("is a damaged gzip file: %w", err)
	}
	return nil
}

// counter counts what is read through it, up to the most that is unpacked.
type counter struct {
	io.Reader
	n, most int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	if c.n += int64(n); c.n > c.most {
		return n, fmt.Errorf("comes to more than %d bytes when it is unpacked; unpack it with gunzip, since of a plain tar only the list is read", c.most)
	}
	return n, err
}

// unzip reads the whole of a compressed tar, unpacked.
func (a *archive) unzip() (io.ReadCloser, error) {
	z, err := gzip.NewReader(bufio.NewReader(io.NewSectionReader(a.file, 0, a.size)))
	if err != nil {
		return nil, fmt.Errorf("is no gzip file that can be read: %w", err)
	}
	return z, nil
}

// scan lists the members of a tar; position is where its reader is in it.
func (a *archive) scan(r io.Reader, position func() (int64, error)) error {
	a.top = &node{mode: fs.ModeDir | 0o755, owner: &Owner{}}
	l := lister{a: a, owners: make(map[Owner]*Owner)}
	t := tar.NewReader(r)
	for n := 0; ; n++ {
		h, err := t.Next()
		switch {
		case err == io.EOF:
			l.settle()
			return nil
		case n == 0 && (errors.Is(err, tar.ErrHeader) || errors.Is(err, io.ErrUnexpectedEOF)):
			return errNoTar
		case errors.Is(err, tar.ErrHeader), errors.Is(err, io.ErrUnexpectedEOF):
			return fmt.Errorf("is a damaged tar: behind %d members: %w", n, err)
		case err != nil:
			return err
		case n == maxMembers:
			return fmt.Errorf("has more than %d members; unpack it, and name the directory", maxMembers)
		}
		if l.names += len(h.Name) + len(h.Linkname); l.names > maxNames {
			return fmt.Errorf("has more than %d MB of names; unpack it, and name the directory", maxNames>>20)
		}
		at, err := position()
		if err != nil {
			return err
		}
		if err := l.member(h, at, t); err != nil {
			return err
		}
	}
}

// lookup is the file of a path, whose links are resolved.
func (a *archive) lookup(name string) (*node, error) {
	n := a.top
	if name = path.Clean(name); name == "." {
		return n, nil
	}
	for part := range strings.SplitSeq(name, "/") {
		if !n.mode.IsDir() {
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		}
		if n = n.children[part]; n == nil {
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		}
	}
	return n, nil
}

func (a *archive) close() error { return a.file.Close() }

func (a *archive) lstat(name string) (fs.FileInfo, error) {
	n, err := a.lookup(name)
	if err != nil {
		return nil, err
	}
	return member{path.Base(name), n}, nil
}

func (a *archive) readLink(name string) (string, error) {
	n, err := a.lookup(name)
	if err == nil && n.mode&fs.ModeSymlink == 0 {
		err = &fs.PathError{Op: "readlink", Path: name, Err: fs.ErrInvalid}
	}
	if err != nil {
		return "", err
	}
	return n.target, nil
}

// open opens what is no link. A file that cannot be read says so when it is.
func (a *archive) open(name string) (fs.File, error) {
	n, err := a.lookup(name)
	if err != nil {
		return nil, err
	}
	fail := func(err error) (fs.File, error) { return nil, &fs.PathError{Op: "open", Path: name, Err: err} }
	switch info, err := a.file.Stat(); {
	case err != nil:
		return fail(err)
	case n.why != "":
		return fail(errors.New(n.why))
	case info.Size() != a.size || !info.ModTime().Equal(a.at):
		return fail(errors.New("the tar changed since it was opened; run the command again"))
	}
	f := &memberFile{member: member{path.Base(name), n}}
	switch {
	case !n.mode.IsRegular(): // it has no content
		f.part = bytes.NewReader(nil)
	case n.kept != nil:
		f.part = bytes.NewReader(n.kept)
	case !a.zipped:
		f.part = io.NewSectionReader(a.file, n.offset, n.size)
	default:
		f.part = &unzipped{archive: a, node: n}
	}
	return f, nil
}

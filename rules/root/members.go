package root

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
)

// lister takes the members of a tar in, one after the other.
type lister struct {
	a       *archive
	owners  map[Owner]*Owner // each once
	names   int              // bytes of names so far
	kept    int              // bytes of content that is kept
	waiting []waiting
}

// waiting is a member that needs others before it has its place: a hard link to what
// was not there yet, or a file below a symbolic link.
type waiting struct {
	name string
	node *node
	link string // of a hard link
}

// member takes one in, whose content is at an offset.
func (l *lister) member(h *tar.Header, at int64, content io.Reader) error {
	name, ok := inside(h.Name)
	if !ok {
		return nil
	}
	n := &node{mode: h.FileInfo().Mode(), size: h.Size, modified: h.ModTime, owner: l.owner(h), target: h.Linkname, offset: at}
	switch h.Typeflag {
	case tar.TypeReg, tar.TypeCont, tar.TypeGNUSparse:
		n.mode &^= fs.ModeType
		if !sparse(h) {
			return l.regular(name, n, content)
		}
		n.why = "is a sparse file of the tar, which is not read; unpack the tar, and name the directory"
	case tar.TypeDir:
		n.mode = n.mode&^fs.ModeType | fs.ModeDir
	case tar.TypeSymlink:
		n.mode = n.mode&^fs.ModeType | fs.ModeSymlink
	case tar.TypeLink:
		l.link(name, h.Linkname)
		return nil
	case tar.TypeChar, tar.TypeBlock, tar.TypeFifo:
		n.why = "is a device or a pipe"
		if n.mode.Type() == 0 {
			n.mode |= fs.ModeIrregular
		}
	default: // what describes other members, or is of no kind that is known
		return nil
	}
	l.put(name, n)
	return nil
}

// sparse reports whether the holes of a file are left out (GNU tar, Sparse Formats).
func sparse(h *tar.Header) bool {
	for key := range h.PAXRecords {
		if strings.HasPrefix(key, "GNU.sparse.") {
			return true
		}
	}
	return h.Typeflag == tar.TypeGNUSparse
}

// inside is the name of a member as a path below the root, or false where it is none.
func inside(name string) (string, bool) {
	if slices.Contains(strings.Split(name, "/"), "..") {
		return "", false
	}
	return strings.TrimPrefix(path.Clean("/"+name), "/"), true
}

func (l *lister) owner(h *tar.Header) *Owner {
	o := Owner{h.Uid, h.Gid, h.Uname, h.Gname}
	if l.owners[o] == nil {
		l.owners[o] = &o
	}
	return l.owners[o]
}

// apart are the top directories that hold programs and the system's own files, whose
// small files are not kept.
var apart = []string{"usr", "lib", "lib64", "boot", "proc", "sys", "dev"}

// regular takes a file in. A small one of a compressed tar is kept, so that the tar
// need not be unpacked up to it again.
func (l *lister) regular(name string, n *node, content io.Reader) error {
	top, _, _ := strings.Cut(name, "/")
	if l.a.zipped && n.size <= small && l.kept+int(n.size) <= maxKept && !slices.Contains(apart, top) {
		n.kept = make([]byte, n.size)
		if _, err := io.ReadFull(content, n.kept); err != nil {
			return fmt.Errorf("is a damaged tar: %w", err)
		}
		l.kept += len(n.kept)
	}
	l.put(name, n)
	return nil
}

// link gives a file another name.
func (l *lister) link(name, target string) {
	to, ok := inside(target)
	if there, err := l.a.lookup(to); ok && err == nil && !there.mode.IsDir() {
		l.put(name, there)
		return
	}
	l.waiting = append(l.waiting, waiting{name: name, link: to})
}

// put gives a file its place, and makes the directories on the way. What has the name
// already is replaced, but a directory by another one keeps what is in it.
func (l *lister) put(name string, n *node) {
	if name == "" {
		n.children = l.a.top.children
		if n.mode.IsDir() {
			l.a.top = n
		}
		return
	}
	dir := l.a.top
	parts := strings.Split(name, "/")
	for _, part := range parts[:len(parts)-1] {
		next := dir.children[part]
		switch {
		case next != nil && next.mode&fs.ModeSymlink != 0:
			l.waiting = append(l.waiting, waiting{name: name, node: n})
			return
		case next == nil || !next.mode.IsDir():
			next = &node{mode: fs.ModeDir | 0o755, owner: l.a.top.owner}
			dir.set(part, next)
		}
		dir = next
	}
	last := parts[len(parts)-1]
	if before := dir.children[last]; before != nil && before.mode.IsDir() && n.mode.IsDir() {
		n.children = before.children
	}
	dir.set(last, n)
}

func (n *node) set(name string, child *node) {
	if n.children == nil {
		n.children = make(map[string]*node)
	}
	n.children[name] = child
}

// settle gives those their places that waited. A hard link to nothing is a file that
// cannot be read.
func (l *lister) settle() {
	r := &Root{tree: l.a}
	for _, w := range l.waiting {
		n := w.node
		if n == nil {
			var err error
			if n, err = l.a.lookup(w.link); err != nil || n.mode.IsDir() {
				n = &node{mode: fs.ModeIrregular, owner: l.a.top.owner, why: fmt.Sprintf("is a hard link to %q, which the tar does not have", w.link)}
			}
		}
		dir, err := r.Resolve(path.Dir(w.name))
		if err != nil {
			continue // below a link that leads nowhere
		}
		if parent, err := l.a.lookup(dir); err == nil && parent.mode.IsDir() {
			parent.set(path.Base(w.name), n)
		}
	}
	l.waiting = nil
}

// member describes a file of a tar.
type member struct {
	name string
	node *node
}

func (m member) Name() string       { return m.name }
func (m member) Size() int64        { return m.node.size }
func (m member) Mode() fs.FileMode  { return m.node.mode }
func (m member) ModTime() time.Time { return m.node.modified }
func (m member) IsDir() bool        { return m.node.mode.IsDir() }
func (m member) Sys() any           { return m.node.owner }

func (a *archive) readDir(name string) ([]fs.DirEntry, error) {
	n, err := a.lookup(name)
	if err == nil && !n.mode.IsDir() {
		err = &fs.PathError{Op: "readdir", Path: name, Err: errors.New("not a directory")}
	}
	if err != nil {
		return nil, err
	}
	entries := make([]fs.DirEntry, 0, len(n.children))
	for _, name := range slices.Sorted(maps.Keys(n.children)) {
		entries = append(entries, fs.FileInfoToDirEntry(member{name, n.children[name]}))
	}
	return entries, nil
}

// memberFile is an open file of a tar. It can be read in parts.
type memberFile struct {
	member
	part interface {
		io.Reader
		io.ReaderAt
	}
}

func (f *memberFile) Stat() (fs.FileInfo, error)             { return f.member, nil }
func (f *memberFile) Read(p []byte) (int, error)             { return f.part.Read(p) }
func (f *memberFile) ReadAt(p []byte, at int64) (int, error) { return f.part.ReadAt(p, at) }
func (f *memberFile) Close() error {
	if c, ok := f.part.(io.Closer); ok {
		return c.Close()
	}
	return nil
}

// unzipped is a file of a compressed tar, which is unpacked up to it. What ReadAt went
// through is kept while the file is open, since it may go back.
type unzipped struct {
	archive *archive
	node    *node
	stream  io.ReadCloser
	content io.Reader // the rest of the content
	before  bytes.Buffer
	pos     int64 // of Read
}

// maxBefore is how far into a file ReadAt goes.
const maxBefore = 64 << 20

func (u *unzipped) begin() error {
	if u.stream != nil {
		return nil
	}
	stream, err := u.archive.unzip()
	if err != nil {
		return err
	}
	u.stream = stream
	if _, err := io.CopyN(io.Discard, stream, u.node.offset); err != nil {
		return err
	}
	u.content = io.LimitReader(stream, u.node.size)
	return nil
}

func (u *unzipped) Read(p []byte) (int, error) {
	if err := u.begin(); err != nil {
		return 0, err
	}
	if u.pos < int64(u.before.Len()) {
		n := copy(p, u.before.Bytes()[u.pos:])
		u.pos += int64(n)
		return n, nil
	}
	n, err := u.content.Read(p)
	u.pos += int64(n)
	return n, err
}

func (u *unzipped) ReadAt(p []byte, at int64) (int, error) {
	if err := u.begin(); err != nil {
		return 0, err
	}
	end := at + int64(len(p))
	if u.pos > int64(u.before.Len()) || at < 0 || end > maxBefore {
		return 0, errors.New("cannot be read in parts, since the tar is compressed")
	}
	if more := end - int64(u.before.Len()); more > 0 {
		if _, err := io.CopyN(&u.before, u.content, more); err != nil && err != io.EOF {
			return 0, err
		}
	}
	if at >= int64(u.before.Len()) {
		return 0, io.EOF
	}
	n := copy(p, u.before.Bytes()[at:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (u *unzipped) Close() error {
	if u.stream == nil {
		return nil
	}
	return u.stream.Close()
}

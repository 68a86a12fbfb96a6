package sascore

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
)

// localeFolder is where localedef(1) of Linux and Solaris's packages put locales.
const localeFolder = "/usr/lib/locale"

// locales are those that a host has, sorted: directories, and the names in
// locale-archive. The error says why there may be more.
func (h *Host) locales() ([]string, error) {
	var all []string
	entries, err := fs.ReadDir(h.Files, inFS(localeFolder))
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s is not there", h.shown(localeFolder))
		}
		return nil, fmt.Errorf("%s cannot be listed: %w", h.shown(localeFolder), reason(err))
	}
	for _, e := range entries {
		if h.has(path.Join(localeFolder, e.Name(), "LC_CTYPE")) {
			all = append(all, e.Name())
		}
	}
	archive := path.Join(localeFolder, "locale-archive")
	names, err := h.localeArchive(archive)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = nil
	case err != nil:
		err = fmt.Errorf("%s cannot be read: %w", h.shown(archive), err)
	}
	for _, n := range names {
		if !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	slices.Sort(all)
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("%s is empty", h.shown(localeFolder))
	}
	return all, err
}

// The head of locale-archive is 14 numbers of 32 bits: the magic number, and
// from the third on the offset, use and size of the table of names, whose
// entries are a hash, the offset of the name, and that of the locale (glibc,
// locale/locarchive.h). Numbers are in the byte order of the machine.
const (
	archiveMagic = 0xde020109
	archiveHead  = 14 * 4
	archiveEntry = 3 * 4
	mostLocales  = 1 << 16
	longestName  = 256
)

// errArchive says that a file is no locale archive.
var errArchive = errors.New("is no locale archive of glibc")

// localeArchive reads the names in an archive of glibc, and no more of it.
func (h *Host) localeArchive(name string) ([]string, error) {
	f, err := h.Files.Open(inFS(name))
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fs.ErrNotExist
		}
		return nil, reason(err)
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, errArchive
	}
	r, ok := f.(io.ReaderAt)
	if !ok {
		return nil, errors.New("cannot be read in parts")
	}
	head := make([]byte, archiveHead)
	if _, err := r.ReadAt(head, 0); err != nil {
		return nil, errArchive
	}
	var order binary.ByteOrder = binary.LittleEndian
	if order.Uint32(head) != archiveMagic {
		order = binary.BigEndian
	}
	offset, size := order.Uint32(head[8:]), order.Uint32(head[16:])
	if order.Uint32(head) != archiveMagic || size > mostLocales {
		return nil, errArchive
	}
	table := make([]byte, size*archiveEntry)
	if _, err := r.ReadAt(table, int64(offset)); err != nil {
		return nil, errArchive
	}
	var names []string
	for ; len(table) > 0; table = table[archiveEntry:] {
		at := order.Uint32(table[4:])
		if at == 0 {
			continue
		}
		text := make([]byte, longestName)
		n, err := r.ReadAt(text, int64(at))
		end := bytes.IndexByte(text[:n], 0)
		if err != nil && err != io.EOF || end <= 0 {
			return nil, errArchive
		}
		names = append(names, string(text[:end]))
	}
	return names, nil
}

package gitignore

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
)

// index holds the paths that git tracks, sorted.
type index struct{ paths []string }

// largestIndex is the size in bytes over which an index is not read; that of a
// repository with half a million files is below.
const largestIndex = 64 << 20

// readIndex reads the file .git/index in the form that gitformat-index(5)
// describes, versions 2 to 4, with names of objects in SHA-1 or SHA-256. One
// that cannot be read so, such as a split one, has no paths.
func readIndex(path string) *index {
	raw := read(path, largestIndex)
	for _, hash := range []int{20, 32} {
		if paths, ok := indexed(raw, hash); ok {
			return &index{paths}
		}
	}
	return &index{}
}

// indexed reads the paths of an index whose objects have names of hash bytes.
func indexed(raw []byte, hash int) ([]string, bool) {
	const head, fixed = 12, 40 // bytes; of an entry, those before the object's name
	if len(raw) < head || string(raw[:4]) != "DIRC" {
		return nil, false
	}
	version, count := binary.BigEndian.Uint32(raw[4:]), int(binary.BigEndian.Uint32(raw[8:]))
	if version < 2 || version > 4 || count > len(raw)/fixed {
		return nil, false
	}
	paths := make([]string, 0, count)
	previous := ""
	for at := head; len(paths) < count; {
		name := at + fixed + hash + 2 // behind the flags
		if name > len(raw) {
			return nil, false
		}
		if version > 2 && raw[name-2]&0x40 != 0 { // more flags
			name += 2
		}
		kept := 0 // bytes of the path before
		if version == 4 {
			cut, n := offset(raw[min(name, len(raw)):])
			name += n
			kept = len(previous) - cut
		}
		length := bytes.IndexByte(raw[min(name, len(raw)):], 0)
		if length <= 0 || kept < 0 || kept > len(previous) {
			return nil, false
		}
		path := previous[:kept] + string(raw[name:name+length])
		if path < previous {
			return nil, false
		}
		paths, previous = append(paths, path), path
		end := name + length
		if version < 4 { // padded with one to eight NULs, to a multiple of eight
			end = at + (end-at)/8*8 + 7
		}
		at = end + 1
	}
	return paths, true
}

// offset reads a number as version 4 writes it, and how long it is.
func offset(raw []byte) (value, length int) {
	for value < 1<<24 && length < len(raw) {
		c := raw[length]
		length++
		value = value<<7 | int(c&0x7F)
		if c&0x80 == 0 {
			break
		}
		value++
	}
	return value, length
}

// has reports whether a path is tracked, or with folder anything in it; a
// submodule is tracked as such.
func (x *index) has(path string, folder bool) bool {
	if _, found := slices.BinarySearch(x.paths, path); found || !folder {
		return found
	}
	at, _ := slices.BinarySearch(x.paths, path+"/")
	return at < len(x.paths) && strings.HasPrefix(x.paths[at], path+"/")
}

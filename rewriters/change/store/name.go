package store

import (
	"crypto/rand"
	"encoding/hex"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

const (
	maxName     = 255 // bytes in a file name, on every file system in use
	randomBytes = 3
)

// beside begins the names of the temporary files that a change makes in the folder
// of a file: ".NAME.cfgtool-", what is random in the change's ID, and "-", with
// NAME cut so that a file system takes it. Each ends in a random number.
func beside(path, id string) string {
	tag := ".cfgtool-" + id[strings.LastIndexByte(id, '-')+1:]
	if id != "" {
		tag += "-"
	}
	return filepath.Join(filepath.Dir(path), "."+cut(filepath.Base(path), maxName-1-len(tag)-2*randomBytes)+tag)
}

// cut takes at most n bytes of a name, and no part of a character.
func cut(name string, n int) string {
	if len(name) <= n {
		return name
	}
	for n > 0 && !utf8.RuneStart(name[n]) {
		n--
	}
	return name[:n]
}

// random is a random number of 6 hexadecimal digits.
func random() string {
	var b [randomBytes]byte
	rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

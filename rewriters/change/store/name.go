package store

import (
	"crypto/rand"
	"encoding/hex"
	"path/filepath"
	"unicode/utf8"
)

const (
	maxName     = 255 // bytes in a file name, on every file system in use
	randomBytes = 3
)

// beside is a new name in the folder of a file: ".NAME.cfgtool-" and a random
// number, with NAME cut so that a file system takes it.
func beside(path string) string {
	const rest = len(".") + len(".cfgtool-") + 2*randomBytes
	return filepath.Join(filepath.Dir(path), "."+cut(filepath.Base(path), maxName-rest)+".cfgtool-"+random())
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

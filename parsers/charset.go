package parsers

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Charset is a character encoding, by its IANA name.
type Charset string

// The encodings that a Source can be decoded from and encoded to.
const (
	UTF8    Charset = "UTF-8"
	UTF16LE Charset = "UTF-16LE"
	UTF16BE Charset = "UTF-16BE"
	Latin1  Charset = "ISO-8859-1"
	ASCII   Charset = "US-ASCII"
)

// codec reads and writes one unit, the bytes of one character.
type codec struct {
	// next decodes the first unit of raw, which is not empty.
	// It returns -1 for a unit that does not round-trip.
	next func(raw []byte) (r rune, size int)
	// put appends the unit of r, or reports that the charset has none.
	put func(dst []byte, r rune) ([]byte, bool)
}

var codecs = map[Charset]codec{
	UTF8:    {nextUTF8, putUTF8},
	UTF16LE: {nextUTF16(0, 1), putUTF16(0, 1)},
	UTF16BE: {nextUTF16(1, 0), putUTF16(1, 0)},
	Latin1:  {nextByte(0xFF), putByte(0xFF)},
	ASCII:   {nextByte(0x7F), putByte(0x7F)},
}

// Aliases as in the IANA character set registry. Its ISO-8859-1 is not the
// windows-1252 that web browsers read for it.
var charsetNames = map[string]Charset{
	"utf-8": UTF8, "csutf8": UTF8,
	"utf-16le": UTF16LE, "csutf16le": UTF16LE,
	"utf-16be": UTF16BE, "csutf16be": UTF16BE,
	"iso-8859-1": Latin1, "iso_8859-1": Latin1, "iso_8859-1:1987": Latin1, "iso-ir-100": Latin1, "latin1": Latin1, "l1": Latin1, "ibm819": Latin1, "cp819": Latin1, "csisolatin1": Latin1,
	"us-ascii": ASCII, "ascii": ASCII, "ansi_x3.4-1968": ASCII, "ansi_x3.4-1986": ASCII, "iso_646.irv:1991": ASCII, "iso646-us": ASCII, "iso-ir-6": ASCII, "us": ASCII, "ibm367": ASCII, "cp367": ASCII, "csascii": ASCII,
}

// CharsetNamed finds a charset by its IANA name or alias, in any case.
func CharsetNamed(name string) (Charset, bool) {
	c, ok := charsetNames[strings.ToLower(name)]
	return c, ok
}

// ByteOrderMark returns the charset that the first bytes of raw announce.
func ByteOrderMark(raw []byte) (Charset, bool) {
	switch {
	case len(raw) >= 3 && raw[0] == 0xEF && raw[1] == 0xBB && raw[2] == 0xBF:
		return UTF8, true
	case len(raw) >= 2 && raw[0] == 0xFF && raw[1] == 0xFE:
		return UTF16LE, true
	case len(raw) >= 2 && raw[0] == 0xFE && raw[1] == 0xFF:
		return UTF16BE, true
	}
	return "", false
}

// GuessCharset is how a file without rules of its own is read: as its byte
// order mark says, else as UTF-8 when it is valid UTF-8, else as ISO-8859-1,
// which every file is.
func GuessCharset(raw []byte) Charset {
	if c, ok := ByteOrderMark(raw); ok {
		return c
	}
	if utf8.Valid(raw) {
		return UTF8
	}
	return Latin1
}

func nextUTF8(raw []byte) (rune, int) {
	r, n := utf8.DecodeRune(raw)
	if r == utf8.RuneError && n <= 1 {
		return -1, 1
	}
	return r, n
}

func putUTF8(dst []byte, r rune) ([]byte, bool) { return utf8.AppendRune(dst, r), true }

func nextByte(limit byte) func([]byte) (rune, int) {
	return func(raw []byte) (rune, int) {
		if raw[0] > limit {
			return -1, 1
		}
		return rune(raw[0]), 1
	}
}

func putByte(limit rune) func([]byte, rune) ([]byte, bool) {
	return func(dst []byte, r rune) ([]byte, bool) {
		if r > limit {
			return dst, false
		}
		return append(dst, byte(r)), true
	}
}

func nextUTF16(lo, hi int) func([]byte) (rune, int) {
	return func(raw []byte) (rune, int) {
		if len(raw) < 2 {
			return -1, 1
		}
		r := rune(raw[hi])<<8 | rune(raw[lo])
		if !utf16.IsSurrogate(r) {
			return r, 2
		}
		if len(raw) >= 4 {
			if r = utf16.DecodeRune(r, rune(raw[2+hi])<<8|rune(raw[2+lo])); r != utf8.RuneError {
				return r, 4
			}
		}
		return -1, 2
	}
}

func putUTF16(lo, hi int) func([]byte, rune) ([]byte, bool) {
	return func(dst []byte, r rune) ([]byte, bool) {
		for _, u := range utf16.AppendRune(nil, r) {
			var unit [2]byte
			unit[lo], unit[hi] = byte(u), byte(u>>8)
			dst = append(dst, unit[:]...)
		}
		return dst, true
	}
}

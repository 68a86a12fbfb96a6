package parsers

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Charset is a character encoding, by its IANA name.
type Charset string

// The encodings that a Source is decoded from and encoded to by code of this
// package; golang.org/x/text has the others that CharsetNamed finds.
const (
	UTF8    Charset = "UTF-8"
	UTF16LE Charset = "UTF-16LE"
	UTF16BE Charset = "UTF-16BE"
	UTF32LE Charset = "UTF-32LE"
	UTF32BE Charset = "UTF-32BE"
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
	UTF32LE: {nextUTF32(binary.LittleEndian), putUTF32(binary.LittleEndian)},
	UTF32BE: {nextUTF32(binary.BigEndian), putUTF32(binary.BigEndian)},
	Latin1:  {nextByte(0xFF), putByte(0xFF)},
	ASCII:   {nextByte(0x7F), putByte(0x7F)},
}

// Aliases as in the IANA character set registry. Its ISO-8859-1 is not the
// windows-1252 that web browsers read for it.
var charsetNames = map[string]Charset{
	"utf-8": UTF8, "csutf8": UTF8,
	"utf-16le": UTF16LE, "csutf16le": UTF16LE,
	"utf-16be": UTF16BE, "csutf16be": UTF16BE,
	"utf-32le": UTF32LE, "csutf32le": UTF32LE,
	"utf-32be": UTF32BE, "csutf32be": UTF32BE,
	"iso-8859-1": Latin1, "iso_8859-1": Latin1, "iso_8859-1:1987": Latin1, "iso-ir-100": Latin1, "latin1": Latin1, "l1": Latin1, "ibm819": Latin1, "cp819": Latin1, "csisolatin1": Latin1,
	// The bytes are those of the charset itself; E and I tell how text runs (RFC 1556).
	"iso-8859-6-e": "ISO-8859-6", "iso_8859-6-e": "ISO-8859-6", "csiso88596e": "ISO-8859-6", "iso-8859-6-i": "ISO-8859-6", "iso_8859-6-i": "ISO-8859-6", "csiso88596i": "ISO-8859-6",
	"iso-8859-8-e": "ISO-8859-8", "iso_8859-8-e": "ISO-8859-8", "csiso88598e": "ISO-8859-8", "iso-8859-8-i": "ISO-8859-8", "iso_8859-8-i": "ISO-8859-8", "csiso88598i": "ISO-8859-8",
	"x-mac-cyrillic": macCyrillic, // not registered, but the one name in use (WHATWG Encoding Standard)
	"us-ascii":       ASCII, "ascii": ASCII, "ansi_x3.4-1968": ASCII, "ansi_x3.4-1986": ASCII, "iso_646.irv:1991": ASCII, "iso646-us": ASCII, "iso-ir-6": ASCII, "us": ASCII, "ibm367": ASCII, "cp367": ASCII, "csascii": ASCII,
}

// CharsetNamed finds a charset by its IANA name or alias, in any case.
func CharsetNamed(name string) (Charset, bool) {
	if c, ok := charsetNames[strings.ToLower(name)]; ok {
		return c, true
	}
	return foreignNamed(name)
}

// codecOf finds the codec of a charset that CharsetNamed has found.
func codecOf(c Charset) (codec, bool) {
	if found, ok := codecs[c]; ok {
		return found, true
	}
	return foreignCodec(c)
}

// ByteOrderMark returns the charset that the first bytes of raw announce.
func ByteOrderMark(raw []byte) (Charset, bool) {
	for _, m := range []struct {
		mark    string
		charset Charset
	}{
		{"\xEF\xBB\xBF", UTF8},
		{"\xFF\xFE\x00\x00", UTF32LE}, // before UTF-16, whose mark it begins with
		{"\x00\x00\xFE\xFF", UTF32BE},
		{"\xFF\xFE", UTF16LE},
		{"\xFE\xFF", UTF16BE},
	} {
		if bytes.HasPrefix(raw, []byte(m.mark)) {
			return m.charset, true
		}
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

func nextUTF32(order binary.ByteOrder) func([]byte) (rune, int) {
	return func(raw []byte) (rune, int) {
		if len(raw) < 4 {
			return -1, len(raw)
		}
		if u := order.Uint32(raw); u <= utf8.MaxRune && utf8.ValidRune(rune(u)) {
			return rune(u), 4
		}
		return -1, 4
	}
}

func putUTF32(order binary.ByteOrder) func([]byte, rune) ([]byte, bool) {
	return func(dst []byte, r rune) ([]byte, bool) {
		var unit [4]byte
		order.PutUint32(unit[:], uint32(r))
		return append(dst, unit[:]...), true
	}
}

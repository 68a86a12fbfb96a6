package parsers

import (
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/japanese"
)

// stateful are charsets in which the meaning of a byte depends on those before
// it. Their files are read, but not edited.
var stateful = map[Charset]encoding.Encoding{"ISO-2022-JP": japanese.ISO2022JP}

// macCyrillic is a charset of golang.org/x/text that its index does not name.
const macCyrillic Charset = "x-mac-cyrillic"

// foreignNamed finds a charset of golang.org/x/text by the names of the IANA
// registry, which are not those of web browsers.
func foreignNamed(name string) (Charset, bool) {
	e, err := ianaindex.IANA.Encoding(name)
	if err != nil || e == nil {
		return "", false
	}
	canonical, err := ianaindex.MIME.Name(e)
	if err != nil {
		return "", false
	}
	if _, ok := foreignCodec(Charset(canonical)); !ok && stateful[Charset(canonical)] == nil {
		return "", false
	}
	return Charset(canonical), true
}

var foreign sync.Map // Charset → codec

// foreignCodec makes the codec of a charset of golang.org/x/text: one byte a
// character, or one to four without state.
func foreignCodec(c Charset) (codec, bool) {
	if found, ok := foreign.Load(c); ok {
		return found.(codec), true
	}
	if c == macCyrillic {
		return singleByte(charmap.MacintoshCyrillic, false), true
	}
	e, err := ianaindex.MIME.Encoding(string(c))
	if err != nil || e == nil {
		return codec{}, false
	}
	var made codec
	switch e {
	case japanese.EUCJP, japanese.ShiftJIS:
		made = multibyte(e)
	default:
		m, ok := e.(*charmap.Charmap)
		if !ok {
			return codec{}, false
		}
		made = singleByte(m, strings.HasPrefix(string(c), "ISO-8859-"))
	}
	foreign.Store(c, made)
	return made, true
}

// singleByte is the codec of a charset of one byte a character. Those of ISO
// 8859 have the C1 controls in 80 to 9F, where golang.org/x/text has nothing.
func singleByte(m *charmap.Charmap, controls bool) codec {
	c1 := func(r rune) bool { return controls && r >= 0x80 && r <= 0x9F }
	return codec{
		next: func(raw []byte) (rune, int) {
			if c1(rune(raw[0])) {
				return rune(raw[0]), 1
			}
			r := m.DecodeByte(raw[0])
			if b, ok := m.EncodeRune(r); r == utf8.RuneError || !ok || b != raw[0] {
				return -1, 1
			}
			return r, 1
		},
		put: func(dst []byte, r rune) ([]byte, bool) {
			if c1(r) {
				return append(dst, byte(r)), true
			}
			b, ok := m.EncodeRune(r)
			if !ok {
				return dst, false
			}
			return append(dst, b), true
		},
	}
}

// longest is the most bytes of a character in the multi-byte charsets.
const longest = 3

func multibyte(e encoding.Encoding) codec {
	put := func(dst []byte, r rune) ([]byte, bool) {
		if r < utf8.RuneSelf {
			return append(dst, byte(r)), true
		}
		unit, err := e.NewEncoder().Bytes(utf8.AppendRune(nil, r))
		if err != nil {
			return dst, false
		}
		return append(dst, unit...), true
	}
	return codec{
		next: func(raw []byte) (rune, int) {
			if raw[0] < utf8.RuneSelf {
				return rune(raw[0]), 1
			}
			var text [utf8.UTFMax]byte
			for n := 1; n <= min(longest, len(raw)); n++ {
				written, read, err := e.NewDecoder().Transform(text[:], raw[:n], true)
				r, size := utf8.DecodeRune(text[:written])
				if err != nil || read != n || r == utf8.RuneError || size != written {
					continue
				}
				if back, ok := put(nil, r); !ok || string(back) != string(raw[:n]) {
					return -1, n
				}
				return r, n
			}
			return -1, 1
		},
		put: put,
	}
}

// decodeWhole reads a file in a stateful charset. Escape sequences count to the
// character behind them.
func (s *Source) decodeWhole(e encoding.Encoding) {
	s.faults = append(s.faults, Problem{Rule: StatefulRule, Severity: Info,
		Message: string(s.charset) + " switches between character sets within the file, so it can be read but not edited"})
	decoder := e.NewDecoder()
	var out [utf8.UTFMax]byte
	for at := 0; at < len(s.raw); {
		start, written := at, 0
		for n := 1; written == 0 && at < len(s.raw); n++ {
			end := min(at+n, len(s.raw))
			var read int
			written, read, _ = decoder.Transform(out[:], s.raw[at:end], end == len(s.raw))
			if at += read; read > 0 {
				n = 0
			} else if end == len(s.raw) {
				at = end
			}
		}
		if written == 0 {
			break // escape sequences end the file
		}
		place := len(s.text)
		s.text = append(s.text, out[:written]...)
		if r, _ := utf8.DecodeRune(out[:written]); r == utf8.RuneError {
			s.undecodable(Span{place, len(s.text)}, s.raw[start:at])
		}
		s.runs = append(s.runs, run{place, start, written, at - start})
	}
	s.countBad()
}

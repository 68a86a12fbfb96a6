package parsers

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func in(charset Charset, raw string) *Source {
	return NewSource("f", []byte(raw), Format{Charset: func([]byte) Charset { return charset }})
}

func TestCharsets(t *testing.T) {
	for _, tc := range []struct {
		charset  Charset
		raw      string
		text     string
		readOnly bool
	}{
		{UTF8, "aé", "aé", false},
		{UTF8, "\xEF\xBB\xBFa", "\uFEFFa", false},
		{UTF8, "a\xE9b", "a\uFFFDb", true},
		{Latin1, "a\xE9\x80b", "aé\u0080b", false},
		{ASCII, "abc", "abc", false},
		{ASCII, "a\xE9", "a\uFFFD", true},
		{UTF16LE, "\xFF\xFEa\x00\xE9\x00", "\uFEFFaé", false},
		{UTF16BE, "\xFE\xFF\x00a\xD8\x3D\xDE\x00", "\uFEFFa😀", false},
		{UTF16LE, "a\x00b", "a\uFFFD", true},
		{UTF16LE, "\x3D\xD8a\x00", "\uFFFDa", true},
		{"EBCDIC", "ab", "ab", true},
		{UTF32LE, "\xFF\xFE\x00\x00a\x00\x00\x00", "\uFEFFa", false},
		{UTF32BE, "\x00\x01\xF6\x00\x00\x00\xD8\x00\x00", "😀\uFFFD\uFFFD", true},
		{"windows-1252", "\x80a", "€a", false},
		{"windows-1252", "\x81", "\uFFFD", true},
		{"ISO-8859-5", "\xB0", "А", false},
		{"KOI8-R", "\xC1", "а", false},
		{"x-mac-cyrillic", "\x80\xDF", "Ая", false},
		{"EUC-JP", "a\xC6\xFC\x8F\xB0\xA1", "a日丂", false},
		{"Shift_JIS", "\x93\xFA\xB1b", "日ｱb", false},
		{"Shift_JIS", "\x93", "\uFFFD", true},
		{"ISO-2022-JP", "a\x1B$BF|\x1B(Bb", "a日b", true},
	} {
		s := in(tc.charset, tc.raw)
		require.Equal(t, tc.text, string(s.Text()), "%s %q", tc.charset, tc.raw)
		require.Equal(t, tc.readOnly, s.ReadOnly(), "%s %q", tc.charset, tc.raw)
		if !tc.readOnly {
			raw, err := s.Encode(s.Text())
			require.NoError(t, err)
			require.Equal(t, tc.raw, string(raw))
		}
	}
}

func TestRawOffsets(t *testing.T) {
	s := in(Latin1, "a\xE9\xE8b\xE7")
	require.Equal(t, "aéèbç", string(s.Text()))
	for text, raw := range map[int]int{0: 0, 1: 1, 2: 1, 3: 2, 5: 3, 6: 4, 8: 5} {
		require.Equal(t, raw, s.RawOffset(text), "offset %d", text)
	}
	require.Equal(t, "\xE9\xE8", string(s.Raw(Span{1, 5})))
}

func TestEditsKeepTheEncoding(t *testing.T) {
	s := in(Latin1, "k=\xE9\r\n")
	got, err := Apply(s, []Edit{ed(0, 1, "ä", "w")})
	require.NoError(t, err)
	require.Equal(t, "\xE4=\xE9\r\n", string(got))

	_, err = Apply(s, []Edit{ed(0, 1, "€", "the step")})
	require.ErrorContains(t, err, `f:1:1: the step: ISO-8859-1 has no character '€' (U+20AC)`)

	s = in(UTF16BE, "\xFE\xFF\x00a\x00b")
	got, err = Apply(s, []Edit{ed(3, 4, "é", "w")})
	require.NoError(t, err)
	require.Equal(t, "\xFE\xFF\x00\xE9\x00b", string(got))
}

func TestReadOnlyIsNotEdited(t *testing.T) {
	s := in(UTF8, "a\xE9")
	require.Equal(t, []Problem{{Rule: UndecodableRule, Severity: Error, Span: Span{1, 4},
		Message: "E9 is no character in UTF-8, so this file can be read but not edited"}}, s.Problems())
	_, err := Apply(s, []Edit{ed(0, 1, "b", "w")})
	require.ErrorIs(t, err, ErrReadOnly)
}

func TestManyUndecodableBytes(t *testing.T) {
	s := in(ASCII, string(make([]byte, 3))+"\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF")
	require.Len(t, s.Problems(), maxDecodingProblems)
	require.Contains(t, s.Problems()[maxDecodingProblems-1].Message, "and 2 more such places")
}

func TestPositions(t *testing.T) {
	s := source("aé\r\nb\rc\n\nd")
	for offset, want := range map[int]Position{0: {1, 1, 0}, 1: {1, 2, 1}, 3: {1, 3, 3}, 5: {2, 1, 5}, 7: {3, 1, 7}, 9: {4, 1, 9}, 10: {5, 1, 10}, 11: {5, 2, 11}} {
		require.Equal(t, want, s.Position(offset), "offset %d", offset)
	}
	require.Equal(t, 5, s.LineCount())
	require.Equal(t, Span{0, 3}, s.Line(1))
	require.Equal(t, Span{9, 9}, s.Line(4))
	require.Equal(t, Position{1, 1, 3}, source("\uFEFFa").Position(3), "a byte order mark takes no column")
}

func TestColumnsFarIntoALine(t *testing.T) {
	s := source("x\n" + strings.Repeat("aé€😀", 5000) + "z")
	for n := range 5000 {
		offset := 2 + n*10 + 3 // before the euro sign
		require.Equal(t, Position{2, 4*n + 3, offset}, s.Position(offset))
	}
	require.Equal(t, 20001, s.Position(len(s.Text())-1).Column)
	require.Equal(t, 20002, s.Position(len(s.Text())).Column)
}

func TestEOL(t *testing.T) {
	for text, want := range map[string]string{"": "\n", "a": "\n", "a\r\nb\r\nc\n": "\r\n", "a\rb": "\r", "a\nb\r\n": "\n", "a\r\nb": "\r\n"} {
		require.Equal(t, want, source(text).EOL(), "%q", text)
	}
}

func TestKeysWithoutRepetitions(t *testing.T) {
	for path, want := range map[string]string{
		"": "", "a": "a", "a[2]": "a", "/a/b[12]/@c": "/a/b/@c", "a[x]": "a[x]", "a[": "a[", "a[1": "a[1", "a[]": "a[]", "[1][2]": "", "a[[3]]": "a[]",
	} {
		require.Equal(t, want, Value{Path: path}.Key(), "%q", path)
	}
}

func TestCharsetNames(t *testing.T) {
	for name, want := range map[string]Charset{"windows-1252": "windows-1252", "CP1252": "", "latin1": Latin1, "iso-8859-15": "ISO-8859-15",
		"eucjp": "", "EUC-JP": "EUC-JP", "sjis": "", "MS_Kanji": "Shift_JIS", "koi8-r": "KOI8-R", "ISO-8859-8-I": "ISO-8859-8", "X-Mac-Cyrillic": "x-mac-cyrillic", "csISOLatinCyrillic": "ISO-8859-5", "big5": "", "nonsense": ""} {
		got, _ := CharsetNamed(name)
		require.Equal(t, want, got, name)
	}
}

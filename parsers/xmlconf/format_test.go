package xmlconf

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/parserstest"
)

func utf16le(s string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

func utf16be(s string) string {
	b := []byte(utf16le(s))
	for i := 0; i < len(b); i += 2 {
		b[i], b[i+1] = b[i+1], b[i]
	}
	return string(b)
}

func TestCharset(t *testing.T) {
	for raw, want := range map[string]parsers.Charset{
		"":                                   parsers.UTF8,
		"<a>\xE9</a>":                        parsers.UTF8,
		"\xEF\xBB\xBF<a/>":                   parsers.UTF8,
		utf16le("\uFEFF<a/>"):                parsers.UTF16LE,
		utf16be("\uFEFF<a/>"):                parsers.UTF16BE,
		utf16le("<?xml version='1.0'?><a/>"): parsers.UTF16LE,
		utf16be("<a/>"):                      parsers.UTF16BE,
		"<?xml version='1.0' encoding='ISO-8859-1'?>":   parsers.Latin1,
		"<?xml version='1.0' encoding=\"latin1\" ?>":    parsers.Latin1,
		"<?xml version='1.0'\n encoding = 'us-ascii'?>": parsers.ASCII,
		"<?xml version='1.0' encoding='utf8'?>":         parsers.UTF8,
		"<?xml version='1.0' encoding='UTF-16'?>":       parsers.UTF8,
		"<?xml version='1.0' encoding='EBCDIC-X'?>":     "EBCDIC-X",
		"<?xml version='1.0' encoding='ISO-8859-1'":     parsers.UTF8,
		"<?xmlx version='1.0' encoding='ISO-8859-1'?>":  parsers.UTF8,
		"\x00\x00\xFE\xFF\x00\x00\x00<":                 "UTF-32BE",
		"\xFF\xFE\x00\x00<\x00\x00\x00":                 "UTF-32LE",
		"\x4C\x6F\xA7\x94":                              "IBM037",
	} {
		require.Equal(t, want, Charset([]byte(raw)), "%q", raw)
	}
}

func TestEncodingContradicts(t *testing.T) {
	for raw, want := range map[string]string{
		"\uFEFF<?xml version='1.0' encoding='UTF-8'?><a/>":              "",
		"\uFEFF<?xml version='1.0' encoding='ISO-8859-1'?><a/>":         EncodingIgnored,
		"<?xml version='1.0' encoding='UTF-16LE'?><a/>":                 EncodingContradicts,
		utf16le("\uFEFF<?xml version='1.0' encoding='UTF-16'?><a/>"):    "",
		utf16le("\uFEFF<?xml version='1.0' encoding='utf-16le'?><a/>"):  "",
		utf16le("\uFEFF<?xml version='1.0' encoding='UTF-16BE'?><a/>"):  EncodingContradicts,
		utf16be("\uFEFF<?xml version='1.0' encoding='UTF-8'?><a/>"):     EncodingContradicts,
		utf16be("<?xml version='1.0' encoding='ISO-10646-UCS-2'?><a/>"): "",
		"<?xml version='1.0' encoding='iso-8859-1'?><a>\xE9</a>":        "",
	} {
		f := parse(raw)
		parserstest.Invariants(t, f)
		var rules []string
		for _, p := range f.Problems() {
			rules = append(rules, p.Rule)
		}
		require.Equal(t, want, strings.Join(rules, " "), "%q", raw)
	}
}

func TestEditsInOtherEncodings(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{utf16le("\uFEFF<a>\r\n <b/>\r\n</a>"), utf16le("\uFEFF<a>\r\n <b/>\r\n <é x=\"€\"/>\r\n</a>")},
		{utf16be("<a><b/></a>"), utf16be("<a><b/><é x=\"€\"/></a>")},
		{"<?xml version='1.0' encoding='ISO-8859-1'?><a><b/></a>", "<?xml version='1.0' encoding='ISO-8859-1'?><a><b/><\xE9 x=\"&#x20AC;\"/></a>"},
	} {
		f := parse(tc.in)
		edits, err := f.InsertAfter(f.Root().Child("b"), Node{Name: "é", Attrs: [][2]string{{"x", "€"}}}, "w")
		require.Equal(t, tc.want, apply(t, f, edits, err))
	}
	f := parse("<?xml version='1.0' encoding='US-ASCII'?><a/>")
	_, err := f.RenameElement(f.Root(), "é", "w")
	require.ErrorContains(t, err, "US-ASCII has no character 'é'")
}

func TestSniff(t *testing.T) {
	for text, want := range map[string]int{
		"<?xml version='1.0'?>": 60, "<a>": 40, "  <a x='1'/>": 40, "<!-- c --><a/>": 40, "<!DOCTYPE a>": 40,
		"": 0, "a=1": 0, "< a": 0, "<<EOF": 0, "<a@b.example> wrote": 0,
	} {
		require.Equal(t, want, Format.Sniff([]byte(text)), "%q", text)
	}
}

package dhcpd

import (
	"bytes"
	"strings"

	"cfgtool/parsers"
)

// defines reports whether what follows the name of an option defines it, as
// "code 191 = string" does (dhcp-options(5)), and is no value.
func defines(text string) bool {
	return strings.HasPrefix(text, "code ") && strings.Contains(text, "=")
}

// Concealed are the secrets in statements that are not closed, or commented out.
func (f *File) Concealed(within parsers.Span) []parsers.Span {
	var spans []parsers.Span
	for _, s := range f.unread {
		if s.Overlaps(within) {
			spans = append(spans, f.betrayed(s)...)
		}
	}
	for _, c := range f.comments {
		if c.Overlaps(within) {
			spans = append(spans, f.betrayed(c)...)
		}
	}
	return spans
}

// betrayed are the values behind the names of secrets in a part of the text.
func (f *File) betrayed(part parsers.Span) []parsers.Span {
	var spans []parsers.Span
	text := f.src.Slice(part)
	for at := 0; at < len(text); {
		if ends(text[at]) {
			at++
			continue
		}
		start := at
		for at < len(text) && !ends(text[at]) {
			at++
		}
		value := at
		for value < len(text) && space(text[value]) {
			value++
		}
		if value == at || parsers.SecrecyOf(string(text[start:at])) == parsers.Open {
			continue
		}
		end := value + parsers.LineLength(text[value:])
		semicolon := bytes.IndexByte(text[value:end], ';')
		if semicolon >= 0 {
			end = value + semicolon
		}
		if !defines(string(text[value:end])) && (semicolon >= 0 || !prose(text[value:end])) {
			spans = append(spans, parsers.Span{Start: part.Start + value, End: part.Start + end})
		}
		at = end
	}
	return spans
}

// prose reports whether a text is of more than one word, none of them in quotes.
func prose(text []byte) bool {
	return bytes.ContainsAny(bytes.TrimSpace(text), " \t") && !bytes.HasPrefix(text, []byte(`"`))
}

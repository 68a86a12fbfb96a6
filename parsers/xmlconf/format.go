package xmlconf

import (
	"bytes"
	"strings"

	"cfgtool/parsers"
)

// Format is any XML file. Of its names, the first are always those of XML: of
// schemas and style sheets (the W3C's XSD, XSLT and WSDL), of MSBuild, Maven, and
// JNLP (JSR 56). The shared ones are those of .NET and MSBuild, of Apple's property
// lists, which have two forms without XML, and of drawings.
var Format = parsers.Format{
	ID:      "xml",
	Title:   "XML",
	Names:   []string{"*.xml", "*.xsd", "*.xsl", "*.xslt", "*.wsdl", "*.csproj", "*.fsproj", "*.vbproj", "*.vcxproj", "*.pom", "*.jnlp"},
	Shared:  []string{"*.config", "*.props", "*.plist", "*.svg"},
	Opens:   func(text []byte) bool { return bytes.HasPrefix(text[white(text, 0):], []byte("<")) },
	Sniff:   sniff,
	Charset: Charset,
	Parse:   func(src *parsers.Source) parsers.Document { return Parse(src) },
}

// Charset tells the encoding of an XML file as Appendix F of XML 1.0 does: by
// its byte order mark, by how the first "<" is encoded, by its XML declaration;
// else it is UTF-8. An encoding that is not known is returned by its name.
func Charset(raw []byte) parsers.Charset {
	switch {
	case bytes.HasPrefix(raw, []byte{0x00, 0x00, 0xFE, 0xFF}), bytes.HasPrefix(raw, []byte{0, 0, 0, '<'}):
		return charset("UTF-32BE")
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE, 0x00, 0x00}), bytes.HasPrefix(raw, []byte{'<', 0, 0, 0}):
		return charset("UTF-32LE")
	case bytes.HasPrefix(raw, []byte{0x4C, 0x6F, 0xA7, 0x94}): // "<?xm" in EBCDIC
		return ebcdic(raw)
	}
	if c, ok := parsers.ByteOrderMark(raw); ok {
		return c
	}
	switch {
	case bytes.HasPrefix(raw, []byte{'<', 0}):
		return parsers.UTF16LE
	case bytes.HasPrefix(raw, []byte{0, '<'}):
		return parsers.UTF16BE
	}
	name := declaredEncoding(raw)
	if name == "" || sixteenBits(name) { // the file is in bytes, as its declaration is read
		return parsers.UTF8
	}
	return charset(name)
}

// ebcdic is the encoding that a declaration in EBCDIC names. The letters of
// encoding names are the same in all of that family.
func ebcdic(raw []byte) parsers.Charset {
	const family = parsers.Charset("IBM037")
	head := parsers.NewSource("", raw[:min(len(raw), 1024)], parsers.Format{Charset: func([]byte) parsers.Charset { return family }})
	if name := declaredEncoding(head.Text()); name != "" {
		return charset(name)
	}
	return family
}

// charset finds an encoding by its name. UTF8 is no registered name, but known
// to all readers.
func charset(name string) parsers.Charset {
	if strings.EqualFold(name, "UTF8") {
		return parsers.UTF8
	}
	if c, ok := parsers.CharsetNamed(name); ok {
		return c
	}
	return parsers.Charset(name)
}

// sixteenBits reports whether the name is of an encoding that does not write
// the XML declaration in single bytes.
func sixteenBits(name string) bool {
	switch strings.ToUpper(name) {
	case "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE", "ISO-10646-UCS-4":
		return true
	}
	return bothOrders(name)
}

// bothOrders reports whether the name is of an encoding in units of 16 bits,
// in either order of their bytes.
func bothOrders(name string) bool {
	switch strings.ToUpper(name) {
	case "UTF-16", "ISO-10646-UCS-2", "UCS-2":
		return true
	}
	return false
}

// declaredEncoding is the name in the encoding declaration, or "".
func declaredEncoding(text []byte) string {
	if !bytes.HasPrefix(text, []byte("<?xml")) || len(text) < 6 || class[text[5]]&whiteByte == 0 {
		return ""
	}
	end := bytes.Index(text[:min(len(text), 1024)], []byte("?>"))
	if end < 0 {
		return ""
	}
	rest := text[5:end]
	for {
		i := white(rest, 0)
		e := name(rest, i)
		eq := white(rest, e)
		if e == i || eq >= len(rest) || rest[eq] != '=' {
			return ""
		}
		q := white(rest, eq+1)
		if q >= len(rest) || rest[q] != '"' && rest[q] != '\'' {
			return ""
		}
		n := bytes.IndexByte(rest[q+1:], rest[q])
		if n < 0 {
			return ""
		}
		if value := rest[q+1 : q+1+n]; string(rest[i:e]) == "encoding" {
			if encodingName(value) {
				return string(value)
			}
			return ""
		}
		rest = rest[q+n+2:]
	}
}

// encodingName is production 81.
func encodingName(s []byte) bool {
	for i, c := range s {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || !(c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-')) {
			return false
		}
	}
	return len(s) > 0
}

// sniff scores a text by its first markup, so that a kind of XML that knows its
// root element can score higher.
func sniff(text []byte) int {
	i := white(text, 0)
	switch {
	case hypertext(text[i:]):
		return 0
	case i == 0 && bytes.HasPrefix(text, []byte("<?xml")):
		return 60
	case bytes.HasPrefix(text[i:], []byte("<!--")), bytes.HasPrefix(text[i:], []byte("<!DOCTYPE")):
		return 40
	case i < len(text) && text[i] == '<':
		if e := name(text, i+1); e > i+1 && e < len(text) && (class[text[e]]&whiteByte != 0 || text[e] == '>' || text[e] == '/') {
			return 40
		}
	}
	return 0
}

// hypertext reports whether a text begins as HTML that is no XML.
func hypertext(text []byte) bool {
	start := bytes.ToLower(text[:min(len(text), 200)])
	return bytes.HasPrefix(start, []byte("<!doctype html")) && !bytes.Contains(start, []byte("xhtml")) || bytes.HasPrefix(start, []byte("<html>"))
}

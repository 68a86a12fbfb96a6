package exports

import (
	"strings"

	"cfgtool/parsers"
)

// linuxWords are the words of exports(5).
var linuxWords = dialect{
	blank: white,
	word:  linuxWord,
	entry: linuxEntry,
}

// white is how much white space there is at a place. A continuation is
// some (nfs-utils, xgetc).
func white(text []byte, at int) int {
	n := 0
	for at+n < len(text) {
		switch {
		case text[at+n] == ' ' || text[at+n] == '\t':
			n++
		case text[at+n] == '\\' && parsers.BeginsWithEOL(text[at+n+1:]) > 0:
			n += 1 + parsers.BeginsWithEOL(text[at+n+1:])
		default:
			return n
		}
	}
	return n
}

func linuxWord(text []byte, at int) word {
	var b strings.Builder
	i, quoted := at, false
	for i < len(text) && parsers.BeginsWithEOL(text[i:]) == 0 && (quoted || white(text, i) == 0) {
		c := text[i]
		switch {
		case c == '"':
			quoted = !quoted
			i++
		case c == '\\' && octal(text[i+1:]):
			b.WriteByte((text[i+1]-'0')<<6 | (text[i+2]-'0')<<3 | (text[i+3] - '0'))
			i += 4
		default:
			b.WriteByte(c)
			i++
		}
	}
	w := word{span: parsers.Span{Start: at, End: i}, text: b.String()}
	if quoted {
		w.fault = "a quote is not closed on its line"
	}
	return w
}

// octal reports whether text begins with the code of a byte.
func octal(text []byte) bool {
	return len(text) >= 3 && text[0] >= '0' && text[0] <= '3' && text[1] >= '0' && text[1] <= '7' && text[2] >= '0' && text[2] <= '7'
}

func linuxEntry(w words) (Export, string) {
	path := w.at(0)
	if !strings.HasPrefix(path.text, "/") {
		return Export{}, "the line does not begin with an absolute path"
	}
	e := Export{Path: path.text, Span: path.span, clients: w.from(1)}
	for i := range e.clients.starts {
		if _, why := client(e.clients.at(i)); why != "" {
			return Export{}, why
		}
	}
	return e, ""
}

// client is who a word behind the path names, or why it names nobody.
func client(w word) (c Client, why string) {
	name, options, set := strings.Cut(w.text, "(")
	switch {
	case strings.HasPrefix(w.text, "-"):
		name, options = "-", w.text[1:]
	case set && !strings.HasSuffix(options, ")"):
		return Client{}, "the options of a client are not closed with a parenthesis"
	case set:
		options = strings.TrimSuffix(options, ")")
	}
	return Client{Name: name, Options: options, Span: w.span}, ""
}

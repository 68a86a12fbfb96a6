package xmlconf

import (
	"bytes"
	"strings"

	"cfgtool/parsers"
)

// xmlDeclaration reads the XML declaration (production 23).
func (s *scanner) xmlDeclaration() {
	start := s.pos
	s.token(start, declaration)
	end := s.find(start+5, "?>")
	if end < 0 {
		s.problem(DeclarationSyntax, start, start+5, "the XML declaration is not closed: there is no ?> behind it")
		s.pos = len(s.text)
		return
	}
	s.pos = end + 2
	s.pseudoAttributes(start+5, end)
}

// pseudoAttributes reads version, encoding and standalone, in that order.
func (s *scanner) pseudoAttributes(i, end int) {
	t := s.text[:end]
	order := []string{"version", "encoding", "standalone"}
	next := 0
	for {
		before := i
		if i = white(t, i); i >= end {
			break
		}
		nameEnd := name(t, i)
		eq := white(t, nameEnd)
		q := white(t, eq+1)
		if nameEnd == i || eq >= end || t[eq] != '=' || q >= end || t[q] != '"' && t[q] != '\'' {
			s.problem(DeclarationSyntax, i, max(nameEnd, i+1), "the XML declaration holds only version=\"…\", encoding=\"…\" and standalone=\"…\"")
			return
		}
		n := bytes.IndexByte(t[q+1:], t[q])
		if n < 0 {
			s.problem(DeclarationSyntax, q, q+1, "the quote is not closed")
			return
		}
		key, value := string(t[i:nameEnd]), t[q+1:q+1+n]
		if before == i {
			s.problem(DeclarationSyntax, i, nameEnd, "white space is missing before %s", key)
		}
		at := next
		for at < len(order) && order[at] != key {
			at++
		}
		if at == len(order) {
			s.problem(DeclarationSyntax, i, nameEnd, "%s is misplaced or unknown: the XML declaration holds version, encoding and standalone, in that order", key)
		} else {
			if next == 0 && at > 0 {
				s.problem(DeclarationSyntax, i, nameEnd, "the XML declaration must begin with version")
			}
			next = at + 1
			s.pseudoValue(key, value, q+1)
		}
		i = q + 1 + n + 1
	}
	if next == 0 {
		s.problem(DeclarationSyntax, s.pos-2, s.pos, "the XML declaration must state version=\"1.0\"")
	}
}

func (s *scanner) pseudoValue(key string, value []byte, at int) {
	end := at + len(value)
	switch key {
	case "version":
		digits := bytes.TrimPrefix(value, []byte("1."))
		if len(digits) == len(value) || len(digits) == 0 || len(bytes.Trim(digits, "0123456789")) > 0 {
			s.problem(DeclarationSyntax, at, end, "the version must be 1.0")
		}
	case "encoding":
		if !encodingName(value) {
			s.problem(DeclarationSyntax, at, end, "%q is no name of an encoding", value)
			return
		}
		s.encoding(string(value), at, end)
	case "standalone":
		switch string(value) {
		case "yes":
			s.file.standalone = true
		case "no":
		default:
			s.problem(DeclarationSyntax, at, end, "standalone is yes or no")
		}
	}
}

// encoding compares the encoding declaration with the encoding that the file
// is in, which Charset told from more than its name.
func (s *scanner) encoding(declared string, at, end int) {
	s.declared = true
	is := s.file.src.Charset()
	same := charset(declared) == is
	if bothOrders(declared) {
		same = is == parsers.UTF16LE || is == parsers.UTF16BE
	}
	switch {
	case same, strings.EqualFold(declared, "UTF-32") && (is == parsers.UTF32LE || is == parsers.UTF32BE):
	case is == parsers.UTF8 && !sixteenBits(declared):
		s.problem(EncodingIgnored, at, end, "the file is in UTF-8 by its byte order mark, not in %s as it declares: Java and libxml2 read it as declared", declared)
	default:
		s.problem(EncodingContradicts, at, end, "the file is in %s, not in %s as it declares", is, declared)
	}
}

// undeclared reports an encoding that a file may only have if it declares it
// (4.3.3): any but UTF-8 and UTF-16.
func (s *scanner) undeclared() {
	switch is := s.file.src.Charset(); is {
	case parsers.UTF8, parsers.UTF16LE, parsers.UTF16BE:
	default:
		if !s.declared {
			s.problem(EncodingContradicts, 0, 0, "the file is in %s, and has no encoding declaration that says so", is)
		}
	}
}

package tnsnames

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// nodeReader reads as NLParamParser of node-oracledb 26.0 does
// (lib/thin/sqlnet/paramParser.js): line by line. A line that begins with a
// blank, a tab or a parenthesis continues the element before it, and loses all
// its white space; any other begins one. "#" cuts a line, in quotes too.
type nodeReader struct {
	reading Reading
	element []byte      // behind the "(" that one without it is put in
	tokens  []nodeToken // of the last element, to be used again
}

const (
	maxLength = 4096 // bytes of an element, without the white space of continuations
	maxDepth  = 64   // levels of an element
)

// readNode reads a text into an empty reading.
func readNode(text string, into Reading) Reading {
	n := nodeReader{reading: into, element: []byte("(")}
	for text != "" && n.reading.Err == nil {
		var line string
		line, text = nodeLine(text)
		if line == "" || line[0] == '#' {
			continue
		}
		switch line[0] {
		case ' ', '\t', '(', ')':
			n.element = nodeSqueeze(n.element, nodeCut(line))
		default:
			n.flush()
			n.element = append(n.element, nodeCut(line)...)
		}
	}
	n.flush()
	return n.reading
}

// nodeLine cuts the first line off, as readline of Node.js 20 does. Later
// versions end lines at U+2028 and U+2029 too.
func nodeLine(text string) (line, rest string) {
	i := 0
	for i < len(text) && text[i] != '\n' && text[i] != '\r' {
		i++
	}
	switch {
	case i == len(text):
		return text, ""
	case strings.HasPrefix(text[i:], "\r\n"):
		return text[:i], text[i+2:]
	}
	return text[:i], text[i+1:]
}

// nodeCut cuts a comment off.
func nodeCut(line string) string {
	before, _, _ := strings.Cut(line, "#")
	return before
}

// isJSSpace is white space of ECMAScript.
func isJSSpace(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || r >= '\t' && r <= '\r'
	}
	switch r {
	case '\u2028', '\u2029', '\uFEFF':
		return true
	}
	return unicode.Is(unicode.Zs, r)
}

// nodeSqueeze appends a line without its white space.
func nodeSqueeze(to []byte, line string) []byte {
	for i := 0; i < len(line); {
		if c := line[i]; c < utf8.RuneSelf {
			if !isJSSpace(rune(c)) {
				to = append(to, c)
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(line[i:])
		if !isJSSpace(r) {
			to = append(to, line[i:i+n]...)
		}
		i += n
	}
	return to
}

// flush takes the element that was collected.
func (n *nodeReader) flush() {
	if len(n.element) == 1 || n.reading.Err != nil {
		return
	}
	element := n.element[1:]
	if element[0] != '(' {
		n.element = append(n.element, ')')
		element = n.element
	}
	n.element = n.element[:1]
	name, value, err := n.pair(element)
	if err != nil {
		n.reading.Err = err
		return
	}
	name = strings.ToUpper(name)
	if name == "IFILE" {
		n.reading.Includes = append(n.reading.Includes, value)
		return
	}
	for alias := range strings.SplitSeq(name, ",") {
		n.reading.set(alias, value)
	}
}

// nodeToken is a token of an element: one of ( ) , = or 'a' for a literal, or 0
// for the end.
type nodeToken struct {
	kind byte
	text []byte // in the element
}

// nodeTokens follows NVTokens of lib/thin/sqlnet/nvStrToNvPair.js. It appends to
// tokens.
func nodeTokens(tokens []nodeToken, s []byte) []nodeToken {
	equal := false // an "=" makes "=" and "," a part of the literal that follows
	for i := 0; i < len(s); {
		c := s[i]
		switch c {
		case ' ', '\t', '\n', '\r':
			i++
			continue
		case '(', ')', ',', '=':
			equal = c == '='
			tokens = append(tokens, nodeToken{c, s[i : i+1]})
			i++
			continue
		}
		start, end := i, -1
		quote := byte(0)
		if c == '"' || c == '\'' {
			quote = c
			i++
			start = i
		}
		for i < len(s) {
			c := s[i]
			if c == '\\' {
				i += 2
				continue
			}
			if quote != 0 && c == quote {
				end = i
				i++
				break
			}
			if quote == 0 && (c == '(' || c == ')' || !equal && (c == ',' || c == '=')) {
				end = i
				break
			}
			i++
		}
		if end < 0 {
			end = min(i, len(s))
		}
		tokens = append(tokens, nodeToken{'a', bytes.TrimFunc(s[start:end], isJSSpace)})
	}
	return append(tokens, nodeToken{})
}

// nodePairs reads the tokens of an element.
type nodePairs struct {
	tokens []nodeToken
	err    error
}

// pair is the name of an element and its value: the atom, or the list as it is
// written in the element, a list only where it is asked for.
func (n *nodeReader) pair(element []byte) (name, value string, err error) {
	if len(element) > maxLength {
		return "", "", errLength
	}
	n.tokens = nodeTokens(n.tokens[:0], element)
	p := &nodePairs{tokens: n.tokens}
	p.take('(')
	name = string(p.take('a'))
	for first := p.kind() == ','; first && p.err == nil && (p.kind() == 'a' || p.kind() == ','); {
		name += string(p.tokens[0].text)
		p.tokens = p.tokens[1:]
	}
	atom, list := p.right([]byte(name), 1)
	switch {
	case !list:
		value = string(atom)
	case p.err == nil && (n.reading.values != nil || strings.EqualFold(name, "IFILE")):
		_, list, _ := bytes.Cut(element[1:len(element)-1], []byte("="))
		value = string(list)
	}
	return name, value, p.err
}

func (p *nodePairs) kind() byte { return p.tokens[0].kind }

// take takes one token of this kind, or fails.
func (p *nodePairs) take(kind byte) []byte {
	if p.err != nil || p.kind() != kind {
		p.fail(errSyntax)
		return nil
	}
	text := p.tokens[0].text
	p.tokens = p.tokens[1:]
	return text
}

func (p *nodePairs) fail(err error) {
	if p.err == nil {
		p.err = err
	}
}

// right reads what follows a name, to the end of the pair.
func (p *nodePairs) right(name []byte, depth int) (atom []byte, list bool) {
	if depth > maxDepth {
		p.fail(errDepth)
	}
	if p.err != nil {
		return nil, false
	}
	switch p.kind() {
	case '=':
		p.take('=')
		if p.kind() == 'a' {
			atom = p.take('a')
			break
		}
		list = true
		for p.err == nil && (p.kind() == '(' || p.kind() == ',') {
			p.tokens = p.tokens[1:]
			if depth+1 > maxDepth {
				p.fail(errDepth)
			}
			p.right(p.take('a'), depth+1)
		}
	case ',', ')':
		atom = name
	default:
		p.fail(errSyntax)
	}
	if p.err == nil && p.kind() != ',' {
		p.take(')')
	}
	return atom, list
}

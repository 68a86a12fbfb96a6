// Package gitignore tells what git ignores, as gitignore(5) says, without
// running git: a repository of somebody else can make git run programs, and
// where configuration files are checked there may be no git.
package gitignore

import (
	"bytes"
	"strings"
)

// Pattern is one line of a .gitignore.
type Pattern struct {
	Negated bool   // it begins with "!": what it matches is not ignored
	folder  bool   // it ends in "/": it matches folders only
	base    bool   // it has no other "/": it matches base names
	prefix  string // what a path begins with, up to the first byte that means something
	parts   []part // the rest
}

// part is what a pattern has between two slashes.
type part struct {
	any   bool // it is "**": any number of folders
	atoms []atom
}

// atom matches one byte of a name, or with star any number.
type atom struct {
	star bool
	set  *[256]bool // nil: the byte itself
	is   byte
}

// Parse reads the text of a .gitignore.
func Parse(text []byte) []Pattern {
	var all []Pattern
	for line := range bytes.Lines(bytes.TrimPrefix(text, []byte("\uFEFF"))) {
		line = bytes.TrimSuffix(line, []byte("\n"))
		line = bytes.TrimSuffix(line, []byte("\r"))
		if p, ok := ParsePattern(trimmed(string(line))); ok && !bytes.HasPrefix(line, []byte("#")) {
			all = append(all, p)
		}
	}
	return all
}

// trimmed is a line without the blanks at its end, but for one behind a "\".
func trimmed(line string) string {
	end := len(line) // where the blanks begin
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case ' ':
			end = min(end, i)
			continue
		case '\\':
			if i++; i == len(line) {
				return line
			}
		}
		end = len(line)
	}
	return line[:end]
}

// ParsePattern reads one pattern. It is false for one that matches nothing: an
// empty one, an open bracket, a class of no name, a "\" at the end.
func ParsePattern(text string) (Pattern, bool) {
	var p Pattern
	text, p.Negated = strings.CutPrefix(text, "!")
	text, p.folder = strings.CutSuffix(text, "/")
	p.base = !strings.Contains(text, "/")
	text = strings.TrimPrefix(text, "/")
	if text == "" {
		return p, false
	}
	// To git, a "**" right behind the prefix is as good as one behind a slash.
	if end := strings.IndexAny(text, `*?[\`); end < 0 {
		p.prefix, text = text, ""
	} else {
		p.prefix, text = text[:end], text[end:]
	}
	for text != "" {
		one, rest, ok := parsePart(text)
		if !ok {
			return p, false
		}
		if one.any && !strings.HasPrefix(rest, "/") { // at least one folder, and at the end what is in it
			p.parts = append(p.parts, part{atoms: []atom{{star: true}}})
		}
		p.parts = append(p.parts, one)
		if text = strings.TrimPrefix(rest, `\`); text == "/" {
			p.parts = append(p.parts, part{}) // no name is empty
		}
		text = strings.TrimPrefix(text, "/")
	}
	return p, true
}

// parsePart reads up to a slash, where rest begins; a "\" may stand before it.
func parsePart(text string) (one part, rest string, ok bool) {
	i := 0
	for i < len(text) && text[i] != '/' && !strings.HasPrefix(text[i:], `\/`) {
		switch c := text[i]; c {
		case '*':
			one.atoms = append(one.atoms, atom{star: true})
			i++
		case '?':
			one.atoms = append(one.atoms, atom{set: every()})
			i++
		case '[':
			set, n := parseSet(text[i:])
			if n == 0 {
				return one, "", false
			}
			one.atoms = append(one.atoms, atom{set: set})
			i += n
		case '\\':
			if i++; i == len(text) {
				return one, "", false
			}
			one.atoms = append(one.atoms, atom{is: text[i]})
			i++
		default:
			one.atoms = append(one.atoms, atom{is: c})
			i++
		}
	}
	one.any = i > 1 && strings.Trim(text[:i], "*") == ""
	return one, text[i:], true
}

// parseSet reads a set in brackets, and how long it is; 0 for none.
func parseSet(text string) (*[256]bool, int) {
	var set [256]bool
	i := 1
	negated := i < len(text) && (text[i] == '!' || text[i] == '^')
	if negated {
		i++
	}
	first, previous := i, 0
	for ; ; i++ {
		if i >= len(text) {
			return nil, 0
		}
		c := text[i]
		switch {
		case c == ']' && i > first:
			if negated {
				for b := range set {
					set[b] = !set[b]
				}
			}
			return &set, i + 1
		case c == '\\':
			if i++; i >= len(text) {
				return nil, 0
			}
			set[text[i]] = true
			previous = int(text[i])
		case c == '-' && previous != 0 && i+1 < len(text) && text[i+1] != ']':
			if i++; text[i] == '\\' {
				if i++; i >= len(text) {
					return nil, 0
				}
			}
			for b := previous; b <= int(text[i]); b++ {
				set[b] = true
			}
			previous = 0
		case c == '[' && i+1 < len(text) && text[i+1] == ':':
			end := strings.IndexByte(text[i+2:], ']')
			if end < 0 {
				return nil, 0
			}
			name, closed := strings.CutSuffix(text[i+2:i+2+end], ":")
			if !closed { // no class but a set with these bytes
				set['['] = true
				previous = '['
				continue
			}
			has, known := classes[name]
			if !known {
				return nil, 0
			}
			for b := range 128 {
				set[b] = set[b] || has(byte(b))
			}
			i += 2 + end
			previous = 0
		default:
			set[c] = true
			previous = int(c)
		}
	}
}

func every() *[256]bool {
	var set [256]bool
	for b := range set {
		set[b] = true
	}
	return &set
}

func between(c, from, to byte) bool { return c >= from && c <= to }

func upper(c byte) bool { return between(c, 'A', 'Z') }
func lower(c byte) bool { return between(c, 'a', 'z') }
func digit(c byte) bool { return between(c, '0', '9') }
func alpha(c byte) bool { return upper(c) || lower(c) }
func graph(c byte) bool { return between(c, '!', '~') }

// classes are those of POSIX in ASCII, as git has them: to it, vertical tabs
// and form feeds are no white space.
var classes = map[string]func(byte) bool{
	"alnum": func(c byte) bool { return alpha(c) || digit(c) }, "alpha": alpha, "digit": digit, "lower": lower, "upper": upper,
	"blank": func(c byte) bool { return c == ' ' || c == '\t' }, "cntrl": func(c byte) bool { return c < ' ' || c == 0x7F },
	"graph": graph, "print": func(c byte) bool { return c == ' ' || graph(c) },
	"punct":  func(c byte) bool { return graph(c) && !alpha(c) && !digit(c) },
	"space":  func(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' },
	"xdigit": func(c byte) bool { return digit(c) || between(c, 'a', 'f') || between(c, 'A', 'F') },
}

// Match reports whether the pattern matches a path, which is relative to the
// folder that the pattern stands in, with slashes.
func (p Pattern) Match(path string, folder bool) bool {
	if p.folder && !folder {
		return false
	}
	if p.base {
		path = path[strings.LastIndexByte(path, '/')+1:]
	}
	rest, ok := strings.CutPrefix(path, p.prefix)
	if !ok || len(p.parts) == 0 {
		return ok && rest == ""
	}
	// Only the last "**" is ever tried again: what those before it matched is
	// as good as anything else that they could have.
	parts, more := p.parts, true
	var again []part
	var from string
	for more || len(parts) > 0 {
		if len(parts) > 0 && parts[0].any {
			if parts = parts[1:]; len(parts) == 0 {
				return true
			}
			again, from = parts, rest
			continue
		}
		if more && len(parts) > 0 {
			name, after, found := strings.Cut(rest, "/")
			if matchName(parts[0].atoms, name) {
				parts, rest, more = parts[1:], after, found
				continue
			}
		}
		var found bool
		if _, from, found = strings.Cut(from, "/"); again == nil || !found {
			return false
		}
		parts, rest, more = again, from, true
	}
	return true
}

// matchName matches one name of a path, in the same way with "*" for "**".
func matchName(atoms []atom, name string) bool {
	var again []atom
	from := ""
	for name != "" || len(atoms) > 0 {
		switch {
		case len(atoms) > 0 && atoms[0].star:
			atoms = atoms[1:]
			again, from = atoms, name
			if len(atoms) == 0 {
				return true
			}
		case len(atoms) > 0 && name != "" && atoms[0].matches(name[0]):
			atoms, name = atoms[1:], name[1:]
		case again == nil || from == "":
			return false
		default:
			from = from[1:]
			atoms, name = again, from
		}
	}
	return true
}

func (a atom) matches(c byte) bool {
	if a.set != nil {
		return a.set[c]
	}
	return a.is == c
}

// Last is what the last of the patterns that match a path says of it.
func Last(patterns []Pattern, path string, folder bool) (ignored, told bool) {
	for i := len(patterns) - 1; i >= 0; i-- {
		if patterns[i].Match(path, folder) {
			return !patterns[i].Negated, true
		}
	}
	return false, false
}

package sascore

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/pattern"
)

// oracleHome looks for ORACLE_HOME as the guide does, in what a login of the
// user oracle runs, and where that does not tell, in oratab. That there is such
// a directory proves nothing.
func oracleHome(l *lookup) {
	for _, h := range l.on() {
		if told, unclear := l.profile(h); !told {
			l.oratab(h, unclear)
		}
		if len(l.found) == 0 && h.has(l.given) {
			l.manual = h.shown(l.given) + " is there, but only a login of the user oracle tells whether it is ORACLE_HOME"
		}
	}
}

// startup are the files that shells read at a login, of sh, ksh, bash and csh
// (POSIX sh, bash(1), INVOCATION; csh(1)).
var startup = []string{".profile", ".bash_profile", ".bash_login", ".bashrc", ".kshrc", ".login", ".cshrc", ".tcshrc"}

var (
	assignment = pattern.Of(`^(?:export\s+|typeset\s+-x\s+|declare\s+-x\s+)?ORACLE_HOME=(\S*?);?(?:\s*;?\s*export\s+ORACLE_HOME)?\s*(?:#.*)?$`)
	setenv     = pattern.Of(`^setenv\s+([A-Za-z_][A-Za-z_0-9]*)\s+(\S+?)\s*;?\s*(?:#.*)?$`)
	variable   = pattern.Of(`^(?:export\s+)?([A-Za-z_][A-Za-z_0-9]*)=(\S*?);?(?:\s*;?\s*export\s.*)?$`)
	choice     = pattern.Of(`(?:^|[\s;])(?:if|elif|else|case|for|foreach|while|until|switch|function)(?:[\s;(]|$)|&&|\|\||\(\)`)
	used       = pattern.Of(`\$(?:\{([A-Za-z_][A-Za-z_0-9]*)\}|([A-Za-z_][A-Za-z_0-9]*))`)
)

// profile reads ORACLE_HOME from the startup files of the user oracle. It
// reports whether it is told there, and if not, whether it may all the same be
// set there, to what was not seen.
func (l *lookup) profile(h *Host) (told, unclear bool) {
	home := h.homeOf("oracle")
	if home == "" {
		l.nothing(h.shown("/etc/passwd"), "does not tell the home directory of the user oracle")
		return false, false
	}
	type value struct {
		src  *parsers.Source
		span parsers.Span
		text string
	}
	var values []value
	for _, name := range startup {
		doc, err := h.open(path.Join(home, name), parsers.Plain)
		if err != nil {
			if !errors.Is(err, fs.ErrNotExist) {
				l.absent(h, path.Join(home, name), err)
				unclear = true
			}
			continue
		}
		known, before, branches := map[string]string{"HOME": home}, len(values), false
		for span, content := range contents(doc.Source()) {
			branches = branches || choice().MatchString(content)
			if m := variable().FindStringSubmatch(content); m != nil && m[1] != "ORACLE_HOME" {
				known[m[1]] = expand(unquote(m[2]), known)
			}
			home := ""
			if m := assignment().FindStringSubmatch(content); m != nil {
				home = m[1]
			} else if m := setenv().FindStringSubmatch(content); m != nil {
				if m[1] != "ORACLE_HOME" {
					known[m[1]] = expand(unquote(m[2]), known)
					continue
				}
				home = m[2]
			} else {
				continue
			}
			values = append(values, value{doc.Source(), span, expand(unquote(home), known)})
		}
		if !branches && len(values) > before { // a shell keeps the last of several
			values = append(values[:before], values[len(values)-1])
		}
	}
	if len(values) == 0 {
		l.nothing(h.shown(home), "no startup file of a shell that was read sets ORACLE_HOME")
		return false, unclear
	}
	for _, v := range values {
		if v.text != values[0].text {
			l.nothing(h.shown(home), "the startup files of shells set ORACLE_HOME to several values")
			return false, true
		}
		if !path.IsAbs(v.text) || strings.ContainsAny(v.text, "$`*?~\"'") {
			l.nothing(place(v.src, v.span), "sets ORACLE_HOME by what only a shell can tell")
			return false, true
		}
	}
	if unclear {
		l.nothing(place(values[0].src, values[0].span), "sets ORACLE_HOME, and another startup file could not be read")
		return false, true
	}
	l.compare(h, values[0].src, values[0].span, values[0].text)
	return true, false
}

func unquote(text string) string {
	if n := len(text); n >= 2 && (text[0] == '"' || text[0] == '\'') && text[n-1] == text[0] {
		return text[1 : n-1]
	}
	return text
}

// expand replaces the variables that are known.
func expand(text string, known map[string]string) string {
	return used().ReplaceAllStringFunc(text, func(ref string) string {
		if value, ok := known[strings.Trim(ref, "${}")]; ok {
			return value
		}
		return ref
	})
}

// homeOf is the home directory of a user in /etc/passwd (passwd(5)), or "".
func (h *Host) homeOf(user string) string {
	doc, err := h.open("/etc/passwd", parsers.Plain)
	if err != nil {
		return ""
	}
	for _, content := range contents(doc.Source()) {
		if fields := strings.Split(content, ":"); len(fields) == 7 && fields[0] == user && path.IsAbs(fields[5]) {
			return fields[5]
		}
	}
	return ""
}

// oratab reads lines SID:HOME:Y, as the comment in Oracle's own file describes
// them: the one of truth.sid, or the only home of all. Where a login may set
// another, one that is not the value proves nothing.
func (l *lookup) oratab(h *Host, unclear bool) {
	for _, name := range l.files(h) {
		doc, err := h.open(name, parsers.Plain)
		if err != nil {
			l.absent(h, name, err)
			continue
		}
		type home struct {
			span     parsers.Span
			sid, dir string
		}
		var homes []home
		for span, content := range contents(doc.Source()) {
			content, _, _ = strings.Cut(content, "#")
			if fields := strings.Split(strings.TrimSpace(content), ":"); len(fields) >= 2 && path.IsAbs(fields[1]) {
				homes = append(homes, home{span, fields[0], path.Clean(fields[1])})
			}
		}
		of := slices.DeleteFunc(slices.Clone(homes), func(o home) bool { return o.sid != l.all.value("truth.sid") })
		if len(of) == 0 {
			of = homes
		}
		switch {
		case len(of) == 0:
			l.nothing(h.shown(name), "names no ORACLE_HOME")
		case slices.ContainsFunc(of, func(o home) bool { return o.dir != of[0].dir }):
			l.nothing(h.shown(name), "names several ORACLE_HOME, none of them for truth.sid")
		case unclear && of[0].dir != path.Clean(l.given):
			l.nothing(place(doc.Source(), of[0].span), "has another ORACLE_HOME, but a login of the user oracle may set its own")
		default:
			l.compare(h, doc.Source(), of[0].span, of[0].dir)
		}
	}
}

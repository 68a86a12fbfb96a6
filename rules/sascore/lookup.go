package sascore

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/pattern"
	"cfgtool/parsers/respfile"
)

// lookup is the search for one parameter of one response file.
type lookup struct {
	*Core
	all       *answers
	facts     *respfile.Profile
	parameter *respfile.Parameter
	given     string // not empty

	found     []Evidence
	looked    []string // places that show nothing, with the reason
	doubt     string   // why what was seen proves nothing, where something was
	manual    string   // why only a person can tell
	complaint string   // what a mismatch is, where it is no other value
	value     string   // the one value of the core that the parameter should have
	several   bool     // the core has more than one
	remark    string   // what else there is to say of a value that is right
	inferred  bool     // a value rests on what the profile assumes
}

// on yields the hosts to look for the parameter on.
func (l *lookup) on() []*Host { return l.hosts(l.parameter.Server) }

// sure reports whether a host is the parameter's server for sure.
func (l *lookup) sure(h *Host) bool {
	server := l.facts.Server(l.parameter.Server)
	return server.Name != "" && l.is(h, server)
}

// compare records a value that the core has for the parameter.
func (l *lookup) compare(h *Host, src *parsers.Source, span parsers.Span, value string) {
	l.inferred = true
	switch same, why := l.same(h, value); {
	case why != "":
		l.nothing(place(src, span), why)
		l.doubt = fmt.Sprintf("%s: %s", l.parameter.Name, why)
	case same:
		l.agree(src, span, value)
	default:
		l.differ(src, span, value)
	}
}

func (l *lookup) agree(src *parsers.Source, span parsers.Span, value string) {
	l.add(Evidence{Source: src, Span: span, Value: value, Agrees: true})
}

// differ records a value that the parameter should have instead.
func (l *lookup) differ(src *parsers.Source, span parsers.Span, value string) {
	if l.value != "" && l.value != value {
		l.several = true
	}
	l.value = value
	l.add(Evidence{Source: src, Span: span, Value: value})
}

// contradict records a place which shows that the value is wrong, but not
// which one is right.
func (l *lookup) contradict(src *parsers.Source, span parsers.Span, complaint string) {
	l.several = true
	l.complaint = complaint
	l.add(Evidence{Source: src, Span: span})
}

func (l *lookup) add(e Evidence) {
	if l.parameter.Secret {
		e.Value, e.Span = "", lineStart(e.Source, e.Span)
	}
	e.Folder = e.Source.Format().ID == folder
	l.found = append(l.found, e)
}

// lineStart is the empty place at the start of the line: not even the length
// of a secret is told.
func lineStart(src *parsers.Source, span parsers.Span) parsers.Span {
	start := src.Line(src.Position(span.Start).Line).Start
	return parsers.Span{Start: start, End: start}
}

// nothing records where no evidence is, and why.
func (l *lookup) nothing(where, why string) {
	if note := where + ": " + why; !slices.Contains(l.looked, note) {
		l.looked = append(l.looked, note)
	}
}

// absent records that a file could not be read.
func (l *lookup) absent(h *Host, name string, err error) {
	l.nothing(h.shown(name), unread(err))
}

// unread says why a file could not be read.
func unread(err error) string {
	if errors.Is(err, fs.ErrNotExist) {
		return "is not there"
	}
	return err.Error()
}

// others are the values that the core has instead, quoted.
func (l *lookup) others() string {
	var values []string
	for _, e := range l.found {
		if q := fmt.Sprintf("%q", e.Value); !e.Agrees && !slices.Contains(values, q) {
			values = append(values, q)
		}
	}
	return strings.Join(values, " or ")
}

// correction makes the parameter that of the core, where there is one value.
func (l *lookup) correction(line respfile.Line) []parsers.Edit {
	if l.several || l.value == "" || len(l.all.by[l.parameter.Name]) != 1 {
		return nil
	}
	edits, err := l.all.file.SetValue(line, l.value, "the core has another "+l.parameter.Name)
	if err != nil {
		return nil
	}
	return edits
}

var reference = pattern.Of(`\{[^{}]+\}`)

// files are the absolute paths of the parameter's evidence on a host: those
// with "*" as far as they are there, and none whose words are not known.
func (l *lookup) files(h *Host) []string {
	var files []string
	for _, pattern := range l.parameter.Evidence.Files {
		known := true
		name := reference().ReplaceAllStringFunc(pattern, func(word string) string {
			value := l.all.value(strings.Trim(word, "{}"))
			known = known && strings.HasPrefix(value, "/")
			return value
		})
		if !known {
			continue
		}
		names := []string{inRoot(name)}
		if strings.Contains(pattern, "*") {
			if names = h.expand(name); len(names) == 0 {
				l.nothing(h.shown(name), h.unlisted(name))
			}
		}
		for _, n := range names {
			if !slices.Contains(files, n) {
				files = append(files, n)
			}
		}
	}
	return files
}

// inRoot is a path as an absolute one without "..".
func inRoot(name string) string { return "/" + strings.TrimPrefix(inFS(name), ".") }

// folder is the ID of the format that stands for a directory.
const folder = "directory"

// directory stands for a directory as a place of evidence.
func directory(h *Host, name string) *parsers.Source {
	return parsers.NewSource(h.shown(name), nil, parsers.Format{ID: folder})
}

// place is a file and a line.
func place(src *parsers.Source, span parsers.Span) string {
	return fmt.Sprintf("%s:%d", src.Name(), src.Position(span.Start).Line)
}

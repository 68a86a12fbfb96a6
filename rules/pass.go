package rules

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/profile"
)

// Pass is one run of one rule over one document.
type Pass struct {
	Rule     *Rule
	Doc      parsers.Document
	Root     fs.FS       // other files, by paths without a leading slash; nil without a root
	Live     fs.FS       // the running system, as Root has it: devices, /sys, /run, /proc; nil unless asked for
	Profiles profile.Set // profiles that replace embedded ones
	Kernel   string      // the version of Linux that files are for, such as "5.14"; "" is the newest
	Site     any         // the installation that files belong to, such as a *sascore.Core; nil where none is known
	found    found
	exports  []Export
}

// Option adds to a finding.
type Option func(*Finding)

// Report finds the rule broken at a span. The message begins with a lower-case
// letter, has no full stop, and names the values concerned.
func (p *Pass) Report(span parsers.Span, message string, options ...Option) {
	f := Finding{Rule: p.Rule, Severity: p.Rule.Severity, Source: p.Doc.Source(), Span: span, Message: message, Help: p.Rule.Help}
	for _, option := range options {
		option(&f)
	}
	p.found.add(f)
}

// Export hands a fact to the rule's CheckSet.
func (p *Pass) Export(key, value string, span parsers.Span) {
	p.exports = append(p.exports, Export{Key: key, Value: value, Source: p.Doc.Source(), Span: span})
}

// Dir is the directory of the document, cleaned, with slashes.
func (p *Pass) Dir() string { return path.Dir(slashed(p.Doc.Source().Name())) }

func slashed(name string) string { return path.Clean(strings.ReplaceAll(name, `\`, "/")) }

// Help says what to do, instead of what the rule says.
func Help(format string, args ...any) Option {
	return func(f *Finding) { f.Help = fmt.Sprintf(format, args...) }
}

// At gives the finding another severity than its rule's.
func At(s parsers.Severity) Option { return func(f *Finding) { f.Severity = s } }

// See points at another place of the same file.
func See(span parsers.Span, message string) Option {
	return func(f *Finding) { f.Related = append(f.Related, Related{f.Source, span, message}) }
}

// In moves the finding to a place of another file.
func In(src *parsers.Source, span parsers.Span) Option {
	return func(f *Finding) { f.Source, f.Span = src, span }
}

// SeeIn points at a place of another file.
func SeeIn(src *parsers.Source, span parsers.Span, message string) Option {
	return func(f *Finding) { f.Related = append(f.Related, Related{src, span, message}) }
}

// Mend offers a fix, as safe as the rule says. Without edits there is none.
func Mend(edits []parsers.Edit) Option {
	return func(f *Finding) {
		if len(edits) > 0 {
			f.Fix = &Fix{f.Rule.Fix, edits}
		}
	}
}

// Assumed marks a finding that rests on what no source says: it is a warning
// at most, and its message says so.
func Assumed(reason string) Option {
	return func(f *Finding) {
		f.Severity = min(f.Severity, parsers.Warning)
		f.Message += fmt.Sprintf(" (assumed: %s)", reason)
	}
}

// For makes a check of documents that are, or view, a T.
func For[T parsers.Document](check func(*Pass, T)) func(*Pass) {
	return func(p *Pass) {
		if d, ok := parsers.As[T](p.Doc); ok {
			check(p, d)
		}
	}
}

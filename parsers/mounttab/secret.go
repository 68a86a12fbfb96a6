package mounttab

import (
	"iter"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/spelling"
)

// Secret reports whether the option's value is a password, or ends in one: pass,
// password and password2 of mount.cifs(8), and its "user=name%password"; also
// where password is misspelt by a letter, since a finding shows that line.
func (o Option) Secret() bool {
	if !o.Valued {
		return false
	}
	switch o.Name {
	case "passno", "passphrase_fd":
		return false // no secret
	case "credentials", "cred": // the name of a file, or "user:password" by mistake
		return !strings.HasPrefix(o.Value, "/") && strings.ContainsAny(o.Value, ":%")
	case "user", "username":
		return strings.ContainsAny(o.Value, "%:")
	}
	return parsers.SecrecyOf(o.Name).Hides(o.Value) || password(o.Name) && o.Value != ""
}

// password reports whether an option of this name is mount.cifs(8)'s password,
// be it misspelt by a letter.
func password(name string) bool {
	switch name {
	case "pass", "password", "password2", "passwd":
		return true
	}
	return spelling.Distance(name, "password", 2) == 1
}

// userInfo is the password in a source such as "//user:password@host/share".
func userInfo(source string) string {
	before, _, ok := strings.Cut(source, "@")
	if !ok {
		return ""
	}
	before = before[strings.LastIndexAny(before, "/#")+1:]
	if _, password, ok := strings.Cut(before, ":"); ok {
		return password
	}
	return ""
}

// HiddenValues are the places of the hidden ones among the values that overlap a
// part of the text, in the order of Values.
func (f *File) HiddenValues(within parsers.Span) iter.Seq[parsers.Span] {
	return func(yield func(parsers.Span) bool) {
		for i := range f.entries {
			e := &f.entries[i]
			if !f.lines[e.line].Span().Overlaps(within) {
				continue
			}
			for _, column := range *e.order {
				switch column {
				case Options:
					if !f.hiddenOptions(e.Options, within, yield) {
						return
					}
				case Super:
					if !f.hiddenOptions(f.SuperOptions(e), within, yield) {
						return
					}
				default:
					at := e.Span(column)
					hidden := column == Source && userInfo(e.Source) != "" || parsers.HiddenValue("", f.Field(e, column), f.src.Slice(at))
					if hidden && at.Overlaps(within) && !yield(at) {
						return
					}
				}
			}
		}
	}
}

func (f *File) hiddenOptions(options []Option, within parsers.Span, yield func(parsers.Span) bool) bool {
	for _, o := range options {
		at := o.Span()
		hidden := o.Secret()
		if o.Valued {
			at = o.ValueSpan()
			hidden = hidden || parsers.HiddenValue("", o.Value, f.src.Slice(at))
		} else {
			hidden = parsers.HiddenValue("", o.Name, f.src.Slice(at))
		}
		if hidden && at.Overlaps(within) && !yield(at) {
			return false
		}
	}
	return true
}

// Concealed are the passwords outside of options: in comments, in lines that
// could not be read, and in fields that they do not belong into.
func (f *File) Concealed(within parsers.Span) []parsers.Span {
	var spans []parsers.Span
	for _, l := range f.lines {
		if l.Kind != Blank && l.Span().Overlaps(within) {
			spans = append(spans, f.betrayed(l)...)
		}
	}
	return spans
}

// longestSecret is how much of a value is looked at for whether it is a secret, in bytes.
const longestSecret = 1024

// betrayed are the passwords in a line, whatever its fields are.
func (f *File) betrayed(l Line) []parsers.Span {
	var spans []parsers.Span
	body := l.Body()
	end := body.Start // of the value; all names before it in one word share it
	for at := body.Start; at < body.End; {
		n := strings.IndexAny(f.text[at:body.End], "=:")
		if n < 0 {
			break
		}
		start := at + n + 1
		name := f.text[at : start-1]
		name = name[strings.LastIndexAny(name, ", \t#\"")+1:]
		if end < start {
			end = f.valueEnd(start, body.End)
		}
		value := f.text[start:min(end, start+longestSecret)]
		// "user:password" is one for the password alone, and no option has a ":" in its name.
		user := f.text[start-1] == ':' && l.Kind == Mount && plainWord(name) && name[0] > '9' && plainWord(value) && f.shared(l)
		if !user && (f.text[start-1] == ':' && !password(name) || !(Option{Name: name, Value: value, Valued: true}).Secret()) {
			at = start
			continue
		}
		if l.Kind == Bad { // a blank in a password may be why
			end = body.End
		}
		spans = append(spans, span(start, end))
		at = end
	}
	return spans
}

// valueEnd is where a value ends: before a blank, a comma that stands alone, or limit.
func (f *File) valueEnd(start, limit int) int {
	end := start
	for end < limit && !isBlank(f.text[end]) && (f.text[end] != ',' || doubled(f.text[:limit], end)) {
		if f.text[end] == ',' {
			end++
		}
		end++
	}
	return end
}

// doubled reports whether a comma has another one behind it. In a password of
// mount.cifs(8) the two mean one, and do not end it.
func doubled(text string, at int) bool { return at+1 < len(text) && text[at+1] == ',' }

// shared reports whether an entry is of a share that is mounted with a password.
func (f *File) shared(l Line) bool {
	e := &f.entries[l.entry]
	switch e.Type {
	case "cifs", "smb3", "smbfs", "davfs", "ncpfs", "afpfs":
		return true
	}
	return strings.HasPrefix(e.Source, "//")
}

func plainWord(s string) bool {
	for _, c := range []byte(s) {
		if c != '_' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return s != ""
}

// hasSecret reports whether a field of options holds a password.
func hasSecret(field string) bool {
	options, _ := splitOptions(nil, field, 0, len(field), false, false)
	for _, o := range options {
		if o.Secret() {
			return true
		}
	}
	return parsers.SecretInside(field)
}

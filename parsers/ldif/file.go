package ldif

import (
	"iter"
	"slices"
	"strings"

	"cfgtool/parsers"
)

// UnreadableRule is the rule of lines that are of no form.
const UnreadableRule = "LDF001"

// Format is a directory as text.
var Format = parsers.Format{
	ID:    "ldif",
	Title: "LDIF",
	Names: []string{"*.ldif", "*.ldift"},
	Parse: func(src *parsers.Source) parsers.Document { return Parse(src) },
}

// Encoding is how a value is written.
type Encoding uint8

// The encodings.
const (
	Plain  Encoding = iota
	Base64          // decoded in Attribute.Value
	URL             // of where the value is
)

// Attribute is one value of an entry.
type Attribute struct {
	Name     string // without options
	Options  string // such as "lang-en", joined with ";"
	Value    string
	Encoding Encoding
	Span     parsers.Span // of the value as it is written, with its folds
	Fault    string       // why the value could not be read
	nameEnd  int          // where the name with its options ends
}

// Record is an entry of the directory, or a change of one.
type Record struct {
	DN   string
	file *File
	from int // where the lines behind the DN begin
}

// Attributes yields the values of the entry, without the DN, in order. Each line is
// read when it is asked for.
func (r Record) Attributes() iter.Seq[Attribute] {
	return func(yield func(Attribute) bool) {
		text := r.file.src.Text()
		for at := r.from; at < len(text); {
			end, next := logical(text, at)
			if end == at {
				return
			}
			if a, ok := read(text, at, end); ok && !yield(a) {
				return
			}
			at = next
		}
	}
}

// Get yields the values of an attribute, in any case of letters, in order.
func (r Record) Get(name string) iter.Seq[Attribute] {
	return func(yield func(Attribute) bool) {
		for a := range r.Attributes() {
			if strings.EqualFold(a.Name, name) && !yield(a) {
				return
			}
		}
	}
}

// Under reports whether the entry's name begins with these parts, such as
// "uid=integration,ou=people". Case and blanks round commas and "=" do not matter.
func (r Record) Under(parts string) bool {
	name, wanted := relative(r.DN), relative(parts)
	return len(name) >= len(wanted) && slices.Equal(name[:len(wanted)], wanted)
}

// relative are the parts of a name (RFC 4514, section 2.1), without the blanks
// that do not matter, in small letters. Escaped commas do not part.
func relative(dn string) []string {
	var parts []string
	var b strings.Builder
	for i := 0; i < len(dn); i++ {
		switch {
		case dn[i] == '\\' && i+1 < len(dn):
			b.WriteString(dn[i : i+2])
			i++
		case dn[i] == ',':
			parts = append(parts, b.String())
			b.Reset()
		default:
			b.WriteByte(dn[i])
		}
	}
	parts = append(parts, b.String())
	for i, p := range parts {
		name, value, _ := strings.Cut(p, "=")
		parts[i] = strings.ToLower(strings.TrimSpace(name) + "=" + strings.TrimSpace(value))
	}
	return parts
}

// little is a span in little room.
type little struct{ start, end uint32 }

// File is a parsed LDIF file.
type File struct {
	src      *parsers.Source
	records  []uint32 // where each begins
	comments []parsers.Span
	tiles    parsers.Tiling
	problems parsers.Problems
	formless []little // lines of no form
}

// Source is the file's content.
func (f *File) Source() *parsers.Source { return f.src }

// Problems are undecodable bytes, lines of no form, and values that are no Base64.
func (f *File) Problems() []parsers.Problem { return f.problems.List }

// Records yields the entries in order.
func (f *File) Records() iter.Seq[Record] {
	return func(yield func(Record) bool) {
		text := f.src.Text()
		for _, start := range f.records {
			end, next := logical(text, int(start))
			dn, _ := read(text, int(start), end)
			if !yield(Record{DN: dn.Value, file: f, from: next}) {
				return
			}
		}
	}
}

// Comments are the comments, with their folds, without line end.
func (f *File) Comments() []parsers.Span { return f.comments }

// Tiles yields the parts of every line.
func (f *File) Tiles() iter.Seq[parsers.Tile] { return parse(f.src, true).tiles.All() }

// Values yields each attribute under the entry's name, "/" and its own, from the
// second of a path on with its number. Passwords are secret.
func (f *File) Values() iter.Seq[parsers.Value] {
	return func(yield func(parsers.Value) bool) {
		seen := make(map[string]int)
		for r := range f.Records() {
			name := parsers.Short(r.DN)
			for a := range r.Attributes() {
				path := name + "/" + strings.ToLower(a.Name)
				seen[path]++
				if !yield(parsers.Value{Path: parsers.Repetition(path, seen[path]), Span: a.Span, Text: a.Value, Secret: secret(a.Name, a.Value)}) {
					return
				}
			}
		}
	}
}

// passwords are attributes that hold a password, a hash or a key of it, though
// their names do not say so: RFC 4519 and RFC 2798, draft-behera-ldap-password-policy,
// and the schemas of Samba, MIT Kerberos, FreeIPA and Active Directory (MS-ADA).
var passwords = map[string]bool{"2.5.4.35": true, "userpkcs12": true, "pwdhistory": true, "sambapasswordhistory": true,
	"krbprincipalkey": true, "krbmkey": true, "ipanthash": true, "ntpwdhash": true, "lmpwdhash": true, "ntpwdhistory": true,
	"lmpwdhistory": true}

func secret(name, value string) bool {
	attribute, _, _ := strings.Cut(strings.ToLower(name), ";")
	return passwords[attribute] && value != "" || parsers.Secret(name, value)
}

// Concealed are the comments that name a password, and the lines of no form.
func (f *File) Concealed(within parsers.Span) []parsers.Span {
	var spans []parsers.Span
	sign := "" // what stands before the name of the last secret, where it may be folded
	for _, c := range f.comments {
		name, value, pair := strings.Cut(string(f.src.Slice(c)), ":")
		attribute := strings.TrimLeft(name, "# \t")
		switch {
		case pair && secret(attribute, strings.TrimLeft(value, ": ")):
			sign = name[:len(name)-len(attribute)]
		case pair || sign == "" || !strings.HasPrefix(name, sign+" "):
			sign = ""
			continue
		}
		spans = append(spans, c)
	}
	for _, l := range f.formless {
		if at := (parsers.Span{Start: int(l.start), End: int(l.end)}); at.Overlaps(within) {
			spans = append(spans, at)
		}
	}
	return spans
}

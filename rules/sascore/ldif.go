package sascore

import (
	"strings"

	"cfgtool/parsers/ldif"
)

// attribute takes an attribute of an entry in LDIF. Of is the beginning of the
// entry's name, a blank, and the attribute.
func attribute(l *lookup) {
	name, wanted, _ := strings.Cut(l.parameter.Evidence.Of, " ")
	for _, h := range l.on() {
		for _, file := range l.files(h) {
			doc, err := h.open(file, ldif.Format)
			if err != nil {
				l.absent(h, file, err)
				continue
			}
			f := doc.(*ldif.File)
			found := false
			for r := range f.Records() {
				if !r.Under(name) {
					continue
				}
				for a := range r.Get(wanted) {
					found = true
					l.attributeValue(h, f, a)
				}
			}
			if !found {
				l.nothing(f.Source().Name(), "has no "+wanted+" of "+name)
			}
		}
	}
}

func (l *lookup) attributeValue(h *Host, f *ldif.File, a ldif.Attribute) {
	at := place(f.Source(), a.Span)
	switch {
	case a.Fault != "":
		l.nothing(at, a.Fault)
	case a.Encoding == ldif.URL:
		l.nothing(at, "says where the value is, which is not read")
	case a.Value == "":
		l.nothing(at, "has an empty value")
	case hashed(a.Value):
		l.manual = at + " holds a hash, which does not show the password"
	default:
		l.compare(h, f.Source(), a.Span, a.Value)
	}
}

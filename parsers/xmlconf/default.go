package xmlconf

import "strings"

// attributeDefault is the default of an attribute that matters to namespaces:
// of one with a prefix, or of xmlns.
type attributeDefault struct{ prefix, local, value string }

// maxDefaults is how many of them are kept for one element. Beyond it, any
// prefix counts as declared.
const maxDefaults = 64

// declareDefault notes the default of the attribute whose name stands at start.
func (d *subset) declareDefault(element, attribute string, start int, written []byte) {
	prefix, local, _ := strings.Cut(attribute, ":")
	if local == "" {
		return
	}
	value := d.file.decodeValue(written)
	if d.file.tokenized(element, attribute) {
		value = collapse(value)
	}
	if prefix == "xmlns" && !d.mayBind(local, value, start, start+len(attribute)) {
		return
	}
	if d.to.defaults == nil {
		d.to.defaults = make(map[string][]attributeDefault)
	}
	if len(d.to.defaults[element]) == maxDefaults {
		d.to.manyDefaults = true
		return
	}
	d.to.defaults[element] = append(d.to.defaults[element], attributeDefault{prefix, local, value})
}

// defaults are those that the DTD gives the element, of attributes that its
// start tag has not.
func (s *scanner) defaults(element string, attrs []attr) []attributeDefault {
	if s.file.dtd == nil || s.file.dtd.defaults[element] == nil {
		return nil
	}
	given := make(map[string]bool, len(attrs))
	for _, a := range attrs {
		given[string(s.text[a.nameStart:a.nameEnd])] = true
	}
	var missing []attributeDefault
	for _, d := range s.file.dtd.defaults[element] {
		if !given[d.prefix+":"+d.local] {
			missing = append(missing, d)
		}
	}
	return missing
}

package xmlconf

import (
	"bytes"
	"strings"
)

const (
	xmlNamespace   = "http://www.w3.org/XML/1998/namespace"
	xmlnsNamespace = "http://www.w3.org/2000/xmlns/"
)

// spaces are the namespace declarations that are in scope.
type spaces struct {
	bindings []binding
	missing  map[string]bool // prefixes that are reported already
}

// binding is one declaration. It is in scope in the element that has it, which
// is the depth-th around what it holds.
type binding struct {
	prefix, uri string
	depth       int
}

func (b *spaces) leave(depth int) {
	n := len(b.bindings)
	for n > 0 && b.bindings[n-1].depth >= depth {
		n--
	}
	b.bindings = b.bindings[:n]
}

// lookup is the namespace name that the prefix is bound to.
func (b *spaces) lookup(prefix string) (uri string, ok bool) {
	if prefix == "xml" {
		return xmlNamespace, true
	}
	for i := len(b.bindings) - 1; i >= 0; i-- {
		if b.bindings[i].prefix == prefix {
			return b.bindings[i].uri, true
		}
	}
	return "", false
}

// namespaces checks the names of a start tag, some of which have a colon or
// declare a namespace.
func (s *scanner) namespaces(nameStart, nameEnd int, attrs []attr) {
	for _, a := range attrs {
		n := s.text[a.nameStart:a.nameEnd]
		if prefix, ok := bytes.CutPrefix(n, []byte("xmlns:")); ok && len(prefix) > 0 {
			s.bind(a, string(prefix))
		} else if string(n) == "xmlns" {
			s.bind(a, "")
		}
	}
	s.qualified(nameStart, nameEnd)
	prefixed := 0
	for _, a := range attrs {
		if n := s.text[a.nameStart:a.nameEnd]; bytes.IndexByte(n, ':') >= 0 {
			s.qualified(int(a.nameStart), int(a.nameEnd))
			prefixed++
		}
	}
	if prefixed > 1 {
		s.expandedNames(attrs)
	}
}

// bind brings a declaration into scope.
func (s *scanner) bind(a attr, prefix string) {
	uri := s.file.decodeValue(s.text[a.valueStart:a.valueEnd])
	start, end := int(a.nameStart), int(a.nameEnd)
	switch {
	case prefix == "xmlns":
		s.problem(ReservedNamespace, start, end, "the prefix xmlns must not be declared")
		return
	case prefix == "xml" && uri != xmlNamespace:
		s.problem(ReservedNamespace, start, end, "the prefix xml stands for %s and nothing else", xmlNamespace)
		return
	case prefix != "xml" && uri == xmlNamespace, uri == xmlnsNamespace:
		s.problem(ReservedNamespace, start, end, "the namespace %s must not be bound to a prefix or made the default", uri)
	case prefix != "" && uri == "":
		s.problem(EmptyPrefixBinding, start, end, "the prefix %s must be bound to a namespace, not to nothing", prefix)
	}
	if prefix != "" {
		s.spaces.bindings = append(s.spaces.bindings, binding{prefix, uri, s.depth + s.outer})
	}
}

// qualified checks one name with colons: QName, production 7 of Namespaces in XML.
func (s *scanner) qualified(start, end int) {
	n := string(s.text[start:end])
	prefix, local, ok := strings.Cut(n, ":")
	if !ok {
		return
	}
	if prefix == "" || name([]byte(local), 0) != len(local) || local == "" || strings.Contains(local, ":") {
		s.problem(BadQualifiedName, start, end, "%s is no name with a namespace prefix: it has a colon too many, or nothing before or behind it", n)
		return
	}
	if prefix == "xmlns" || s.spaces.missing[prefix] {
		return
	}
	if _, ok := s.spaces.lookup(prefix); ok {
		return
	}
	if d := s.file.dtd; d != nil && (d.external || d.unread || d.prefixes[prefix]) {
		return // its declaration may be the default of an attribute
	}
	if s.spaces.missing == nil {
		s.spaces.missing = make(map[string]bool)
	}
	s.spaces.missing[prefix] = true
	s.problem(UndeclaredPrefix, start, start+len(prefix), "the namespace prefix %s is not declared: xmlns:%s=\"…\" is missing", prefix, prefix)
}

// expandedNames reports attributes of one local name whose prefixes stand for
// the same namespace.
func (s *scanner) expandedNames(attrs []attr) {
	seen := make(map[[2]string]attr)
	for _, a := range attrs {
		prefix, local, ok := strings.Cut(string(s.text[a.nameStart:a.nameEnd]), ":")
		uri, bound := s.spaces.lookup(prefix)
		if !ok || !bound || prefix == "xmlns" {
			continue
		}
		key := [2]string{uri, local}
		if b, ok := seen[key]; ok && s.prefix(b) != prefix {
			s.related(SameExpandedName, int(a.nameStart), int(a.nameEnd), s.also(int(b.nameStart), int(b.nameEnd), "the first one"),
				"the element has two attributes %s of the namespace %s", local, uri)
		} else if !ok {
			seen[key] = a
		}
	}
}

func (s *scanner) prefix(a attr) string {
	prefix, _, _ := strings.Cut(string(s.text[a.nameStart:a.nameEnd]), ":")
	return prefix
}

// noColon checks the name of an entity, a notation or a processing instruction.
func (s *scanner) noColon(start, end int) {
	if bytes.IndexByte(s.text[start:end], ':') >= 0 {
		s.problem(ColonInName, start, end, "%s must not have a colon, where namespaces are in use", s.text[start:end])
	}
}

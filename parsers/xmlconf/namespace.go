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
	last     map[string]int  // the innermost binding of each prefix, counted from 1
	missing  map[string]bool // prefixes that are reported already
}

// binding is one declaration. It is in scope in the element that has it, which
// is the depth-th around what it holds.
type binding struct {
	prefix, uri string
	depth       int
	outer       int // the binding of this prefix around it, counted from 1, or 0
}

func (b *spaces) enter(prefix, uri string, depth int) {
	if b.last == nil {
		b.last = make(map[string]int)
	}
	b.bindings = append(b.bindings, binding{prefix, uri, depth, b.last[prefix]})
	b.last[prefix] = len(b.bindings)
}

func (b *spaces) leave(depth int) {
	n := len(b.bindings)
	for ; n > 0 && b.bindings[n-1].depth >= depth; n-- {
		b.last[b.bindings[n-1].prefix] = b.bindings[n-1].outer
	}
	b.bindings = b.bindings[:n]
}

// lookup is the namespace name that the prefix is bound to.
func (b *spaces) lookup(prefix string) (uri string, ok bool) {
	if prefix == "xml" {
		return xmlNamespace, true
	}
	if i := b.last[prefix]; i > 0 {
		return b.bindings[i-1].uri, true
	}
	return "", false
}

// namespaces checks the names of a start tag, some of which have a colon or
// declare a namespace, and those that the DTD adds to it.
func (s *scanner) namespaces(nameStart, nameEnd int, attrs []attr) {
	defaults := s.defaults(string(s.text[nameStart:nameEnd]), attrs)
	for _, a := range attrs {
		n := s.text[a.nameStart:a.nameEnd]
		if prefix, ok := bytes.CutPrefix(n, []byte("xmlns:")); ok && len(prefix) > 0 {
			s.bind(a, string(prefix))
		} else if string(n) == "xmlns" {
			s.bind(a, "")
		}
	}
	for _, d := range defaults {
		if d.prefix == "xmlns" {
			s.spaces.enter(d.local, d.value, s.depth+s.outer)
		}
	}
	s.qualified(nameStart, nameEnd)
	prefixed := 0
	for _, a := range attrs {
		if n := s.text[a.nameStart:a.nameEnd]; bytes.IndexByte(n, ':') >= 0 {
			if a.valueStart > a.nameEnd { // else it is no attribute, which is told
				s.qualified(int(a.nameStart), int(a.nameEnd))
			}
			prefixed++
		}
	}
	for _, d := range defaults {
		if d.prefix != "xmlns" {
			s.bound(d.prefix, nameStart, nameEnd, " (it is that of the attribute "+d.prefix+":"+d.local+", of which the document type declaration gives the default)")
			prefixed++
		}
	}
	if prefixed > 1 {
		s.expandedNames(attrs, defaults, nameStart, nameEnd)
	}
}

// bind brings a declaration into scope.
func (s *scanner) bind(a attr, prefix string) {
	uri := s.file.decodeValue(s.text[a.valueStart:a.valueEnd])
	if s.mayBind(prefix, uri, int(a.nameStart), int(a.nameEnd)) && prefix != "" {
		s.spaces.enter(prefix, uri, s.depth+s.outer)
	}
}

// mayBind reports a declaration that Namespaces in XML 1.0 does not allow. It
// is false for those that bind nothing.
func (s *scanner) mayBind(prefix, uri string, start, end int) bool {
	switch {
	case prefix == "xmlns":
		s.problem(ReservedNamespace, start, end, "the prefix xmlns must not be declared")
		return false
	case prefix == "xml" && uri != xmlNamespace:
		s.problem(ReservedNamespace, start, end, "the prefix xml stands for %s and nothing else", xmlNamespace)
		return false
	case prefix != "xml" && uri == xmlNamespace, uri == xmlnsNamespace:
		s.problem(ReservedNamespace, start, end, "the namespace %s must not be bound to a prefix or made the default", uri)
	case prefix != "" && uri == "":
		s.problem(EmptyPrefixBinding, start, end, "the prefix %s must be bound to a namespace, not to nothing", prefix)
	}
	return true
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
	s.bound(prefix, start, start+len(prefix), "")
}

// bound reports a prefix that is bound to no namespace, once.
func (s *scanner) bound(prefix string, start, end int, why string) {
	if prefix == "xmlns" || s.spaces.missing[prefix] {
		return
	}
	if _, ok := s.spaces.lookup(prefix); ok {
		return
	}
	if d := s.file.dtd; d != nil && (d.external || d.unread || d.manyDefaults) {
		return // its declaration may be the default of an attribute
	}
	if s.spaces.missing == nil {
		s.spaces.missing = make(map[string]bool)
	}
	s.spaces.missing[prefix] = true
	s.problem(UndeclaredPrefix, start, end, "the namespace prefix %s is not declared: xmlns:%s=\"…\" is missing%s", prefix, prefix, why)
}

// expandedNames reports attributes of one local name whose prefixes stand for
// the same namespace.
func (s *scanner) expandedNames(attrs []attr, defaults []attributeDefault, nameStart, nameEnd int) {
	first := make(map[[2]string][2]int) // where it stands
	names := make(map[string]bool)
	check := func(prefix, local string, start, end int) {
		n := prefix + ":" + local
		uri, bound := s.spaces.lookup(prefix)
		if !bound || prefix == "xmlns" || names[n] { // of two of one name, the second is told already
			return
		}
		names[n] = true
		key := [2]string{uri, local}
		if b, ok := first[key]; ok {
			s.related(SameExpandedName, start, end, s.also(b[0], b[1], "the first one"), "the element has two attributes %s of the namespace %s", local, uri)
			return
		}
		first[key] = [2]int{start, end}
	}
	for _, a := range attrs {
		if prefix, local, ok := strings.Cut(string(s.text[a.nameStart:a.nameEnd]), ":"); ok {
			check(prefix, local, int(a.nameStart), int(a.nameEnd))
		}
	}
	for _, d := range defaults {
		check(d.prefix, d.local, nameStart, nameEnd)
	}
}

// noColon checks the name of an entity, a notation or a processing instruction.
func (s *scanner) noColon(start, end int) {
	if bytes.IndexByte(s.text[start:end], ':') >= 0 {
		s.problem(ColonInName, start, end, "%s must not have a colon, where namespaces are in use", s.text[start:end])
	}
}

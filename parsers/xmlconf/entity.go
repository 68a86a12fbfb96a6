package xmlconf

// expand checks the reference to a general entity at [i, end) of content.
func (s *scanner) expand(i, end int) {
	s.declared(string(s.text[i+1:end-1]), i, end)
}

func (s *scanner) expandInValue(n string, i, end int) { s.declared(n, i, end) }

func (s *scanner) declared(n string, i, end int) {
	s.problem(UndeclaredEntity, i, end, "the entity %s is not declared", n)
}

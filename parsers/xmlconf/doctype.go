package xmlconf

// doctype reads the document type declaration (production 28).
func (s *scanner) doctype() {
	start := s.pos
	s.token(start, doctype)
	t, i := s.text, start
	depth := 0
	for ; i < len(t); i++ {
		switch t[i] {
		case '[':
			depth++
		case ']':
			depth--
		case '>':
			if depth == 0 {
				s.pos = i + 1
				return
			}
		}
	}
	s.pos = i
}

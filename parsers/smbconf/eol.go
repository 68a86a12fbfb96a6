package smbconf

// eol is the length of the line end that text begins with: LF, CR LF, or a CR
// alone; 0 where it begins with none.
func eol(text []byte) int {
	switch {
	case len(text) >= 2 && text[0] == '\r' && text[1] == '\n':
		return 2
	case len(text) >= 1 && (text[0] == '\n' || text[0] == '\r'):
		return 1
	}
	return 0
}

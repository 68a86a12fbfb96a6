package xmlconf

// halves are tags whose other half is in another text: what the replacement
// text of an entity leaves open, and what it ends without having opened it.
// Each is a problem of the entity; the other half is no further one.
type halves struct {
	open, ended map[string]int // by name
}

// maxHalves is how many names are kept, so that a reference costs little.
const maxHalves = 16

func keepHalf(names *map[string]int, name string, n int) {
	if *names == nil {
		*names = make(map[string]int)
	}
	if _, known := (*names)[name]; known || len(*names) < maxHalves {
		(*names)[name] += n
	}
}

// takeHalf reports whether there is such a half, which is then gone.
func takeHalf(names map[string]int, name []byte) bool {
	if len(names) == 0 || names[string(name)] == 0 {
		return false
	}
	names[string(name)]--
	return true
}

// refer brings the halves of an entity to where a reference to it stands.
func (h *halves) refer(e *entity) {
	for name, n := range e.halves.open {
		keepHalf(&h.open, name, n)
	}
	for name, n := range e.halves.ended {
		keepHalf(&h.ended, name, n)
	}
}

package respfile

import (
	"strings"

	"cfgtool/parsers/spelling"
)

// mostTypos is how many letters a name may have wrong, and never more than a
// quarter of them.
const mostTypos = 2

// Nearest is the parameter whose name, or a variant, a person may have meant by
// an unknown one: it differs in case, in separators, in few letters, or lacks
// the first part. It is nil where there is none, or several are equally near.
func (p *Profile) Nearest(name string) *Parameter {
	if found := p.Parameter(name); found != nil {
		return found
	}
	var nearest *Parameter
	best, tie := min(mostTypos, len(name)/4)+1, false
	for known, parameter := range p.byName {
		n := spelling.Distance(plain(name), plain(known), best+1)
		if _, last, ok := strings.Cut(known, "."); ok && strings.EqualFold(last, name) {
			n = 0
		}
		switch {
		case n < best:
			nearest, best, tie = parameter, n, false
		case n == best && nearest != parameter:
			tie = true
		}
	}
	if tie {
		return nil
	}
	return nearest
}

var separators = strings.NewReplacer(".", "", "_", "", "-", "")

func plain(name string) string { return separators.Replace(strings.ToLower(name)) }

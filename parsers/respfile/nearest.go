package respfile

import "strings"

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
		n := best + 1
		if a, b := plain(name), plain(known); max(len(a), len(b))-min(len(a), len(b)) <= best {
			n = typos(a, b)
		}
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

// typos counts the letters that differ, are missing or are too many, and pairs
// of neighbours that changed places (optimal string alignment).
func typos(a, b string) int {
	if a == b {
		return 0
	}
	before, last, row := []int(nil), make([]int, len(b)+1), []int(nil)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row = make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}

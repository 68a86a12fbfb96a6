package mounttab

import "hash/maphash"

// firsts finds the first of the entries that share a key. It is a hash table of
// places that are no larger than numbers: a map of strings takes four times that.
type firsts struct {
	seed  maphash.Seed
	slots []int32 // the number of an entry and 1, or 0
	key   func(int) string
}

// newFirsts makes room for n entries, whose keys come from a function.
func newFirsts(n int, key func(int) string) *firsts {
	size := 16
	for size < 2*n {
		size *= 2
	}
	return &firsts{maphash.MakeSeed(), make([]int32, size), key}
}

// of is the first entry that was asked for with the key of entry i, which is i
// itself the first time.
func (f *firsts) of(i int) int {
	key := f.key(i)
	for at := int(maphash.String(f.seed, key)) & (len(f.slots) - 1); ; at = (at + 1) & (len(f.slots) - 1) {
		switch there := int(f.slots[at]) - 1; {
		case there < 0:
			f.slots[at] = int32(i + 1)
			return i
		case f.key(there) == key:
			return there
		}
	}
}

//go:build unix

package store

import (
	"fmt"
	"maps"
	"math/rand/v2"

	"cfgtool/rewriters/change"
)

// fate says what survives a failure of the power of all that was not synced.
type fate struct {
	what string
	name func() bool              // whether the next change of a name does
	node func(states []node) node // what is left of an inode, which was synced in its first state
}

// block is how much of a file survives or not, in bytes: the least that a disk writes.
const block = 512

func first(states []node) node { return states[0] }
func last(states []node) node  { return states[len(states)-1] }
func all() bool                { return true }
func none() bool               { return false }

// extremes are what a simple file system may do.
var extremes = []fate{
	{"nothing", none, first},
	{"everything", all, last},
	{"names without content", all, first},
	{"content without names", none, last},
	{"names and sizes", all, torn(func(at, size int) bool { return false })},
	{"names and the first half", all, torn(func(at, size int) bool { return at < size/2 })},
	{"names and the last half", all, torn(func(at, size int) bool { return at >= size/2 })},
}

// inOrder are what a file system may do that keeps the order of names: so many of them
// survive. That is one for each, but for the oldest where there are many.
func inOrder(moves int) []fate {
	var out []fate
	for n := max(1, moves-4); n < moves; n++ {
		asked := 0
		out = append(out, fate{fmt.Sprintf("content and the first %d names", n), func() bool {
			asked++
			return asked <= n
		}, last})
	}
	return out
}

// torn leaves a file that has its last size, and some of its last blocks.
func torn(survives func(at, size int) bool) func(states []node) node {
	return func(states []node) node {
		n := last(states)
		if n.Type == 0 {
			n.Content = mix(states[0].Content, n.Content, len(n.Content), survives)
		}
		return n
	}
}

// mix takes blocks of what was written where they survive, and else of what was
// there before. There are zeros where either has nothing.
func mix(before, written []byte, size int, survives func(at, size int) bool) []byte {
	out := make([]byte, size)
	for at := 0; at < size; at += block {
		from := before
		if survives(at, size) {
			from = written
		}
		if at < len(from) {
			copy(out[at:min(at+block, size)], from[at:])
		}
	}
	return out
}

// chance is any of what can happen.
func chance(r *rand.Rand) fate {
	often := r.IntN(5)
	coin := func() bool { return r.IntN(4) < often } // from never to always
	any := func(states []node) node {
		if coin() {
			return last(states)
		}
		return states[r.IntN(len(states))]
	}
	return fate{"this and that", coin, func(states []node) node {
		n := any(states)
		if n.Type == 0 && len(states) > 1 {
			before, written := states[0].Content, any(states).Content
			least, most := min(len(before), len(written)), max(len(before), len(written))
			sizes := []int{least, most, least + r.IntN(most-least+1)}
			n.Content = mix(before, written, sizes[r.IntN(len(sizes))], func(int, int) bool { return coin() })
		}
		if n.Meta != nil {
			n.Meta = &change.Metadata{Mode: any(states).Meta.Mode, Xattrs: maps.Clone(any(states).Meta.Xattrs), ModTime: any(states).Meta.ModTime}
			owner := any(states).Meta
			n.Meta.UID, n.Meta.GID = owner.UID, owner.GID
		}
		return n
	}}
}

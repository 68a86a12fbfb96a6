package mounttab

import (
	"strings"
)

// Block is the lines between a comment that begins with "Begin" and one with
// "End" and the same name, as programs mark the entries that they keep:
//
//	# Begin Opsware Global Filesystem mounts
//	# End Opsware Global Filesystem mounts
type Block struct {
	Name  string // what follows "Begin", or the words around it: "Opsware Global Filesystem mounts"
	Begin int    // index of the line of the first comment
	End   int    // of the second one, or -1 where it is missing
}

// Contains reports whether a line lies between the two comments.
func (b Block) Contains(line int) bool { return line > b.Begin && line < b.End }

// Blocks are the marked blocks, in order. A "Begin" before the "End" of the
// block before it closes none: blocks do not nest.
func (f *File) Blocks() []Block {
	var blocks []Block
	for i, l := range f.lines {
		if l.Kind != Comment {
			continue
		}
		name, begins, ok := marker(f.text[l.body:l.bodyEnd])
		if !ok {
			continue
		}
		if begins {
			blocks = append(blocks, Block{name, i, -1})
			continue
		}
		if n := len(blocks) - 1; n >= 0 && blocks[n].End < 0 && strings.EqualFold(blocks[n].Name, name) {
			blocks[n].End = i
		}
	}
	return blocks
}

// Block finds the complete block with this name, in any case of letters.
func (f *File) Block(name string) (Block, bool) {
	for _, b := range f.Blocks() {
		if b.End >= 0 && strings.EqualFold(b.Name, name) {
			return b, true
		}
	}
	return Block{}, false
}

// BlockOf is the complete block that an entry lies in.
func (f *File) BlockOf(e *Entry) (Block, bool) {
	for _, b := range f.Blocks() {
		if b.End >= 0 && b.Contains(e.Line()) {
			return b, true
		}
	}
	return Block{}, false
}

// marker reads a comment as one that begins or ends a block. Its name is at
// least one word.
func marker(comment string) (name string, begins, ok bool) {
	word, rest, _ := strings.Cut(strings.TrimLeft(comment, "# \t-=<>"), " ")
	name = strings.Trim(rest, " \t-=<>#")
	switch {
	case name == "":
	case strings.EqualFold(word, "begin"):
		return name, true, true
	case strings.EqualFold(word, "end"):
		return name, false, true
	}
	return "", false, false
}

package xmlconf

import "cfgtool/parsers"

// kind tells what a token is.
type kind uint8

const (
	byteOrderMark kind = iota
	declaration        // <?xml … ?>
	doctype            // <!DOCTYPE … >
	startTag           // <a …>, or <a … without its >
	emptyTag           // <a …/>
	endTag             // </a>
	strayEnd           // an end tag that ends no element
	text               // character data with its character references and predefined entities
	reference          // to an entity that the file declares
	cdata              // <![CDATA[ … ]]>
	comment            // <!-- … -->
	instruction        // <? … ?>
	unread             // what is none of these
)

// attr is where one attribute stands.
type attr struct {
	nameStart, nameEnd   uint32
	valueStart, valueEnd uint32 // without quotes
}

// tree is the syntax of one text: that of the file, or the replacement text of
// an entity at one reference to it.
type tree struct {
	file *File
	text []byte

	// The tokens: pieces of markup, and the text between two. Each ends where
	// the next one starts. There is one more, behind the last.
	starts []uint32
	kinds  []kind

	elements  []Element
	attrs     []attr
	untagged  map[int32]bool   // the elements whose end tag is missing
	fragments map[uint32]*tree // of references to entities with elements, by their tokens
	place     *placeholder     // where an entity's tree stands; nil for the file's
}

// placeholder is the place of an entity's content in the tree of its reference.
type placeholder struct {
	in     *tree
	parent int32        // the element around it there
	at     parsers.Span // of the reference, in the file
	name   string       // of the entity
}

func (t *tree) tokenSpan(i uint32) parsers.Span {
	return parsers.Span{Start: int(t.starts[i]), End: int(t.starts[i+1])}
}

// span is where a part of the tree's text stands in the file: for an entity's
// content, the reference.
func (t *tree) span(start, end uint32) parsers.Span {
	if t.place != nil {
		return t.place.at
	}
	return parsers.Span{Start: int(start), End: int(end)}
}

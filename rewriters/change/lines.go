package change

import (
	"strings"

	"github.com/sergi/go-diff/diffmatchpatch"

	"cfgtool/parsers"
)

// maxLines bounds the line matching of two texts, which is quadratic in the
// number of different lines. Beyond it everything is shown as replaced.
const maxLines = 20000

// LineEdits are edits that turn one text into another, line by line. They are
// for texts that no plan connects; a plan's own edits say more.
func LineEdits(old, new []byte) []parsers.Edit {
	if string(old) == string(new) {
		return nil
	}
	if strings.Count(string(old), "\n")+strings.Count(string(new), "\n") > maxLines {
		return []parsers.Edit{{Span: parsers.Span{End: len(old)}, New: new}}
	}
	dmp := diffmatchpatch.New()
	dmp.DiffTimeout = 0 // the result must not depend on the machine's speed
	a, b, lines := dmp.DiffLinesToRunes(string(old), string(new))
	var edits []parsers.Edit
	at := 0
	for _, d := range dmp.DiffCharsToLines(dmp.DiffMainRunes(a, b, false), lines) {
		switch d.Type {
		case diffmatchpatch.DiffEqual:
			at += len(d.Text)
		case diffmatchpatch.DiffDelete:
			edits = append(edits, parsers.Edit{Span: parsers.Span{Start: at, End: at + len(d.Text)}})
			at += len(d.Text)
		case diffmatchpatch.DiffInsert:
			edits = append(edits, parsers.Edit{Span: parsers.Span{Start: at, End: at}, New: []byte(d.Text)})
		}
	}
	return edits
}

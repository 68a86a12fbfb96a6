package change

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"cfgtool/parsers"
)

// context is the number of unchanged lines around a change.
const context = 3

// Diff is a unified diff of one file.
type Diff struct {
	Old, New string // names, without a/ and b/; "" where the file does not exist
	Hunks    []Hunk

	OldMode, NewMode fs.FileMode // where Mode is set
	Mode             bool        // the mode changes, or a new file gets one
	Notes            []string    // what else changes besides the content, for people
}

// Hunk is a stretch of a Diff.
type Hunk struct {
	OldStart, OldLines int // 1-based
	NewStart, NewLines int
	Why                string
	Masked             bool // a secret was left out, so the hunk cannot be applied
	Lines              []Line
}

// Line is a line of a hunk.
type Line struct {
	Op   byte   // ' ', '-' or '+'
	Text []byte // with its line end; the last line of a file may have none
}

// block is a changed stretch of whole lines.
type block struct {
	old, new parsers.Span
	why      string
}

// name is what diffs call the file.
func (c *FileChange) name() string {
	if c.Name != "" {
		return c.Name
	}
	return c.Path
}

// diff is the change in the bytes of the file.
func (c *FileChange) diff() Diff {
	d := Diff{Old: c.name(), New: c.name()}
	if c.Before == nil {
		d.Old = ""
	}
	if c.After == nil {
		d.New = ""
	}
	d.refit(c)
	if c.Kind != Edit {
		d.Hunks = hunks(c.Before, c.After, LineEdits(c.Before, c.After))
		return d
	}
	src := c.Old.Source()
	edits := make([]parsers.Edit, len(c.Edits))
	for i, e := range c.Edits {
		encoded, _ := src.Encode(e.New) // Build has applied it, so it encodes
		edits[i] = parsers.Edit{Span: src.RawSpan(e.Span), New: encoded, Why: e.Why}
	}
	d.Hunks = hunks(c.Before, c.After, edits)
	return d
}

// refit notes what the file gets besides its bytes.
func (d *Diff) refit(c *FileChange) {
	gets := c.Metadata
	switch {
	case gets == nil || c.After == nil:
	case c.Before == nil:
		d.Mode, d.NewMode = true, gets.Mode
		if gets.UID > 0 || gets.GID > 0 {
			d.Notes = append(d.Notes, fmt.Sprintf("owner %d:%d", gets.UID, gets.GID))
		}
		if len(gets.Xattrs) > 0 {
			d.Notes = append(d.Notes, (&Metadata{}).Differences(&Metadata{Xattrs: gets.Xattrs})...)
		}
	case c.Found != nil:
		d.OldMode, d.NewMode = c.Found.Mode, gets.Mode
		d.Mode = (d.OldMode^d.NewMode)&ModeBits != 0
		rest := *c.Found
		rest.Mode = gets.Mode
		rest.Links = 0
		d.Notes = rest.Differences(gets)
	}
}

// Text is the change as text for people: decoded, and with "***" for secrets
// unless they are to be shown. It tells whether any was left out.
func (c *FileChange) Text(secrets bool) (d Diff, masked bool) {
	if c.Old == nil && c.New == nil {
		return c.diff(), false
	}
	d = Diff{Old: c.name(), New: c.name()}
	var before, after []byte
	if c.Old != nil {
		before = c.Old.Source().Text()
	} else {
		d.Old = ""
	}
	if c.New != nil {
		after = c.New.Source().Text()
	} else {
		d.New = ""
	}
	d.refit(c)
	edits := c.Edits
	if c.Kind != Edit {
		edits = LineEdits(before, after)
	}
	var hideOld, hideNew []parsers.Span
	if len(edits) > 0 && !secrets {
		old, new := shown(before, after, edits)
		hideOld, hideNew = hidden(c.Old, old), hidden(c.New, new)
		hideOld, hideNew = alike(c.Old, old, hideOld, c.New, hideNew), alike(c.New, new, hideNew, c.Old, hideOld)
	}
	d.Hunks = maskedHunks(before, after, edits, hideOld, hideNew)
	for _, h := range d.Hunks {
		masked = masked || h.Masked
	}
	return d, masked
}

// Decoded is the encoding of a file if patch does not find in it what a Text shows, since
// that is in UTF-8; else "".
func (c *FileChange) Decoded(text Diff) parsers.Charset {
	if c.Old == nil {
		return ""
	}
	charset := c.Old.Source().Charset()
	if charset == parsers.UTF8 || charset == parsers.ASCII || bytes.Equal(text.Format(), c.diff().Format()) {
		return ""
	}
	return charset
}

// hidden are the secrets in a part of a document, which may be nil.
func hidden(d parsers.Document, part parsers.Span) []parsers.Span {
	if d == nil {
		return nil
	}
	return parsers.SecretsIn(d, part)
}

// alike adds to the secrets in a part of a document what is a secret on the other
// side of the diff: an edit may take away what told that it is one.
func alike(d parsers.Document, part parsers.Span, hide []parsers.Span, other parsers.Document, otherHides []parsers.Span) []parsers.Span {
	if d == nil || other == nil || len(otherHides) == 0 {
		return hide
	}
	hide = slices.Clone(hide)
	text := d.Source().TextString()[part.Start:part.End]
	for _, s := range parsers.SecretTexts(other, otherHides, false).Places(text) {
		hide = append(hide, parsers.Span{Start: part.Start + s.Start, End: part.Start + s.End})
	}
	return parsers.JoinSpans(hide)
}

// shown are the parts of both texts that hunks of ordered edits lie in.
func shown(before, after []byte, edits []parsers.Edit) (old, new parsers.Span) {
	old = parsers.Span{Start: edits[0].Span.Start, End: edits[len(edits)-1].Span.End}
	new = parsers.Span{Start: old.Start, End: len(after) - (len(before) - old.End)}
	return around(before, old), around(after, new)
}

// around widens a span to whole lines, with context.
func around(text []byte, sp parsers.Span) parsers.Span {
	sp.Start, sp.End = lineStart(text, sp.Start), lineEnd(text, sp.End)
	for range context {
		sp.Start, sp.End = lineStart(text, max(sp.Start-1, 0)), lineEnd(text, sp.End)
	}
	return sp
}

// blocks widens ordered edits to whole lines and joins those that share one.
func blocks(old, new []byte, edits []parsers.Edit) []block {
	var out []block
	delta := 0
	for _, e := range edits {
		b := block{old: e.Span, why: e.Why}
		added := e.Span.End + delta + len(e.New) - e.Span.Len() // where the new bytes end
		whole := atLineStart(old, e.Span.End) && atLineStart(new, added)
		before := delta
		delta += len(e.New) - e.Span.Len()
		if n := len(out); n > 0 && (e.Span.Start < out[n-1].old.End || !atLineStart(old, out[n-1].old.End)) {
			// Its line is the block's, so it is not looked for: a line may be long.
			last := &out[n-1]
			switch {
			case e.Span.End < last.old.End || whole:
				last.old.End = max(last.old.End, e.Span.End)
			default:
				last.old.End = lineEnd(old, e.Span.End)
			}
			last.new.End = last.old.End + delta
			last.why = joinReasons(last.why, b.why)
			continue
		}
		b.old.Start = lineStart(old, e.Span.Start)
		if !whole {
			b.old.End = lineEnd(old, e.Span.End)
		}
		b.new = parsers.Span{Start: b.old.Start + before, End: b.old.End + delta}
		out = append(out, b)
	}
	for i := range out {
		trim(old, new, &out[i])
	}
	return out
}

// trim takes equal whole lines from both ends of a block.
func trim(old, new []byte, b *block) {
	for b.old.Start < b.old.End && b.new.Start < b.new.End {
		o, n := lineEnd(old, b.old.Start), lineEnd(new, b.new.Start)
		if o > b.old.End || n > b.new.End || !bytes.Equal(old[b.old.Start:o], new[b.new.Start:n]) {
			break
		}
		b.old.Start, b.new.Start = o, n
	}
	for b.old.Start < b.old.End && b.new.Start < b.new.End {
		o, n := lineStart(old, b.old.End-1), lineStart(new, b.new.End-1)
		if o < b.old.Start || n < b.new.Start || !bytes.Equal(old[o:b.old.End], new[n:b.new.End]) {
			break
		}
		b.old.End, b.new.End = o, n
	}
}

func atLineStart(text []byte, i int) bool { return i == 0 || text[i-1] == '\n' }

func lineStart(text []byte, i int) int { return bytes.LastIndexByte(text[:i], '\n') + 1 }

// lineEnd is the offset behind the line that i is in.
func lineEnd(text []byte, i int) int {
	if n := bytes.IndexByte(text[i:], '\n'); n >= 0 {
		return i + n + 1
	}
	return len(text)
}

// Format writes the diff as patch(1) and git apply read it. A change of the mode is in
// the extended header of git (git-diff(1)); both set the permissions by it. What else
// changes besides the content stands before that, where both skip it.
func (d Diff) Format() []byte {
	if len(d.Hunks) == 0 && !d.Mode && len(d.Notes) == 0 {
		return nil
	}
	var b bytes.Buffer
	for _, note := range d.Notes {
		fmt.Fprintf(&b, "# %s: %s\n", strings.TrimPrefix(strings.TrimSuffix(fileName("b", d.New), "\t"), "b/"), plain(note))
	}
	if d.Mode {
		fmt.Fprintf(&b, "diff --git %s %s\n", gitName("a", cmp.Or(d.Old, d.New)), gitName("b", d.New))
		if d.Old == "" {
			fmt.Fprintf(&b, "new file mode 10%s\n", Octal(d.NewMode))
		} else {
			fmt.Fprintf(&b, "old mode 10%s\nnew mode 10%s\n", Octal(d.OldMode), Octal(d.NewMode))
		}
	}
	if len(d.Hunks) == 0 {
		return b.Bytes()
	}
	fmt.Fprintf(&b, "--- %s\n+++ %s\n", fileName("a", d.Old), fileName("b", d.New))
	for _, h := range d.Hunks {
		b.WriteString(h.Heading())
		b.WriteByte('\n')
		for _, l := range h.Lines {
			b.WriteByte(l.Op)
			b.Write(l.Text)
			if !bytes.HasSuffix(l.Text, []byte("\n")) {
				b.WriteString("\n\\ No newline at end of file\n")
			}
		}
	}
	return b.Bytes()
}

// Heading is the hunk's "@@" line with its reason, without a line end.
func (h Hunk) Heading() string {
	s := fmt.Sprintf("@@ -%s +%s @@", lineRange(h.OldStart, h.OldLines), lineRange(h.NewStart, h.NewLines))
	if h.Why != "" {
		s += " " + plain(h.Why)
	}
	if h.Masked {
		s += " (not applicable: secrets masked)"
	}
	return s
}

// lineRange writes a range as GNU diff does: an empty one names the line before it.
func lineRange(start, lines int) string {
	switch lines {
	case 0:
		return fmt.Sprintf("%d,0", start-1)
	case 1:
		return strconv.Itoa(start)
	}
	return fmt.Sprintf("%d,%d", start, lines)
}

// fileName is a file's name in a diff: quoted as git does where it holds what
// would end it, and followed by a TAB where patch(1) needs one.
func fileName(side, name string) string {
	if name == "" {
		return "/dev/null"
	}
	name = side + "/" + strings.TrimPrefix(path.Clean(name), "/")
	if strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == '"' || r == '\\' || r == 0x7F }) {
		return quoted(name)
	}
	if strings.Contains(name, " ") {
		return name + "\t"
	}
	return name
}

// gitName is a file's name in the extended header of git, where patch(1) wants one with a
// blank quoted.
func gitName(side, name string) string {
	if plain, blank := strings.CutSuffix(fileName(side, name), "\t"); blank {
		return quoted(plain)
	}
	return fileName(side, name)
}

// quoted is a C string literal, as git and GNU patch read file names.
func quoted(name string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range []byte(name) {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ' || c == 0x7F:
			fmt.Fprintf(&b, `\%03o`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// plain makes text safe for one line.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F {
			return ' '
		}
		return r
	}, s)
}

func joinReasons(a, b string) string {
	switch {
	case b == "" || strings.Contains("; "+a+"; ", "; "+b+"; "):
		return a
	case a == "":
		return b
	}
	return a + "; " + b
}

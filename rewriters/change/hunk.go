package change

import (
	"bytes"

	"cfgtool/parsers"
)

// hunks groups the changed lines with their context.
func hunks(old, new []byte, edits []parsers.Edit) []Hunk {
	return maskedHunks(old, new, edits, nil, nil)
}

func maskedHunks(old, new []byte, edits []parsers.Edit, hideOld, hideNew []parsers.Span) []Hunk {
	all := blocks(old, new, edits)
	w := hunkWriter{old: side{text: old, hide: hideOld, line: 1}, new: side{text: new, hide: hideNew, line: 1}}
	var out []Hunk
	for i := 0; i < len(all); {
		j := i + 1
		for j < len(all) && bytes.Count(old[all[j-1].old.End:all[j].old.Start], []byte("\n")) <= 2*context {
			j++
		}
		if h, changed := w.hunk(all[i:j]); changed {
			out = append(out, h)
		}
		i = j
	}
	return out
}

// hunkWriter walks both texts once, counting lines.
type hunkWriter struct{ old, new side }

type side struct {
	text []byte
	hide []parsers.Span
	at   int // offset of a line start
	line int // its 1-based number
}

// to moves to a later line start.
func (s *side) to(offset int) {
	s.line += bytes.Count(s.text[s.at:offset], []byte("\n"))
	if offset == len(s.text) && offset > s.at && s.text[offset-1] != '\n' {
		s.line++
	}
	s.at = offset
}

func (w *hunkWriter) hunk(group []block) (h Hunk, changed bool) {
	first, last := group[0], group[len(group)-1]
	start := first.old.Start
	for n := 0; n < context && start > 0; n++ {
		start = lineStart(w.old.text, start-1)
	}
	start = max(start, w.old.at)
	end := last.old.End
	for n := 0; n < context && end < len(w.old.text); n++ {
		end = lineEnd(w.old.text, end)
	}
	w.old.to(start)
	w.new.to(first.new.Start - (first.old.Start - start))
	h.OldStart, h.NewStart = w.old.line, w.new.line
	for _, b := range group {
		w.keep(&h, b.old.Start)
		h.Why = joinReasons(h.Why, b.why)
		for w.old.at < b.old.End {
			h.add('-', &w.old)
			changed = true
		}
		for w.new.at < b.new.End {
			h.add('+', &w.new)
			changed = true
		}
	}
	w.keep(&h, end)
	h.OldLines, h.NewLines = w.old.line-h.OldStart, w.new.line-h.NewStart
	return h, changed
}

// keep adds context lines up to an offset of the old text.
func (w *hunkWriter) keep(h *Hunk, to int) {
	for w.old.at < to {
		n := lineEnd(w.old.text, w.old.at) - w.old.at
		h.add(' ', &w.old)
		w.new.to(w.new.at + n)
	}
}

// add takes the next line of a side into the hunk.
func (h *Hunk) add(op byte, s *side) {
	end := lineEnd(s.text, s.at)
	text, masked := mask(s.text, parsers.Span{Start: s.at, End: end}, s.hide)
	h.Lines = append(h.Lines, Line{op, text})
	h.Masked = h.Masked || masked
	s.to(end)
}

// mask writes "***" for what secrets cover of a line, but keeps its line end.
func mask(text []byte, line parsers.Span, secrets []parsers.Span) (out []byte, masked bool) {
	content := line
	content.End -= len(line.In(text)) - len(bytes.TrimRight(line.In(text), "\r\n"))
	at := line.Start
	for _, s := range parsers.SpansFrom(secrets, line.Start) {
		if s.Start >= content.End {
			break
		}
		s.Start, s.End = max(s.Start, content.Start), min(s.End, content.End)
		out = append(out, text[at:s.Start]...)
		out = append(out, "***"...)
		at, masked = s.End, true
	}
	if !masked {
		return line.In(text), false
	}
	return append(out, text[at:line.End]...), true
}

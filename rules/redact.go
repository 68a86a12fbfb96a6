package rules

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"cfgtool/parsers"
)

// redact takes the secrets of documents out of what findings say, so that a rule
// may quote any value: those of the finding's own file and of the files of its
// related places, as they are written and as they read, and all that is one by
// what it says.
func redact(findings []Finding, docs []parsers.Document) {
	bySource := make(map[*parsers.Source]*secrets)
	for _, d := range docs {
		bySource[d.Source()] = &secrets{doc: d}
	}
	for i := range findings {
		f := &findings[i]
		own := bySource[f.Source]
		f.Message, f.Help = own.redact(f.Message, f.Span), own.redact(f.Help, f.Span)
		for n := range f.Related {
			r := &f.Related[n]
			other := bySource[r.Source]
			r.Message = own.redact(other.redact(r.Message, r.Span), f.Span)
			if other != own {
				f.Message, f.Help = other.redact(f.Message, r.Span), other.redact(f.Help, r.Span)
			}
		}
	}
}

// secrets are the texts that no message may hold, of one document; nil where the
// document is not known.
type secrets struct {
	doc    parsers.Document
	read   bool
	places []parsers.Span
	texts  []string // sorted, each once
	within []int    // of each text, the longest one that it begins with, or -1
}

// collect reads the document, once.
func (s *secrets) collect() {
	if s.read {
		return
	}
	s.read = true
	src := s.doc.Source()
	s.places = parsers.Secrets(s.doc)
	if len(s.places) == 0 {
		return
	}
	for _, place := range s.places {
		for line := range strings.Lines(string(src.Slice(place))) {
			s.add(line)
		}
	}
	for v := range parsers.KeyedValues(s.doc) {
		if !v.Secret {
			continue
		}
		inside := parsers.SecretPlaces(v.Text)
		for _, place := range inside {
			s.add(v.Text[place.Start:place.End])
		}
		if len(inside) == 0 {
			s.add(v.Text)
		}
	}
	slices.Sort(s.texts)
	s.texts = slices.Compact(s.texts)
	s.within = make([]int, len(s.texts))
	for i, text := range s.texts {
		n := i - 1
		for n >= 0 && !strings.HasPrefix(text, s.texts[n]) {
			n = s.within[n]
		}
		s.within[i] = n
	}
}

// add takes a text, without quotes and blanks around it, and as Go quotes it.
func (s *secrets) add(text string) {
	text = strings.Trim(text, " \t\r\n\"'")
	if text == "" {
		return
	}
	s.texts = append(s.texts, text)
	if quoted := strconv.Quote(text); len(quoted) > len(text)+2 {
		s.texts = append(s.texts, quoted[1:len(quoted)-1])
	}
}

// redact writes "***" for each secret in a message about a place.
func (s *secrets) redact(message string, place parsers.Span) string {
	message = parsers.Mask(message)
	if s == nil || message == "" {
		return message
	}
	s.collect()
	if len(s.texts) == 0 {
		return message
	}
	message = s.parts(message, place)
	var hide []parsers.Span
	for i := 0; i < len(message); {
		if n := s.begins(message, i); n > 0 {
			hide = append(hide, parsers.Span{Start: i, End: i + n})
			i += n
		} else {
			i++
		}
	}
	return parsers.MaskSpans(message, hide)
}

// begins is the length of the longest secret at a place of a message. A short one
// is a word there, or all of what stands in quotes, so that words which happen to
// hold it stay.
func (s *secrets) begins(message string, at int) int {
	rest := message[at:]
	for n := sort.Search(len(s.texts), func(i int) bool { return s.texts[i] > rest }) - 1; n >= 0; n = s.within[n] {
		length := len(s.texts[n])
		if !strings.HasPrefix(rest, s.texts[n]) {
			continue
		}
		before, behind := byte(' '), byte(' ')
		if at > 0 {
			before = message[at-1]
		}
		if length < len(rest) {
			behind = rest[length]
		}
		switch {
		case length > 5, length > 2 && !wordByte(before) && !wordByte(behind), before == '"' && behind == '"':
			return length
		}
	}
	return 0
}

// parts hides what a message quotes out of a secret that the finding is in.
func (s *secrets) parts(message string, place parsers.Span) string {
	over := parsers.SpansFrom(s.places, place.Start)
	if len(over) == 0 || !over[0].Overlaps(place) {
		return message
	}
	secret := string(s.doc.Source().Slice(over[0]))
	pieces := strings.Split(message, `"`)
	for i := 1; i < len(pieces); i += 2 {
		if len(pieces[i]) > 2 && strings.Contains(secret, pieces[i]) {
			pieces[i] = "***"
		}
	}
	return strings.Join(pieces, `"`)
}

func wordByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

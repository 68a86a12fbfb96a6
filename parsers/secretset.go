package parsers

import (
	"slices"
	"sort"
	"strconv"
	"strings"
)

// SecretSet is texts that are not to be printed, whatever stands around them. It
// finds them in other texts: in the message of a rule, and in the lines of a diff
// where one side no longer tells that they are secrets.
type SecretSet struct {
	texts  []string // sorted, each once
	within []int    // of each text, the longest one that it begins with, or -1
}

// SecretTexts are the texts of a document's secrets in a part of it, as they are
// written and, where values are not left out, as they read.
func SecretTexts(d Document, places []Span, values bool) *SecretSet {
	s := &SecretSet{}
	if len(places) == 0 {
		return s
	}
	for _, place := range places {
		for line := range strings.Lines(string(d.Source().Slice(place))) {
			s.add(line)
		}
	}
	if values {
		for v := range KeyedValues(d) {
			if !v.Secret {
				continue
			}
			inside := SecretPlaces(v.Text)
			for _, place := range inside {
				s.add(v.Text[place.Start:place.End])
			}
			if len(inside) == 0 {
				s.add(v.Text)
			}
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
	return s
}

// add takes a text, without quotes and blanks around it, and as Go quotes it.
func (s *SecretSet) add(text string) {
	text = strings.Trim(text, " \t\r\n\"'\\")
	if text == "" {
		return
	}
	s.texts = append(s.texts, text)
	if quoted := strconv.Quote(text); len(quoted) > len(text)+2 {
		s.texts = append(s.texts, quoted[1:len(quoted)-1])
	}
}

// Places are where the texts stand in another one, in order. A short text counts
// as a word only, or as all that stands in quotes, so that words which happen to
// hold it stay.
func (s *SecretSet) Places(in string) []Span {
	if len(s.texts) == 0 {
		return nil
	}
	var found []Span
	for i := 0; i < len(in); {
		if n := s.begins(in, i); n > 0 {
			found = append(found, Span{i, i + n})
			i += n
		} else {
			i++
		}
	}
	return found
}

// begins is the length of the longest text that stands at a place.
func (s *SecretSet) begins(in string, at int) int {
	rest := in[at:]
	for n := sort.Search(len(s.texts), func(i int) bool { return s.texts[i] > rest }) - 1; n >= 0; n = s.within[n] {
		length := len(s.texts[n])
		if !strings.HasPrefix(rest, s.texts[n]) {
			continue
		}
		before, behind := byte(' '), byte(' ')
		if at > 0 {
			before = in[at-1]
		}
		if length < len(rest) {
			behind = rest[length]
		}
		word := !isWord(rune(before)) && !isWord(rune(behind))
		if length > 5 || length > 2 && word || before == '"' && behind == '"' {
			return length
		}
	}
	return 0
}

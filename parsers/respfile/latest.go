package respfile

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"cfgtool/parsers/pattern"
)

// ErrNoResponseFile says that no name is that of a response file with a timestamp.
var ErrNoResponseFile = fmt.Errorf("no file is called resp.<timestamp>")

// AmbiguousError says that timestamps do not tell which file is the newest.
type AmbiguousError struct {
	Why   string
	Names []string // with what each was taken for
}

func (e *AmbiguousError) Error() string {
	return fmt.Sprintf("the names do not tell which response file is the newest: %s: %s; name the file", e.Why, strings.Join(e.Names, ", "))
}

var (
	stamped = pattern.Of(`^resp\.(.*[0-9].*)$`)
	copied  = pattern.Of(`^[-0-9_.:T+]*[0-9](\.[A-Za-z]+|~)$`) // such as resp.20080301.bak
	dated   = pattern.Of(`^[0-9]{4}[-_.][0-9]{2}[-_.][0-9]{2}([-_.:T][0-9]{2}){0,3}$`)
	digits  = pattern.Of(`^[0-9]{8,}$`)
	marks   = strings.NewReplacer("-", "", "_", "", ".", "", ":", "", "T", "")
)

// The forms of timestamps. Only names of one form are compared: how the
// installer writes it is not public.
const (
	calendar  = "YYYYMMDD[HH[MM[SS]]]"
	separated = "YYYY-MM-DD[-HH[-MM[-SS]]]"
	seconds   = "seconds since 1970"
	millis    = "milliseconds since 1970"
	unclear   = "no form known here"
)

// stamp is a timestamp whose digits compare as text with others of its form.
type stamp struct{ name, form, digits string }

// Latest is the newest of the response files among the base names of a
// directory, by the timestamp in its name. Names that are no resp.<timestamp>
// and copies such as resp.20080301.bak do not count. It fails with
// ErrNoResponseFile where none counts, and with an *AmbiguousError where the
// timestamps have different forms, or a form that is not known, or where the
// newest is told once with and once without its hours, minutes or seconds.
func Latest(names []string) (string, error) {
	var stamps []stamp
	for _, name := range names {
		m := stamped().FindStringSubmatch(name)
		if m == nil || copied().MatchString(m[1]) {
			continue
		}
		s := stamp{name: name}
		s.form, s.digits = read(m[1])
		stamps = append(stamps, s)
	}
	if len(stamps) == 0 {
		return "", ErrNoResponseFile
	}
	slices.SortFunc(stamps, func(a, b stamp) int {
		if c := strings.Compare(a.digits, b.digits); c != 0 {
			return c
		}
		return strings.Compare(a.name, b.name)
	})
	newest := stamps[len(stamps)-1]
	if len(stamps) == 1 {
		return newest.name, nil
	}
	var same []stamp
	for _, s := range stamps {
		if s.form != newest.form || s.form == unclear {
			return "", ambiguous("their timestamps cannot be compared", stamps)
		}
		if strings.HasPrefix(newest.digits, s.digits) {
			same = append(same, s)
		}
	}
	if len(same) > 1 {
		return "", ambiguous("these may be of the same time", same)
	}
	return newest.name, nil
}

func ambiguous(why string, stamps []stamp) error {
	e := &AmbiguousError{Why: why}
	for _, s := range stamps {
		e.Names = append(e.Names, fmt.Sprintf("%q (%s)", s.name, s.form))
	}
	slices.Sort(e.Names)
	return e
}

// read tells the form of a timestamp and its digits.
func read(text string) (form, plain string) {
	switch {
	case dated().MatchString(text):
		if plain = marks.Replace(text); isDate(plain) {
			return separated, plain
		}
	case !digits().MatchString(text):
	case isDate(text):
		return calendar, text
	case len(text) == 10:
		return seconds, text
	case len(text) == 13:
		return millis, text
	}
	return unclear, text
}

// isDate reports whether digits are a date of this time, with or without hours.
func isDate(text string) bool {
	for _, layout := range []string{"20060102", "2006010215", "200601021504", "20060102150405"} {
		if t, err := time.Parse(layout, text); err == nil && len(text) == len(layout) && t.Year() >= 1990 && t.Year() < 2100 {
			return true
		}
	}
	return false
}

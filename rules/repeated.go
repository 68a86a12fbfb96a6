package rules

import (
	"fmt"

	"cfgtool/parsers"
)

// shown is how many of the places before the last one are pointed at.
const shown = 5

// Repeated is what to say of a key that stands in several places, two or more, at the
// last of them: "set 2 times before, to other values", where verb is "set" and to is
// "to". The options point at the other places.
func Repeated(keys []parsers.Span, same bool, verb, to string) (said string, options []Option) {
	last := len(keys) - 1
	times, what, help := "", "another value", "remove one of the two lines"
	if last > 1 {
		times, what, help = fmt.Sprintf("%d times ", last), "other values", "remove all of the lines but one"
	}
	if same {
		what = "the same value"
	}
	options = []Option{See(keys[0], verb+" here first"), Help("%s", help)}
	for _, key := range keys[1:min(last, shown)] {
		options = append(options, See(key, verb+" here, too"))
	}
	return fmt.Sprintf("%s %sbefore, %s %s", verb, times, to, what), options
}

// Package pattern holds regular expressions back until they are needed. Compiling all of
// a program's takes longer than most of its commands.
package pattern

import (
	"regexp"
	"sync"
)

// Of compiles a regular expression when it is first asked for. One that is wrong panics
// then, so a test is to use it.
func Of(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}

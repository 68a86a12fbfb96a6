package linuxha

import (
	"strconv"
	"strings"
)

// ParsePort reads the number of a port: decimal digits, from 1 to MaxPort, with
// any white space around them.
func ParsePort(text string) (int, bool) {
	text = strings.TrimSpace(text)
	for i := range len(text) { // most values of a file are none
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
	}
	n, err := strconv.ParseUint(text, 10, 16)
	return int(n), err == nil && n > 0
}

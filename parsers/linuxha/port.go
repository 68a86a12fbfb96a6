package linuxha

import (
	"strconv"
	"strings"
)

// ParsePort reads the number of a port: decimal digits, from 1 to MaxPort, with
// any white space around them.
func ParsePort(text string) (int, bool) {
	text = strings.TrimSpace(text)
	if text == "" || text[0] < '0' || text[0] > '9' {
		return 0, false // as most values of a file are none
	}
	n, err := strconv.ParseUint(text, 10, 16)
	return int(n), err == nil && n > 0
}

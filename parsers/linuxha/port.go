package linuxha

import (
	"strconv"
	"strings"
)

// ParsePort reads the number of a port: decimal digits, from 1 to MaxPort, with
// any white space around them.
func ParsePort(text string) (int, bool) {
	text = strings.TrimSpace(text)
	n, err := strconv.ParseUint(text, 10, 16)
	return int(n), err == nil && n > 0
}

// Package encoding holds the rules on how a file's bytes are characters.
package encoding

import "cfgtool/rules"

// Rules are the rules of this package, in the order of their IDs.
var Rules = []*rules.Rule{ENC001, ENC002}

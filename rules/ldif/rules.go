// Package ldif holds the rules on LDIF, the text form of directories.
package ldif

import "cfgtool/rules"

// Rules are the rules of this package, in the order of their IDs.
var Rules = []*rules.Rule{LDF001}

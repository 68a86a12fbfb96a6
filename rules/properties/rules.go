// Package properties holds the rules on Java properties files.
package properties

import "cfgtool/rules"

// Rules are the rules of this package, in the order of their IDs.
var Rules = []*rules.Rule{PRP001, PRP002, PRP003, PRP004}

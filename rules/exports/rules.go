// Package exports holds the rules on tables of NFS exports: exports of Linux and dfstab of Solaris.
package exports

import "cfgtool/rules"

// Rules are the rules of this package, in the order of their IDs.
var Rules = []*rules.Rule{EXP001}

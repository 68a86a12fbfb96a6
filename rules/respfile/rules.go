// Package respfile holds the rules on response files of installers.
//
// What they know of the parameters of Opsware SAS is in the profile of
// parsers/respfile. The syntax of these files is not public, and table 3-1 of
// the upgrade guide states the form of no value, so these findings rest on
// something inferred: they say so and are warnings at most. They are made for
// files with at least five of the parameters of table 3-1.
package respfile

import "cfgtool/rules"

// Rules are the rules of this package, in the order of their IDs.
var Rules = []*rules.Rule{RSP001, RSP002, RSP003, RSP004, RSP005, RSP006, RSP007, RSP008, RSP009, RSP010, RSP011, RSP012, RSP013, RSP014, RSP015}

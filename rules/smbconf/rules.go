// Package smbconf holds the rules on smb.conf, the configuration of Samba.
package smbconf

import "cfgtool/rules"

// Rules are the rules of this package, in the order of their IDs.
var Rules = []*rules.Rule{SMB001}

// Package dhcpd holds the rules on dhcpd.conf, the configuration of ISC's DHCP server.
package dhcpd

import "cfgtool/rules"

// Rules are the rules of this package, in the order of their IDs.
var Rules = []*rules.Rule{DHC001, DHC002}

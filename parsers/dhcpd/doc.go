// Package dhcpd reads dhcpd.conf, the configuration of ISC's DHCP server, and
// uncomments statements in it.
//
// The grammar is that of dhcpd.conf(5):
//
//	file        = { statement }
//	statement   = words ( ";" | "{" { statement } "}" )
//	words       = { word | string }
//	word        = { any character but white space, `"`, "#", ";", "{" and "}" }
//	string      = `"` { character | "\" character } `"`
//	comment     = "#" { any character but EOL }, outside of strings
//
// White space and line ends mean nothing but that they end words. Keywords are
// the same in any case. A string ends with its line at the latest, as a Problem.
//
// # Limits
//
// Statements are not checked against the server's list of them. What "include"
// names is not read.
package dhcpd

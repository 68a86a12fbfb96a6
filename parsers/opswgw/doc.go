// Package opswgw reads and edits the opswgw.properties files of Opsware SAS
// gateways.
//
// # Shape
//
// A file is a Java properties file, read by package properties, whose keys are
// "opswgw." and the name of an option of the gateway program (SA 10.60
// Administration Guide, SA Gateway Properties File Syntax). TunnelSrc,
// TunnelDst and LoadBalanceRule may repeat, and hold comma lists:
//
//	TunnelSrc       = source { "," source }
//	source          = host ":" cost ":" bandwidth ":" certificate
//	                | host ":" port ":" cost ":" bandwidth [ ":" certificate ]
//	TunnelDst       = listener { "," listener }
//	listener        = [ host ":" ] port [ ":" certificate ]
//	LoadBalanceRule = rule { "," rule }
//	rule            = protocol ":" host ":" port ":" mode { ":" host ":" port }
//	host            = name | IPv4 address | "[" IPv6 address "]"
//
// A source of four fields is the first form when its last field is no number.
// A host in a comma list may be followed or preceded by blanks.
//
// # Sources
//
// The first form of a source, the listener 127.0.0.1:2002, the locations of
// files and certificates, and the load balance rule tcp:hub:ssh:STICKY:ip:2222
// are in the Opsware SAS 6.61 Upgrade Guide. Gateway, Realm, Root, Level,
// GWAddress, Daemon and Watchdog are in the SA 10.60 Administration Guide.
//
// Inferred: the form of a source with a port, since a tunnel needs one; the
// meaning of the third field as bandwidth; the certificate of a listener; comma
// lists in the file, since a running gateway reports its rules so; "#" as the
// sign of comments. What rests on these is never an error.
//
// # Limits
//
// Keys that are not named here are kept and not judged. A value that fits none
// of the forms is a Problem, GWP011, a warning.
package opswgw

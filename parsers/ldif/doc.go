// Package ldif reads LDIF, the text form of directories (RFC 2849). It does not
// edit it.
//
//	file      = [ "version:" number EOL ] record { blank { blank } record }
//	record    = line { line }, the first of which is "dn"
//	line      = attribute { ";" option } ":" [ white ] value EOL
//	          | attribute { ";" option } "::" [ white ] base64 EOL
//	          | attribute { ";" option } ":<" [ white ] URL EOL
//	          | "-" EOL                                    between changes
//	comment   = "#" { any character but EOL } EOL
//	folded    = EOL " "                                    anywhere in a line, and means nothing
//
// Names of attributes are the same in any case. Base64 is decoded (RFC 4648,
// section 4); what is not Base64 is a Problem, LDF001, as is a line of no form.
// What a URL names is not read.
package ldif

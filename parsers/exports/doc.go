// Package exports reads the tables of the file systems that a host shares over
// NFS: exports(5) of Linux and dfstab(4) of Solaris. It does not edit them.
//
// # exports
//
//	file    = { blank | comment | export }
//	export  = path { white client } EOL
//	client  = [ name ] [ "(" option { "," option } ")" ] | "-" option { "," option }
//	path    = { character | '"' { character } '"' | "\" octal octal octal }
//	comment = "#" { any character but EOL }, where a word could begin
//	white   = space | tab | "\" EOL { space | tab }
//
// The grammar is that of exports(5) of nfs-utils. A path is absolute.
//
// # dfstab
//
// A line is a command for the shell (dfstab(4)); of those, the ones are read
// that are one share command (share(1M), share_nfs(1M)):
//
//	share [ -F type ] [ -o options ] [ -d description ] path [ resource ]
//
// Words are those of sh: quotes of both kinds, "\" before a character, "\" before
// a line end for nothing, "#" for a comment where a word could begin. A line that
// the shell would do more with, such as one with "$", ";" or "|", is a Problem.
//
// # Limits
//
// The reader takes what it cannot read for a Problem, EXP001, and goes on with
// the next line.
package exports

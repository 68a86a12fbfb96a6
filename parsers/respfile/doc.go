// Package respfile reads and edits the response files of installers without
// changing a byte that it was not asked to change.
//
// # Opsware SAS
//
// The Opsware Installer keeps the answers of an installation in resp.<timestamp>
// (Opsware SAS 6.61 Upgrade Guide, Preparation for All Upgrades). The syntax of
// its lines is not public. So every form is read that its neighbours have, and
// what the verbs write copies the form of the file:
//
//	file    = { blank | comment | pair | other }
//	comment = { white } ( "#" | ";" ) { any character but EOL } EOL
//	pair    = { white } [ "%" ] key separator value { white } EOL
//	key     = letter { letter | digit | "." | "_" | "-" }
//	separator = { white } ( "=" | ":" ) { white } | white { white }
//	value   = { any character but EOL }, bare or in one pair of quotes
//	EOL     = LF | CR LF | CR
//
// # Other installers
//
// Oracle's files hold key=value lines, comments behind "#", and in those of dbca
// and netca sections in brackets (as shipped with Oracle Database 9.2 to 21c). IBM
// writes comments behind "*" or ";" (GC34-5557, Response File Structure). A key is
// all that stands before the first "=".
//
//	file    = { blank | comment | section | pair | other }
//	comment = { white } ( "#" | ";" | "*" ) { any character but EOL } EOL
//	section = { white } "[" name "]" { white } EOL
//	pair    = { white } key { white } "=" { white } value { white } EOL
//
// Neither has continuations or escapes: a backslash is itself. White space is
// space and tab. That at the end of a value is no part of it. A repeated key is
// kept, each time. A line of no form is kept, and is a Problem, RSP001.
//
// # Secrets
//
// Secret are values whose key is named as one, whose parameter the profile calls
// secret, whose key ends in pwd, passwd or password in any case, and those below
// such a key, as in starterdb.password.SYS. So are those that are commented out,
// and what follows such a name in a line of no form.
package respfile

// Package tnsnames reads and edits Oracle Net's configuration files,
// tnsnames.ora, listener.ora and sqlnet.ora, without changing a byte that it
// was not asked to change.
//
// # Grammar
//
// The grammar follows "Syntax Rules for Configuration Files" of Oracle's Net
// Services Reference, 9i to 23ai
// (https://docs.oracle.com/en/database/oracle/oracle-database/23/netrf/syntax-rules-configuration-files.html):
//
//	file    = { blank | comment | entry }
//	entry   = names "=" value                      the first name in column 1
//	names   = word { "," word }
//	value   = list { list } | atom
//	list    = "(" ( word "=" value | item { "," item } ) ")"
//	atom    = ( word | quoted ) { word | quoted | "=" | "," }
//	quoted  = '"' … '"' | "'" … "'"
//	comment = "#" … end of the line
//
// Names of entries and of parameters are the same in any case. A line that
// begins with a blank or a parenthesis continues the entry before it. A word in
// column 1 that begins an entry is where reading goes on after an error, at any
// depth of parentheses: so a missing ")" is reported at its own entry.
//
// A backslash takes the meaning from a character that has one: ( ) = \ " ' # and
// the comma. Before any other it stands for itself, since paths of Windows are
// written with single ones.
//
// A "#" outside quotes begins a comment wherever it stands, as for both of
// Oracle's drivers below, though the reference knows it at the start of a line only.
//
// # Three readings
//
// [File.Entries] follows the reference. [File.Reading] reads as Oracle's own
// drivers do, which follow it in part only: node-oracledb in thin mode is made
// of lines, python-oracledb of characters. Where they find different names, a
// file works in one client and fails in the other. [File.Plain] tells files in
// which all readings must be the same.
//
// # Limits
//
// Files are at most 4 GiB. What an IFILE names is read by the rules, not here.
package tnsnames

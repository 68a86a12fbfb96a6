// Package smbconf reads smb.conf, the configuration of Samba. It does not edit it.
//
// The grammar is that of smb.conf(5), FILE FORMAT:
//
//	file      = { blank | comment | section | parameter | other }
//	comment   = { white } ( "#" | ";" ) { any character but EOL } EOL
//	section   = { white } "[" name "]" { white } EOL
//	parameter = { white } name { white } "=" { white } value { white } EOL
//	other     = what is none of these, a Problem, SMB001
//
// A line whose last character that is not white is "\" goes on in the next one;
// the "\" and the line end mean nothing. Names of sections and parameters are the
// same in any case, and with or without white space in them. A section that
// stands twice is one. Of equal parameters of a section the last counts. A
// parameter before the first section belongs to [global].
//
// # Limits
//
// What "include", "config file" and "copy" name is not read, and %-variables in
// values are kept as they are.
package smbconf

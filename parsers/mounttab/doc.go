// Package mounttab reads and edits mount tables: fstab(5), mtab and mountinfo
// of Linux, vfstab(4) and mnttab(4) of Solaris, and fstab(4) of Tru64 UNIX, as
// dialects of one parser.
//
// # Grammar
//
//	table     = { line }
//	line      = [ blanks ] [ entry | "#" text ] [ blanks ] ( LF | CR LF | end of file )
//	fstab     = source target type [ options [ dump [ pass [ ignored text ] ] ] ]     also mtab
//	vfstab    = source fsck target type pass at-boot options
//	mnttab    = source target type options time
//	tru64     = source target type [ options [ dump [ pass [ ignored text ] ] ] ]
//	mountinfo = id parent major:minor root target options { optional } "-" type source super
//	options   = option { "," option }
//	option    = name [ "=" value ]
//
// Blanks and tabs separate fields. On Linux, a backslash and three octal digits
// are a byte in any field, also in options before they are split, and a comma
// between double quotes separates no options. On Solaris and Tru64 there are no
// escapes, and "-" is an empty field of vfstab and mnttab. A number is what
// strtol(3) takes.
//
// # Sources
//
// The Linux dialects follow libmount of util-linux 2.38.1 (libmount/src/tab_parse.c,
// optstr.c, lib/mangle.c, libblkid/src/tag.c), with its quirks: a line that it
// cannot read is a Problem, FST001, and the others are kept. Solaris: vfstab(4)
// and mnttab(4). Tru64: fstab(4).
//
// # Limits
//
// A line of Linux that holds a NUL is a Problem; libmount reads the last line
// up to it where the line end is missing. A byte order mark is kept apart from
// the first line, which Linux takes it for a part of.
//
// The kernel keeps mnttab, mtab and mountinfo: they are read and checked, and
// every verb refuses them. A mnttab with a NUL is the binary table of early
// System V systems, and not read at all.
package mounttab

// Package properties reads and edits Java .properties files without changing a
// byte that it was not asked to change.
//
// # Grammar
//
// The grammar is that of java.util.Properties.load, as its documentation and
// the implementation of JDK 17 define it
// (https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/Properties.html#load(java.io.Reader)):
//
//	file         = { blank | comment | pair }
//	blank        = { white } ( EOL | end of file )
//	comment      = { white } ( "#" | "!" ) { any character but EOL } [ EOL ]
//	pair         = { white } key [ separator ] value [ EOL ]
//	separator    = { white } [ "=" | ":" ] { white }, not empty
//	white        = space | tab | form feed
//	EOL          = LF | CR LF | CR
//	continuation = "\" EOL { white }, after an even number of other "\"
//	escape       = "\" ( "t" | "n" | "r" | "f" | "u" hex hex hex hex | any other character )
//
// A continuation may stand anywhere in a pair and means nothing; a comment has
// none. The key ends at the first "=", ":" or white space that is not escaped.
// White space at the end of a value belongs to it. An unknown escape is the
// character itself. A repeated key is legal, and Java keeps the last; here
// every one is kept, in order. A backslash at the end of the file is dropped.
//
// A "\u" that four hexadecimal digits do not follow makes Java refuse the whole
// file; here it is a Problem, PRP001, and stands for the letter "u".
//
// # Encoding
//
// Java reads a stream as ISO-8859-1 and a Reader as its own. For people, a file
// that is valid UTF-8 is decoded as that, and any other as ISO-8859-1. What the
// verbs write is ASCII, with \uXXXX for the rest, so that every reader of the
// file agrees on it. A byte order mark belongs to no line; Java takes it for a
// part of the first key.
//
// # Limits
//
// Files are at most 4 GiB; includes and ${…} references of other libraries are
// plain text here, as for Java.
package properties

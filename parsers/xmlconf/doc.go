// Package xmlconf reads and edits XML files without changing a byte that it was
// not asked to change.
//
// # Grammar
//
// The grammar is that of Extensible Markup Language (XML) 1.0, Fifth Edition
// (https://www.w3.org/TR/xml/), for a non-validating processor that reads no
// external entity. In short, with the numbers of its productions:
//
//	document  [1]  = [ XMLDecl ] Misc* [ doctypedecl Misc* ] element Misc*
//	XMLDecl   [23] = '<?xml' version [ encoding ] [ standalone ] '?>'
//	doctype   [28] = '<!DOCTYPE' Name [ ExternalID ] [ '[' intSubset ']' ] '>'
//	intSubset [28b] = { elementdecl | AttlistDecl | EntityDecl | NotationDecl | PI | Comment | PEReference | white space }
//	element   [39] = '<' Name { Attribute } '/>' | '<' Name { Attribute } '>' content '</' Name '>'
//	Attribute [41] = Name '=' ( '"' value '"' | "'" value "'" )
//	content   [43] = { element | character data | Reference | CDSect | PI | Comment }
//	Reference [67] = '&' Name ';' | '&#' digits ';' | '&#x' hexadecimal digits ';'
//
// Its well-formedness constraints are checked, in the internal subset and in
// the replacement text of internal entities, too. Validity is not. A file of
// version 1.1 is read as one of 1.0, as section 2.8 says. Names follow the
// fifth edition, which allows more of them than the editions before.
//
// Namespaces follow Namespaces in XML 1.0, Third Edition
// (https://www.w3.org/TR/xml-names/). What breaks them is a warning, since such
// a file is well-formed. A prefix counts as declared where a part of the DTD
// that is not read may declare it, or the internal subset declares it as the
// default of an attribute of that element.
//
// # Problems
//
// Codes lists the rules. Reading goes on behind a problem at the next tag: an
// end tag that names an element around the open one closes those in between; a
// quote that is not closed ends its value before the next ">" or line end when
// a "<" comes before the next such quote. A file tells at most 100 problems.
// Where the encoding of a file is not known, nothing else is told.
//
// # Meaning
//
// Text and values are decoded on demand: references replaced, line ends made
// "\n" (2.11), white space in values made spaces (3.3.3), and for attributes
// that the internal subset declares of another type than CDATA, made single.
// Defaults of attributes are not added, but those that declare namespaces count. A reference to an entity whose text is
// not known stands for itself. Elements in the replacement text of an internal
// entity are in the tree, with the place of the reference for all their spans;
// they are no values and cannot be edited.
//
// Secret values in comments, entities and defaults of attributes are concealed.
//
// # Edits
//
// The verbs SetText, SetAttr, RemoveAttr, RenameElement, InsertAfter,
// AppendChild and RemoveElement write as the place is written: its quotes,
// indentation, line ends and the way in which empty elements close. What would
// not be read back as it is becomes a reference, as does a character that the
// file's encoding lacks. What is added and then removed leaves the file as it
// was, byte for byte, except that an empty-element tag that was opened for a
// child stays open. An element without its end tag is not edited.
//
// # Encoding
//
// The encoding is told as Appendix F says: by a byte order mark, by the bytes of
// the first "<", by the encoding declaration; else it is UTF-8.
//
// # Limits
//
// A file is at most 4 GiB of text, its elements at most 10,000 deep; entities
// are nested at most 100 deep and expand to at most 5,000,000 bytes in a file,
// where each element that they bring counts 40 more. Beyond a limit there is a
// problem, and what lies behind is not read. Nothing outside the file is read.
package xmlconf

package xmlconf

import "cfgtool/parsers"

// The rules under which problems are reported. Those of XML 1.0 start with XML,
// and all but the last are errors; those of Namespaces in XML 1.0 start with XMN
// and are warnings.
const (
	TagSyntax           = "XML001"
	TagMismatch         = "XML002"
	DuplicateAttribute  = "XML003"
	BadName             = "XML004"
	BadCharacter        = "XML005"
	BadReference        = "XML006"
	UndeclaredEntity    = "XML007"
	EntityRecursion     = "XML008"
	EntityLimit         = "XML009"
	LessInValue         = "XML010"
	CommentSyntax       = "XML011"
	SectionEndInText    = "XML012"
	InstructionSyntax   = "XML013"
	DeclarationSyntax   = "XML014"
	DoctypeSyntax       = "XML015"
	SubsetSyntax        = "XML016"
	OutsideRoot         = "XML017"
	NoRoot              = "XML018"
	EncodingContradicts = "XML019"
	DepthLimit          = "XML020"
	SectionSyntax       = "XML021"
	EntityContent       = "XML022"
	AttributeSyntax     = "XML023"
	ForbiddenEntity     = "XML024"
	SizeLimit           = "XML025"
	EncodingIgnored     = "XML026"

	UndeclaredPrefix   = "XMN001"
	BadQualifiedName   = "XMN002"
	SameExpandedName   = "XMN003"
	ReservedNamespace  = "XMN004"
	EmptyPrefixBinding = "XMN005"
	ColonInName        = "XMN006"
)

// Code is one rule that this parser reports problems under.
type Code struct {
	ID       string
	Severity parsers.Severity
	Meaning  string // one line
	Section  string // where the W3C Recommendation demands it
}

// Codes are all rules of this parser, in the order of their IDs.
var Codes = []Code{
	{TagSyntax, parsers.Error, "a start tag, end tag or other markup is malformed", "XML 1.0, 3.1"},
	{TagMismatch, parsers.Error, "a start tag and an end tag do not match", "XML 1.0, 3, WFC: Element Type Match"},
	{DuplicateAttribute, parsers.Error, "an element has two attributes of the same name", "XML 1.0, 3.1, WFC: Unique Att Spec"},
	{BadName, parsers.Error, "a name is missing or has a character that names must not have", "XML 1.0, 2.3"},
	{BadCharacter, parsers.Error, "a character is none that XML allows", "XML 1.0, 2.2"},
	{BadReference, parsers.Error, "a reference is malformed, or names a character that XML does not allow", "XML 1.0, 4.1, WFC: Legal Character"},
	{UndeclaredEntity, parsers.Error, "a reference names an entity that is not declared", "XML 1.0, 4.1, WFC: Entity Declared"},
	{EntityRecursion, parsers.Error, "an entity refers to itself", "XML 1.0, 4.1, WFC: No Recursion"},
	{EntityLimit, parsers.Error, "the entities of the file expand to more text than is read", "a limit of this program"},
	{LessInValue, parsers.Error, "an attribute value holds a <", "XML 1.0, 3.1, WFC: No < in Attribute Values"},
	{CommentSyntax, parsers.Error, "a comment holds --, or is not closed", "XML 1.0, 2.5"},
	{SectionEndInText, parsers.Error, "text holds ]]>", "XML 1.0, 2.4"},
	{InstructionSyntax, parsers.Error, "a processing instruction is malformed, or has the reserved target xml", "XML 1.0, 2.6"},
	{DeclarationSyntax, parsers.Error, "the XML declaration is malformed, or not at the start of the file", "XML 1.0, 2.8"},
	{DoctypeSyntax, parsers.Error, "the document type declaration is malformed or misplaced", "XML 1.0, 2.8"},
	{SubsetSyntax, parsers.Error, "a declaration in the internal DTD subset is malformed", "XML 1.0, 2.8, 3.2, 3.3, 4.2, 4.7"},
	{OutsideRoot, parsers.Error, "there is content outside the root element, or a second root element", "XML 1.0, 2.1"},
	{NoRoot, parsers.Error, "the document has no root element", "XML 1.0, 2.1"},
	{EncodingContradicts, parsers.Error, "the file is not in the encoding that its XML declaration names", "XML 1.0, 4.3.3"},
	{DepthLimit, parsers.Error, "elements are nested deeper than is read", "a limit of this program"},
	{SectionSyntax, parsers.Error, "a CDATA section is not closed, or is malformed", "XML 1.0, 2.7"},
	{EntityContent, parsers.Error, "the replacement text of an entity is not well-formed", "XML 1.0, 4.3.2"},
	{AttributeSyntax, parsers.Error, "an attribute is malformed: no value, no quotes, or no white space before it", "XML 1.0, 3.1"},
	{ForbiddenEntity, parsers.Error, "a reference names an entity that may not stand there", "XML 1.0, 4.1, WFC: Parsed Entity, 3.1, WFC: No External Entity References"},
	{SizeLimit, parsers.Error, "the file is larger than is read", "a limit of this program"},
	{EncodingIgnored, parsers.Warning, "the file is in UTF-8 by its byte order mark, but its XML declaration names another encoding, in which Java and libxml2 read it", "XML 1.0, 4.3.3"},

	{UndeclaredPrefix, parsers.Warning, "a namespace prefix is not declared", "Namespaces in XML 1.0, 5, NSC: Prefix Declared"},
	{BadQualifiedName, parsers.Warning, "a name has a colon where none may be", "Namespaces in XML 1.0, 4"},
	{SameExpandedName, parsers.Warning, "an element has two attributes of the same namespace and local name", "Namespaces in XML 1.0, 6.3, NSC: Attributes Unique"},
	{ReservedNamespace, parsers.Warning, "a reserved prefix or namespace name is bound", "Namespaces in XML 1.0, 3, NSC: Reserved Prefixes and Namespace Names"},
	{EmptyPrefixBinding, parsers.Warning, "a prefix is bound to an empty namespace name", "Namespaces in XML 1.0, 5, NSC: No Prefix Undeclaring"},
	{ColonInName, parsers.Warning, "the name of an entity, notation or processing instruction has a colon", "Namespaces in XML 1.0, 7"},
}

// severity is that of the rule.
func severity(id string) parsers.Severity {
	if id == EncodingIgnored || id[2] == 'N' {
		return parsers.Warning
	}
	return parsers.Error
}

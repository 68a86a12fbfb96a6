// Package xml holds the rules on XML files. Those whose IDs start with XML are
// the well-formedness of XML 1.0; those that start with XMN are Namespaces in
// XML 1.0. All of them are reported by parsers/xmlconf, which says in a message
// what is wrong at the place; here is why it matters.
package xml

import "cfgtool/rules"

// Rules are the rules of this package, in the order of their IDs.
var Rules = []*rules.Rule{
	XML001, XML002, XML003, XML004, XML005, XML006, XML007, XML008, XML009,
	XML010, XML011, XML012, XML013, XML014, XML015, XML016, XML017, XML018, XML019,
	XML020, XML021, XML022, XML023, XML024, XML025,
	XMN001, XMN002, XMN003, XMN004, XMN005, XMN006,
}

package tnsnames

// The rules under which the parser reports.
const (
	UnbalancedRule = "TNS001" // parentheses that are not closed, or not open
	ColumnRule     = "TNS002" // a word in column 1 that continues an entry
	IndentRule     = "TNS003" // an entry that does not begin in column 1
	MalformedRule  = "TNS004" // no name, no "=", no value, text behind a value
	QuoteRule      = "TNS005" // a quote that is not closed
)

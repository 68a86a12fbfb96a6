package tnsnames

// Plain reports whether the file is plain: all readers find the same entries
// in it, with the same names, and none refuses it. It is found out while the
// file is parsed, and saves the work to read it as the drivers do. Where a file
// is not plain the readers may agree all the same.
//
// A file is plain when it has no Problem, and
//
//   - outside comments it is ASCII without controls, and no comment holds a
//     character that ends a line for Python only;
//   - names of an entry and their "=" stand on one line, without quotes, and no
//     name between commas is empty. So node-oracledb finds them in one line,
//     and python-oracledb before one "=";
//   - every other line begins with a blank, a parenthesis or "#", and so goes on
//     for node-oracledb too;
//   - the value of an entry is one atom on one line, or one list. So
//     python-oracledb, which reads to the end of the line or until parentheses
//     balance, reads all of it;
//   - in lists all parameters have names, and no comma stands but in an atom;
//   - quotes stand round whole values, without parentheses, "#", backslashes
//     and line ends in them, and no backslash escapes anything. So
//     python-oracledb, which knows neither, counts the same parentheses;
//   - no entry is so long or so deep that node-oracledb could refuse it.
func (f *File) Plain() bool { return f.plain }

const (
	// plainLength is in bytes. With the "(" and ")" that node-oracledb adds, and
	// blanks behind the entry, an element is at most maxLength.
	plainLength = maxLength - longBlank - 2
	plainDepth  = maxDepth / 2
)

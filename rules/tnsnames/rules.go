// Package tnsnames holds the rules on Oracle Net's files: tnsnames.ora,
// listener.ora and sqlnet.ora. TNS001 to TNS005 are breaches of the grammar,
// which parsers/tnsnames reports.
//
// A finding is an error only where one of Oracle's own drivers refuses the file
// or cannot read what it includes. What both read, and is likely not meant, is
// a warning.
package tnsnames

import "cfgtool/rules"

// Rules are the rules of this package, in the order of their IDs.
var Rules = []*rules.Rule{TNS001, TNS002, TNS003, TNS004, TNS005, TNS006, TNS007, TNS008, TNS009, TNS010, TNS011, TNS012,
	TNS013, TNS014, TNS015, TNS016, TNS017, TNS018, TNS019, TNS020, TNS021, TNS022, TNS023, TNS024, TNS025, TNS026}

const (
	reference = "Oracle Database Net Services Reference 23ai"
	syntax    = reference + ", Syntax Rules for Configuration Files"
	local     = reference + ", Local Naming Parameters in the tnsnames.ora File"
	listening = reference + ", Oracle Net Listener Parameters in the listener.ora File; Protocol Address Configuration"
	drivers   = "node-oracledb 26.0.0, lib/thin/sqlnet/paramParser.js; python-oracledb, src/oracledb/impl/base/parsers.pyx"
)

// every are the kinds of file with Oracle Net's grammar.
var every = []string{"tnsnames", "listener", "sqlnet"}

package tnsnames

import (
	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS022 reports includes that cannot be read.
var TNS022 = &rules.Rule{
	ID:       "TNS022",
	Name:     "include",
	Severity: parsers.Error,
	Milder:   map[parsers.Severity]string{parsers.Warning: "in listener.ora and sqlnet.ora, where it is not known what Oracle does"},
	Formats:  every,
	Since:    "0.1.0",
	Summary:  "A file that IFILE names is missing, or includes the file that names it.",
	Why:      "Both of Oracle's drivers then refuse a tnsnames.ora (DPY-4026 or DPY-4030 in python-oracledb, ENOENT in node-oracledb, which ends a loop after four files). A relative name is looked for beside the including file by python-oracledb, and in the working directory by node-oracledb. Names with variables, and those of Windows, are not looked for. What Oracle does without a file that listener.ora or sqlnet.ora includes is not documented, so there it is a warning.",
	Source:   drivers + "; " + listening + ", which knows IFILE for listener.ora, nested three levels deep; Yong Huang's Oracle notes, ifile.txt (huang.freeshell.org), for sqlnet.ora",
	Bad:      "-- tnsnames.ora --\nIFILE = /etc/oracle/other.ora\nORCL = //db1/orcl\n",
	Good:     "-- tnsnames.ora --\nIFILE = /etc/oracle/other.ora\nORCL = //db1/orcl\n-- etc/oracle/other.ora --\nTEST = //db1/test\n",
	Root:     true,
	Check: rules.For(func(p *rules.Pass, f *tnsnames.File) {
		var last tnsnames.Entry
		for i := range inclusions(p.Root, f) {
			if i.fault != "" && i.site != last { // one for each IFILE
				last = i.site
				severity := parsers.Warning
				if f.Source().Format().ID == tnsnames.Format.ID {
					severity = parsers.Error
				}
				p.Report(i.site.ValueSpan(), i.fault, rules.At(severity), rules.Help("write an absolute name of a file that is there"))
			}
		}
	}),
}

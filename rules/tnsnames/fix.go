package tnsnames

import (
	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// quoteFix puts a value in quotes.
func quoteFix(f *tnsnames.File, q tnsnames.Param) rules.Option {
	edits, err := f.Quote(q, "TNS016 unquoted-value")
	if err != nil {
		edits = nil
	}
	return rules.Mend(edits)
}

// renameFix gives a parameter the name that was meant.
func renameFix(p *rules.Pass, q tnsnames.Param, meant string) rules.Option {
	f, _ := parsers.As[*tnsnames.File](p.Doc)
	edits, err := f.RenameParam(q, meant, "TNS015 misspelt-parameter")
	if err != nil {
		edits = nil
	}
	return rules.Mend(edits)
}

// named is a parameter's name, or what stands for it in a list without names.
func named(q tnsnames.Param) string {
	if name := q.Name(); name != "" {
		return name
	}
	return "an item"
}

package sascore

import (
	"fmt"
	"io"
	"strings"

	"cfgtool/parsers/respfile"
)

// WriteForm writes a file of facts to be filled in: a line for each parameter
// that the response file gives, or needs, and that no file of a core shows, with
// what to look at. Values are left empty, so that they are looked up and not
// copied.
func WriteForm(w io.Writer, f *respfile.File, facts *respfile.Profile) error {
	c := &Core{}
	given := read(f, facts)
	var values, secrets strings.Builder
	for i := range facts.Parameters {
		p := &facts.Parameters[i]
		if p.Seen() && p.Evidence.Kind != respfile.EvidenceExport || c.exempt(given, facts, p) != "" {
			continue
		}
		if p.Secret {
			fmt.Fprintf(&secrets, "#  - %s   # %s\n", p.Name, do(p))
		} else {
			fmt.Fprintf(&values, "  # %s\n  %s:\n", do(p), p.Name)
		}
	}
	databases := ""
	if c.multimaster(given) {
		databases = "\n# The net service names of the databases of all cores of the mesh.\ndatabases:\n#  - east_truth\n"
	}
	_, err := fmt.Fprintf(w, `# What a person looks up on the core for the response file
# %q.
# Write each value behind its colon, and then run
#   cfgtool check RESP --root DIR --facts THIS-FILE
schema: %s
values:
%s
# Passwords that were tried and are right: take the # away. No password goes
# into this file.
confirmed:
%s%s`, f.Source().Name(), FactsSchema, values.String(), secrets.String(), databases)
	return err
}

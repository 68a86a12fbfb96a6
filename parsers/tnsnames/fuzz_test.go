package tnsnames

import (
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/parserstest"
	"cfgtool/rewriters/change"
)

// FuzzVerbs edits files with names and values of any kind: what is written is
// read back, and clients that read the file alike still do.
func FuzzVerbs(f *testing.F) {
	const file = "A, B =\n  (DESCRIPTION =\n    (ADDRESS = (PROTOCOL = TCP)(HOST = h)(PORT = 1)) # one\n    (CONNECT_DATA = (SERVICE_NAME = \"s\"))\n  )\nC = //h:1/s\n"
	for _, value := range []string{"x", "a b", "a)b", "(a)", `"`, `'"`, "c:\\d\\", "a=b,c", " x ", "é", ""} {
		for pick := range uint8(8) {
			f.Add([]byte(file), "NEW.name-1", value, pick)
		}
	}
	f.Add([]byte("A=(B=C)\r\n"), "a", "v", uint8(1))
	f.Add([]byte("\tA=1"), "a", "v", uint8(2))
	f.Fuzz(func(t *testing.T, raw []byte, name, value string, pick uint8) {
		d := Format.Read("tnsnames.ora", raw)
		before := d.(*File)
		if d.Source().ReadOnly() || parsers.Errors(d.Problems()) > 0 {
			return
		}
		alias, path := "", ""
		for e := range before.Entries() {
			alias = e.Alias()
		}
		for v := range before.Values() {
			path = v.Path
		}
		step := func(d parsers.Document) ([]parsers.Edit, error) {
			f := d.(*File)
			switch pick % 8 {
			case 0:
				return f.AddService(Service{Alias: name, Addresses: []Setting{TCP("h", "1")}, ConnectData: []Setting{leaf("SERVICE_NAME", value)}}, "w")
			case 1:
				return f.Rename(alias, name, "w")
			case 2:
				return f.RemoveService(alias, "w")
			case 3:
				return f.Set(path, value, "w")
			case 4:
				return f.Set(path[:max(0, len(path)-len(lastPart(path)))]+name, value, "w")
			case 5:
				return f.AddAddress(alias, TCP(value, "1"), "w")
			case 6:
				if p, ok := f.Find(path); ok {
					return f.Quote(p, "w")
				}
			case 7:
				if p, ok := f.Find(path); ok {
					return f.RenameParam(p, name, "w")
				}
			}
			return nil, nil
		}
		c, err := change.Build(d, step)
		if err != nil {
			return
		}
		parserstest.Invariants(t, c.New)
		after := c.New.(*File)
		requirePlain(t, after)
		if pick%8 == 3 {
			p, ok := after.Find(path)
			require.True(t, ok, "%q", after.Source().Text())
			require.Equal(t, value, p.Text(), "%q", after.Source().Text())
		}
		if before.Plain() {
			require.True(t, Agree(after.node(), after.python()), "%q\n%q", before.Source().Text(), after.Source().Text())
		}
	})
}

// lastPart is what stands behind the last slash of a path.
func lastPart(path string) string {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '/' {
			return path[i+1:]
		}
	}
	return path
}

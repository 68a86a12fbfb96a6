package tnsnames

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/parserstest"
	"cfgtool/rewriters/change"
)

// done carries a verb out through the engine, which proves that no problem is
// new, that no other value changes, and that a second run has nothing to do.
func done(t *testing.T, text string, verb func(*File) ([]parsers.Edit, error)) string {
	t.Helper()
	c, err := change.Build(Format.Read("tnsnames.ora", []byte(text)), step(verb))
	require.NoError(t, err, "%q", text)
	parserstest.Invariants(t, c.New)
	return string(c.After)
}

func step(verb func(*File) ([]parsers.Edit, error)) change.Step {
	return func(d parsers.Document) ([]parsers.Edit, error) {
		f, _ := parsers.As[*File](d)
		return verb(f)
	}
}

func add(f *File) ([]parsers.Edit, error) {
	return f.AddService(Service{Alias: "NEW", Addresses: []Setting{TCP("h9", "1529")},
		ConnectData: []Setting{leaf("SERVER", "DEDICATED"), leaf("SERVICE_NAME", "s9")}}, "w")
}

func remove(f *File) ([]parsers.Edit, error) { return f.RemoveService("new", "w") }

func TestAddServiceThenRemove(t *testing.T) {
	const usual = "NEW =\n  (DESCRIPTION =\n    (ADDRESS_LIST =\n      (ADDRESS = (PROTOCOL = TCP)(HOST = h9)(PORT = 1529))\n    )\n" +
		"    (CONNECT_DATA =\n      (SERVER = DEDICATED)\n      (SERVICE_NAME = s9)\n    )\n  )"
	for _, tc := range []struct{ in, want string }{
		{"", usual + "\n"},
		{"\uFEFF", "\uFEFF" + usual + "\n"},
		{"# only", "# only\n\n" + usual},
		{"# only\n\n\n", "# only\n\n" + usual + "\n\n\n"},
		{"X = //h/s\n", "X = //h/s\n\n" + usual + "\n"},
		{"\n \n", "\n \n" + usual + "\n"},
		{"  ", "  \n" + usual},
		{"a=(description=(address=(protocol=tcp)(host=h)(port=1))(connect_data=(sid=x)))\n", "a=(description=(address=(protocol=tcp)(host=h)(port=1))(connect_data=(sid=x)))\n" +
			"NEW=(description=(address=(protocol=TCP)(host=h9)(port=1529))(connect_data=(server=DEDICATED)(service_name=s9)))\n"},
		{"a=(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=h)(PORT=1))(CONNECT_DATA=(SID=x)))\r\nb = (DESCRIPTION = (ADDRESS = (HOST = h)(PORT = 1))(CONNECT_DATA = (SID = x))) # tail",
			"a=(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=h)(PORT=1))(CONNECT_DATA=(SID=x)))\r\nb = (DESCRIPTION = (ADDRESS = (HOST = h)(PORT = 1))(CONNECT_DATA = (SID = x))) # tail" +
				"\r\nNEW = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = h9)(PORT = 1529))(CONNECT_DATA = (SERVER = DEDICATED)(SERVICE_NAME = s9)))"},
		{"A =\r\n\t(DESCRIPTION =\r\n\t\t(ADDRESS =\r\n\t\t\t(PROTOCOL = TCP)\r\n\t\t\t(HOST = h)\r\n\t\t)\r\n\t\t(CONNECT_DATA =\r\n\t\t\t(SID = x)\r\n\t\t)\r\n\t)\r\n\r\n# the end\r\nIFILE = x\r\n",
			"A =\r\n\t(DESCRIPTION =\r\n\t\t(ADDRESS =\r\n\t\t\t(PROTOCOL = TCP)\r\n\t\t\t(HOST = h)\r\n\t\t)\r\n\t\t(CONNECT_DATA =\r\n\t\t\t(SID = x)\r\n\t\t)\r\n\t)\r\n\r\n" +
				"NEW =\r\n\t(DESCRIPTION =\r\n\t\t(ADDRESS =\r\n\t\t\t(PROTOCOL = TCP)\r\n\t\t\t(HOST = h9)\r\n\t\t\t(PORT = 1529)\r\n\t\t)\r\n\t\t(CONNECT_DATA =\r\n\t\t\t(SERVER = DEDICATED)\r\n\t\t\t(SERVICE_NAME = s9)\r\n\t\t)\r\n\t)\r\n\r\n# the end\r\nIFILE = x\r\n"},
		{"a=(DESCRIPTION=\r (ADDRESS=(HOST=\xE9)))\r", "a=(DESCRIPTION=\r (ADDRESS=(HOST=\xE9)))\r\rNEW=(DESCRIPTION=\r (ADDRESS=(PROTOCOL=TCP)(HOST=h9)(PORT=1529))\r (CONNECT_DATA=(SERVER=DEDICATED)(SERVICE_NAME=s9)))\r"},
	} {
		got := done(t, tc.in, add)
		require.Equal(t, tc.want, got)
		require.Equal(t, tc.in, done(t, got, remove))
	}
}

func TestRemoveService(t *testing.T) {
	for _, tc := range []struct{ in, alias, want string }{
		{"# about a\na=//h/s\n\n# about b\nb=//h/s\n\nc=//h/s\n", "B", "# about a\na=//h/s\n\n# about b\n\nc=//h/s\n"},
		{"a=//h/s\n\nb=(c=1)\n\nd=1", "a", "b=(c=1)\n\nd=1"},
		{"a=1\nb=(c=1\n # gone\n )# gone\n\nA=2", "a", "b=(c=1\n # gone\n )# gone"},
		{"a=1\nA=2", "a", ""},
		{"a, b ,c=(d=1)\n", "b", "a ,c=(d=1)\n"},
		{"a,\n b=(d=1)\n", "a", "b=(d=1)\n"},
		{"a, b=(d=1)\n", "b", "a=(d=1)\n"},
		{"a=1\n", "none", "a=1\n"},
	} {
		require.Equal(t, tc.want, done(t, tc.in, func(f *File) ([]parsers.Edit, error) { return f.RemoveService(tc.alias, "w") }), "%q", tc.in)
	}
}

func TestRename(t *testing.T) {
	for _, tc := range []struct{ in, old, name, want string }{
		{"a , b= # x\n (DESCRIPTION=(SID=1))# y\n", "B", "c.d", "a , c.d= # x\n (DESCRIPTION=(SID=1))# y\n"},
		{"a=1\nA=2\n", "a", "a", "a=1\na=2\n"},
		{"'a'=1", "a", "b", "b=1"},
	} {
		require.Equal(t, tc.want, done(t, tc.in, func(f *File) ([]parsers.Edit, error) { return f.Rename(tc.old, tc.name, "w") }), "%q", tc.in)
	}
	f := read("a=1\nb=2\n")
	for old, name := range map[string]string{"a": "B", "c": "d", "b": "x y"} {
		_, err := f.Rename(old, name, "w")
		require.Error(t, err)
	}
}

func TestSet(t *testing.T) {
	const a = "A =\n (DESCRIPTION = (ADDRESS = (HOST = 'h1')(PORT=1))(ADDRESS = (host=h2)) # two\n  (CONNECT_DATA =\n   (SID = x) # sid\n  ))\n"
	for _, tc := range []struct{ path, value, old, new string }{
		{"a/description/address/host", "h3", "'h1'", "'h3'"},
		{"A/DESCRIPTION/ADDRESS[2]/HOST", "::1", "h2", "::1"},
		{"A[1]/DESCRIPTION/CONNECT_DATA/SID", "(y z)", "x)", `"(y z)")`},
		{"A/DESCRIPTION/CONNECT_DATA/SID", `"y"`, "x)", `'"y"')`},
		{"A/DESCRIPTION/CONNECT_DATA/SID", `a'"\`, "x)", `"a'\"\\")`},
		{"A/DESCRIPTION/CONNECT_DATA/SID", `C:\x`, "x)", `C:\x)`},
		{"A/DESCRIPTION/CONNECT_DATA/SERVER", "shared", "# sid\n", "# sid\n   (SERVER = shared)\n"},
		{"A/DESCRIPTION/ADDRESS[2]/PORT", "1522", "(host=h2)", "(host=h2)(PORT=1522)"},
		{"A/DESCRIPTION/SECURITY", "x", "x) # sid\n  )", "x) # sid\n  )(SECURITY=x)"},
	} {
		got := done(t, a, func(f *File) ([]parsers.Edit, error) { return f.Set(tc.path, tc.value, "w") })
		want := strings.Replace(a, tc.old, tc.new, 1)
		if tc.path == "A/DESCRIPTION/SECURITY" {
			require.Contains(t, got, "x)")
			want = got
		}
		require.Equal(t, want, got, tc.path)
		p, ok := read(got).Find(tc.path)
		require.True(t, ok)
		require.Equal(t, tc.value, p.Text())
	}
	f := read(a)
	for path, value := range map[string]string{"B/X": "1", "A/DESCRIPTION": "1", "A/DESCRIPTION/CONNECT_DATA/SID": "a#b", "A/NONE/SID": "1", "A/DESCRIPTION/SDU[3]": "1", "A/DESCRIPTION/CONNECT_DATA/NEW": "a(b", "A/DESCRIPTION/CONNECT_DATA/S D": "1"} {
		_, err := f.Set(path, value, "w")
		require.Error(t, err, path)
	}
	require.Equal(t, "e = //h:1/s?x=y,z\n", done(t, "e = //h/s\n", func(f *File) ([]parsers.Edit, error) { return f.Set("E", "//h:1/s?x=y,z", "w") }))
}

func TestAddAddressThenRemove(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{"A=(DESCRIPTION=(ADDRESS=(HOST=h)(PORT=1))(CONNECT_DATA=(SID=x)))", "A=(DESCRIPTION=(ADDRESS=(HOST=h)(PORT=1))(ADDRESS=(PROTOCOL=TCP)(HOST=h9)(PORT=9))(CONNECT_DATA=(SID=x)))"},
		{"A =\n  (DESCRIPTION =\n    (ADDRESS = (HOST = h)(PORT = 1))\n    (CONNECT_DATA = (SID = x))\n  )\n", "A =\n  (DESCRIPTION =\n    (ADDRESS = (HOST = h)(PORT = 1))\n    (ADDRESS = (PROTOCOL = TCP)(HOST = h9)(PORT = 9))\n    (CONNECT_DATA = (SID = x))\n  )\n"},
		{"A =\r\n (DESCRIPTION =\r\n  (ADDRESS_LIST =\r\n   (LOAD_BALANCE = on)\r\n   (address = (host = h)\r\n    (port = 1)) # first\r\n  ))\r\n", "A =\r\n (DESCRIPTION =\r\n  (ADDRESS_LIST =\r\n   (LOAD_BALANCE = on)\r\n   (address = (host = h)\r\n    (port = 1)) # first\r\n   (address = (protocol = TCP)\r\n    (host = h9)\r\n    (port = 9))\r\n  ))\r\n"},
		{"L = (ADDRESS_LIST = (ADDRESS = (HOST = h)) (ADDRESS = (HOST = i)))\n", ""},
	} {
		alias := tc.in[:1]
		got := done(t, tc.in, func(f *File) ([]parsers.Edit, error) { return f.AddAddress(alias, TCP("h9", "9"), "w") })
		if tc.want != "" {
			require.Equal(t, tc.want, got)
		}
		require.Equal(t, tc.in, done(t, got, func(f *File) ([]parsers.Edit, error) {
			e, _ := f.Entry(alias)
			for a := range e.Addresses() {
				if host := a.Child("HOST"); host.Valid() && host.Text() == "h9" {
					return f.RemoveParam(a, "w")
				}
			}
			return nil, nil
		}))
	}
}

// TestVerbsInEveryForm: whatever the line ends, the encoding and the end of a
// file are, a verb does what it does in a plain file.
func TestVerbsInEveryForm(t *testing.T) {
	const plain = "# caf\u00e9\nA =\n  (DESCRIPTION =\n    (ADDRESS = (PROTOCOL = TCP)(HOST = h)(PORT = 1)) # one\n    (CONNECT_DATA = (SID = x))\n  )\n\n# b\nB, C = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = h)(PORT = 1))(CONNECT_DATA = (SID = x)))\n"
	forms := map[string]func(string) string{
		"CR LF":         func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"CR":            func(s string) string { return strings.ReplaceAll(s, "\n", "\r") },
		"no final line": func(s string) string { return strings.TrimSuffix(s, "\n") },
		"Latin-1":       func(s string) string { return strings.ReplaceAll(s, "\u00e9", "\xE9") },
		"BOM":           func(s string) string { return "\uFEFF" + s },
		"tabs":          func(s string) string { return strings.ReplaceAll(s, "  ", "\t") },
	}
	for name, verb := range map[string]func(*File) ([]parsers.Edit, error){
		"add service":    add,
		"remove first":   func(f *File) ([]parsers.Edit, error) { return f.RemoveService("A", "w") },
		"remove alias":   func(f *File) ([]parsers.Edit, error) { return f.RemoveService("C", "w") },
		"rename":         func(f *File) ([]parsers.Edit, error) { return f.Rename("B", "D", "w") },
		"set":            func(f *File) ([]parsers.Edit, error) { return f.Set("A/DESCRIPTION/ADDRESS/PORT", "2", "w") },
		"set new":        func(f *File) ([]parsers.Edit, error) { return f.Set("A/DESCRIPTION/SDU", "8192", "w") },
		"add address":    func(f *File) ([]parsers.Edit, error) { return f.AddAddress("A", TCP("h2", "2"), "w") },
		"inline address": func(f *File) ([]parsers.Edit, error) { return f.AddAddress("C", TCP("h2", "2"), "w") },
	} {
		want := done(t, plain, verb)
		require.NotEqual(t, plain, want, name)
		for form, change := range forms {
			require.Equal(t, change(want), done(t, change(plain), verb), "%s, %s", name, form)
		}
	}
}

// verbs tries one verb at one place, through the engine; and what can be undone is.
func verbs(t *testing.T, d parsers.Document, pick int) {
	charset := d.Source().Charset() // which an edit may change, as it is guessed
	same := Format
	same.Charset = func([]byte) parsers.Charset { return charset }
	d = same.Read(d.Source().Name(), d.Source().Bytes())
	f := d.(*File)
	if f.Source().ReadOnly() || parsers.Errors(f.Problems()) > 0 {
		return
	}
	var params []Param
	alias := "none"
	for e := range f.Entries() {
		params = append(params, e.Param)
		for p := range e.All() {
			params = append(params, p)
		}
		if a := e.Aliases(); len(a) > 0 {
			alias = a[pick%len(a)].Text
		}
	}
	run := func(f *File, verb func(*File) ([]parsers.Edit, error)) *File {
		c, err := change.Build(f, step(verb))
		if err != nil {
			if len(f.Problems()) == 0 { // else what is malformed may come to mean something, and the engine refuses
				require.NotContains(t, err.Error(), "internal error", "%q", f.Source().Bytes())
				require.NotContains(t, err.Error(), "would bring a problem", "%q", f.Source().Bytes())
			}
			return nil
		}
		parserstest.Invariants(t, c.New)
		return c.New.(*File)
	}
	unchanged := func(got *File) {
		if got != nil {
			require.Equal(t, string(f.Source().Bytes()), string(got.Source().Bytes()))
		}
	}
	switch pick % 6 {
	case 0:
		if _, there := f.Entry("new"); !there {
			if added := run(f, add); added != nil {
				unchanged(run(added, remove))
			}
		}
	case 1:
		run(f, func(f *File) ([]parsers.Edit, error) { return f.RemoveService(alias, "w") })
	case 2:
		run(f, func(f *File) ([]parsers.Edit, error) { return f.Rename(alias, "other", "w") })
	case 3:
		if len(params) > 0 {
			at := params[pick/6%len(params)].at
			run(f, func(f *File) ([]parsers.Edit, error) { return f.SetValue(Param{f, at}, `a "b' (c)\`, "w") })
		}
	case 4:
		if len(params) > 0 {
			p := params[pick/6%len(params)]
			edits, err := f.AddParam(p, leaf("NEW", "x"), "w")
			if err != nil || len(edits) == 0 || !p.Last().Valid() {
				return
			}
			added := run(f, func(g *File) ([]parsers.Edit, error) { return g.AddParam(Param{g, p.at}, leaf("NEW", "x"), "w") })
			unchanged(run(added, func(g *File) ([]parsers.Edit, error) {
				for c := range (Param{g, p.at}).Named("NEW") {
					if last := (Param{g, p.at}).Last(); c == last {
						return g.RemoveParam(c, "w")
					}
				}
				return nil, nil
			}))
		}
	case 5:
		run(f, func(f *File) ([]parsers.Edit, error) { return f.AddAddress(alias, TCP("h9", "9"), "w") })
	}
}

func TestCorporaVerbs(t *testing.T) {
	for _, folder := range []string{"tnsnames", "oraclenet", "expected/tnsnames-pitfalls"} {
		for _, file := range parserstest.CorpusFiles(t, folder) {
			t.Run(filepath.Base(file), func(t *testing.T) {
				raw, err := os.ReadFile(file)
				require.NoError(t, err)
				for pick := range 40 {
					verbs(t, Format.Read(file, raw), pick)
				}
			})
		}
	}
}

func FuzzTnsnames(f *testing.F) {
	for _, in := range []string{
		"A = (DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=h)(PORT=1))(CONNECT_DATA=(SID=x)))\n", "A,\n B =\r\n (C = # d\r\n  ('e f'))\r\n\r\nIFILE=x", "A=(B\nC=(D=1)))",
		"a=//h:1/s?b=(c)\n  d\n", " A=1\n B=(C)\n#x\n", "A=\"x\\\"y\n z\"'", "\uFEFFA\n=(,B=C,D)", "A=((B=C)(D=))\r\rE=F(G)", "=\n,\n)(\n",
	} {
		for pick := range uint16(6) {
			f.Add([]byte(in), pick)
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte, pick uint16) {
		d := Format.Read("tnsnames.ora", raw)
		parserstest.Invariants(t, d)
		file := d.(*File)
		if file.Reading(NodeThin).Err == nil {
			require.Equal(t, len(file.Source().Problems()), parsers.Errors(file.Problems()), "node-oracledb reads the file")
			for tile := range file.Tiles() {
				require.NotEqual(t, parsers.Unknown, tile.Kind, "node-oracledb reads the file: %q", raw)
			}
		}
		file.Reading(PythonThin)
		for e := range file.Entries() {
			e.EasyConnect()
		}
		requirePlain(t, file)
		verbs(t, d, int(pick))
	})
}

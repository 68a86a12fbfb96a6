package mounttab

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/parserstest"
)

const blocked = `/dev/sda1       /       ext4    rw              0 1
# Begin Opsware Global Filesystem mounts
h:/store        /store  nfs
# End Opsware Global Filesystem mounts
`

func TestAppend(t *testing.T) {
	n := Fields{Source: "/dev/b", Target: "/my x", Type: "xfs"}
	full := Fields{Source: "/dev/b", Target: "/b", Type: "xfs", Pass: "2"}
	for _, tc := range []struct {
		in     string
		fields Fields
		want   string
	}{
		{"", n, "/dev/b /my\\040x xfs\n"},
		{"# c\r\n", n, "# c\r\n/dev/b /my\\040x xfs\r\n"},
		{"# c", n, "# c\n/dev/b /my\\040x xfs"},
		{"\uFEFF", n, "\uFEFF/dev/b /my\\040x xfs\n"},
		{"/dev/sda1 / ext4 rw 0 1\n# end\n", full, "/dev/sda1 / ext4 rw 0 1\n/dev/b /b xfs defaults 0 2\n# end\n"},
		{"/dev/sda1   /   ext4   rw   0 1\n", full, "/dev/sda1   /   ext4   rw   0 1\n/dev/b      /b  xfs    defaults 0 2\n"},
		{"/dev/sda1\t/\text4\trw\t0\t1\r\n/dev/sda2\t/h\text4\trw\t0\t1", full, "/dev/sda1\t/\text4\trw\t0\t1\r\n/dev/sda2\t/h\text4\trw\t0\t1\r\n/dev/b\t\t/b\txfs\tdefaults\t0\t2"},
		{blocked, full, strings.Replace(blocked, "# Begin", "/dev/b          /b      xfs     defaults        0 2\n# Begin", 1)},
		{"  /dev/\xe9 / ext4\n", Fields{Source: "é", Target: "/", Type: "x"}, "  /dev/\xe9 / ext4\n  \xe9 / x\n"},
	} {
		f := parse(Fstab, tc.in)
		edits, err := f.Append(tc.fields, "w")
		require.NoError(t, err)
		got := apply(t, f, edits)
		require.Equal(t, tc.want, got, "%q", tc.in)
		if len(f.Lines()) == 0 {
			continue
		}
		after := parse(Fstab, got)
		for i := range after.Entries() {
			e := &after.Entries()[i]
			if e.Source == tc.fields[Source] {
				edits, err = after.Remove(e, "w")
				require.NoError(t, err)
				require.Equal(t, tc.in, apply(t, after, edits))
			}
		}
	}
}

func TestAppendToABlock(t *testing.T) {
	f := parse(Fstab, blocked)
	b, ok := f.Block("opsware global filesystem mounts")
	require.True(t, ok)
	edits, err := f.AppendTo(b, Fields{Source: "h:/audit", Target: "/audit", Type: "nfs"}, "w")
	require.NoError(t, err)
	require.Equal(t, strings.Replace(blocked, "# End", "h:/audit        /audit  nfs\n# End", 1), apply(t, f, edits))

	f = parse(Fstab, "# Begin a b\n# End a b\n/x /y ext4\n")
	edits, err = f.AppendTo(f.Blocks()[0], Fields{Source: "/s", Target: "/t", Type: "nfs"}, "w")
	require.NoError(t, err)
	require.Equal(t, "# Begin a b\n/s /t nfs\n# End a b\n/x /y ext4\n", apply(t, f, edits))

	f = parse(Fstab, "# Begin a b\n")
	_, err = f.AppendTo(f.Blocks()[0], Fields{Source: "/s", Target: "/t", Type: "nfs"}, "w")
	require.ErrorContains(t, err, `table:1:1: the block "a b" has no end`)
}

func TestVfstabVerbs(t *testing.T) {
	f := parse(Vfstab, "/dev/dsk/a /dev/rdsk/a /a ufs 1 yes -\n")
	edits, err := f.Append(Fields{Source: "tank:/x", Target: "/x", Type: "nfs", AtBoot: "yes", Options: "rw"}, "w")
	require.NoError(t, err)
	require.Equal(t, "/dev/dsk/a /dev/rdsk/a /a ufs 1 yes -\ntank:/x - /x nfs - yes rw\n", apply(t, f, edits))
	_, err = f.Append(Fields{Source: "a", Target: "/my x", Type: "nfs", AtBoot: "yes"}, "w")
	require.ErrorContains(t, err, "which vfstab cannot hold")
	_, err = f.Append(Fields{Source: "a", Target: "/x", Type: "nfs"}, "w")
	require.ErrorContains(t, err, "needs a at-boot")

	edits, err = f.AddOption(&f.Entries()[0], ParseOption("logging"), "w")
	require.NoError(t, err)
	got := apply(t, f, edits)
	require.Equal(t, "/dev/dsk/a /dev/rdsk/a /a ufs 1 yes logging\n", got)
	f = parse(Vfstab, got)
	edits, err = f.RemoveOption(&f.Entries()[0], "logging", "w")
	require.NoError(t, err)
	require.Equal(t, "/dev/dsk/a /dev/rdsk/a /a ufs 1 yes -\n", apply(t, f, edits))
}

func TestReplace(t *testing.T) {
	for _, tc := range []struct {
		in   string
		set  map[Column]string
		want string
	}{
		{"/dev/a  /  ext4 # x\n", nil, ""},
		{"/dev/a\t/x  ext4  rw 0 1 # x\r\n", map[Column]string{Source: "UUID=1", Pass: "2"}, "UUID=1\t/x  ext4  rw 0 2 # x\r\n"},
		{"/a / ext4 rw 0 1", map[Column]string{Dump: "", Pass: ""}, "/a / ext4 rw"},
		{"/a / ext4", map[Column]string{Pass: "1"}, "/a / ext4 defaults 0 1"},
		{"/a / ext4 rw -1 +2\n", map[Column]string{Target: "/b c"}, "/a /b\\040c ext4 rw -1 +2\n"},
		{"/a / ext4   \n/b /b xfs rw\n", map[Column]string{Options: "rw"}, "/a / ext4 rw   \n/b /b xfs rw\n"},
	} {
		f := parse(Fstab, tc.in)
		if len(f.Entries()) == 0 {
			continue
		}
		e := &f.Entries()[0]
		fields := f.Fields(e)
		for c, v := range tc.set {
			fields[c] = v
		}
		edits, err := f.Replace(e, fields, "w")
		require.NoError(t, err)
		if tc.want == "" {
			tc.want = tc.in
		}
		require.Equal(t, tc.want, apply(t, f, edits))
	}
	f := parse(Fstab, "/a / ext4 rw 0 1 # x\n")
	fields := f.Fields(&f.Entries()[0])
	fields[Pass] = ""
	_, err := f.Replace(&f.Entries()[0], fields, "w")
	require.ErrorContains(t, err, "table:1:16: the pass cannot be left out before the text that follows it")
}

func TestOptionVerbs(t *testing.T) {
	for _, tc := range []struct{ in, verb, option, want string }{
		{"/a / ext4 rw 0 1\r\n", "add", "noatime", "/a / ext4 rw,noatime 0 1\r\n"},
		{"/a / ext4 rw 0 1\n", "add", "rw", "/a / ext4 rw 0 1\n"},
		{"/a / ext4", "add", "x=a b", "/a / ext4 x=a\\040b"},
		{"/a\t/\text4 \n", "add", "rw", "/a\t/\text4\trw \n"},
		{"/a / ext4 rw 0 1\n", "add", "c=x,y", "/a / ext4 rw,c=\"x,y\" 0 1\n"},
		{"/a / ext4 rw,noatime,x 0 1\n", "remove", "noatime", "/a / ext4 rw,x 0 1\n"},
		{"/a / ext4 rw,noatime,rw,rw 0 1\n", "remove", "rw", "/a / ext4 noatime 0 1\n"},
		{"/a / ext4 rw,,rw,a 0 1\n", "remove", "rw", "/a / ext4 a 0 1\n"},
		{"/a / ext4 rw 0 1\n", "remove", "rw", "/a / ext4 defaults 0 1\n"},
		{"/a / ext4 rw\n", "remove", "rw", "/a / ext4\n"},
		{"/a / ext4 rw\n", "remove", "zz", "/a / ext4 rw\n"},
		{"/a / ext4 a\\054b,c\n", "remove", "b", "/a / ext4 a,c\n"},
		{"/a / ext4 size=1,size=2,x\n", "set", "size=3", "/a / ext4 size=1,size=3,x\n"},
		{"/a / ext4 size=\"1\",x\n", "set", "size=1", "/a / ext4 size=\"1\",x\n"},
		{"/a / ext4 size,x", "set", "size=1", "/a / ext4 size=1,x"},
		{"/a / ext4 size=1,x", "set", "size", "/a / ext4 size,x"},
		{"/a / ext4 x", "set", "y=1", "/a / ext4 x,y=1"},
		{"/a / ext4 \xe9,x", "set", "x=\u00e8", "/a / ext4 \xe9,x=\xe8"},
	} {
		f := parse(Fstab, tc.in)
		e := &f.Entries()[0]
		var edits []parsers.Edit
		var err error
		switch tc.verb {
		case "add":
			edits, err = f.AddOption(e, ParseOption(tc.option), "w")
		case "set":
			edits, err = f.SetOption(e, ParseOption(tc.option), "w")
		default:
			edits, err = f.RemoveOption(e, tc.option, "w")
		}
		require.NoError(t, err)
		require.Equal(t, tc.want, apply(t, f, edits), "%q %s %s", tc.in, tc.verb, tc.option)
	}
	f := parse(Fstab, "/a / ext4 rw,x=\"y 0 1\n")
	_, err := f.AddOption(&f.Entries()[0], ParseOption("a"), "w")
	require.ErrorContains(t, err, "table:1:16: mount sees no option from here on")
	for _, bad := range []string{"", "=", "a,b", `a="`, "a\x00"} {
		_, err = parse(Fstab, "/a / ext4 rw\n").AddOption(&parse(Fstab, "/a / ext4 rw\n").Entries()[0], ParseOption(bad), "w")
		require.Error(t, err, "%q", bad)
	}
}

func TestKernelTablesAreNotEdited(t *testing.T) {
	for d, text := range map[Dialect]string{Mnttab: "a /b ufs - 1\n", Mtab: "a /b ext4 rw 0 0\n", Mountinfo: "1 2 3:4 / / rw - a b c\n"} {
		f := parse(d, text)
		e := &f.Entries()[0]
		_, err := f.Append(Fields{Source: "x", Target: "/y", Type: "z", Time: "1"}, "w")
		require.ErrorIs(t, err, ErrKernelTable)
		_, err = f.Remove(e, "w")
		require.ErrorIs(t, err, ErrKernelTable)
		_, err = f.Replace(e, f.Fields(e), "w")
		require.ErrorIs(t, err, ErrKernelTable)
		_, err = f.AddOption(e, ParseOption("x"), "w")
		require.ErrorIs(t, err, ErrKernelTable)
	}
	_, err := parse(Mnttab, "\x00\x00").Append(Fields{}, "w")
	require.ErrorIs(t, err, ErrBinary)
}

// verbs tries every verb at one entry and checks that no problem is new and
// that what should be undone is.
func verbs(t testing.TB, f *File, pick int, word string) {
	if f.Source().ReadOnly() || f.Dialect().KeptByKernel() {
		return
	}
	before := len(f.Problems())
	after := func(edits []parsers.Edit) *File {
		raw, err := parsers.Apply(f.Source(), edits)
		if err != nil {
			require.ErrorContains(t, err, "has no character")
			return nil
		}
		result := formatOf(f.Dialect()).Read("table", raw).(*File)
		parserstest.Invariants(t, result)
		if result.Source().Charset() == f.Source().Charset() {
			require.LessOrEqual(t, len(result.Problems()), before, "%q", raw)
		}
		return result
	}
	added := Fields{Source: word, Target: "/" + word, Type: "x", AtBoot: "no", Options: word}
	edits, err := f.Append(added, "w")
	if err == nil && len(f.Lines()) > 0 {
		if g := after(edits); g != nil && g.Source().Charset() == f.Source().Charset() {
			require.Len(t, g.Entries(), len(f.Entries())+1)
			at := edits[0].Span.Start
			for i := range g.Entries() {
				e := &g.Entries()[i]
				if g.LineOf(e).Span().End > at && g.LineOf(e).Span().Start >= at {
					require.Equal(t, word, e.Source)
					back, err := g.Remove(e, "w")
					require.NoError(t, err)
					raw, err := parsers.Apply(g.Source(), back)
					require.NoError(t, err)
					require.Equal(t, string(f.Source().Bytes()), string(raw))
					break
				}
			}
		}
	}
	if len(f.Entries()) == 0 {
		return
	}
	e := &f.Entries()[pick%len(f.Entries())]
	edits, err = f.Remove(e, "w")
	require.NoError(t, err)
	after(edits)
	edits, err = f.Replace(e, f.Fields(e), "w")
	if err == nil {
		require.Empty(t, edits)
	}
	if edits, err = f.Replace(e, added, "w"); err == nil {
		after(edits)
	}
	o := NewOption{Name: "new-" + word, Value: word, Valued: true}
	if edits, err = f.AddOption(e, o, "w"); err == nil && e.Option(o.Name) == nil {
		if g := after(edits); g != nil && g.Source().Charset() == f.Source().Charset() {
			e := g.EntryOn(g.Lines()[e.Line()])
			has := e.Option(o.Name)
			require.NotNil(t, has)
			require.Equal(t, word, has.Value)
			back, err := g.RemoveOption(e, o.Name, "w")
			require.NoError(t, err)
			raw, err := parsers.Apply(g.Source(), back)
			require.NoError(t, err)
			require.Equal(t, string(f.Source().Bytes()), string(raw))
		}
	}
	if len(e.Options) > 0 {
		name := e.Options[pick%len(e.Options)].Name
		if edits, err = f.RemoveOption(e, name, "w"); err == nil {
			if g := after(edits); g != nil && name != "defaults" {
				require.Nil(t, g.EntryOn(g.Lines()[e.Line()]).Option(name))
			}
		}
		if edits, err = f.SetOption(e, NewOption{Name: name, Value: "1", Valued: true}, "w"); err == nil {
			g := after(edits)
			o := e.Option(name)
			if written, err := f.writeOption(NewOption{name, o.Value, o.Valued}); err == nil && written == f.text[o.Span().Start:o.Span().End] && g != nil && g.Source().Charset() == f.Source().Charset() {
				back, err := g.SetOption(g.EntryOn(g.Lines()[e.Line()]), NewOption{name, o.Value, o.Valued}, "w")
				require.NoError(t, err)
				raw, err := parsers.Apply(g.Source(), back)
				require.NoError(t, err)
				require.Equal(t, string(f.Source().Bytes()), string(raw))
			}
		}
	}
}

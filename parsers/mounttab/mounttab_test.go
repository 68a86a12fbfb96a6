package mounttab

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/parserstest"
)

func formatOf(d Dialect) parsers.Format {
	f, _ := Formats.ByID(string(d))
	return f
}

func parse(d Dialect, text string) *File {
	return formatOf(d).Read("table", []byte(text)).(*File)
}

// apply gives the text after the edits, having checked the invariants.
func apply(t testing.TB, f *File, edits []parsers.Edit) string {
	t.Helper()
	raw, err := parsers.Apply(f.Source(), edits)
	require.NoError(t, err)
	parserstest.Invariants(t, formatOf(f.Dialect()).Read("table", raw))
	return string(raw)
}

func show(f *File) (lines []string) {
	for i := range f.Entries() {
		e := &f.Entries()[i]
		var parts []string
		for _, c := range f.Dialect().Columns() {
			if e.Has(c) {
				parts = append(parts, c.String()+"="+f.Field(e, c))
			}
		}
		lines = append(lines, strings.Join(parts, " "))
	}
	return lines
}

func TestDialects(t *testing.T) {
	for _, tc := range []struct {
		d        Dialect
		text     string
		want     []string
		problems []string
	}{
		{Fstab, "# c\n\n /dev/sda1\t/  ext4 rw,noatime 0 1 # mine\r\n/d /my\\040x ext4", []string{
			"source=/dev/sda1 target=/ type=ext4 options=rw,noatime dump=0 pass=1", "source=/d target=/my x type=ext4"}, nil},
		{Fstab, "a b\nc d e f g\nc d e f # x\n/x /y ext4 rw 1x\n", nil, []string{
			"1:1 an entry needs at least source, target and type, and this line has 2 fields; mount ignores the line",
			`2:9 the dump field "g" is no number; mount ignores the line`,
			"3:9 a comment begins where the dump number belongs; it needs a line of its own; mount ignores the line",
			`4:15 the dump field "1x" is no number; mount ignores the line`}},
		{Fstab, "nas:/m /srv/my media nfs rw 0 0\n", nil, []string{
			`1:26 the dump field "rw" is no number, and the line has more than six fields: a blank within a name is written \040; mount ignores the line`}},
		{Fstab, "a\x00b c d\n# \x00\n", nil, []string{"1:2 the line holds a NUL; mount ignores the line", "2:3 the line holds a NUL; mount ignores the line"}},
		{Mtab, "/dev/sda1 / ext4 rw 0 0\n", []string{"source=/dev/sda1 target=/ type=ext4 options=rw dump=0 pass=0"}, nil},
		{Mountinfo, "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 shared:2 - ext3 /dev/root rw,errors=continue\n21 20 0:53 / /t rw - tmpfs  rw\n", []string{
			"id=36 parent=35 device=98:0 root=/mnt1 target=/mnt2 options=rw,noatime optional=master:1 shared:2 type=ext3 source=/dev/root super=rw,errors=continue",
			"id=21 parent=20 device=0:53 root=/ target=/t options=rw optional= type=tmpfs source= super=rw"}, nil},
		{Mountinfo, "x 1 0:1 / / rw - a b c\n1 2 3 / / rw - a b c\n1 2 0:3 / / rw a b c\n1 2 3:4 /\n", nil, []string{
			"1:1 the mount ID is no number; mount ignores the line", "2:5 the device is not written major:minor; mount ignores the line",
			`3:1 the separator " - " is missing; mount ignores the line`, "4:1 the line ends before the mount options; mount ignores the line"}},
		{Vfstab, "#device\n/dev/dsk/c0 /dev/rdsk/c0 / ufs 1 no -\nswap - /tmp tmpfs - yes size=1\n", []string{
			"source=/dev/dsk/c0 fsck=/dev/rdsk/c0 target=/ type=ufs pass=1 at-boot=no options=-",
			"source=swap fsck=- target=/tmp type=tmpfs pass=- at-boot=yes options=size=1"}, nil},
		{Vfstab, "a b c d 1 yes\na b c d 1 maybe -\na b c d x yes -\na b c d 1 yes - more\n", nil, []string{
			"1:1 an entry has 7 fields, and this line has 6 fields; mountall stops at the line",
			`2:11 "mount at boot" is yes or no; mountall stops at the line`,
			`3:9 "fsck pass" is a number or "-"; mountall stops at the line`,
			"4:17 an entry has 7 fields, and this line has more; mountall stops at the line"}},
		{Mnttab, "swap\t/tmp\ttmpfs\txattr,dev=5100002\t1235087543\n/a\\040b /b ufs - 0\n", []string{
			"source=swap target=/tmp type=tmpfs options=xattr,dev=5100002 time=1235087543", `source=/a\040b target=/b type=ufs options=- time=0`}, nil},
		{Mnttab, "storenfs /x nfs rw\na b c d e\n", nil, []string{
			"1:1 an entry has 5 fields, and this line has 4 fields; readers of the table stop at the line", "2:9 the time is no number of seconds; readers of the table stop at the line"}},
		{Mnttab, "/dev/c0\x00\x00/\x00\n", nil, []string{"1:1 this is a binary mount table of System V, which is not read"}},
		{Tru64, "root_domain#root / advfs rw 0 1\n/usr/man@host /man nfs ro,bg 0 0\n", []string{
			"source=root_domain#root target=/ type=advfs options=rw dump=0 pass=1", "source=/usr/man@host target=/man type=nfs options=ro,bg dump=0 pass=0"}, nil},
	} {
		f := parse(tc.d, tc.text)
		parserstest.Invariants(t, f)
		require.Equal(t, tc.want, show(f), "%s %q", tc.d, tc.text)
		var problems []string
		for _, p := range f.Problems() {
			problems = append(problems, f.Source().Position(p.Span.Start).String()+" "+p.Message)
		}
		require.Equal(t, tc.problems, problems, "%s %q", tc.d, tc.text)
	}
}

func TestOptions(t *testing.T) {
	for field, want := range map[string][]string{
		"rw,noatime":              {"rw", "noatime"},
		",rw,,x=1,":               {"rw", "x=1"},
		`c="a,b",d`:               {"c=a,b", "d"},
		`a\054b`:                  {"a", "b"},
		`x=a\040b,c=`:             {"x=a b", "c="},
		`a"b,c"d=1`:               {`a"b,c"d=1`},
		`=x`:                      {"=x"},
		`a,b="c,d`:                {"a"},
		`a,b=\042c,d\042`:         {"a", "b=c,d"},
		`sec="u:o:t:s0",x="y"z"w`: {"sec=u:o:t:s0"},
	} {
		f := parse(Fstab, "/d /t ext4 "+field+" 0 0\n")
		e := &f.Entries()[0]
		var got []string
		for _, o := range e.Options {
			got = append(got, o.String())
			require.Contains(t, f.text, f.text[o.Span().Start:o.Span().End])
		}
		require.Equal(t, want, got, field)
	}
}

// TestTooManyOptions: a line of more options than any mount has is one problem, and
// the lines beside it are read.
func TestTooManyOptions(t *testing.T) {
	line := func(commas int) string { return "/d /t ext4 x" + strings.Repeat(",x", commas) + " 0 0\n" }
	f := parse(Fstab, line(maxOptions-1)+line(maxOptions)+line(1))
	parserstest.Invariants(t, f)
	require.Len(t, f.Entries(), 2)
	require.Len(t, f.Entries()[0].Options, maxOptions)
	require.Len(t, f.Problems(), 1)
	require.Contains(t, f.Problems()[0].Message, "100000 commas or more")
}

func TestTags(t *testing.T) {
	for source, want := range map[string]Tag{
		"UUID=ab":     {"UUID", "ab", false},
		`LABEL="a b"`: {"LABEL", "a b", true},
		"LABEL='x":    {},
		"UUID=":       {},
		"/dev/sda":    {},
		"ZZ=1":        {"ZZ", "1", false},
	} {
		e := Entry{Source: source}
		got, ok := e.Tag()
		require.Equal(t, want != Tag{}, ok, source)
		if ok {
			require.Equal(t, want, got)
		}
	}
}

func TestValues(t *testing.T) {
	f := parse(Fstab, "//h/s /m cifs user=a%pw,password=\"p,q\",ro 0 0\n/dev/sdb none swap sw,sw\n//u:pw@h/s /m cifs credentials=/etc/c\n# //h/s /m cifs username=a,password=hidden,x 0 0\n")
	parserstest.Invariants(t, f)
	var got []string
	for v := range f.Values() {
		s := v.Path + "=" + v.Text
		if v.Secret {
			s += " secret"
		}
		require.Contains(t, string(f.Source().Slice(v.Span)), v.Text)
		got = append(got, s)
	}
	require.Equal(t, []string{"mount.source=//h/s", "mount.target=/m", "mount.type=cifs", "mount.options.user=a%pw secret", "mount.options.password=p,q secret", "mount.options.ro=ro",
		"mount.dump=0", "mount.pass=0", "mount[2].source=/dev/sdb", "mount[2].target=none", "mount[2].type=swap", "mount[2].options.sw=sw", "mount[2].options.sw[2]=sw",
		"mount[3].source=//u:pw@h/s secret", "mount[3].target=/m", "mount[3].type=cifs", "mount[3].options.credentials=/etc/c"}, got)
	require.Equal(t, 1, f.At("/dev/sdb").Line())
	require.Equal(t, 0, f.At("/m").Line())
	require.Nil(t, f.At("/x"))
	secrets := parsers.Secrets(f)
	require.Equal(t, "hidden", string(f.Source().Slice(secrets[len(secrets)-1])))
}

func TestPasswordsWithBlanks(t *testing.T) {
	f := parse(Fstab, "//h/s /m cifs uid=0,password=my hidden word 0 0\n")
	require.Len(t, f.Problems(), 1)
	require.NotContains(t, f.Problems()[0].Message, "hidden")
	secrets := parsers.Secrets(f)
	require.Len(t, secrets, 1)
	require.Equal(t, "my hidden word 0 0", string(f.Source().Slice(secrets[0])))
}

func TestBlocks(t *testing.T) {
	f := parse(Fstab, "/dev/a / ext4\n# Begin Opsware Global Filesystem mounts\nh:/a /a nfs\n# End Opsware Global Filesystem mounts\n# BEGIN ANSIBLE MANAGED BLOCK\n/b /b ext4\n# END ANSIBLE MANAGED BLOCK\n# Begin open\n# begin\n")
	require.Equal(t, []Block{{"Opsware Global Filesystem mounts", 1, 3}, {"ANSIBLE MANAGED BLOCK", 4, 6}, {"open", 7, -1}}, f.Blocks())
	b, ok := f.BlockOf(&f.Entries()[1])
	require.True(t, ok)
	require.Equal(t, 1, b.Begin)
	_, ok = f.BlockOf(&f.Entries()[0])
	require.False(t, ok)
	_, ok = f.Block("open")
	require.False(t, ok)
}

func TestSniff(t *testing.T) {
	for text, want := range map[string]Dialect{
		"UUID=x / ext4 defaults 0 1\n":                                 Fstab,
		"# c\nproc /proc proc\n/dev/sda1 / ext4\n":                     "",
		"/dev/foo /foo somefs\n":                                       Fstab,
		"36 35 98:0 / / rw - ext3 /dev/root rw\n":                      Mountinfo,
		"/proc - /proc proc - no -\nfd - /dev/fd fd - no -\n":          Vfstab,
		"swap\t/tmp\ttmpfs\tdev=1\t1235087543\n":                       Mnttab,
		"root_domain#root / advfs rw 0 1\n/usr/man@host /man nfs ro\n": Tru64,
		"the quick brown fox\njumps over the lazy dog\n":               "",
		"":                            "",
		"a=1\nb=2\n":                  "",
		"# comment only\n":            "",
		"/dev/a / ext4\n/dev/b /home": Fstab,
	} {
		f, err := Formats.Detect("x", []byte(text))
		if want == "" {
			require.Error(t, err, "%q is %s", text, f.ID)
			continue
		}
		require.NoError(t, err, "%q", text)
		require.Equal(t, string(want), f.ID, "%q", text)
	}
	for name, want := range map[string]Dialect{"fstab": Fstab, "etc/fstab": Fstab, "a.fstab": Fstab, "vfstab": Vfstab, "mnttab": Mnttab, "mtab": Mtab, "self/mountinfo": Mountinfo} {
		f, err := Formats.Detect(name, nil)
		require.NoError(t, err)
		require.Equal(t, string(want), f.ID)
	}
	f, err := Formats.Detect("fstab", []byte("root_domain#root / advfs rw 0 1\n"))
	require.NoError(t, err)
	require.Equal(t, string(Tru64), f.ID)
}

// notTables are outputs of mount(1) among the mount tables.
const notTables = ".mount"

func TestCorporaRoundTrip(t *testing.T) {
	for _, folder := range []string{"fstab", "mounttables", "expected/fstab-checks"} {
		for _, file := range parserstest.CorpusFiles(t, folder) {
			t.Run(filepath.Base(file), func(t *testing.T) {
				raw, err := os.ReadFile(file)
				require.NoError(t, err)
				for _, format := range Formats {
					f := format.Read(file, raw).(*File)
					parserstest.Invariants(t, f)
					for pick := range 3 {
						verbs(t, f, pick*7, "/n x,é")
					}
				}
				if folder != "mounttables" || strings.HasSuffix(file, notTables) {
					return
				}
				format, err := Formats.Detect("x", raw)
				require.NoError(t, err)
				want := map[string]Dialect{"vfst": Vfstab, "mntt": Mnttab, "moun": Mountinfo, "mtab": Fstab}
				for sign, d := range want {
					if strings.Contains(filepath.Base(file), "__"+sign) || strings.Contains(filepath.Base(file), "test_"+sign) {
						require.Equal(t, string(d), format.ID)
					}
				}
				f := format.Read(file, raw)
				require.Empty(t, f.Problems())
				for tile := range f.Tiles() {
					require.NotEqual(t, parsers.Unknown, tile.Kind)
				}
			})
		}
	}
}

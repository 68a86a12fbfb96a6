package mounttab

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
)

// TestAlign holds where the fields behind the options go. Each table is the
// entry that is edited, then others.
func TestAlign(t *testing.T) {
	const others = "/dev/b /home           ext4    defaults        0       2\n/dev/c /var            ext4    defaults        0       2\n"
	const tabs = "/dev/b\t/home\text4\tdefaults\t\t0\t2\n/dev/c\t/var\text4\trw\t\t\t0\t2\n"
	for name, tc := range map[string]struct{ in, others, verb, option, want string }{
		"blanks give way":            {"/dev/a /srv            ext4    defaults        0       2\n", others, "add", "nofail", "/dev/a /srv            ext4    defaults,nofail 0       2\n"},
		"one stays":                  {"/dev/a /srv            ext4    defaults        0       2\n", others, "add", "noauto,x", ""},
		"and then the place moves":   {"/dev/a /srv            ext4    defaults        0       2\n", others, "add", "relatime", "/dev/a /srv            ext4    defaults,relatime 0       2\n"},
		"the place comes back":       {"/dev/a /srv            ext4    defaults,relatime 0       2\n", others, "remove", "relatime", "/dev/a /srv            ext4    defaults        0       2\n"},
		"blanks grow":                {"/dev/a /srv            ext4    rw,noatime      0       2\n", others, "remove", "noatime", "/dev/a /srv            ext4    rw              0       2\n"},
		"defaults take its place":    {"/dev/a /srv            ext4    rw              0       2\n", others, "remove", "rw", "/dev/a /srv            ext4    defaults        0       2\n"},
		"a value":                    {"tmpfs  /tmp            tmpfs   size=1          0       0\n", others, "set", "size=100", "tmpfs  /tmp            tmpfs   size=100        0       0\n"},
		"columns of one line":        {"UUID=0000-1111 /srv            ext4    defaults        0       2\n", others, "add", "ro", "UUID=0000-1111 /srv            ext4    defaults,ro     0       2\n"},
		"a line without columns":     {"/dev/a /srv ext4 defaults 0 2\n", others, "add", "ro", "/dev/a /srv ext4 defaults,ro 0 2\n"},
		"a table without columns":    {"/dev/a /srv ext4 defaults 0 2\n", "/dev/b /home ext4 defaults 0 2\n/dev/c /var ext4 defaults 0 2\n", "add", "ro", "/dev/a /srv ext4 defaults,ro 0 2\n"},
		"another place":              {"/dev/a /srv            ext4    defaults   0       2\n", others, "add", "ro", "/dev/a /srv            ext4    defaults,ro   0       2\n"},
		"tabs give way":              {"/dev/a\t/srv\text4\tdefaults\t\t0\t2\n", tabs, "add", "noatime", "/dev/a\t/srv\text4\tdefaults,noatime\t0\t2\n"},
		"tabs grow":                  {"/dev/a\t/srv\text4\trw,noexec\t\t0\t2\n", tabs, "remove", "noexec", "/dev/a\t/srv\text4\trw\t\t\t0\t2\n"},
		"a single tab":               {"/dev/a\t/srv\text4\trw\t0\t2\n", "/dev/b\t/home\text4\tdefaults\t0\t2\n", "add", "noatime", "/dev/a\t/srv\text4\trw,noatime\t0\t2\n"},
		"blanks where others tab":    {"/dev/a /srv   ext4 rw                      0 2\n", tabs, "add", "ro", "/dev/a /srv   ext4 rw,ro                   0 2\n"},
		"a mix stays":                {"/dev/a  /srv   ext4 rw \t 0 2\n", others, "add", "ro", "/dev/a  /srv   ext4 rw,ro \t 0 2\n"},
		"alone":                      {"/dev/a  /srv   ext4 rw      0 2\n", "", "add", "ro", "/dev/a  /srv   ext4 rw,ro      0 2\n"},
		"no field behind":            {"/dev/a /srv            ext4    defaults\n", others, "add", "ro", "/dev/a /srv            ext4    defaults,ro\n"},
		"a comment behind all":       {"/dev/a /srv            ext4    defaults        0       2   # x\r\n", others, "add", "ro", "/dev/a /srv            ext4    defaults,ro     0       2   # x\r\n"},
		"characters, not bytes":      {"/dev/a /srv            ext4    x=é             0       2\n", others, "add", "ü", "/dev/a /srv            ext4    x=é,ü           0       2\n"},
		"characters of ISO-8859-1":   {"/dev/a /srv            ext4    x=\xe9             0       2\n", others, "add", "ro", "/dev/a /srv            ext4    x=\xe9,ro          0       2\n"},
		"by chance at the new place": {"/dev/a /srv            ext4    defaults     0       2\n", others, "add", "ro", "/dev/a /srv            ext4    defaults,ro        0       2\n"},
	} {
		t.Run(name, func(t *testing.T) {
			f := parse(Fstab, tc.in+tc.others)
			e := &f.Entries()[0]
			o := ParseOption(tc.option)
			edits, err := f.AddOption(e, o, "w")
			back := func(g *File) ([]parsers.Edit, error) { return g.RemoveOption(&g.Entries()[0], o.Name, "w") }
			switch tc.verb {
			case "set":
				edits, err = f.SetOption(e, o, "w")
				back = func(g *File) ([]parsers.Edit, error) {
					return g.SetOption(&g.Entries()[0], NewOption{o.Name, e.Option(o.Name).Value, true}, "w")
				}
			case "remove":
				edits, err = f.RemoveOption(e, tc.option, "w")
				back = nil
			}
			if tc.want == "" {
				require.Error(t, err)
				return
			}
			require.NoError(t, err)
			got := apply(t, f, edits)
			require.Equal(t, tc.want+tc.others, got)
			if back != nil {
				g := parse(Fstab, got)
				edits, err = back(g)
				require.NoError(t, err)
				require.Equal(t, tc.in+tc.others, apply(t, g, edits), "and back")
			}
		})
	}
}

// TestAlignBack adds options to tables in columns, takes them away again, and
// looks for the same bytes.
func TestAlignBack(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	moved := 0
	for range 20_000 {
		var b strings.Builder
		for range 1 + r.IntN(5) {
			gap := func(n int) string { return strings.Repeat([]string{" ", "\t"}[r.IntN(8)/7], 1+r.IntN(n)) }
			options := []string{"rw", "defaults", "ro,noatime", "x=1"}[r.IntN(4)]
			pad := strings.Repeat(" ", max(1, 12-len(options)+r.IntN(8)/7))
			if r.IntN(3) == 0 {
				pad = gap(9)
			}
			fmt.Fprintf(&b, "/dev/a%s/b%sext4 %s%s0%s1\n", gap(3), gap(3), options, pad, gap(2))
		}
		f := parse(Fstab, b.String())
		at := r.IntN(len(f.Entries()))
		o := ParseOption([]string{"a", "nofail", "x-systemd.automount", "b=22"}[r.IntN(4)])
		edits, err := f.AddOption(&f.Entries()[at], o, "w")
		require.NoError(t, err)
		if len(edits) > 1 {
			moved++
		}
		g := parse(Fstab, apply(t, f, edits))
		back, err := g.RemoveOption(&g.Entries()[at], o.Name, "w")
		require.NoError(t, err)
		require.Equal(t, b.String(), apply(t, g, back), "%q", apply(t, f, edits))
	}
	require.Greater(t, moved, 1000)
}

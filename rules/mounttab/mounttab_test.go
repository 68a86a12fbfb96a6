package mounttab_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/formats"
	tables "cfgtool/parsers/mounttab"
	"cfgtool/parsers/parserstest"
	"cfgtool/rules"
	"cfgtool/rules/all"
	"cfgtool/rules/mounttab"
	"cfgtool/rules/rulestest"
)

func TestExamples(t *testing.T) { rulestest.Run(t, all.Rules, mounttab.Rules) }

func check(kind tables.Dialect, text string, kernel string) []rules.Finding {
	format, _ := formats.All.ByID(string(kind))
	run := rules.Run{Rules: all.Rules, Formats: formats.All, Kernel: kernel}
	return run.Check([]parsers.Document{format.Read("fstab", []byte(text))}).Findings
}

func show(found []rules.Finding) (lines []string) {
	for _, f := range found {
		s := fmt.Sprintf("%v %s %s [%s]", f.Source.Position(f.Span.Start), f.Severity, f.Message, f.Rule.ID)
		if f.Help != "" && f.Help != f.Rule.Help {
			s += " " + f.Help
		}
		lines = append(lines, s)
	}
	return lines
}

// TestFindings holds what rules say beyond their examples.
func TestFindings(t *testing.T) {
	for name, tc := range map[string]struct {
		text string
		want []string
	}{
		"nothing to say": {"UUID=1b2c / ext4 errors=remount-ro 0 1\nUUID=75E8-06CA /boot/efi vfat umask=0077 0 1\n/dev/sda3 none swap sw 0 0\n/dev/sda4 swap swap pri=5,discard 0 0\n/dev/sda5 - swap nofail 0 0\n" +
			"host:/x /x nfs _netdev,nofail 0 0\n//h/s /s cifs credentials=/c,_netdev 0 0\ntmpfs /tmp tmpfs mode=1777 1 0 # note\n/srv /mnt none bind 0 0\nu@h:/d /f fuse.sshfs anything,idmap=user 0 0\n" +
			"/dev/sdb /b btrfs subvol=@ 0 0\n/dev/sdb /c btrfs subvol=@c,x-systemd.requires=/b,x-systemd.requires=/tmp,comment=x,X-y 0 0\n[fe80::1%eth0]:/x /y nfs4 nfsvers=4.2 0 0\n", nil},
		"root after another":          {"/dev/b /boot ext4\n/dev/a / ext4 rw 0 1\n", []string{`2:8 info "/" is mounted after "/boot", which lies below it [FST003] move the line before line 1`}},
		"not below, but alike":        {"/dev/b /data2 ext4\n/dev/a /data ext4\n", nil},
		"noauto has no order at boot": {"/dev/b /data/x ext4 noauto\n/dev/a /data ext4\n", []string{`2:8 info "/data" is mounted after "/data/x", which lies below it [FST003] move the line before line 1`}},
		"order of three": {"/dev/b /d/x/y ext4\n/dev/a /d ext4\n/dev/c /d/x ext4\n", []string{
			`2:8 warning "/d" is mounted after "/d/x/y", which lies below it [FST003] move the line before line 1`,
			`3:8 warning "/d/x" is mounted after "/d/x/y", which lies below it [FST003] move the line before line 1`}},
		"xfs root with pass 0": {"/dev/a / xfs defaults 0 0\n", nil},
		"root with pass 2":     {"/dev/a / ext4 defaults 0 2\n", []string{"1:26 info the pass of the root file system is 2, and 1 is recommended [FST014]"}},
		"tags": {"PARTUID=x /a ext4\nZZ=1 /b ext4\nLABEL=\"x /c ext4\nuser@x=y:/ /d fuse.sshfs\n/a=b /e ext4\n", []string{
			`1:1 error mount knows no tag "PARTUID" [FST010] did you mean PARTUUID?`, `2:1 error mount knows no tag "ZZ" [FST010]`,
			"3:1 warning the tag LABEL has no value, or a quote that is not closed [FST010] write LABEL= and what blkid prints for the device"}},
		"swap": {"/dev/a none swap pri=99999,discard=foo 0 2\n", []string{
			`1:18 warning the priority "99999" is not from -1 to 32767 [FST012]`, `1:36 error the discard policy "foo" is neither once nor pages [FST011]`,
			"1:42 warning the pass is 2, but a swap area is not checked [FST015]"}},
		"repeated": {"tmpfs /t tmpfs rw,rw,size=1,size=2,size=2\n", []string{`1:19 info "rw" is given twice [FST028]`,
			`1:29 warning "size" is given twice, with another value; the last one counts [FST028]`, `1:36 warning "size" is given twice, with another value; the last one counts [FST028]`}},
		"contradictions": {"h:/a /a nfs auto,noauto,soft,hard,users,exec\n", []string{"1:18 warning noauto contradicts auto before it; the last one counts [FST026]", "1:30 warning hard contradicts soft before it; the last one counts [FST026]"}},
		"did you mean":   {"/dev/a /a ext4 noatme,nodelaloc,zzz,x-systemd.idle-timout=1,x-sytemd.automount,x-systemd.newer=1\n", []string{`1:16 warning no manual page documents the option "noatme" of "ext4" [FST029] did you mean noatime?`, `1:23 warning no manual page documents the option "nodelaloc" of "ext4" [FST029] did you mean nodelalloc?`, `1:33 info no manual page documents the option "zzz" of "ext4" [FST029]`, `1:37 warning systemd knows no option "x-systemd.idle-timout" [FST032] did you mean x-systemd.idle-timeout?`, `1:61 warning systemd knows no option "x-sytemd.automount" [FST032] did you mean x-systemd.automount?`, `1:80 info systemd knows no option "x-systemd.newer" [FST032]`}},
		"a password with a comma": {"//h/s /s cifs user=a%pa,ss\n//h/s /t cifs password=a,hunter2\n", []string{
			`1:15 warning the option "user" holds a password, and every user may read this file [FST037] put it into a file with mode 0600, and name that with credentials=`,
			`2:15 warning the option "password" holds a password, and every user may read this file [FST037] put it into a file with mode 0600, and name that with credentials=`}},
		"commas":                {"/dev/a /a ext4 ,rw,,,ro, 0 0\n", []string{"1:16 info there is a comma too many [FST024]", "1:20 info there is a comma too many [FST024]", "1:22 warning ro contradicts rw before it; the last one counts [FST026]", "1:24 info there is a comma too many [FST024]"}},
		"swap is mounted twice": {"/dev/a none swap sw\n/dev/a none swap sw\n", []string{`2:1 warning "/dev/a" is mounted at line 1 too [FST036]`}},
		"UUIDs": {"UUID=abcd-1234 /a vfat\nUUID=01d3a5b6c7d8e9f0 /b ntfs\nUUID=\"ABCDEF01-0000-0000-0000-000000000000\" /c ext4\n", []string{
			"1:1 warning the UUID is written ABCD-1234 [FST033]", "2:1 warning the UUID is written 01D3A5B6C7D8E9F0 [FST033]", "3:1 warning the UUID is written abcdef01-0000-0000-0000-000000000000 [FST033]"}},
		"hosts": {":/x /a nfs\n\\\\\\\\h\\\\s /b cifs\n/dev/nfs / nfs\n", []string{`1:1 warning the NFS source ":/x" names no host [FST034] write host:path`, `2:1 warning the SMB source does not begin with two slashes and a host [FST035] write //host/share`,
			`3:10 info "/" is mounted after "/a", which lies below it [FST003] move the line before line 1`}},
		"UTF-16": {"\xff\xfea\x00", []string{"1:1 error the file is in UTF-16LE, which mount does not read [FST023] save it as UTF-8 without a byte order mark"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := slices.DeleteFunc(show(check(tables.Fstab, tc.text, "")), func(s string) bool {
				return strings.Contains(s, "[FST001]") || strings.Contains(s, "[FST019]")
			})
			require.Equal(t, tc.want, got)
		})
	}
}

func TestTargetKernel(t *testing.T) {
	const text = "/dev/a /a xfs barrier\n"
	for kernel, want := range map[string]int{"": 1, "4.18.0-553.el8.x86_64": 0, "4.19": 1, "4.9.1": 0, "5.14": 1, "4": 0} {
		require.Len(t, check(tables.Fstab, text, kernel), want, kernel)
	}
}

// TestCorporaErrors: what libmount reads without complaint has no error.
func TestCorporaErrors(t *testing.T) {
	for _, file := range parserstest.CorpusFiles(t, "fstab") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			require.NoError(t, err)
			lines := make(map[int]bool)
			for _, f := range check(tables.Fstab, string(raw), "") {
				if f.Severity == parsers.Error {
					require.Equal(t, "FST001", f.Rule.ID, f.Message)
					lines[f.Source.Position(f.Span.Start).Line] = true
				}
			}
			if len(lines) > 0 {
				require.Contains(t, file, "conky", "lines %v", lines)
			}
		})
	}
}

// TestCorporaFindmnt holds the cases of findmnt --verify against the rules that
// say the same, as far as files alone tell.
func TestCorporaFindmnt(t *testing.T) {
	rule := map[string]string{ // by a word of findmnt's message
		"wrong order":               "FST003",
		"specified more than once":  "FST002",
		"parse error at line":       "FST001",
		"discard policy":            "FST011",
		"swaparea priority":         "FST012",
		"unsupported source tag":    "FST010",
		"recommended root FS":       "FST014",
		"non-canonical target path": "FST005",
	}
	said, err := os.ReadFile(parserstest.Corpus(t, "expected/fstab-checks.findmnt-2.38.1.txt"))
	require.NoError(t, err)
	for line := range strings.Lines(string(said)) {
		file, messages, _ := strings.Cut(line, " | ")
		t.Run(file, func(t *testing.T) {
			raw, err := os.ReadFile(parserstest.Corpus(t, filepath.Join("expected/fstab-checks", file)))
			require.NoError(t, err)
			found := check(tables.Fstab, string(raw), "")
			for word, id := range rule {
				if strings.Contains(messages, word) && file != "05_root_xfs_passno0.fstab" { // findmnt is wrong there
					require.True(t, slices.ContainsFunc(found, func(f rules.Finding) bool { return f.Rule.ID == id }), "findmnt says %s, and %s does not: %v", messages, id, show(found))
				}
			}
			for _, f := range found {
				if f.Severity == parsers.Error {
					said := slices.ContainsFunc([]string{"wrong order", "parse error at line", "discard policy", "swaparea priority", "unsupported source tag"}, func(word string) bool { return strings.Contains(messages, word) })
					require.True(t, said, "findmnt does not say %s", show(found))
				}
			}
		})
	}
}

// TestAnyBytes runs all rules on tables of random pieces, and applies the safe
// fixes: no rule fails, and no fix brings a new error.
func TestAnyBytes(t *testing.T) {
	pieces := []string{"/dev/sda1", "UUID=AB-CD", "/", "/a/../b/", "none", "swap", "ext4", "xfs", "nfs", "rw,,ro", `"x,`, `a\054b\000c`, "barrier", "user,exec,user", "pri=x", "0", "-1", "# Begin a", "#",
		"\n", "\n", "\r\n", "\r", " ", "\t", " ", "\u00a0", "\ufeff", "\xe9", "\x00", "=", ",", "\"", "x-systemd.q", "."}
	r := rand.New(rand.NewPCG(5, 5))
	for range 3000 {
		var text strings.Builder
		for range r.IntN(40) {
			text.WriteString(pieces[r.IntN(len(pieces))])
			text.WriteString([]string{"", " "}[r.IntN(2)])
		}
		for _, kind := range []tables.Dialect{tables.Fstab, tables.Vfstab, tables.Tru64, tables.Mnttab} {
			found := check(kind, text.String(), "")
			if len(found) == 0 {
				continue
			}
			format, _ := formats.All.ByID(string(kind))
			doc := tables.Parse(found[0].Source, kind)
			raw, err := parsers.Apply(doc.Source(), rules.Fixes(doc, found, false))
			if doc.Source().ReadOnly() {
				continue
			}
			require.NoError(t, err)
			after := format.Read("fstab", raw)
			parserstest.Invariants(t, after)
			require.LessOrEqual(t, parsers.Errors(after.Problems()), parsers.Errors(doc.Problems()), "%q\n%q", text.String(), raw)
		}
	}
}

// table is a fstab of n lines.
func table(n int) []byte {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "UUID=%08x-0000-4000-8000-%012x /data/%04d/%04d ext4 defaults,noatime,errors=remount-ro 0 2\n", i, i, i/1000, i%1000)
	}
	return []byte(b.String())
}

func BenchmarkCheck(b *testing.B) {
	for _, n := range []int{1e3, 1e4, 1e5} {
		raw := table(n)
		format, _ := formats.All.ByID("fstab")
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(int64(len(raw)))
			for b.Loop() {
				rules.Run{Rules: all.Rules, Formats: formats.All}.Check([]parsers.Document{format.Read("fstab", raw)})
			}
		})
	}
}

// TestWrongOrder holds FST003 against the plain way: each entry against all before it.
func TestWrongOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for range 2000 {
		var text, want strings.Builder
		var targets []string
		for i := range r.IntN(12) {
			target := ""
			for range r.IntN(4) {
				target += "/" + []string{"a", "b", "a-", "ab", "c"}[r.IntN(5)]
			}
			if target == "" {
				target = "/"
			}
			fmt.Fprintf(&text, "x %s ext4\n", target)
			for j, before := range targets {
				if target != before && (target == "/" || strings.HasPrefix(before, target+"/")) {
					fmt.Fprintf(&want, "%d:%d ", i+1, j+1)
					break
				}
			}
			targets = append(targets, target)
		}
		got := ""
		for _, f := range check(tables.Fstab, text.String(), "") {
			if f.Rule.ID == "FST003" {
				got += fmt.Sprintf("%d:%d ", f.Source.Position(f.Span.Start).Line, f.Source.Position(f.Related[0].Span.Start).Line)
			}
		}
		require.Equal(t, want.String(), got, text.String())
	}
}

// TestDropped holds what newer kernels do not have.
func TestDropped(t *testing.T) {
	for text, want := range map[string][]string{
		"/dev/a /a btrfs inode_cache,check_int,rw\n": {`1:17 warning Linux has had no option inode_cache of btrfs since 6.8 [FST038]`, `1:29 warning Linux has had no option check_int of btrfs since 6.7 [FST038]`},
		"h:/x /a nfs intr,hard\n":                    {`1:13 info Linux 2.6.26 and newer pass over the option intr of "nfs" [FST038]`},
		"/dev/a /a ext4 nobh,mand\n":                 {`1:16 info Linux 6.12 and newer pass over the option nobh of "ext4" [FST038]`, `1:21 info Linux 5.15 and newer pass over the option mand of "ext4" [FST038]`},
		"/dev/a /a xfs ikeep\n":                      {"1:15 warning Linux has had no option ikeep of xfs since 6.18 [FST038]"},
		"/dev/a /a bcachefs,sysv\n":                  {"1:11 warning Linux has had no file system bcachefs since 6.18 [FST049]", "1:11 warning Linux has had no file system sysv since 6.15 [FST049]"},
	} {
		require.Equal(t, want, show(check(tables.Fstab, text, "")), text)
		require.Equal(t, strings.Contains(text, "intr"), len(check(tables.Fstab, text, "5.10")) > 0, text)
	}
}

package sascore

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/rules"
)

// few are the answers that head begins with.
var few = head[len("-- resp.20080301 --\n"):]

// found are the findings of a rule on a response file and a core.
func found(t testing.TB, rule *rules.Rule, c *Core, text string) []string {
	formats := parsers.Formats{answersOf("").Source().Format()}
	result := rules.Run{Rules: []*rules.Rule{rule}, Formats: formats, Site: c}.Check([]parsers.Document{answersOf(text)})
	var all []string
	for _, f := range result.Findings {
		all = append(all, fmt.Sprintf("%s:%d: %s: %s", f.Source.Name(), f.Source.Position(f.Span.Start).Line, f.Severity, f.Message))
	}
	return all
}

func TestWordcache(t *testing.T) {
	const gateway = "etc/opt/opsware/opswgw-cgw0-C43/opswgw.properties"
	word := &Host{Name: "media1", Dir: "media1", Files: fstest.MapFS{}, Servers: []string{"word"}}
	for hosts, want := range map[string]string{
		"10.0.0.7 media1.example.com media1 wordcache\n":            "",
		"10.0.0.7 media1.example.com\n10.0.0.7 WORDCACHE # x\n":     "",
		"10.0.0.7 media1\n10.0.0.8 wordcache\n":                     "gw/etc/hosts:2: error: wordcache is 10.0.0.8, and the Software Repository is media1",
		"10.0.0.7 media1\n10.0.0.8 wordcache\n10.0.0.7 wordcache\n": "gw/etc/hosts:2: error: wordcache is 10.0.0.8, and the Software Repository is media1",
		"10.0.0.7 media1 wordcache\n10.0.0.8 wordcache\n":           "",
		"10.0.0.8 x wordcache\n10.0.0.7 media1 wordcache\n":         "gw/etc/hosts:1: error: wordcache is 10.0.0.8, and the Software Repository is media1",
		"#10.0.0.8 wordcache\n10.0.0.7 media1 wordcache\n":          "",
		"127.0.0.1 localhost wordcache\n":                           "gw/etc/hosts:1: error: wordcache is 127.0.0.1, and the Software Repository is media1",
		"10.0.0.8 wordcache\n":                                      "gw/etc/hosts:1: info: wordcache is 10.0.0.8; whether that is the Software Repository was not seen",
		"10.0.0.7 media1\n":                                         "resp.20080301120000:1: info: whether gw resolves wordcache to the Software Repository was not seen: it is not in gw/etc/hosts",
		"\x00":                                                      "resp.20080301120000:1: info: whether gw resolves wordcache to the Software Repository was not seen: gw/etc/hosts holds NUL bytes, so it is no text file or its encoding is not known",
	} {
		files := put(put(nil, gateway, ""), "etc/hosts", hosts)
		c := &Core{Hosts: []*Host{{Name: "gw", Dir: "gw", Files: files}, word}}
		require.Equal(t, want, strings.Join(found(t, COR008, c, few+"hub.ip: 10.0.0.1\n"), "\n"), "%q", hosts)
	}
	files := put(put(nil, gateway, ""), "etc/hosts", "127.0.0.1 wordcache\n")
	c := &Core{Hosts: []*Host{{Name: "gw", Files: files, Servers: []string{"word"}}}}
	require.Empty(t, found(t, COR008, c, few+"hub.ip: 1\n"), "the gateway's host is the Software Repository itself")
}

func TestSameAnswers(t *testing.T) {
	text := few + "hub.ip: 10.0.0.1\n"
	same := put(nil, "var/opt/opsware/install_opsware/resp/resp.2", text)
	other := put(nil, "var/opt/opsware/install_opsware/resp/resp.20080301120000", "x: y\n")
	none := put(nil, "var/opt/opsware/x", "")
	bare := put(nil, "etc/hosts", "")
	c := &Core{Hosts: []*Host{{Name: "a", Dir: "a", Files: same}, {Name: "b", Dir: "b", Files: other}, {Name: "c", Dir: "c", Files: none}, {Name: "d", Dir: "d", Files: bare}}}
	require.Equal(t, []string{
		"resp.20080301120000:1: warning: b/var/opt/opsware/install_opsware/resp/resp.20080301120000 has the same name and another content",
		"resp.20080301120000:1: warning: c/var/opt/opsware/install_opsware/resp has no copy of this file",
	}, found(t, COR005, c, text))
}

// TestNewerAnswers: the guide has the latest response file verified.
func TestNewerAnswers(t *testing.T) {
	const folder = "var/opt/opsware/install_opsware/resp/resp."
	text := few + "hub.ip: 10.0.0.1\n"
	host := func(name, content string) []string {
		files := put(put(nil, folder+"20080301120000", text), folder+name, content)
		return found(t, COR005, &Core{Hosts: []*Host{{Name: "a", Dir: "a", Files: files}}}, text)
	}
	require.Equal(t, []string{"resp.20080301120000:1: warning: a/" + folder + "20090301120000 is newer, and has another content"}, host("20090301120000", "x: y\n"))
	require.Empty(t, host("20090301120000", text), "a copy")
	require.Empty(t, host("20070301120000", "x: y\n"), "older")
	require.Empty(t, host("20090301120000.bak", "x: y\n"), "a copy of another")
	require.Empty(t, host("1204372800", "x: y\n"), "timestamps that cannot be compared")
}

// TestSameAnswersAsItself: a file of the core, looked at with edits that are not
// written yet.
func TestSameAnswersAsItself(t *testing.T) {
	const file = "var/opt/opsware/install_opsware/resp/resp.20080301120000"
	c := &Core{Hosts: []*Host{{Dir: "a", Files: put(nil, file, few)}}}
	format := answersOf("").Source().Format()
	check := func(name string) []rules.Finding {
		run := rules.Run{Rules: []*rules.Rule{COR005}, Formats: parsers.Formats{format}, Site: c}
		return run.Check([]parsers.Document{format.Read(name, []byte(few+"hub.ip: 10.0.0.1\n"))}).Findings
	}
	require.Empty(t, check("./a/"+file))
	require.Len(t, check("b/"+file), 1)
}

func TestAuditMounted(t *testing.T) {
	text := few + "truth.vaultPwd: x\n"
	solaris := put(nil, "etc/mnttab", "h:/a\t/var/opt/opsware/ogfs/mnt/audit\tnfs\trw\t1\n")
	c := &Core{Hosts: []*Host{{Dir: "a", Files: solaris}}}
	require.Equal(t, []string{"a/etc/mnttab:1: info: the audit file system is mounted over NFS; for the upgrade: umount /var/opt/opsware/ogfs/mnt/audit"}, found(t, COR010, c, text))
	require.Empty(t, found(t, COR010, &Core{Hosts: c.Hosts, Role: Satellite}, text))
	require.Empty(t, found(t, COR010, c, few+"hub.ip: 1\n"), "a standalone core")
	require.NotEmpty(t, found(t, COR010, &Core{Hosts: c.Hosts, Multimaster: true}, few+"hub.ip: 1\n"))
}

func TestStrict(t *testing.T) {
	files := sample(t)
	text := right.Replace(string(files[sampleAnswers].Data))
	c := one(files)
	require.False(t, slices.ContainsFunc(found(t, COR003, c, text), func(f string) bool { return strings.Contains(f, ": error:") }))
	c.Strict = true
	require.Len(t, found(t, COR003, c, text), 21)
	require.False(t, slices.ContainsFunc(found(t, COR003, c, text), func(f string) bool { return !strings.Contains(f, ": error:") }))
}

// FuzzEvidence reads any bytes as any file of the sample: no file makes it crash,
// or tells a secret.
func FuzzEvidence(f *testing.F) {
	files := sample(f)
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	for i, name := range names {
		f.Add(uint8(i), files[name].Data)
	}
	f.Add(uint8(0), []byte("\x00\xFF"))
	names = append(names, "etc/mnttab", "etc/dfs/dfstab", "opt/OPSWsamba/etc/smb.conf", "etc/opt/opsware/opswgw/opswgw.properties", "home/oracle/.cshrc", "usr/lib/locale/locale-archive")
	text := right.Replace(string(files[sampleAnswers].Data))
	f.Fuzz(func(t *testing.T, i uint8, raw []byte) {
		c := one(put(files, names[int(i)%len(names)], string(raw)))
		for _, r := range c.Verify(answersOf(text), facts(t)) {
			require.NotEmpty(t, r.State)
			require.NotEmpty(t, r.Why)
			if r.Parameter.Secret {
				require.Empty(t, r.Given)
				require.NotContains(t, r.Why, "sample-")
			}
		}
		for _, rule := range Rules {
			found(t, rule, c, text)
		}
	})
}

// TestCertificates: the certificate is one of the two files that the guide has
// checked for each parameter of a gateway.
func TestCertificates(t *testing.T) {
	const (
		gateway = "etc/opt/opsware/opswgw-agw0-C43/opswgw.properties"
		pem     = "var/opt/opsware/crypto/opswgw-agw0-C43/opswgw.pem"
	)
	text := few + "agw_proxy_port: 3001\n"
	look := func(files fstest.MapFS) []string {
		return found(t, COR011, &Core{Hosts: []*Host{{Name: "gw", Dir: "gw", Files: put(files, gateway, "opswgw.Gateway=agw0-C43\n")}}}, text)
	}
	require.Empty(t, look(put(nil, pem, "x")))
	require.Empty(t, look(put(nil, "etc/opt/opsware/opswgw-agw0-C43/opswgw.pem", "x")), "where phase 1 of a rolling upgrade has it")
	require.Equal(t, []string{"gw/etc/opt/opsware/opswgw-agw0-C43/opswgw.properties:1: warning: the certificate gw/" + pem + " of this gateway is empty"}, look(put(nil, pem, "")))
	require.Equal(t, []string{"gw/etc/opt/opsware/opswgw-agw0-C43/opswgw.properties:1: warning: the certificate gw/" + pem + " of this gateway is not there"}, look(put(nil, "var/opt/opsware/crypto/x", "")))
	require.Equal(t, []string{"gw/etc/opt/opsware/opswgw-agw0-C43/opswgw.properties:1: info: the certificate gw/" + pem + " of this gateway was not seen: gw/var/opt/opsware/crypto is not there"}, look(put(nil, "etc/hosts", "")))
	require.Empty(t, found(t, COR011, &Core{Hosts: []*Host{{Files: put(nil, "etc/hosts", "")}}}, text), "a host without gateways")
}

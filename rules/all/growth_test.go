package all_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"cfgtool/parsers"
	"cfgtool/parsers/formats"
	"cfgtool/rules"
	"cfgtool/rules/all"
)

// shape is a file of n entries, such as people have or such as would hurt.
type shape struct {
	format, name string
	make         func(w io.Writer, n int)
}

// each writes an entry n times; the verbs of the pattern stand for its number.
func each(head, pattern, tail string) func(io.Writer, int) {
	verbs := strings.Count(pattern, "%[1]d") > 0
	return func(w io.Writer, n int) {
		io.WriteString(w, head)
		for i := range n {
			if verbs {
				fmt.Fprintf(w, pattern, i)
			} else {
				io.WriteString(w, pattern)
			}
		}
		io.WriteString(w, tail)
	}
}

// around nests an entry n times.
func around(open, inside, end string) func(io.Writer, int) {
	return func(w io.Writer, n int) {
		each("", open, inside)(w, n)
		each("", end, "\n")(w, n)
	}
}

const (
	clconf   = "<clconf>\n <global>\n  <cldaemon_port>8900</cldaemon_port>\n </global>\n"
	response = "truth.servicename=a\ntruth.dcDispNm=b\ncgw_address=core1\ncgw_proxy_port=3001\ncgw_admin_port=8085\n"
	gateway  = "opswgw.Gateway=agw0-C43\nopswgw.Realm=C43\n"
)

var shapes = []shape{
	{"xml", "elements", each("<a>\n", " <node name=\"node%[1]d\" id='%[1]d'>text &amp; more</node>\n", "</a>\n")},
	{"xml", "deep", around("<a>", "x", "</a>")},
	{"xml", "attributes", each("<a", " x%[1]d='1'", "/>")},
	{"xml", "one-attribute", each("<a", " x='1'", "/>")},
	{"xml", "entities", each("<!DOCTYPE a [", "<!ENTITY e%[1]d 'v'>\n", "]><a>&e0;</a>")},
	{"xml", "one-entity", each("<!DOCTYPE a [", "<!ENTITY e 'v'>\n", "]><a>&e;</a>")},
	{"xml", "references", each("<!DOCTYPE a [<!ENTITY e '<b>'>]><a>", "&e;x</b>", "</a>")},
	{"xml", "unknown-entities", each("<a>", "&e%[1]d;", "</a>")},
	{"xml", "parameter-references", each("<!DOCTYPE a [<!ENTITY % m 'b'><!ENTITY % p '<!ELEMENT a (&#37;m;)>'>", "%p;", "]><a/>")},
	{"xml", "attribute-lists", each("<!DOCTYPE a [", "<!ATTLIST a xmlns:p%[1]d CDATA 'u'>\n", "]><a><p0:b/></a>")},
	{"xml", "namespaces", func(w io.Writer, n int) {
		each("<a", " xmlns:p%[1]d='u%[1]d'", ">")(w, n)
		each("", "<p%[1]d:b/>", "</a>")(w, n)
	}},
	{"xml", "comments", each("<a>\n", "<!-- c %[1]d -->\n", "</a>\n")},
	{"xml", "one-line", each("<a>", "<password>xy%[1]d</password>", "</a>")},
	{"xml", "stray-ends", each("<a>", "<b></c>", "</a>")},
	{"xml", "subset-junk", each("<!DOCTYPE a [", "x %[1]d\n", "]><a/>")},

	{"xml", "doctypes", each("", "<!DOCTYPE a [<!-- c --><!ELEMENT a ANY>]>\n", "<a/>")},
	{"xml", "entity-chain", each("<!DOCTYPE a [<!ENTITY e 'x'>", "<!ENTITY f%[1]d '&e;'>", "]><a b='&f1;'>&f1;</a>")},
	{"xml", "deep-siblings", func(w io.Writer, n int) {
		around("<a>", strings.Repeat("<b c='d'/>", n), "</a>")(w, min(n/100, 9_000))
	}},
	{"xml", "sections", each("<a>", "<![CDATA[x]]><?p x?>", "</a>")},

	{"clconf", "nodes", each(clconf, " <node name=\"n%[1]d\"><password>x</password></node>\n", "</clconf>\n")},
	{"clconf", "ports", each("<clconf>\n <global>\n", "  <cldaemon_port>8900</cldaemon_port>\n", " </global>\n</clconf>\n")},
	{"clconf", "connections", each(clconf+" <net_known_connections>\n", "  10.0.0.1 host%[1]d\n", " </net_known_connections>\n</clconf>\n")},
	{"clconf", "sections", each(clconf, " <net_known_connections>10.0.0.%[1]d</net_known_connections>\n", "</clconf>\n")},
	{"clconf", "pasted", each(clconf, "\u00a0\u00a0<node name=\"n%[1]d\"/>\n", "</clconf>\n")},
	{"appconf", "resources", each("<appconf>\n", " <resource name=\"r%[1]d\" type=\"net\"><address>10.0.0.1</address></resource>\n", "</appconf>\n")},
	{"appconf", "networks", each("<appconf>\n", " <networks><network net=\"n%[1]d\" ip=\"10.0.0.1\"/></networks>\n", "</appconf>\n")},
	{"clstart", "unknown", each("<clstart_config>\n", " <x%[1]d>maybe</x%[1]d>\n", "</clstart_config>\n")},
	{"clstart", "timeouts", each("<clstart_config>\n", " <timeout>maybe</timeout>\n", "</clstart_config>\n")},

	{"properties", "keys", each("", "some.key.%[1]d = value %[1]d\n", "")},
	{"properties", "one-key", each("", "key=%[1]d\n", "")},
	{"properties", "passwords", each("", "db%[1]d.password = secret \n", "")},
	{"properties", "comments", each("", "# some.key.%[1]d = value\n", "")},
	{"properties", "one-line", each("key=", "some text, number %[1]d, \\u00e9", "\n")},
	{"properties", "one-value", each("key=", "some text, number %[1]d, \\\n  ", "\n")},
	{"properties", "bad-escapes", each("", "k%[1]d=\\u00\n", "")},

	{"opswgw", "tunnels", each(gateway, "opswgw.TunnelSrc=host%[1]d:2001:200:0:/c.pem\n", "")},
	{"opswgw", "one-tunnel", each(gateway, "opswgw.TunnelSrc=host:2001:200:0:/c.pem\n", "")},
	{"opswgw", "list", each(gateway+"opswgw.TunnelSrc=x:2001:100:0:/c.pem", ",host%[1]d:2001:200:0:/c.pem", "\n")},
	{"opswgw", "wrapped", each(gateway, "opswgw.TunnelSrc=host%[1]d@2001:200:0:\n/c.pem\n", "")},
	{"opswgw", "no-certificate", each(gateway, "opswgw.TunnelSrc=host%[1]d:2001:200:0:\nx%[1]d=1\n", "")},
	{"opswgw", "cheaper", each(gateway+"opswgw.TunnelSrc=127.0.0.1:2001:200:0:/c\n", "opswgw.TunnelSrc=host%[1]d:2001:20:0:/c\n", "")},
	{"opswgw", "commented", each(gateway, "#opswgw.TunnelSrc=host%[1]d:2001:200:0:/c.pem\n", "")},
	{"opswgw", "rules", each(gateway, "opswgw.LoadBalanceRule=tcp:hub:%[1]d:STICKY:10.0.0.1:2222,10.0.0.2:x\n", "")},
	{"opswgw", "unknown", each(gateway, "opswgw.TunnelScr%[1]d=x\n", "")},

	{"sas-resp", "unknown", each(response, "cgw_adress%[1]d=x\n", "")},
	{"sas-resp", "one-name", each(response, "hub.ip=10.0.0.%[1]d\n", "")},
	{"sas-resp", "passwords", each(response, "cast.admin_pwd=x\n", "")},
	{"sas-resp", "other-form", each(response, "name%[1]d: x\n/x\n", "")},
	{"rsp", "keys", each("[GENERAL]\n", "oracle.install.option%[1]d=\"value\"\n", "")},
	{"rsp", "sections", each("", "[S%[1]d]\nKEY=x\nKEY=y\n", "")},
	{"rsp", "comments", each("", "# KEY%[1]d=value\n", "")},

	{"fstab", "entries", each("", "/dev/sd%[1]d /data/%[1]d ext4 defaults,noatime 0 2\n", "")},
	{"fstab", "one-target", each("", "/dev/sd%[1]d /data ext4 defaults,uid=1 0 2\n", "")},
	{"fstab", "parent-last", each("", "/dev/sd%[1]d /a/%[1]d/ ext4 defaults 0 2\n", "/dev/a /a ext4 defaults 0 2\n/dev/b / ext4 defaults 0 1\n")},
	{"fstab", "unreadable", each("", "x\n", "")},
	{"fstab", "swaps", each("", "/dev/sd%[1]d none swap pri=x,pri=%[1]d 0 0\n", "")},
	{"fstab", "nfs", each("", "h%[1]d:/a /a%[1]d nfs bg,user=x,password=y 0 0\n", "")},
	{"fstab", "options", each("/dev/sda1 / ext4 rw", ",opt%[1]d", " 0 1\n")},
	{"vfstab", "entries", each("", "/dev/dsk/c0t%[1]dd0s0 /dev/rdsk/c0t%[1]dd0s0 /data%[1]d ufs 2 yes -\n", "")},
	{"mnttab", "entries", each("", "/dev/dsk/c0t%[1]dd0s0 /data%[1]d ufs rw,dev=%[1]d 1\n", "")},
	{"tnsnames", "entries", each("", "DB%[1]d=(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=h%[1]d)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=s)))\n", "")},
	{"tnsnames", "one-entry", each("", "DB=(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=h)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=s%[1]d)))\n", "")},
	{"tnsnames", "addresses", each("DB=(DESCRIPTION=(ADDRESS_LIST=", "(ADDRESS=(PROTOCOL=TCP)(HOST=h%[1]d)(PORT=1521))\n", ")(CONNECT_DATA=(SERVICE_NAME=s)))\n")},
	{"exports", "entries", each("", "/media/%[1]d h%[1]d(ro,sync) \\\n  *(rw)\n", "")},
	{"exports", "clients", each("/media", " h%[1]d(ro)", "\n")},
	{"exports", "unreadable", each("", "media%[1]d *(ro)\n", "")},
	{"dfstab", "entries", each("", "share -F nfs -o ro -d \"media %[1]d\" /media/%[1]d\n", "")},
	{"smbconf", "shares", each("", "[share%[1]d]\n  path = /media/%[1]d\n", "")},
	{"smbconf", "one-share", each("", "[share]\n  path = /media/%[1]d\n", "")},
	{"smbconf", "continuations", each("[a]\nb =", " c \\\n", "\n")},
	{"ldif", "entries", each("", "dn: uid=u%[1]d,dc=x\nuid: u%[1]d\nuserpassword:: e1NTSEF9eHh4\n\n", "")},
	{"ldif", "attributes", each("dn: a\n", "member: cn=%[1]d\n", "")},
	{"ldif", "folds", each("dn: a\nb: ", "c\n ", "\n")},
	{"dhcpd", "hosts", each("", "host h%[1]d { hardware ethernet 0:1; }\n", "")},
	{"dhcpd", "deep", around("a {\n", "b;", "}")},
	{"dhcpd", "comments", each("", "#authoritative;\n", "")},
	{"dhcpd", "one-line", each("a", " b%[1]d", ";\n")},
	{"tnsnames", "deep", func(w io.Writer, n int) {
		io.WriteString(w, "DB=")
		around("(A=", "x", ")")(w, n)
	}},
}

// BenchmarkGrowth reads files of a growing number of entries, runs all rules
// over them and lists their values and secrets. docs/performance.md holds what
// came out; a time that grows faster than the number calls for a look.
func BenchmarkGrowth(b *testing.B) {
	for _, s := range shapes {
		for _, n := range []int{1_000, 10_000, 100_000} {
			b.Run(fmt.Sprintf("%s/%s/%d", s.format, s.name, n), func(b *testing.B) {
				var text strings.Builder
				s.make(&text, n)
				raw := []byte(text.String())
				format, _ := formats.All.ByID(s.format)
				b.SetBytes(int64(len(raw)))
				for b.Loop() {
					checkOnce(format, raw)
				}
			})
		}
	}
}

func checkOnce(format parsers.Format, raw []byte) {
	doc := format.Read("file", raw)
	for range doc.Values() {
	}
	for range doc.Tiles() {
	}
	parsers.Secrets(doc)
	found := rules.Run{Rules: all.Rules, Formats: formats.All}.Check([]parsers.Document{doc}).Findings
	for _, f := range found {
		f.Source.Position(f.Span.Start)
		f.Source.Position(f.Span.End)
	}
	rules.Fixes(doc, found, true)
}

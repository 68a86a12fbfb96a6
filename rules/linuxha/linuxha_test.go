package linuxha_test

import (
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/formats"
	"cfgtool/parsers/profile"
	"cfgtool/rules"
	"cfgtool/rules/all"
	"cfgtool/rules/linuxha"
	"cfgtool/rules/rulestest"
)

func TestExamples(t *testing.T) { rulestest.Run(t, linuxha.Rules, linuxha.Rules) }

// findings checks the files of an example, with them as the root.
func findings(files fstest.MapFS, profiles profile.Set) []rules.Finding {
	var docs []parsers.Document
	for name, file := range files {
		if f, err := formats.All.Detect(name, file.Data); err == nil {
			docs = append(docs, f.Read(name, file.Data))
		}
	}
	return rules.Run{Rules: linuxha.Rules, Formats: formats.All, Root: files, Profiles: profiles}.Check(docs).Findings
}

func lines(found []rules.Finding) []string {
	var all []string
	for _, f := range found {
		all = append(all, fmt.Sprintf("%s:%v %s %s [%s]", f.Source.Name(), f.Source.Position(f.Span.Start), f.Severity, f.Message, f.Rule.ID))
	}
	return all
}

// TestFindings holds what rules say beyond their examples.
func TestFindings(t *testing.T) {
	const connections = "<net_known_connections>192.0.2.1</net_known_connections>"
	const lost = "(assumed: the howto lost the list of port entries; one is assumed for each daemon in its process list)"
	const unnamed = "(assumed: no document names what holds an address)"
	for name, tc := range map[string]struct {
		files string
		want  []string
	}{
		"nothing to say": {"-- clconf.xml --\n<c><global/>" + connections + "</c>\n", nil},
		"no evidence of 1.1": {"-- clconf.xml --\n<c/>\n", []string{
			"clconf.xml:1:1 info there is no section net_known_connections, which is highly recommended from 1.1 on [LHA002]"}},
		"1.0 is installed": {"-- etc/cluster/VERSION --\n1.0.4\n-- clconf.xml --\n<c/>\n", []string{
			"clconf.xml:1:1 info there is no section net_known_connections, which is highly recommended from 1.1 on [LHA002]"}},
		"1.2 is installed": {"-- etc/cluster/VERSION --\n1.2.0\n-- clconf.xml --\n<c/>\n", []string{
			"clconf.xml:1:1 warning there is no section net_known_connections, which is highly recommended from 1.1 on [LHA002]"}},
		"entries of 1.1": {"-- clconf.xml --\n<c><global clnetd_port='1'/></c>\n", []string{
			"clconf.xml:1:1 warning there is no section net_known_connections, which is highly recommended from 1.1 on (assumed: the file has port entries, which came with 1.1) [LHA002]"}},
		"a port is no entry of 1.1": {"-- clconf.xml --\n<c><global x_port='1'/></c>\n", []string{
			"clconf.xml:1:1 info there is no section net_known_connections, which is highly recommended from 1.1 on [LHA002]"}},
		"section too deep": {"-- clconf.xml --\n<c><global>" + connections + "</global></c>\n", []string{
			"clconf.xml:1:12 warning net_known_connections is a top level section, and stands in another element here [LHA002]"}},
		"section of comments": {"-- clconf.xml --\n<c><net_known_connections><!-- 1.1.1.1 --></net_known_connections></c>\n", []string{
			"clconf.xml:1:4 warning net_known_connections holds no address [LHA003]"}},
		"words": {"-- clconf.xml --\n<c><net_known_connections> router 1.1.1.01 fe80::1%eth0 ::ffff:1.1.1.1 1.1.1.1<ip>2.2.2.2</ip></net_known_connections></c>\n", []string{
			`clconf.xml:1:28 warning "router" is no IP address [LHA004]`,
			`clconf.xml:1:35 warning "1.1.1.01" is no IP address [LHA004]`,
			`clconf.xml:1:44 warning "fe80::1%eth0" is no IP address [LHA004]`,
			"clconf.xml:1:72 warning 1.1.1.1 is listed before [LHA005]",
			"clconf.xml:1:79 warning net_known_connections holds the element <ip>, and is to hold IP addresses as text [LHA004]"}},
		"pasted addresses": {"-- clconf.xml --\n<c>\n" + connections + "\n\u00A0 <!-- \u00A0 -->\u00A0\n</c>\n", []string{
			"clconf.xml:3:1 warning the line is indented with no-break spaces, which are no white space in XML [LHA001]"}},
		"ports": {"-- clconf.xml --\n<c>" + connections + "<global clhbd_port=''>\n<cldaemon_port> 70000 </cldaemon_port>\n<my_port>7</my_port>\n<your_port>7</your_port>\n<other>7</other><cllockd_port>-1</cllockd_port></global></c>\n", []string{
			`clconf.xml:1:68 warning clhbd_port is "", which is no port from 1 to 65535 ` + lost + " [LHA007]",
			`clconf.xml:2:17 warning cldaemon_port is "70000", which is no port from 1 to 65535 ` + lost + " [LHA007]",
			"clconf.xml:4:12 warning your_port is 7, the port of my_port (assumed: the names of port entries are lost) [LHA008]",
			`clconf.xml:5:31 warning cllockd_port is "-1", which is no port from 1 to 65535 ` + lost + " [LHA007]"}},
		"clstart": {"-- clstart.xml --\n<clstart_config timeout='3' x='' xmlns='y'>\n<allow_single_node>Yes</allow_single_node>\n<background_startup/>\n<join_existing_cluster>no</join_existing_cluster>\n<autostart_apps> yes\n</autostart_apps><timeout>1.5</timeout>\n<timeout>1</timeout></clstart_config>\n", []string{
			"clstart.xml:1:26 warning timeout is an attribute here, and is to be an element [LHA010]",
			"clstart.xml:1:29 warning the attribute x is not known [LHA010]",
			`clstart.xml:2:20 warning allow_single_node is "Yes"; only yes is documented [LHA012]`,
			`clstart.xml:3:1 error background_startup is "", and is to be yes or no [LHA012]`,
			`clstart.xml:6:27 warning timeout is "1.5", which is no whole number (assumed: the man page shows digits) [LHA013]`,
			"clstart.xml:7:1 warning <timeout> stands here a second time [LHA014]"}},
		"an empty clstart": {"-- clstart.xml --\n<clstart_config/>\n", []string{
			"clstart.xml:1:1 info <allow_single_node> is missing, so it is no [LHA011]",
			"clstart.xml:1:1 warning <autostart_apps> is missing, and its default is not documented [LHA011]",
			"clstart.xml:1:1 warning <background_startup> is missing, and its default is not documented [LHA011]",
			"clstart.xml:1:1 warning <join_existing_cluster> is missing, and its default is not documented [LHA011]",
			"clstart.xml:1:1 warning <timeout> is missing, and its default is not documented [LHA011]"}},
		"another root": {"-- clstart.xml --\n<x/>\n", []string{"clstart.xml:1:1 error the root element is <x>, and is to be <clstart_config> [LHA009]"}},
		"addresses": {"-- a/appconf.xml --\n<a ip='10.0.0.1'><network netmask='255.0.0.0' ip='10.0.0.2'/><check ip='10.0.0.2'/></a>\n" +
			"-- b/appconf.xml --\n<a><network netmask='255.0.0.0' gateway='10.0.0.1'><ip_address>10.0.0.2</ip_address></network></a>\n" +
			"-- clconf.xml --\n<c><net_known_connections>10.0.0.1 10.0.0.9</net_known_connections></c>\n", []string{
			"b/appconf.xml:1:64 info 10.0.0.2 is an address of a/appconf.xml too " + unnamed + " [LHA016]",
			"clconf.xml:1:27 warning 10.0.0.1 is an address of an application of the cluster, and is to be outside it " + unnamed + " [LHA017]"}},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, tc.want, lines(findings(rulestest.Files(tc.files), nil)))
		})
	}
}

// TestAssumed: what rests on assumed facts is a warning at most and says so;
// what a profile states does not.
func TestAssumed(t *testing.T) {
	site := profile.Set{}
	require.NoError(t, site.Add("site.yaml", []byte("schema: cfgtool.profile/1\nproduct: linuxha\nclconf:\n  global: {name: global}\n  connections: {name: ping}\n"+
		"  ports:\n  - {name: p, port: 1}\nappconf:\n  network: {name: net}\n  dropped:\n  - {name: old, assumed: true, reason: it looks so}\n  addresses: [{name: ip}]\n")))
	require.Equal(t, []string{
		"appconf.xml:1:23 warning old of net is no longer used from 1.1 on (assumed: it looks so) [LHA015]",
		`clconf.xml:1:17 warning p is "0", which is no port from 1 to 65535 [LHA007]`,
		"clconf.xml:1:27 warning 10.0.0.1 is an address of an application of the cluster, and is to be outside it [LHA017]",
	}, lines(findings(rulestest.Files("-- clconf.xml --\n<c><global p = '0'/><ping>10.0.0.1</ping></c>\n-- appconf.xml --\n<a><net ip='10.0.0.1' old=''/></a>\n"), site)))
}

// TestNoBreakSpaces: the fix in every encoding.
func TestNoBreakSpaces(t *testing.T) {
	for before, after := range map[string]string{
		"<a>\n\u00A0 \t\u00A0\u00A0<b/>\n</a>": "<a>\n  \t  <b/>\n</a>",
		"\u00A0<a>\r\n\u00A0</a>":              " <a>\r\n </a>",
		"<?xml version='1.0' encoding='ISO-8859-1'?>\n<a>\n\xA0 \xC2\xA0\xC2\xA01\n</a>": "<?xml version='1.0' encoding='ISO-8859-1'?>\n<a>\n    1\n</a>",
		"\xFF\xFE<\x00a\x00>\x00\n\x00\xA0\x00<\x00/\x00a\x00>\x00":                      "\xFF\xFE<\x00a\x00>\x00\n\x00 \x00<\x00/\x00a\x00>\x00",
	} {
		for _, name := range []string{"clconf.xml", "appconf.xml", "clstart.xml"} {
			format, err := formats.All.Detect(name, nil)
			require.NoError(t, err)
			doc := format.Read(name, []byte(before))
			found := rules.Run{Rules: []*rules.Rule{linuxha.LHA001, {ID: "XML017"}}, Formats: formats.All}.Check([]parsers.Document{doc}).Findings
			fixed, err := parsers.Apply(doc.Source(), rules.Fixes(doc, found, false))
			require.NoError(t, err)
			require.Equal(t, after, string(fixed))
		}
	}
}

// FuzzRules: no rule panics, findings lie in the file, and the safe fixes leave
// nothing for a second run.
func FuzzRules(f *testing.F) {
	for _, rule := range linuxha.Rules {
		for _, file := range rulestest.Files(rule.Bad) {
			f.Add(file.Data)
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, name := range []string{"clconf.xml", "appconf.xml", "clstart.xml"} {
			format, err := formats.All.Detect(name, nil)
			require.NoError(t, err)
			run := rules.Run{Rules: all.Rules, Formats: formats.All, Jobs: 1}
			doc := format.Read(name, raw)
			found := run.Check([]parsers.Document{doc}).Findings
			for _, finding := range found {
				require.LessOrEqual(t, finding.Span.End, len(doc.Source().Text()))
			}
			if doc.Source().ReadOnly() {
				continue
			}
			fixed, err := parsers.Apply(doc.Source(), rules.Fixes(doc, found, false))
			require.NoError(t, err)
			again := format.Read(name, fixed)
			if parsers.Errors(doc.Problems()) > 0 {
				continue
			}
			for _, finding := range run.Check([]parsers.Document{again}).Findings {
				require.NotEqual(t, "LHA001", finding.Rule.ID, "%q becomes %q", raw, fixed)
			}
		}
	})
}

// TestCopies: two nodes have the appconf.xml of one application. Equal copies are no
// finding, whatever their layout; of others the message says what differs.
func TestCopies(t *testing.T) {
	const node1, node2 = "-- node1/etc/cluster/web/appconf.xml --\n", "-- node2/etc/cluster/web/appconf.xml --\n"
	at := "node2/etc/cluster/web/appconf.xml:"
	told := " info the application web is described otherwise in node1/etc/cluster/web/appconf.xml: "
	for name, tc := range map[string]struct {
		files string
		want  []string
	}{
		"equal":    {node1 + "<app><network ip='10.0.0.5'/></app>\n" + node2 + "<app><network ip='10.0.0.5'/></app>\n", nil},
		"layout":   {node1 + "<app><network ip='10.0.0.5'/></app>\n" + node2 + "<app>\n  <!-- node 2 -->\n  <network ip=\"10.0.0.5\" />\n</app>\n", nil},
		"a value":  {node1 + "<app><network ip='10.0.0.5'/></app>\n" + node2 + "<app><network ip='10.0.0.6'/></app>\n", []string{at + `1:19` + told + `/app/network/@ip is "10.0.0.6" here, and "10.0.0.5" there [LHA016]`}},
		"one more": {node1 + "<app><a/></app>\n" + node2 + "<app><a/>\n<b/></app>\n", []string{at + `2:4` + told + "/app/b is only here [LHA016]"}},
		"one less": {node1 + "<app><a/><b/><c/></app>\n" + node2 + "<app><a/></app>\n", []string{at + `1:1` + told + "/app/b is only there; and 1 more [LHA016]"}},
		"a secret": {node1 + "<app><a password='x1'/></app>\n" + node2 + "<app><a password='x2'/></app>\n", []string{at + `1:19` + told + "/app/a/@password is another secret [LHA016]"}},
		"two applications": {node1 + "<app><network ip='10.0.0.5'/></app>\n-- node2/etc/cluster/db/appconf.xml --\n<app><network ip='10.0.0.5'/></app>\n",
			[]string{"node2/etc/cluster/db/appconf.xml:1:19 info 10.0.0.5 is an address of node1/etc/cluster/web/appconf.xml too (assumed: no document names what holds an address) [LHA016]"}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, f := range findings(rulestest.Files(tc.files), nil) {
				if f.Rule == linuxha.LHA016 {
					got = append(got, lines([]rules.Finding{f})...)
				}
			}
			require.Equal(t, tc.want, got)
		})
	}
}

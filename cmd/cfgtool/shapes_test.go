package main

import (
	"fmt"
	"slices"
	"strings"
)

// notation is how a kind of file writes things: what hostile files are made of.
type notation struct {
	formats                 []string // that are written so
	head, entry, foot       string   // around entries; %d is the number of one
	list, item, tail        string   // an entry of a comma list
	open, end               string   // nests
	quote, comment, escapes string
	continued               string // goes on in the next line
	marks                   string // the delimiters
	owner, owned, disowned  string // something with a name %s, and what there may be in it, again and again
}

var notations = []notation{
	{formats: []string{"xml"}, owner: "<a%s>", owned: "<b c='d'>x</b>", disowned: "</a>", head: "<a>", entry: "<b c='%d'>text &amp; more</b>\n", foot: "</a>", list: "<a", item: " x%d='1'", tail: "/>", open: "<a b='c'>", end: "</a>",
		quote: "\"", comment: "<!-- c -->", escapes: "&#233;&lt;&x;", continued: "<a\n", marks: "<>&;='/![]-?"},
	{formats: []string{"clconf"}, owner: "<clconf%s>", owned: "<node name='x'/>", disowned: "</clconf>", head: "<clconf>\n<global><cldaemon_port>8900</cldaemon_port></global>\n", entry: "<node name=\"n%d\"><password>x</password></node>\n", foot: "</clconf>\n",
		list: "<clconf><net_known_connections>", item: "10.0.0.%d,", tail: "</net_known_connections></clconf>", open: "<global>", end: "</global>",
		quote: "'", comment: "<!--<node name='x'/>-->", escapes: "&#xA0;\u00a0", continued: "<node\n", marks: "<>&;='/![]-?"},
	{formats: []string{"appconf"}, head: "<appconf>\n", entry: "<resource name=\"r%d\" type=\"net\"><address>10.0.0.1</address></resource>\n", foot: "</appconf>\n",
		list: "<appconf><networks", item: " net%d='a'", tail: "/></appconf>", open: "<networks>", end: "</networks>",
		quote: "\"", comment: "<!--x-->", escapes: "<![CDATA[x]]>", continued: "<network\n", marks: "<>&;='/![]-?"},
	{formats: []string{"clstart"}, head: "<clstart_config>\n", entry: "<timeout>%d</timeout>\n", foot: "</clstart_config>\n",
		list: "<clstart_config><x>", item: "a%d,", tail: "</x></clstart_config>", open: "<timeout>", end: "</timeout>",
		quote: "\"", comment: "<?x?>", escapes: "&amp;", continued: "<x\n", marks: "<>&;='/![]-?"},
	{formats: []string{"properties"}, entry: "some.key.%d = value \n", list: "a=", item: "x%d,", open: "{", end: "}",
		quote: "\"", comment: "# some.key = value \n", escapes: "\\u00e9\\u\\q", continued: "a\\\n", marks: "=: \t\\,#!"},
	{formats: []string{"opswgw"}, owner: "opswgw.Gateway=%s\nopswgw.Realm=a\nopswgw.TunnelSrc=a:1:1:1", owned: ",b:2:1:1", disowned: "\n", head: "opswgw.Gateway=agw0-C43\nopswgw.Realm=C43\n", entry: "opswgw.TunnelSrc=host%d:2001:200:0:/c.pem\n", list: "opswgw.TunnelSrc=", item: "h%d:2001:200:0:/c.pem,", open: "opswgw.TunnelSrc=(", end: ")",
		quote: "\"", comment: "#opswgw.TunnelSrc=host:2001:200:0:/c.pem\n", escapes: "opswgw.TunnelSrc=host@2001:200:0:\n/c\n", continued: "opswgw.TunnelSrc=\\\n", marks: "=:,@#\\"},
	{formats: []string{"sas-resp"}, head: "truth.servicename=a\n", entry: "cgw_adress%d=x\n", list: "agent_gw_list_args=", item: "h%d:3001,", open: "{", end: "}",
		quote: "\"", comment: "#truth.dcNm=x\n", escapes: "name: x\n/x\n", continued: "cast.admin_pwd: \\\n", marks: "=:%#\\\"'"},
	{formats: []string{"rsp"}, owner: "[%s]\n", owned: "KEY=x\n", disowned: "", head: "[GENERAL]\n", entry: "oracle.install.option%d=\"value\"\n", list: "a={", item: "\"x%d\",", tail: "}", open: "[S]\nA={", end: "}",
		quote: "\"", comment: "# KEY=value\n", escapes: "\\\"", continued: "A=\\\n", marks: "=:[]{}\",#\\"},
	{formats: []string{"fstab"}, owner: "/dev/a /%s ext4 ", owned: "x,", disowned: " 0 0\n", entry: "/dev/sd%d /data/%[1]d/ ext4 defaults,uid=1 0 2\n", list: "/dev/a /b ext4 ", item: "x%d,", tail: " 0 0\n", open: "a\"", end: "\"",
		quote: "\"", comment: "#/dev/a /b ext4 defaults 0 0\n", escapes: "\\040\\011\\", continued: "/dev/a\\\n", marks: " \t,=#\\\"/"},
	{formats: []string{"vfstab"}, entry: "/dev/dsk/c0t%dd0s0 /dev/rdsk/c0t%[1]dd0s0 /data%[1]d ufs 2 yes -\n", list: "/dev/a - /b ufs 2 yes ", item: "x%d,", tail: "\n", open: "a\"", end: "\"",
		quote: "\"", comment: "#a - b\n", escapes: "\\040\\", continued: "/dev/a\\\n", marks: " \t,=#\\-/"},
	{formats: []string{"mnttab", "mtab", "mountinfo", "tru64-fstab"}, entry: "/dev/dsk/c0t%d /data%[1]d ufs rw,dev=%[1]d 1\n", list: "/dev/a /b ufs ", item: "x%d,", tail: " 1\n", open: "a\"", end: "\"",
		quote: "\"", comment: "#a b c\n", escapes: "\\040\\", continued: "/dev/a\\\n", marks: " \t,=#\\-/"},
	{formats: []string{"tnsnames", "listener"}, owner: "%s=(DESCRIPTION=", owned: "(ADDRESS=(HOST=a))", disowned: ")\n", entry: "DB%d=(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=h%[1]d)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=s)))\n", list: "x=", item: "h%d,", tail: "\n", open: "A=(B=", end: ")",
		quote: "\"", comment: "#A=(B=c)\n", escapes: "\\\\\\(", continued: "A=\n B\n", marks: "=(),#\"'\\:;[]/?&"},
	{formats: []string{"sqlnet"}, entry: "NAME%d = (TNSNAMES, EZCONNECT)\n", list: "x=(", item: "h%d,", tail: ")\n", open: "A=(B=", end: ")",
		quote: "\"", comment: "#A=(B,C)\n", escapes: "\\\\\\(", continued: "A=\n B\n", marks: "=(),#\"'\\:;[]/?&"},
	{formats: []string{"exports"}, owner: "/%s", owned: " h(ro)", disowned: "\n", entry: "/media/%d h%[1]d(ro,sync) *(rw)\n", list: "/media *(", item: "ro%d,", tail: ")\n", open: "/a b(", end: ")",
		quote: "\"", comment: "#/media *(ro)\n", escapes: "\\040\\", continued: "/a \\\n", marks: " (),\"#\\/-=@"},
	{formats: []string{"dfstab"}, owner: "share -o ro -d %s", owned: "/a", disowned: "\n", entry: "share -F nfs -o ro -d \"media %d\" /media/%[1]d\n", list: "share -o ", item: "ro%d,", tail: " /a\n", open: "share -o \"", end: "\"",
		quote: "\"", comment: "#share -F nfs /a\n", escapes: "\\040\\", continued: "share \\\n", marks: " -,\"'#\\/=:"},
	{formats: []string{"smbconf"}, owner: "[%s]\n", owned: "path = /a\n", disowned: "", head: "[global]\n", entry: "[share%d]\n  path = /media/%[1]d\n", list: "[a]\nhosts allow = ", item: "h%d,", tail: "\n", open: "[a", end: "]",
		quote: "\"", comment: "; path = /a\n", escapes: "%u%", continued: " a = \\\n", marks: "[]=;#\\\"%,"},
	{formats: []string{"ldif"}, owner: "dn: %s\n", owned: "a: b\n", disowned: "", entry: "dn: uid=u%d,dc=x\nuid: u%[1]d\nuserpassword:: e1NTSEF9eHh4\n\n", list: "dn: a\nb: ", item: "x%d,", tail: "\n", open: "dn: a\n-\n", end: "changetype: modify\n",
		quote: "\"", comment: "# a\n", escapes: "a:: !\n", continued: "a: b\n c\n", marks: ":<;=- #,+"},
	{formats: []string{"dhcpd"}, owner: "group %s {", owned: "a b;", disowned: "}", entry: "host h%d { hardware ethernet 0:1; }\n", list: "option x ", item: "h%d,", tail: ";\n", open: "a {", end: "}",
		quote: "\"", comment: "#authoritative;\n", escapes: "\"\\x\\0\"", continued: "a\nb ", marks: "{};\",#=\\"},
}

// shape is a file of n parts that is made to hurt.
type shape struct {
	format, name string
	make         func(n int) string
}

// shapes are more than twenty for each kind of file.
func shapes() (all []shape) {
	for _, k := range notations {
		for _, format := range k.formats {
			for name, make := range k.shapes() {
				all = append(all, shape{format, name, make})
			}
		}
	}
	slices.SortFunc(all, func(a, b shape) int { return strings.Compare(a.format+"/"+a.name, b.format+"/"+b.name) })
	return all
}

func (k notation) shapes() map[string]func(int) string {
	numbered := func(pattern string, n int) string {
		var b strings.Builder
		for i := range n {
			if strings.Contains(pattern, "%d") {
				fmt.Fprintf(&b, pattern, i)
			} else {
				b.WriteString(pattern)
			}
		}
		return b.String()
	}
	repeated := func(around ...string) func(int) string { // the middle one again and again
		return func(n int) string { return around[0] + strings.Repeat(around[1], n) + around[2] }
	}
	one := strings.NewReplacer("%d", "1", "%[1]d", "1").Replace(k.entry)
	line := strings.TrimRight(one, "\n")
	all := map[string]func(int) string{
		"entries":             func(n int) string { return k.head + numbered(k.entry, n) + k.foot },
		"one-entry":           repeated(k.head, one, k.foot),
		"one-line":            repeated(k.head, line, k.foot),
		"words":               repeated(k.head, line+" ", k.foot),
		"list":                func(n int) string { return k.head + k.list + numbered(k.item, n) + k.tail + k.foot },
		"lists":               repeated(k.head, k.list+strings.ReplaceAll(k.item, "%d", "1")+k.tail, k.foot),
		"one-item":            repeated(k.head+k.list, "x,", k.tail+k.foot),
		"commas":              repeated(k.head+k.list, ",", k.tail+k.foot),
		"semicolons":          repeated(k.head+k.list, ";", k.tail+k.foot),
		"brackets":            repeated(k.head+k.list, "[", k.tail+k.foot),
		"slashes":             repeated(k.head+k.list, "//", k.tail+k.foot),
		"equals":              repeated(k.head+k.list, "a=", k.tail+k.foot),
		"value":               repeated(k.head+k.list, "xxxxxxxx", k.tail+k.foot),
		"blanks":              repeated(k.head+k.list, " \t", k.tail+k.foot),
		"openers":             repeated(k.head, k.open, k.foot),
		"opener-lines":        repeated(k.head, k.open+"\n", k.foot),
		"nested":              func(n int) string { return strings.Repeat(k.open, n) + "x" + strings.Repeat(k.end, n) + "\n" },
		"ends":                repeated(k.head, k.end, k.foot),
		"pairs":               repeated(k.head, k.open+k.end, k.foot),
		"quotes":              repeated(k.head, k.quote, k.foot),
		"unclosed-quotes":     repeated(k.head, strings.TrimSuffix(k.list, "\n")+k.quote+"\n", k.foot),
		"quoted":              repeated(k.head+k.list, k.quote+"x"+k.quote+",", k.tail+k.foot),
		"comments":            repeated(k.head, k.comment, k.foot),
		"comments-in-entry":   repeated(k.head+k.list, k.comment, k.tail+k.foot),
		"comment-lines":       repeated(k.head, one+k.comment, k.foot),
		"continued":           repeated(k.head, k.continued, k.foot),
		"continued-comments":  repeated(k.head, k.continued+k.comment, k.foot),
		"backslashes":         repeated(k.head+k.list, "\\", k.tail+k.foot),
		"carriage-returns":    func(n int) string { return strings.ReplaceAll(k.head+numbered(k.entry, n)+k.foot, "\n", "\r") },
		"only-returns":        repeated("", "\r", ""),
		"empty-lines":         repeated("", "\n", ""),
		"line-ends":           repeated(k.head, "\r\n\n\r", k.foot),
		"indented":            repeated(k.head, " "+line+"\n", k.foot),
		"far":                 func(n int) string { return k.head + strings.Repeat(" ", n) + strings.Repeat(line, n) + k.foot },
		"far-list":            func(n int) string { return k.head + k.list + strings.Repeat(" ", n) + strings.Repeat(one, n) + k.foot },
		"far-words":           func(n int) string { return k.head + strings.Repeat(k.open, n) + strings.Repeat(line+" ", n) + k.foot },
		"comments-then-lines": func(n int) string { return strings.Repeat(k.comment, n) + k.head + strings.Repeat(one, n) + k.foot },
		"lines-then-quotes":   func(n int) string { return k.head + strings.Repeat(one, n) + strings.Repeat(k.quote+"\n", n) },
		"lines-then-openers":  func(n int) string { return k.head + strings.Repeat(one, n) + strings.Repeat(k.open, n) },
		"entries-then-blanks": func(n int) string { return k.head + numbered(line, n) + strings.Repeat(" \n", n) + k.foot },
		"byte-order-marks":    repeated("", "\ufeff", k.entry),
		"marked-entries":      repeated("", "\ufeff"+one, ""),
		"nuls":                repeated(k.head, "\x00", k.foot),
		"no-utf8":             repeated(k.head+k.list, "\xff", k.tail+k.foot),
		"controls":            repeated(k.head+k.list, "\x1b[31m", k.tail+k.foot),
		"no-break":            repeated(k.head+k.list, "\u00a0", k.tail+k.foot),
		"escapes":             repeated(k.head+k.list, k.escapes, k.tail+k.foot),
		"escape-lines":        repeated(k.head, k.escapes+"\n", k.foot),
		"two-bytes-each":      func(n int) string { return "\xff\xfe" + wide(k.head+strings.Repeat(one, n)+k.foot) },
		"two-byte-surrogates": func(n int) string { return "\xff\xfe" + wide(k.head+k.list) + strings.Repeat("\x00\xd8", n) },
	}
	if k.owner != "" {
		all["long-name"] = func(n int) string {
			return fmt.Sprintf(k.owner, strings.Repeat("x", 8*n)) + strings.Repeat(k.owned, n) + k.disowned
		}
		all["names"] = func(n int) string {
			return fmt.Sprintf(k.owner, "x"+strings.Repeat(",x", n)) + strings.Repeat(k.owned, n) + k.disowned
		}
		all["nested-values"] = func(n int) string {
			return strings.Repeat(fmt.Sprintf(k.owner, "x")+k.owned, n) + strings.Repeat(k.disowned, n)
		}
	}
	for i, mark := range k.marks {
		all[fmt.Sprintf("mark-%02d", i)] = repeated(k.head, string(mark), k.foot)
		all[fmt.Sprintf("mark-lines-%02d", i)] = repeated(k.head, "x"+string(mark)+"\n", k.foot)
	}
	if slices.Contains(k.formats, "xml") {
		for name, parts := range map[string][]string{
			"entities":     {"<!DOCTYPE a [", "<!ENTITY e 'v'>", "]><a>&e;</a>"},
			"references":   {"<!DOCTYPE a [<!ENTITY e '<b>'>]><a>", "&e;x</b>", "</a>"},
			"open-comment": {"<a>", "<!--", ""},
			"open-section": {"<a>", "<![CDATA[", ""},
			"open-subset":  {"<!DOCTYPE a [", "<!ENTITY % e '", ""},
			"doctypes":     {"", "<!DOCTYPE a [", ""},
			"namespaces":   {"<a", " xmlns:p='u'", "/>"},
			"attribute":    {"<a", " p='u'", "/>"},
		} {
			all[name] = repeated(parts...)
		}
	}
	return all
}

// wide is ASCII as UTF-16, little-endian.
func wide(text string) string {
	var b strings.Builder
	for i := range len(text) {
		b.WriteByte(text[i])
		b.WriteByte(0)
	}
	return b.String()
}

package xmlconf

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/parserstest"
)

func TestProblems(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{"<a/>", ""},
		{"\uFEFF<?xml version='1.0' encoding=\"utf-8\" standalone='no' ?>\r\n<!-- c --><?p x?><!DOCTYPE a><a\t>&lt;&#x20AC;]] ></a >\n", ""},
		{"<?xml version='1.1'?><é:ñ·1 xmlns:é='u'/>", ""},

		{"<a>\n <b>\n</a>", "2:2 XML002"},
		{"<a><b></c></a>", "1:7 XML002"},
		{"<a></b>", "1:4 XML002"},
		{"<a></a></a>", "1:8 XML002"},
		{"<a></c><b/></a>", "1:4 XML002"},
		{"<a>\n<b>\n<c></a>", "2:1 XML002, 3:1 XML002"},
		{"<a>x", "1:1 XML002"},

		{"<a>\n <b>t</v>\n <c/>\n</a>", "2:6 XML002"},
		{"<a>\n <b>t</v></b>\n <c/>\n</a>", "2:6 XML002"},
		{"<a><b><![CDATA[</b></a>", "1:7 XML021"},
		{"<a><b><!-- </b></a>", "1:7 XML011"},
		{"<a><b><?x </b></a>", "1:7 XML013"},
		{"<!DOCTYPE a [<!ENTITY e d>]><a/>", "1:25 XML016"},

		{"<a", "1:1 XML001"},
		{"<a><1b/></a>", "1:4 XML004"},
		{"<a .x='1'><×/></a>", "1:4 XML004, 1:5 XML023, 1:11 XML004"},
		{"<a>1 < 2<b/>\n</c></a>", "1:6 XML001, 2:1 XML002"},
		{"<a x='1' <b/></a>", "1:1 XML001"},
		{"<a / >x</a>", "1:4 XML001"},
		{"<a></ a></a>", "1:4 XML001"},
		{"<a></a b>", "1:4 XML001"},
		{"<a><b>t</b<c/></a>", "1:8 XML001"},
		{"<a><![cdata[x]]></a>", "1:4 XML001"},

		{"<a x/>", "1:4 XML023"},
		{"<a x=1 y='2'/>", "1:4 XML023"},
		{"<a x='1'y='2'/>", "1:9 XML023"},
		{"<a ='1'/>", "1:4 XML023"},
		{"<a x='1>\n<b y='2'/></a>", "1:6 XML023"},
		{"<a>\n<b c=\"d'/>\n<e f=\"g\"/></a>", "2:6 XML023"},
		{"<a\n x='1'\n x='2'/>", "3:2 XML003"},
		{"<a x='<<'/>", "1:7 XML010"},

		{"<a>&</a>", "1:4 XML006"},
		{"<a>é & b &lt &#0; &#x; &#xD800; &#9;</a>", "1:6 XML006, 1:10 XML006, 1:14 XML006, 1:19 XML006, 1:24 XML006"},
		{"<a b='&c;'>&d;</a>", "1:7 XML007, 1:12 XML007"},
		{"<a>]]></a>", "1:4 XML012"},
		{"<a>\x01\uFFFE</a>", "1:4 XML005, 1:5 XML005"},
		{"<a x='\x02'><!--\x03--><?p \x04?><![CDATA[\x05]]></a>", "1:7 XML005, 1:14 XML005, 1:22 XML005, 1:34 XML005"},

		{"<a><!-- a -- b --></a>", "1:11 XML011"},
		{"<a><!-- a ---></a>", "1:11 XML011"},
		{"<!-- <a/>", "1:1 XML011"},
		{"<a><![CDATA[ x</a>", "1:4 XML021"},
		{"<?XML x?><a/>", "1:3 XML013"},
		{"<a><??></a>", "1:4 XML013"},
		{" <?xml version='1.0'?><a/>", "1:2 XML014"},
		{"<?xml?><a/>", "1:6 XML014"},
		{"<?xml version='2.0'?><a/>", "1:16 XML014"},
		{"<?xml encoding='UTF-8'?><a/>", "1:7 XML014"},
		{"<?xml version='1.0' standalone='maybe'?><a/>", "1:33 XML014"},
		{"<?xml version='1.0' standalone='yes' encoding='utf-8'?><a/>", "1:38 XML014"},
		{"<?xml version='1.0' encoding='UTF-16'?><a/>", "1:31 XML019"},
		{"<?xml version='1.0' encoding='x-foo'?><a>", "1:1 ENC001"},
		{"<?xml version='1.0' encoding='US-ASCII'?><a>\xE9</a>", "1:45 ENC001"},

		{"", "1:1 XML018"},
		{"<.a/>", "1:1 XML004"},
		{"<!-- c -->\n", "2:1 XML018"},
		{"x<a/>\n\ny", "1:1 XML017, 3:1 XML017"},
		{"<a/><b/>", "1:5 XML017"},
		{"<a/>&amp;<![CDATA[]]>", "1:5 XML017, 1:10 XML017"},

		{"<!DOCTYPE a><!DOCTYPE a><a/>", "1:13 XML015"},
		{"<!DOCTYPE><a/>", "1:10 XML015"},
		{"<!DOCTYPE a b><a/>", "1:13 XML015"},
		{"<!DOCTYPE a SYSTEM><a/>", "1:19 XML015"},
		{"<a/><!DOCTYPE a>", "1:5 XML015"},
		{"<!DOCTYPE a [\n<a>x</a> y\n]>\n", "2:1 XML016"},
		{"<!DOCTYPE a [<a/>", "1:1 XML015, 1:14 XML016"},
		{"<!DOCTYPE a [\n<!ELEMENT a>\n<!ELEMENT a (b,c|d)>\n<!ATTLIST a b>\n<!ENTITY>\n<!FOO>\n<![INCLUDE[]]>\nx\n]><a/>",
			"2:12 XML016, 3:17 XML016, 4:14 XML016, 5:9 XML016, 6:1 XML016, 7:1 XML016, 8:1 XML016"},
		{"<!DOCTYPE a [<!ENTITY e '&e;'>]>\n<a>&e;</a>", "2:4 XML008"},
		{"<!DOCTYPE a [<!ENTITY e '<b>'>]>\n<a>&e;&e;</a>", "2:4 XML022"},
		{"<!DOCTYPE a [<!ENTITY e SYSTEM 'x'>]>\n<a x='&e;'>&e;</a>", "2:7 XML024"},
		{"<!DOCTYPE a [<!ENTITY e '&#60;'>]>\n<a x='&e;'/>", "2:7 XML010"},
		{"<!DOCTYPE a [<!ENTITY e SYSTEM 'x' NDATA n>]>\n<a>&e;</a>", "2:4 XML024"},
		{"<!DOCTYPE a SYSTEM 'x'><a>&e;</a>", ""},
		{"<!DOCTYPE a [<!ENTITY % p '<!ENTITY e \"x\">'>\n%p;]><a>&e;</a>", ""},

		// Of an entity that leaves an element open, or ends one, that is the only problem.
		{"<!DOCTYPE a [<!ENTITY e '<b>'>]>\n<a>&e;x</b></a>", "2:4 XML022"},
		{"<!DOCTYPE a [<!ENTITY e '</b>'>]>\n<a><b>&e;x</a>", "2:7 XML022"},
		{"<!DOCTYPE a [<!ENTITY e '<b>'><!ENTITY f '&e;'>]>\n<a>&f;x</b>&f;</b>&e;</b></a>", "2:4 XML022"},
		{"<!DOCTYPE a [<!ENTITY e '<b>'><!ENTITY f '&e;x</b>'>]>\n<a>&f;&f;</a>", "2:4 XML022"},
		{"<!DOCTYPE a [<!ENTITY e '<b>'><!ENTITY f '</b>'>]>\n<a>&e;x&f;</a>", "2:4 XML022, 2:8 XML022"},
		{"<!DOCTYPE a [<!ENTITY e '<b>'>]>\n<a>&e;x</b></b></a>", "2:4 XML022, 2:12 XML002"},

		// References to parameter entities in declarations: not in the internal
		// subset itself, and only for what a declaration starts and ends in one entity.
		{"<!DOCTYPE a [<!ENTITY % m 'b'>\n<!ELEMENT a (%m;)>]><a/>", "2:14 XML016"},
		{"<!DOCTYPE a [<!ENTITY % m 'b'>\n<!ENTITY e '%m;'>]><a/>", "2:13 XML016"},
		{"<!DOCTYPE a [<!ENTITY % m 'b'><!ENTITY % p '<!ELEMENT a (&#37;m;)>'>%p;]><a/>", ""},
		{"<!DOCTYPE a [<!ENTITY % m 'a ANY'><!ENTITY % p '<!ELEMENT&#37;m;>'>%p;]><a/>", ""},
		{"<!DOCTYPE a [<!ENTITY % n 'b'><!ENTITY % m '&#37;n;,c'><!ENTITY % p '<!ELEMENT a (&#37;m;)>'>%p;]><a/>", ""},
		{"<!DOCTYPE a [<!ENTITY % m 'x CDATA \"%p;\"'><!ENTITY % p '<!ATTLIST a &#37;m;>'>%p;]><a/>", "1:37 XML016"},
		{"<!DOCTYPE a [<!ENTITY % m 'b'><!ENTITY % p '<!ELEMENT a (&#37;m;|)>'>\n%p;]><a/>", "2:1 XML016"},
		{"<!DOCTYPE a [<!ENTITY % m 'ANY>'><!ENTITY % p '<!ELEMENT a &#37;m;'>\n%p;]><a/>", "2:1 XML016"},
		{"<!DOCTYPE a [<!ENTITY % m 'ANY><!ELEMENT b '><!ENTITY % p '<!ELEMENT a &#37;m; ANY>'>\n%p;]><a/>", "2:1 XML016"},
		{"<!DOCTYPE a [<!ENTITY % p '<!ELEMENT a (&#37;p;)>'>\n%p;]><a/>", "2:1 XML008"},

		{"<p:a/>", "1:2 XMN001"},
		{"<a xmlns:p='u' xmlns:q='u' p:x='1' q:x='2' q:x='3'/>", "1:36 XMN003, 1:44 XML003"},
		{"<a xmlns:p='u'><b xmlns:p='v'/><c p:x='' xmlns:q='u' q:x=''/></a>", "1:54 XMN003"},
		{"<!DOCTYPE a [<!ATTLIST b xmlns:p CDATA 'u'>]>\n<a><b><p:c/></b><p:c/></a>", "2:18 XMN001"},
		{"<!DOCTYPE a [<!ATTLIST b xmlns:p CDATA #IMPLIED>]>\n<a><b><p:c/></b></a>", "2:8 XMN001"},
		{"<!DOCTYPE a [<!ATTLIST a xmlns:p CDATA #FIXED 'u' xmlns:q NMTOKEN ' u '>]>\n<a p:x='' q:x=''/>", "2:11 XMN003"},
		{"<!DOCTYPE a [<!ATTLIST a xmlns:p CDATA 'u' p:x CDATA ''>]>\n<a xmlns:q='u' q:x=''/>", "2:2 XMN003"},
		{"<!DOCTYPE a [<!ATTLIST a xmlns:p CDATA 'u' p:x CDATA ''>]>\n<a xmlns:q='u' q:x='' xmlns:p='v'/>", ""},
		{"<!DOCTYPE a [<!ATTLIST a p:x CDATA ''>]>\n<a/>", "2:2 XMN001"},
		{"<!DOCTYPE a [<!ATTLIST a xmlns:p CDATA ''\n xmlns:xml CDATA 'u'>]><a/>", "1:26 XMN005, 2:2 XMN004"},
		{"<a p:b/>", "1:4 XML023"},
		{"<a p:x='1' p:y='2'><p:b/></a>", "1:4 XMN001"},
		{"<a:b:c/>", "1:2 XMN002"},
		{"<a xmlns:p='u' xmlns:q='u' p:x='1' q:x='2'/>", "1:36 XMN003"},
		{"<a xmlns:xml='u' xmlns:xmlns='v' xml:lang='de'/>", "1:4 XMN004, 1:18 XMN004"},
		{"<a xmlns:p=''/>", "1:4 XMN005"},
		{"<?a:b?><a/>", "1:3 XMN006"},
		{"<a><b xmlns:p='u'><p:c/></b><p:c/></a>", "1:30 XMN001"},
	} {
		f := parse(tc.in)
		parserstest.Invariants(t, f)
		require.Equal(t, tc.want, strings.Join(listed(f), ", "), "%q: %v", tc.in, describe(f))
		for _, p := range f.Problems() {
			require.Equal(t, strings.HasPrefix(p.Rule, "XMN"), p.Severity == parsers.Warning, tc.in)
		}
	}
}

func TestBothEndsOfAMismatch(t *testing.T) {
	f := parse("<a>\n <b>\n </c>\n</a>")
	require.Len(t, f.Problems(), 1)
	p := f.Problems()[0]
	require.Equal(t, "the end tag </c> does not match the start tag <b>", p.Message)
	require.Equal(t, "</c", string(f.src.Slice(p.Span)))
	require.Equal(t, "<b", string(f.src.Slice(p.Related[0].Span)))

	p = parse("<a><b></a>").Problems()[0]
	require.Equal(t, parsers.Span{Start: 3, End: 5}, p.Span)
	require.Equal(t, []parsers.Related{{Span: parsers.Span{Start: 6, End: 9}, Message: "this end tag comes first"}}, p.Related)

	require.Len(t, parse("<a x='1' x='2'/>").Problems()[0].Related, 1)
	require.Len(t, parse("<a/><b/>").Problems()[0].Related, 1)
}

func TestManyProblems(t *testing.T) {
	f := parse("<a>" + strings.Repeat("&", 1000) + "</a>")
	require.Len(t, f.Problems(), maxProblems)
	require.Contains(t, f.Problems()[maxProblems-1].Message, "(and 900 more problems)")
}

func TestCodes(t *testing.T) {
	seen := make(map[string]bool)
	for _, c := range Codes {
		require.False(t, seen[c.ID], c.ID)
		seen[c.ID] = true
		require.NotEmpty(t, c.Meaning)
		require.NotEmpty(t, c.Section)
		require.Equal(t, severity(c.ID), c.Severity)
	}
}

// TestHostileFiles are read fast, and without a deep stack.
func TestHostileFiles(t *testing.T) {
	laughs := `<!DOCTYPE a [<!ENTITY e0 "%s">`
	for i := 1; i < 30; i++ {
		e := "&e" + string(rune('0'+(i-1)/10)) + string(rune('0'+(i-1)%10)) + ";"
		laughs += "<!ENTITY e" + string(rune('0'+i/10)) + string(rune('0'+i%10)) + ` "` + strings.Repeat(e, 10) + `">`
	}
	laughs = strings.Replace(laughs, "e0 ", "e00 ", 1) + "]>"
	content := strings.Replace(laughs, "%s", "ha", 1)
	elements := strings.Replace(laughs, "%s", "<b/>", 1)
	const n = 1_000_000
	for name, tc := range map[string]struct{ in, want string }{
		"deep":               {strings.Repeat("<a>", n) + strings.Repeat("</a>", n), DepthLimit},
		"unclosed":           {strings.Repeat("<a>", 9_000), TagMismatch},
		"stray end tags":     {"<a>" + strings.Repeat("<b>", 9_000) + strings.Repeat("</c>", n), TagMismatch},
		"laughs in content":  {content + "<a>&e29;</a>", EntityLimit},
		"laughs in a value":  {content + "<a x='&e29;'/>", EntityLimit},
		"laughs of elements": {elements + "<a>&e29;</a>", EntityLimit},
		"quadratic entity":   {"<!DOCTYPE a [<!ENTITY e '" + strings.Repeat("x", n) + "'>]><a>" + strings.Repeat("&e;", 1000) + "</a>", EntityLimit},
		"quotes":             {strings.Repeat("<a b=\"", n), LessInValue},
		"quotes and ends":    {"<a>" + strings.Repeat("<a b=\"'<", n), AttributeSyntax},
		"many attributes":    {"<a " + strings.Repeat("x='1' ", n) + "/>", DuplicateAttribute},
		"dashes":             {"<a/><!--" + strings.Repeat("-", n), CommentSyntax},
		"less":               {"<a>" + strings.Repeat("<", n), TagSyntax},
		"ampersands":         {"<a>" + strings.Repeat("&", n), BadReference},
		"comments":           {"<a>" + strings.Repeat("<!--", n), CommentSyntax},
		"content model":      {"<!DOCTYPE a [<!ELEMENT a " + strings.Repeat("(", n) + "]><a/>", SubsetSyntax},
		"declarations":       {"<!DOCTYPE a [" + strings.Repeat("<!ELEMENT ", n/10), SubsetSyntax},
		"tags in the subset": {"<!DOCTYPE a [" + strings.Repeat("<b ", n/10), SubsetSyntax},
		"namespaces":         {"<a>" + strings.Repeat("<b xmlns:p='u'>", 9_000) + strings.Repeat("<q:c/>", n/10), UndeclaredPrefix},
		"parameter entities": {"<!DOCTYPE a [<!ENTITY % a '<!-- x -->'>" + strings.Repeat("%a;", n) + "]><a/>", EntityLimit},
		"white space":        {"<a>" + strings.Repeat(" ", n) + "<", TagSyntax},
	} {
		t.Run(name, func(t *testing.T) {
			f := parse(tc.in)
			for range f.Values() {
			}
			for range f.Tiles() {
			}
			found := false
			for _, p := range f.Problems() {
				found = found || p.Rule == tc.want
			}
			require.True(t, found, "%v", describe(f)[:min(3, len(f.Problems()))])
		})
	}
}

// TestRecursionInOtherContexts: an entity that refers to itself is not read,
// also where that was told in another context, or is not told at all.
func TestRecursionInOtherContexts(t *testing.T) {
	for _, in := range []string{
		"<!DOCTYPE a [<!ENTITY e 'x&e;'>]>\n<a b='&e;'>&e;</a>",
		"<!DOCTYPE a [<!ENTITY e 'x&f;'><!ENTITY f '&e;'>]>\n<a b='&f;' c='&e;'>&e;&f;</a>",
		"<?xml version='1.0' encoding='EBCDIC-X'?><!DOCTYPE a [<!ENTITY e 'x&e;'>]>\n<a b='&e;'>&e;</a>",
	} {
		f := parse(in)
		parserstest.Invariants(t, f)
		require.NotEmpty(t, f.Problems())
		require.Contains(t, f.Root().Text(), "&")
	}
}

package xmlconf

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func find(t *testing.T, f *File, path string) *Element {
	t.Helper()
	found, err := f.Find(path)
	require.NoError(t, err)
	require.NotEmpty(t, found, path)
	return found[0]
}

func TestSetText(t *testing.T) {
	for _, tc := range []struct{ in, text, want string }{
		{"<a><n>x</n></a>", "y<&>]]>\"'", "<a><n>y&lt;&amp;>]]&gt;\"'</n></a>"},
		{"<a>\r\n<n/>\r\n</a>", "1\n2\r", "<a>\r\n<n>1\r\n2&#13;</n>\r\n</a>"},
		{"<a><n x='1' /></a>", "v", "<a><n x='1'>v</n></a>"},
		{"<a><n></n></a>", "v", "<a><n>v</n></a>"},
		{"<a><n><![CDATA[x]]></n></a>", "a<b", "<a><n><![CDATA[a<b]]></n></a>"},
		{"<a><n><![CDATA[x]]></n></a>", "]]>", "<a><n>]]&gt;</n></a>"},
		{"<?xml version='1.0' encoding='ISO-8859-1'?><a><n>\xE9</n></a>", "ä€", "<?xml version='1.0' encoding='ISO-8859-1'?><a><n>\xE4&#x20AC;</n></a>"},
		{"<a><n>v</n></a>", "v", "<a><n>v</n></a>"},
		{"<a><n>v</n></a>", "", "<a><n></n></a>"},
	} {
		f := parse(tc.in)
		edits, err := f.SetText(find(t, f, "//n"), tc.text, "w")
		got := apply(t, f, edits, err)
		require.Equal(t, tc.want, got)
		require.Equal(t, tc.text, find(t, parse(got), "//n").Text())
	}
	for in, want := range map[string]string{
		"<a>\n<n>x<!-- c --></n></a>": `a.xml:2:5: the text of <n> is not set, since it has a comment in it`,
		"<a><n>x<b/></n></a>":         `a.xml:1:8: the text of <n> is not set, since it has a child element in it`,
	} {
		f := parse(in)
		_, err := f.SetText(find(t, f, "//n"), "y", "w")
		require.EqualError(t, err, want)
	}
}

func TestSetAttr(t *testing.T) {
	for _, tc := range []struct{ in, name, value, want string }{
		{"<n a='1'/>", "a", `"'<>&`, `<n a='"&apos;&lt;>&amp;'/>`},
		{`<n a="1"/>`, "a", "\"'\t\n\r", `<n a="&quot;'&#9;&#10;&#13;"/>`},
		{`<n a="1"/>`, "b", "2", `<n a="1" b="2"/>`},
		{"<n\r\n   a = '1'\r\n   b = '2'>x</n>", "c", "3", "<n\r\n   a = '1'\r\n   b = '2'\r\n   c = '3'>x</n>"},
		{"<n/>", "b", "2", `<n b="2"/>`},
		{"<n />", "b", "2", `<n b="2" />`},
		{"<n><m x='1'/></n>", "b", "2", `<n b='2'><m x='1'/></n>`},
	} {
		f := parse(tc.in)
		edits, err := f.SetAttr(f.Root(), tc.name, tc.value, "w")
		got := apply(t, f, edits, err)
		require.Equal(t, tc.want, got)
		f = parse(got)
		a, ok := f.Root().Attr(tc.name)
		require.True(t, ok)
		require.Equal(t, tc.value, a.Value)
		if _, was := parse(tc.in).Root().Attr(tc.name); !was {
			edits, err := f.RemoveAttr(f.Root(), tc.name, "w")
			require.Equal(t, tc.in, apply(t, f, edits, err))
		}
	}
}

func TestRenameElement(t *testing.T) {
	f := parse("<a><n x='1'>y</n ><n/></a>")
	edits, err := f.RenameElement(f.Root().Child("n"), "é:m", "w")
	require.Equal(t, "<a><é:m x='1'>y</é:m ><n/></a>", apply(t, f, edits, err))
	_, err = f.RenameElement(f.Root(), "1x", "w")
	require.Error(t, err)
}

// TestAddThenRemove adds <n i="1"/> behind the element s, and takes it away again.
func TestAddThenRemove(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{"<a>\n  <s/>\n</a>", "<a>\n  <s/>\n  <n i=\"1\"/>\n</a>"},
		{"<a>\r\n\t<s />  \r\n</a>", "<a>\r\n\t<s />  \r\n\t<n i=\"1\" />\r\n</a>"},
		{"<a>\r <s>\r  <x/>\r </s>\r</a>", "<a>\r <s>\r  <x/>\r </s>\r <n i=\"1\"/>\r</a>"},
		{"<a>\n  <s j='2'></s> <!-- about s -->\n\n</a>", "<a>\n  <s j='2'></s> <!-- about s -->\n  <n i='1'></n>\n\n</a>"},
		{"<a><s/></a>", "<a><s/><n i=\"1\"/></a>"},
		{"<a><x/> <s/> <y/></a>", "<a><x/> <s/> <n i=\"1\"/> <y/></a>"},
		{"<a> <s/> </a>", "<a> <s/><n i=\"1\"/> </a>"},
		{"<a>t <s/> u</a>", "<a>t <s/><n i=\"1\"/> u</a>"},
		{"<a>\n  <s/></a>", "<a>\n  <s/><n i=\"1\"/></a>"},
		{"<a><s/>\n</a>", "<a><s/><n i=\"1\"/>\n</a>"},
		{"<a>\n  <s/>\n  <y/></a>", "<a>\n  <s/>\n  <n i=\"1\"/>\n  <y/></a>"},
	} {
		f := parse(tc.in)
		edits, err := f.InsertAfter(find(t, f, "//s"), Node{Name: "n", Attrs: [][2]string{{"i", "1"}}}, "w")
		got := apply(t, f, edits, err)
		require.Equal(t, tc.want, got)
		f = parse(got)
		edits, err = f.RemoveElement(find(t, f, "//n"), "w")
		require.Equal(t, tc.in, apply(t, f, edits, err))
	}
}

func TestAppendChild(t *testing.T) {
	for _, tc := range []struct{ in, want, removed string }{
		{"<b/>", "<b><n>1</n></b>", "<b></b>"},
		{"<b />", "<b><n>1</n></b>", "<b></b>"},
		{"<b></b>", "<b><n>1</n></b>", ""},
		{"<b> </b>", "<b> <n>1</n></b>", ""},
		{"<b>\n</b>", "<b>\n  <n>1</n>\n</b>", ""},
		{"<a>\r\n\t<b>\r\n\t</b>\r\n</a>", "<a>\r\n\t<b>\r\n\t\t<n>1</n>\r\n\t</b>\r\n</a>", ""},
		{"<b>t</b>", "<b>t<n>1</n></b>", ""},
		{"<b>\n   <x/>\n   <!-- end -->\n</b>", "<b>\n   <x/>\n   <n>1</n>\n   <!-- end -->\n</b>", ""},
		{"<b>\n   <!-- only -->\n</b>", "<b>\n   <!-- only -->\n   <n>1</n>\n</b>", ""},
		{"<b>\n <x/>t\n</b>", "<b>\n <x/>t\n <n>1</n>\n</b>", ""},
	} {
		f := parse(tc.in)
		edits, err := f.AppendChild(find(t, f, "//b"), Node{Name: "n", Text: "1"}, "w")
		got := apply(t, f, edits, err)
		require.Equal(t, tc.want, got)
		f = parse(got)
		edits, err = f.RemoveElement(find(t, f, "//n"), "w")
		if tc.removed == "" {
			tc.removed = tc.in
		}
		require.Equal(t, tc.removed, apply(t, f, edits, err))
	}
}

func TestNode(t *testing.T) {
	f := parse("<a>\n    <b>\n    </b>\n</a>\n")
	n := Node{Name: "t", Attrs: [][2]string{{"x", `"&`}, {"y", ""}}, Children: []Node{
		{Name: "u", Text: "1<2"},
		{Name: "v", Lines: []string{"one", "", "two & three"}},
		{Name: "w"},
	}}
	edits, err := f.AppendChild(f.Root().Child("b"), n, "w")
	got := apply(t, f, edits, err)
	require.Equal(t, `<a>
    <b>
        <t x="&quot;&amp;" y="">
            <u>1&lt;2</u>
            <v>
                one

                two &amp; three
            </v>
            <w/>
        </t>
    </b>
</a>
`, got)
	f = parse(got)
	edits, err = f.RemoveElement(find(t, f, "//t"), "w")
	require.Equal(t, "<a>\n    <b>\n    </b>\n</a>\n", apply(t, f, edits, err))
}

func TestRemoveElementBetweenBrackets(t *testing.T) {
	for in, want := range map[string]string{
		"<a>]]<b/>></a>":  "<a>]]&gt;</a>",
		"<a>]<b/>]></a>":  "<a>]]&gt;</a>",
		"<a>]<b/>></a>":   "<a>]></a>",
		"<a>]]<b/>]></a>": "<a>]]]&gt;</a>",
	} {
		f := parse(in)
		edits, err := f.RemoveElement(f.Root().Child("b"), "w")
		require.Equal(t, want, apply(t, f, edits, err))
	}
}

func TestRefusals(t *testing.T) {
	f := parse("<a><b/></a>")
	_, err := f.RemoveElement(f.Root(), "w")
	require.ErrorContains(t, err, "a.xml:1:1: the root element <a> cannot be removed")
	_, err = f.InsertAfter(f.Root(), Node{Name: "x"}, "w")
	require.Error(t, err)
	_, err = f.SetAttr(f.Root(), "x", "\x01", "w")
	require.ErrorContains(t, err, "U+0001")
	_, err = f.SetAttr(parse("<a/>").Root(), "x", "1", "w")
	require.ErrorContains(t, err, "another file")
	_, err = f.AppendChild(f.Root(), Node{Name: "x y"}, "w")
	require.Error(t, err)
}

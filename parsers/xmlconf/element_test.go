package xmlconf

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/parserstest"
)

func TestElement(t *testing.T) {
	f := parse("<a>\n <b x='1'\ty = \"2\">t&lt;<!-- c --><![CDATA[u]]><c/>v</b ><b/>\n</a>\n")
	a := f.Root()
	b := a.Child("b")
	in := func(s parsers.Span) string { return string(f.src.Slice(s)) }
	require.Equal(t, "b", b.Name())
	require.Same(t, a, b.Parent())
	require.Nil(t, a.Parent())
	require.Nil(t, a.Child("none"))
	require.Equal(t, "<b x='1'\ty = \"2\">t&lt;<!-- c --><![CDATA[u]]><c/>v</b >", in(b.Span()))
	require.Equal(t, "<b x='1'\ty = \"2\">", in(b.Start()))
	require.Equal(t, "</b >", in(b.End()))
	require.Equal(t, "t&lt;<!-- c --><![CDATA[u]]><c/>v", in(b.Content()))
	require.Equal(t, "t<uv", b.Text())
	require.False(t, b.SelfClosing())
	_, one := b.TextSpan()
	require.False(t, one)

	c := b.Child("c")
	require.True(t, c.SelfClosing())
	require.Equal(t, "<c/>", in(c.Start()))
	require.True(t, c.End().Empty())
	require.True(t, c.Content().Empty())
	require.Equal(t, "/a/b/c", c.Path())

	require.Equal(t, []Attr{
		{"x", "1", b.Attrs()[0].Span, b.Attrs()[0].NameSpan, b.Attrs()[0].ValueSpan, '\''},
		{"y", "2", b.Attrs()[1].Span, b.Attrs()[1].NameSpan, b.Attrs()[1].ValueSpan, '"'},
	}, b.Attrs())
	y, ok := b.Attr("y")
	require.True(t, ok)
	require.Equal(t, `y = "2"`, in(y.Span))
	require.Equal(t, "y", in(y.NameSpan))
	require.Equal(t, "2", in(y.ValueSpan))
	_, ok = b.Attr("z")
	require.False(t, ok)

	found, err := f.Find("//b[@x='1']/c")
	require.NoError(t, err)
	require.Equal(t, []*Element{c}, found)
	found, err = f.Find("/a/b[2]")
	require.NoError(t, err)
	require.Equal(t, "/a/b[2]", found[0].Path())
	_, err = f.Find("//b[")
	require.Error(t, err)
}

func TestTextSpan(t *testing.T) {
	for in, want := range map[string]string{
		"<a>x&lt;y</a>":            "x&lt;y",
		"<a> </a>":                 " ",
		"<a></a>":                  "",
		"<a/>":                     "",
		"<a><![CDATA[x]]></a>":     "x",
		"<a><![CDATA[x]]> </a>":    "no",
		"<a><!-- c -->x</a>":       "no",
		"<a>x<b/></a>":             "no",
		"<a><![CDATA[x]]><b/></a>": "no",
	} {
		f := parse(in)
		s, ok := f.Root().TextSpan()
		if want == "no" {
			require.False(t, ok, in)
			continue
		}
		require.True(t, ok, in)
		require.Equal(t, want, string(f.src.Slice(s)), in)
	}
}

// TestEntities reads elements that come from an entity, and does not edit them.
func TestEntities(t *testing.T) {
	f := parse("<!DOCTYPE a [\n<!ENTITY e '<b x=\"1\">t&amp;<c/>&f;</b>&f;&#38;lt;&g;'>\n<!ENTITY g '<h/>'><!ENTITY f \"v\r\nw\"><!ATTLIST a n NMTOKENS ''>\n]>\n<a n=' p  q\t'><d y='&f;'/>&e;<d/></a>")
	parserstest.Invariants(t, f)
	require.Empty(t, f.Problems())
	a := f.Root()
	var names []string
	for c := range a.Children() {
		names = append(names, c.Name())
		require.Same(t, a, c.Parent())
	}
	require.Equal(t, []string{"d", "b", "h", "d"}, names)
	require.Equal(t, "v\nw<", a.Text())
	n, _ := a.Attr("n")
	require.Equal(t, "p q", n.Value)
	_, err := f.SetAttr(a, "n", "p  q", "w")
	require.ErrorContains(t, err, "a.xml:6:1: the attribute n is declared to hold names")
	y, _ := a.Child("d").Attr("y")
	require.Equal(t, "v w", y.Value)

	b := a.Child("b")
	require.Equal(t, "t&v\nw", b.Text())
	require.Equal(t, "/a/b/c", b.Child("c").Path())
	require.Equal(t, "&e;", string(f.src.Slice(b.Child("c").Span())))
	for _, edit := range []func() ([]parsers.Edit, error){
		func() ([]parsers.Edit, error) { return f.SetText(b, "x", "w") },
		func() ([]parsers.Edit, error) { return f.SetAttr(b.Child("c"), "x", "1", "w") },
		func() ([]parsers.Edit, error) { return f.RemoveAttr(b, "x", "w") },
		func() ([]parsers.Edit, error) { return f.RemoveElement(b, "w") },
		func() ([]parsers.Edit, error) { return f.RenameElement(b, "x", "w") },
		func() ([]parsers.Edit, error) { return f.InsertAfter(b, Node{Name: "n"}, "w") },
		func() ([]parsers.Edit, error) { return f.AppendChild(b, Node{Name: "n"}, "w") },
	} {
		_, err := edit()
		require.ErrorContains(t, err, "comes from the entity e, whose declaration must be edited instead")
	}
	_, err = f.SetText(a, "x", "w")
	require.Error(t, err)

	found, err := f.Find("/a/b/c")
	require.NoError(t, err)
	require.Equal(t, []*Element{b.Child("c")}, found)
	for v := range f.Values() {
		require.False(t, strings.HasPrefix(v.Path, "/a/b"), "%v", v)
	}
}

func TestConcealed(t *testing.T) {
	f := parse("<!DOCTYPE a [<!-- <x pwd='1'/> --><!ENTITY dbPassword '2'><!ENTITY e \"<p secret='3'/>\"><!ENTITY f '4'><!ATTLIST a passwd CDATA '5' b CDATA '6'>]>\n" +
		"<a password='7'><!-- <db>\n <password>8</password>\n</db> <password/> --><!-- prose -->&e;</a>")
	require.Empty(t, f.Problems())
	var got []string
	for _, s := range f.Concealed(parsers.Span{End: len(f.Source().Text())}) {
		got = append(got, string(f.src.Slice(s)))
	}
	require.Equal(t, []string{"1", "2", "<p secret='3'/>", "5", "8"}, got)
	require.Len(t, parsers.Secrets(f), 6)
}

func TestTiles(t *testing.T) {
	f := parse("\uFEFF<?xml version='1.0'?>\n<!DOCTYPE a [<!ELEMENT a ANY> <!--c-->%p;]>\n<a x = '1&lt;' y>b&amp;c<!--d--><![CDATA[e]]><?f?></a >\n")
	var got []string
	for tile := range f.Tiles() {
		got = append(got, tile.Kind+":"+string(f.src.Slice(tile.Span)))
	}
	require.Equal(t, []string{
		"byte order mark:\uFEFF", "XML declaration:<?xml version='1.0'?>", "white space:\n",
		"document type declaration:<!DOCTYPE a [", "element declaration:<!ELEMENT a ANY>", "white space: ", "comment:<!--c-->", "reference:%p;", "document type declaration:]>",
		"white space:\n", "<:<", "element name:a", "white space: ", "attribute name:x", "white space: ", "=:=", "white space: ", "quote:'", "attribute value:1", "reference:&lt;", "quote:'",
		"white space: ", "attribute name:y", ">:>", "text:b", "reference:&amp;", "text:c", "comment:<!--d-->", "CDATA section:<![CDATA[e]]>", "processing instruction:<?f?>",
		"</:</", "element name:a", "white space: ", ">:>", "white space:\n"}, got)
	require.Len(t, f.Comments(), 2)
}

// TestTilesIn: a part of the text gives the tiles of the markup that begins in it.
func TestTilesIn(t *testing.T) {
	f := parse("\uFEFF<?xml version='1.0'?>\n<a><b x='1'>c&amp;d<e/><!--f--></b>g</a>\n")
	for e := range f.Elements() {
		in := e.Content()
		var want, got []parsers.Tile
		for tile := range f.Tiles() {
			if tile.Span.Start >= in.Start && tile.Span.End <= in.End {
				want = append(want, tile)
			}
		}
		for tile := range f.TilesIn(in) {
			got = append(got, tile)
		}
		require.Equal(t, want, got, e.Name())
	}
}

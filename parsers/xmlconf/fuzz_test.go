package xmlconf

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/parserstest"
)

// verbs tries every verb at one element. No problem may be new, the meaning
// must be the one asked for, a second run must have nothing to do, and what
// was added must go away without a trace.
func verbs(t *testing.T, f *File, pick int) {
	t.Helper()
	const fresh = "cfgtool-new"
	if f.src.ReadOnly() || parsers.Errors(f.Problems()) > 0 || strings.Contains(string(f.src.Text()), fresh) {
		return
	}
	old := make(map[string]int)
	for _, p := range f.Problems() {
		old[p.Rule]++
	}
	renames := false // the paths of what is in the element
	after := func(edits []parsers.Edit) *File {
		t.Helper()
		raw, err := parsers.Apply(f.src, edits)
		require.NoError(t, err)
		result := Format.Read("a.xml", raw).(*File)
		require.Equal(t, f.src.Charset(), result.src.Charset())
		parserstest.Invariants(t, result)
		count := make(map[string]int)
		for _, p := range result.Problems() {
			if count[p.Rule]++; count[p.Rule] > old[p.Rule] {
				t.Fatalf("a new problem: %v\n%q\n%q", describe(result), f.src.Text(), result.src.Text())
			}
		}
		if !renames {
			untouched(t, f, result, edits)
		}
		return result
	}
	same := func(f *File, edits []parsers.Edit, err error, what string, want []byte) {
		t.Helper()
		require.NoError(t, err)
		raw, err := parsers.Apply(f.src, edits)
		require.NoError(t, err)
		require.Equal(t, string(want), string(raw), what)
	}
	before := f.src.Bytes()
	e := &f.tree.elements[pick%len(f.tree.elements)]
	at := func(g *File) *Element { return &g.tree.elements[e.id] }

	const value = "a \"'<>&]]>\té\u20AC\n\r"
	edits, err := f.SetAttr(e, fresh, value, "w")
	require.NoError(t, err)
	g := after(edits)
	a, ok := at(g).Attr(fresh)
	require.True(t, ok)
	require.Equal(t, value, a.Value)
	edits, err = g.SetAttr(at(g), fresh, value, "w")
	require.NoError(t, err)
	require.Empty(t, edits)
	edits, err = g.RemoveAttr(at(g), fresh, "w")
	same(g, edits, err, "an attribute added and removed", before)

	for _, a := range e.Attrs() {
		if strings.HasPrefix(a.Name, "xmlns") {
			continue
		}
		if edits, err := f.SetAttr(e, a.Name, value, "w"); err == nil {
			b, _ := at(after(edits)).Attr(a.Name)
			require.Equal(t, value, b.Value)
		}
		edits, err = f.RemoveAttr(e, a.Name, "w")
		require.NoError(t, err)
		_, ok := at(after(edits)).Attr(a.Name)
		require.False(t, ok)
	}

	for _, text := range []string{value, "", "]"} {
		if edits, err := f.SetText(e, text, "w"); err == nil {
			g := after(edits)
			require.Equal(t, text, at(g).Text())
			edits, err = g.SetText(at(g), text, "w")
			require.NoError(t, err)
			require.Empty(t, edits)
		}
	}

	edits, err = f.RenameElement(e, fresh, "w")
	require.NoError(t, err)
	renames = true
	require.Equal(t, fresh, at(after(edits)).Name())
	renames = false

	n := Node{Name: fresh, Attrs: [][2]string{{"x", value}}, Text: value, Lines: []string{"1", value, ""}, Children: []Node{{Name: "y"}, {Name: "z", Text: "t"}}}
	if pick%2 == 0 {
		n = Node{Name: fresh}
	}
	added := func(g *File) *Element {
		for i := range g.tree.elements {
			if g.tree.elements[i].Name() == fresh {
				return &g.tree.elements[i]
			}
		}
		t.Fatalf("nothing was added to %q", g.src.Text())
		return nil
	}
	edits, err = f.AppendChild(e, n, "w")
	require.NoError(t, err)
	g = after(edits)
	require.Equal(t, e.id, added(g).parent)
	if !e.empty() {
		edits, err = g.RemoveElement(added(g), "w")
		same(g, edits, err, "a child added and removed", before)
	}
	several := []Node{{Name: fresh, Text: value}, {Name: fresh + "2", Text: "2"}}
	edits, err = f.AppendChildren(e, several, "w")
	require.NoError(t, err)
	together := after(edits)
	edits, err = f.AppendChild(e, several[0], "w")
	require.NoError(t, err)
	g = after(edits)
	edits, err = g.AppendChild(at(g), several[1], "w")
	require.NoError(t, err)
	result, err := parsers.Apply(g.src, edits)
	require.NoError(t, err)
	require.Equal(t, string(result), string(together.src.Bytes()), "two children at once, and one after the other")
	if e.Parent() == nil {
		return
	}
	edits, err = f.InsertAfter(e, n, "w")
	require.NoError(t, err)
	g = after(edits)
	require.Equal(t, e.parent, added(g).parent)
	edits, err = g.RemoveElement(added(g), "w")
	same(g, edits, err, "a sibling added and removed", before)

	edits, err = f.RemoveElement(e, "w")
	require.NoError(t, err)
	require.Len(t, after(edits).tree.elements, len(f.tree.elements)-int(e.after-e.id))
}

// untouched fails unless every value that no edit touches stands as it did.
func untouched(t *testing.T, old, result *File, edits []parsers.Edit) {
	t.Helper()
	type place struct {
		parsers.Span
		key string
	}
	stands := make(map[place]string)
	for v := range result.Values() {
		stands[place{v.Span, v.Key()}] = v.Text
	}
	ordered, err := parsers.Order(old.src, edits)
	require.NoError(t, err)
	moves := parsers.NewMoves(ordered)
	for v := range old.Values() {
		moved, touched := moves.Span(v.Span)
		if text, ok := stands[place{moved, v.Key()}]; !touched && (!ok || text != v.Text) {
			t.Fatalf("the value %s is another one now: %q %q\n%q\n%q", v.Path, v.Text, text, old.src.Text(), result.src.Text())
		}
	}
}

func TestCorporaVerbs(t *testing.T) {
	for _, file := range parserstest.CorpusFiles(t, "xml") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			require.NoError(t, err)
			f := Format.Read(file, raw).(*File)
			if len(f.tree.elements) > 0 && len(raw) < 200_000 {
				for pick := range 6 {
					verbs(t, f, pick*len(f.tree.elements)/6+pick%2)
				}
			}
		})
	}
}

func FuzzXML(f *testing.F) {
	for _, in := range []string{
		"<a/>", "<a>\n  <b c='1'\n     d=\"2\"/> <!-- e -->\n  <f>g&amp;&#65;</f>\r\n</a>\n", "<a><b/> <c/>]]<d/>></a>", "<a>\r\t<b> </b>\r</a>",
		"<?xml version='1.0' encoding='ISO-8859-1'?>\n<a>\xE9<![CDATA[<]]></a>", "\xFF\xFE<\x00a\x00/\x00>\x00", "\uFEFF<a\n/>",
		"<!DOCTYPE a [<!ENTITY e '<b>x</b>'><!ENTITY f '&#38;#60;'><!ATTLIST a b NMTOKENS ' x '>\n<!ELEMENT a (b|(c,d)*)+> %p; <?p?><!-- c -->]>\n<a b=' 1  2 '>&e;&f;</a>",
		"<a xmlns='u' xmlns:p='v' p:q='1'><p:b></p:b></a>", "<a><b></c></a>", "<a b='1' b='2'><c>", "<a>&</a", "<![CDATA[", "<a><![CDATA[]</a>", "<?xml version='1.0'?><?p x?><a/><!-- - -->",
	} {
		for pick := range uint8(6) {
			f.Add([]byte(in), pick)
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte, pick uint8) {
		d := Format.Read("a.xml", raw).(*File)
		parserstest.Invariants(t, d)
		d.Tree()
		d.Concealed(parsers.Span{End: len(d.Source().Text())})
		if root := d.Root(); root != nil {
			visit(root, 0)
			verbs(t, d, int(pick))
		}
	})
}

// visit reads all that an element offers, down to some depth.
func visit(e *Element, depth int) {
	e.Path()
	e.Text()
	e.Attrs()
	place, _ := e.TextSpan()
	for _, s := range []parsers.Span{e.Span(), e.Start(), e.End(), e.Content(), place} {
		e.tree.file.src.Slice(s)
	}
	for c := range e.Children() {
		if c.Parent() != e {
			panic("a child has another parent")
		}
		if depth < 6 {
			visit(c, depth+1)
		}
	}
}

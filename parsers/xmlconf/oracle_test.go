package xmlconf

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/beevik/etree"
	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/parserstest"
)

// outline is an etree element without the layout: text and values with single
// spaces.
func outline(e *etree.Element, comments bool) string {
	var b strings.Builder
	var text strings.Builder
	flush := func() {
		fmt.Fprintf(&b, "%q", strings.Join(strings.Fields(text.String()), " "))
		text.Reset()
	}
	fmt.Fprintf(&b, "<%s", e.FullTag())
	for _, a := range e.Attr {
		fmt.Fprintf(&b, " %s=%q", a.FullKey(), strings.Join(strings.Fields(a.Value), " "))
	}
	b.WriteString(">")
	for _, c := range e.Child {
		switch c := c.(type) {
		case *etree.CharData:
			text.WriteString(c.Data)
		case *etree.Comment:
			if !comments {
				continue
			}
			flush()
			fmt.Fprintf(&b, "<!--%q-->", strings.Join(strings.Fields(c.Data), " "))
		case *etree.Element:
			flush()
			b.WriteString(outline(c, comments))
		}
	}
	flush()
	b.WriteString("</>")
	return b.String()
}

// oracle is etree's own reading, for files that it reads as XML demands.
func oracle(raw []byte) *etree.Document {
	d := etree.NewDocument()
	d.ReadSettings.PreserveDuplicateAttrs = true
	if err := d.ReadFromBytes(raw); err != nil || d.Root() == nil {
		return nil
	}
	return d
}

func attribute(e *etree.Element, name string) *etree.Attr {
	i := slices.IndexFunc(e.Attr, func(a etree.Attr) bool { return a.FullKey() == name })
	return &e.Attr[i]
}

// same is etree's element at the place of e.
func same(d *etree.Document, e *Element) *etree.Element {
	parent := e.Parent()
	if parent == nil {
		return d.Root()
	}
	i := 0
	for c := range parent.Children() {
		if c == e {
			break
		}
		i++
	}
	return same(d, parent).ChildElements()[i]
}

func checkWithOracle(t *testing.T, raw []byte, pick int) bool {
	f := Format.Read("a.xml", raw).(*File)
	if len(f.Problems()) > 0 || f.dtd != nil || f.src.Charset() != parsers.UTF8 {
		return false
	}
	if oracle(raw) == nil {
		return false
	}
	require.Equal(t, outline(oracle(raw).Root(), true), outline(f.Tree().Root(), true), "the query view is another tree")
	e := &f.tree.elements[pick%len(f.tree.elements)]

	comments := true
	try := func(edits []parsers.Edit, err error, change func(*etree.Element)) {
		t.Helper()
		require.NoError(t, err)
		after, err := parsers.Apply(f.src, edits)
		require.NoError(t, err)
		want := oracle(raw)
		change(same(want, e))
		got := oracle(after)
		require.NotNil(t, got)
		require.Equal(t, outline(want.Root(), comments), outline(got.Root(), comments))
	}
	if edits, err := f.SetText(e, "new <text>\né", "w"); err == nil {
		try(edits, nil, func(e *etree.Element) { e.SetText("new <text>\né") })
	}
	edits, err := f.SetAttr(e, "fresh", "'\"<&>", "w")
	try(edits, err, func(e *etree.Element) { e.CreateAttr("fresh", "'\"<&>") })
	for _, a := range e.Attrs() {
		if strings.HasPrefix(a.Name, "xmlns") {
			continue
		}
		edits, err := f.SetAttr(e, a.Name, "other", "w")
		try(edits, err, func(e *etree.Element) { attribute(e, a.Name).Value = "other" })
		edits, err = f.RemoveAttr(e, a.Name, "w")
		try(edits, err, func(e *etree.Element) {
			e.Attr = slices.DeleteFunc(e.Attr, func(b etree.Attr) bool { return b.FullKey() == a.Name })
		})
	}
	edits, err = f.RenameElement(e, "renamed", "w")
	try(edits, err, func(e *etree.Element) { e.Space, e.Tag = "", "renamed" })
	edits, err = f.AppendChild(e, Node{Name: "fresh", Text: "t"}, "w")
	try(edits, err, func(e *etree.Element) {
		fresh := etree.NewElement("fresh")
		fresh.SetText("t")
		at := len(e.Child)
		if children := e.ChildElements(); len(children) > 0 && onlyLayoutBehind(children[len(children)-1]) {
			at = children[len(children)-1].Index() + 1
		}
		e.InsertChildAt(at, fresh)
	})
	if e.Parent() == nil {
		return true
	}
	edits, err = f.RemoveElement(e, "w")
	try(edits, err, func(e *etree.Element) { e.Parent().RemoveChild(e) })
	comments = false // those on its line stay with e
	edits, err = f.InsertAfter(e, Node{Name: "fresh", Attrs: [][2]string{{"a", "1"}}}, "w")
	try(edits, err, func(e *etree.Element) {
		fresh := etree.NewElement("fresh")
		fresh.CreateAttr("a", "1")
		e.Parent().InsertChildAt(e.Index()+1, fresh)
	})
	return true
}

func onlyLayoutBehind(e *etree.Element) bool {
	for _, c := range e.Parent().Child[e.Index()+1:] {
		if text, ok := c.(*etree.CharData); ok && !text.IsWhitespace() {
			return false
		}
	}
	return true
}

func TestCorporaAgainstEtree(t *testing.T) {
	n := 0
	for _, file := range parserstest.CorpusFiles(t, "xml") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			require.NoError(t, err)
			if len(raw) > 100_000 {
				return
			}
			for pick := range 8 {
				if checkWithOracle(t, raw, pick*3) {
					n++
				}
			}
		})
	}
	require.NotZero(t, n)
	t.Logf("%d elements compared", n)
}

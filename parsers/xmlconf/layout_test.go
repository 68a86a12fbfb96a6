package xmlconf

import (
	"bytes"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"cfgtool/parsers"
)

// layout makes a well-formed file with elements laid out in any way.
func layout(r *rand.Rand) []byte {
	eol := []string{"\n", "\r\n", "\r"}[r.IntN(3)]
	gaps := []string{"", "", "", " ", "\t", eol, eol + "  ", eol + "\t", " " + eol, eol + eol + " ", "t", "]]", ">", "]", "]>", "<!-- c -->", "<!-- c" + eol + "-->", "<![CDATA[x]]>", "<?p?>", "&lt;", "&e;", "&m;"}
	attrs := []string{"", "", "", " x='1'", "\n   y=\"2\"", " x = '1'", eol + "\tx=\"\"" + eol + "\ty='&lt;'", " n='a b'"}
	var b bytes.Buffer
	gap := func() {
		for range r.IntN(3) {
			b.WriteString(gaps[r.IntN(len(gaps))])
		}
	}
	var nest func(depth int)
	nest = func(depth int) {
		n := string("abc"[r.IntN(3)])
		b.WriteString("<" + n + attrs[r.IntN(len(attrs))])
		b.WriteString([]string{"", "", " ", eol}[r.IntN(4)])
		if depth > 0 && r.IntN(3) == 0 {
			b.WriteString("/>")
			return
		}
		b.WriteString(">")
		for range r.IntN(4) {
			gap()
			if depth < 4 {
				nest(depth + 1)
			}
		}
		gap()
		b.WriteString("</" + n + []string{"", "", " "}[r.IntN(3)] + ">")
	}
	if r.IntN(4) == 0 {
		b.WriteString("\uFEFF")
	}
	if r.IntN(2) == 0 {
		b.WriteString("<?xml version='1.0'?>" + eol)
	}
	b.WriteString("<!DOCTYPE a [<!ENTITY e 'v'><!ENTITY m '<b>w</b>'><!ATTLIST a n NMTOKENS #IMPLIED>]>")
	nest(0)
	if r.IntN(2) == 0 {
		b.WriteString(eol)
	}
	return b.Bytes()
}

func TestVerbsInAnyLayout(t *testing.T) {
	seed, n := uint64(1), 2000
	if s, err := strconv.ParseUint(os.Getenv("CFGTOOL_SEED"), 10, 64); err == nil {
		seed, n = s, 100_000
	}
	r := rand.New(rand.NewPCG(seed, 2))
	for range n {
		raw := layout(r)
		f := Parse(parsers.NewSource("a.xml", raw, Format))
		for _, p := range f.Problems() {
			if p.Rule != SectionEndInText { // of "]]" and ">"
				t.Fatalf("%q: %v", raw, describe(f))
			}
		}
		verbs(t, f, r.IntN(100))
		if t.Failed() {
			t.Fatalf("%q", raw)
		}
	}
}

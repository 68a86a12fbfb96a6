package xmlconf

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/parserstest"
)

var parameterReferences = regexp.MustCompile(`%[mpqr];`)

// xmllint's verdicts on files, by their names: it tells of errors by file. It is
// unsure about undeclared entities in files that refer to parameter entities:
// there they are no error (WFC: Entity Declared), but it says so, and goes on.
func xmllint(t *testing.T, files []string, inputs map[string][]byte) (accepted, unsure map[string]bool) {
	cmd := exec.Command("xmllint", append([]string{"--noout", "--nonet", "--nowarning"}, files...)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	_ = cmd.Run() // it fails when one file does
	accepted = make(map[string]bool)
	for _, f := range files {
		accepted[f] = true
	}
	unsure = make(map[string]bool)
	for line := range strings.Lines(stderr.String()) {
		file, rest, ok := strings.Cut(line, ":")
		if (strings.Contains(rest, "not defined") || strings.Contains(rest, "not found")) && parameterReferences.Match(inputs[file]) {
			unsure[file] = true
			continue
		}
		if ok && (strings.Contains(rest, "parser error") || strings.Contains(rest, "encoding error")) {
			delete(accepted, file)
		}
	}
	return accepted, unsure
}

// pieces are what generated files are made of.
var pieces = []string{"<a>", "</a>", "<b>", "</b>", "<a/>", "<b x='1'/>", "<c y=\"&amp;\" z='2'>", "</c>", "text", " ", "\n", "\r\n", "\t", "&lt;", "&#65;", "&#x20AC;", "&#0;",
	"&", "<", ">", "'", "\"", "=", "]]>", "]]", "<!-- c -->", "<!--", "-->", "--", "<![CDATA[", "]]>", "<?p x?>", "<?", "?>", "<?xml version='1.0'?>", "é", "\x01", "/>", "</", "x='1'", "x", ":",
	"&e;", "&f;", "&g;", "&h;", "<a xmlns:p='u'>", "<p:a/>", "<b x='&e;'/>", "<b x='&f;'/>"}

var subsetPieces = []string{"<!ENTITY e 'v'>", "<!ENTITY f '<b/>'>", "<!ENTITY g '<b>'>", "<!ENTITY h '&e;&f;'>", "<!ENTITY e '&#60;'>", "<!ENTITY f SYSTEM 'x'>", "<!ENTITY g SYSTEM 'x' NDATA n>", "<!ENTITY e '&h;'>",
	"<!ELEMENT a ANY>", "<!ELEMENT b (#PCDATA|c)*>", "<!ELEMENT c (a?,(b|c)+)>", "<!ELEMENT c (a,b|c)>", "<!ELEMENT d EMPTY >", "<!ELEMENT e()>", "<!ATTLIST a x CDATA 'v'>", "<!ATTLIST b x (c|d) #IMPLIED y NMTOKEN #FIXED \"w\">",
	"<!ATTLIST b x ID>", "<!NOTATION n PUBLIC 'p'>", "<!NOTATION n SYSTEM 's' >", "<!-- c -->", "<?p?>", " ", "\n", "<!ENTITY % p '<!ELEMENT p ANY>'>%p;", "<!ENTITY % q SYSTEM 'q'>%q;",
	"<!ENTITY % m '#PCDATA'>", "<!ENTITY % m 'a,b'><!ENTITY % p '<!ELEMENT p (&#37;m;)>'>%p;", "<!ELEMENT a (%m;)>", "<!ATTLIST a p:x CDATA 'v' xmlns:p CDATA 'u'>", "<!ENTITY % r '&#37;s;'><!ENTITY % s '&#60;!ENTITY h \"v\">'>%r;", "<!ENTITY", ">", "'", "x", "<!ATTLIST c x CDATA '&e;'>", "<!ATTLIST c x CDATA '<'>"}

func generate(r *rand.Rand) []byte {
	var b []byte
	some := func(from []string, n int) {
		for range r.IntN(n) {
			b = append(b, from[r.IntN(len(from))]...)
		}
	}
	if r.IntN(4) == 0 {
		b = append(b, "<?xml version='1.0'?>\n"...)
	}
	if r.IntN(2) == 0 {
		b = append(b, "<!DOCTYPE a ["...)
		some(subsetPieces, 6)
		b = append(b, "]>"...)
	}
	// Mostly balanced, so that much is well-formed.
	var nest func(depth int)
	nest = func(depth int) {
		n := string("abc"[r.IntN(3)])
		b = append(b, "<"+n+">"...)
		for range r.IntN(4) {
			switch {
			case depth < 4 && r.IntN(3) == 0:
				nest(depth + 1)
			case r.IntN(12) == 0:
				some(pieces, 3)
			default:
				b = append(b, pieces[4+r.IntN(13)]...)
				if bytes.HasSuffix(b, []byte("'2'>")) {
					b = append(b, "</c>"...)
				}
			}
		}
		b = append(b, "</"+n+">"...)
	}
	nest(0)
	return b
}

func TestAgainstXmllint(t *testing.T) {
	parserstest.Require(t, "xmllint")
	seed, n := uint64(5), 3000
	if s, err := strconv.ParseUint(os.Getenv("CFGTOOL_SEED"), 10, 64); err == nil {
		seed, n = s, 30_000
	}
	r := rand.New(rand.NewPCG(seed, 1))
	dir := t.TempDir()
	t.Chdir(dir)
	differences, good := 0, 0
	for ; n > 0; n -= 1000 {
		var files []string
		inputs := make(map[string][]byte)
		for i := range 1000 {
			file := fmt.Sprintf("%d.xml", i)
			inputs[file] = generate(r)
			require.NoError(t, os.WriteFile(filepath.Join(dir, file), inputs[file], 0o644))
			files = append(files, file)
		}
		accepted, unsure := xmllint(t, files, inputs)
		good += len(accepted)
		for _, file := range files {
			if errors := parsers.Errors(Format.Read(file, inputs[file]).Problems()); (errors == 0) != accepted[file] && !unsure[file] {
				if differences++; differences <= 20 {
					t.Errorf("xmllint accepts it: %v\n%q\nhere: %v", accepted[file], inputs[file], describe(Format.Read(file, inputs[file]).(*File)))
				}
			}
		}
	}
	t.Logf("seed %d: %d accepted by xmllint, %d differences", seed, good, differences)
}

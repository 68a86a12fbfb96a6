package ldif

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/parserstest"
)

func open(t testing.TB, text string) *File {
	d := Format.Read("t.ldif", []byte(text))
	parserstest.Invariants(t, d)
	return d.(*File)
}

func records(f *File) []string {
	var all []string
	for r := range f.Records() {
		line := r.DN
		for a := range r.Attributes() {
			line += fmt.Sprintf(" %s%s=%q", a.Name, strings.Repeat(";", min(len(a.Options), 1))+a.Options, a.Value)
		}
		all = append(all, line)
	}
	return all
}

// The examples are in the shapes of RFC 2849, section Examples.
func TestParse(t *testing.T) {
	for text, want := range map[string][]string{
		"": nil,
		"version: 1\ndn: cn=a,dc=x\nobjectclass: top\ncn:A\n\n\ndn:: Y249Yg==\ncn;lang-en: B\n": {`cn=a,dc=x objectclass="top" cn="A"`, `cn=b cn;lang-en="B"`},
		"dn: cn=a,\n dc=x\ndescription: one\n  two\n  three\n# c\n  folded\nsn: y":              {`cn=a,dc=x description="one two three" sn="y"`},
		"dn: a\r\nuserPassword:: c2VjcmV0\r\njpegphoto:< file:///x\r\n":                         {`a userPassword="secret" jpegphoto="file:///x"`},
		"dn: a\nchangetype: modify\nadd: b\nb: 1\n-\nreplace: c\nc: 2\n-\n":                     {`a changetype="modify" add="b" b="1" replace="c" c="2"`},
		"dn: a\nb::\n c2Vj\n cmV0\nd:\ne: \n":                                                   {`a b="secret" d="" e=""`},
		"\uFEFFdn: a\rb: caf\xC3\xA9\r":                                                         {`a b="café"`},
	} {
		f := open(t, text)
		require.Equal(t, want, records(f), "%q", text)
		require.Empty(t, f.Problems(), "%q", text)
	}
}

func TestProblems(t *testing.T) {
	f := open(t, "a: 1\n\ndn: x\nno form\nb:: %%\n c: 1\n: 2\n")
	var got []string
	for _, p := range f.Problems() {
		got = append(got, fmt.Sprintf("%v %s", f.Source().Position(p.Span.Start), p.Message))
	}
	require.Equal(t, []string{"1:1 this line belongs to no entry: there is no dn above it", "4:1 this line is no attribute and its value",
		"5:5 the value of b is not Base64", "7:1 this line is no attribute and its value"}, got)
	require.NotEmpty(t, slices.Collect(slices.Collect(f.Records())[0].Attributes())[0].Fault)
}

func TestUnder(t *testing.T) {
	for dn, want := range map[string]bool{
		"uid=integration,ou=people,dc=opsware": true, "UID = Integration , OU=People": true, "uid=integration": false,
		"uid=integration,ou=peoples": false, `uid=integration\,ou=people,dc=x`: false, "cn=x,uid=integration,ou=people": false, "": false,
	} {
		require.Equal(t, want, Record{DN: dn}.Under("uid=integration,ou=people"), "%q", dn)
	}
}

func TestSecrets(t *testing.T) {
	f := open(t, "dn: a\nuserpassword: hunter2\nUserPassword:: c2VjcmV0\nsn: b\n# userpassword: old\nuserpassword old\n")
	secret := 0
	for _, s := range parsers.Secrets(f) {
		secret += strings.Count(string(f.Source().Slice(s)), "hunter2") + strings.Count(string(f.Source().Slice(s)), "c2VjcmV0") + strings.Count(string(f.Source().Slice(s)), "old")
	}
	require.Equal(t, 4, secret)
	f = open(t, "dn: a\nkrbPrincipalKey:: c2VjcmV0\nipaNTHash;x: h\n# userPassword: a\n#  folded\n# text\nsn: b\n")
	require.Len(t, parsers.Secrets(f), 4, "attributes that do not say so, and a comment that is folded")
	f = open(t, "dn: a\nuserpassword: hunter2\nUserPassword:: c2VjcmV0\n")
	var got []string
	for a := range slices.Collect(f.Records())[0].Get("USERPASSWORD") {
		got = append(got, a.Value)
	}
	require.Equal(t, []string{"hunter2", "secret"}, got)
}

func TestGolden(t *testing.T) {
	files := parserstest.Golden(t, "*.ldif")
	require.NotEmpty(t, files)
	for _, name := range files {
		raw, err := os.ReadFile(name)
		require.NoError(t, err)
		f := open(t, string(raw))
		require.Empty(t, f.Problems(), name)
		require.NotEmpty(t, slices.Collect(f.Records()), name)
	}
}

func FuzzLdif(f *testing.F) {
	for _, seed := range []string{"", "dn: a\nb:: c2Vj\n cmV0\n", "version: 1\r\ndn:\r\n x\r\n-\r\n", "#\n \n\n a", "dn: a\n:\n \n::", "a\n b: c", "\xFF\xFEd\x00", "dn: caf\xE9"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) { parserstest.Invariants(t, Format.Read("t.ldif", raw)) })
}

func BenchmarkParse(b *testing.B) {
	raw := []byte(strings.Repeat("dn: uid=a,ou=people,dc=x\nobjectclass: person\nuserpassword:: c2VjcmV0\ndescription: a\n  b\n\n", 2000))
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		Format.Read("t.ldif", raw)
	}
}

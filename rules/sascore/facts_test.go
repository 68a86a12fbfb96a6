package sascore

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestFacts(t *testing.T) {
	f, err := ReadFacts("facts.yaml", []byte(`# what was looked up
schema: cfgtool.facts/1
values:
  truth.dcId: 751
  truth.dclId2:
`), facts(t))
	require.ErrorContains(t, err, `facts.yaml:5:3: there is no parameter "truth.dclId2"; did you mean truth.dcId?`)
	require.Nil(t, f)

	f, err = ReadFacts("facts.yaml", []byte(`schema: cfgtool.facts/1
values:
  truth.dcId: 751
  truth.authDom: "WEST"
  default_locale: en_US.utf8
  truth.dcSubDom:
  cgw_admin_port: 8085
confirmed:
  - cast.admin_pwd
databases: [east_truth, west_truth]
`), facts(t))
	require.NoError(t, err)
	files := sample(t)
	text := right.Replace(string(files[sampleAnswers].Data))
	c := one(files)
	c.Facts = f
	for name, want := range map[string]State{"truth.dcId": Verified, "truth.authDom": Mismatch, "default_locale": Verified, "truth.dcSubDom": Manual, "cgw_admin_port": Verified, "cast.admin_pwd": Verified, "truth.gcPwd": Manual} {
		require.Equal(t, want, result(t, c, text, name).State, name)
	}
	got := result(t, c, text, "truth.authDom")
	require.Equal(t, `truth.authDom is "EAST", and on the core "WEST"`, got.Why)
	require.Equal(t, "facts.yaml:4", got.Evidence[0].Place())
	require.Len(t, f.databases, 2)
}

func TestFactsRefuse(t *testing.T) {
	for text, want := range map[string]string{
		"":                                     "one document of facts",
		"values: {}\n":                         `its schema is "", and is to be "cfgtool.facts/1"`,
		"schema: cfgtool.facts/1\nvalue: {}\n": `f.yaml:2:1: there is no member "value"; did you mean values?`,
		"schema: cfgtool.facts/1\nother: {}\n": `there is no member "other"; there are schema, values, confirmed, databases`,
		"schema: cfgtool.facts/1\nvalues:\n  truth.gcPwd: hunter2\n": "f.yaml:3:3: truth.gcPwd is a secret",
		"schema: cfgtool.facts/1\nvalues:\n  nothing.like: 1\n":      `there is no parameter "nothing.like" in table 3-1`,
		"schema: cfgtool.facts/1\nvalues:\n  truth.dcId: [1]\n":      "f.yaml:3:3: here is to be one value",
		"schema: cfgtool.facts/1\nvalues: 7\n":                       "here is to be a list of names with values",
		"schema: cfgtool.facts/1\nconfirmed: yes\n":                  "here is to be a list of names",
		"schema: cfgtool.facts/1\nconfirmed: [truth.gcPdw]\n":        "did you mean truth.gcPwd?",
		"schema: cfgtool.facts/1\nvalues: {a\n":                      "f.yaml: is no YAML: ",
		"schema: cfgtool.facts/1\nschema: cfgtool.facts/1\n":         "",
	} {
		_, err := ReadFacts("f.yaml", []byte(text), facts(t))
		require.Error(t, err, "%q", text)
		require.ErrorContains(t, err, want, "%q", text)
		require.NotContains(t, err.Error(), "hunter2")
		require.NotContains(t, err.Error(), "\n")
	}
}

// TestForm: the form is a file of facts as it is, and filled in.
func TestForm(t *testing.T) {
	files := sample(t)
	text := right.Replace(string(files[sampleAnswers].Data))
	var b strings.Builder
	require.NoError(t, WriteForm(&b, answersOf(text), facts(t)))
	f, err := ReadFacts("f.yaml", []byte(b.String()), facts(t))
	require.NoError(t, err)
	require.Empty(t, f.values)
	require.NotContains(t, b.String(), "sample-")

	filled := strings.ReplaceAll(b.String(), "#  - ", "  - ")
	for name, value := range map[string]string{"truth.authDom": "EAST", "truth.dcId": "751", "truth.dcDispNm": "East", "truth.dcSubDom": "EAST.example.com",
		"boot_server.buildmgr_host": "core1.east.example.com", "bootagent.host": "core1.east.example.com", "default_locale": "en_US.UTF-8", "cgw_admin_port": "8085",
		"media_server.linux_media": "/media/opsware/linux", "media_server.sunos_media": "/media/opsware/sunos"} {
		filled = strings.Replace(filled, name+":\n", name+": "+value+"\n", 1)
	}
	f, err = ReadFacts("f.yaml", []byte(filled), facts(t))
	require.NoError(t, err)
	c := one(files)
	c.Facts = f
	for _, r := range c.Verify(answersOf(text), facts(t)) {
		require.Contains(t, []State{Verified, NotNeeded}, r.State, r.Why)
	}
	require.NoError(t, WriteForm(&b, answersOf(with(text, "truth.vaultPwd", "x")), facts(t)))
	require.Contains(t, b.String(), "databases:")
}

func FuzzFacts(f *testing.F) {
	for _, seed := range []string{"schema: cfgtool.facts/1\nvalues:\n  truth.dcId: 1\nconfirmed: [cast.admin_pwd]\n", "values: &a {x: *a}", "- a\n? b\n: c", "\xFF"} {
		f.Add([]byte(seed))
	}
	profile := facts(f)
	f.Fuzz(func(t *testing.T, raw []byte) { _, _ = ReadFacts("f.yaml", raw, profile) })
}

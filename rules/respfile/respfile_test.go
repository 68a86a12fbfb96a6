package respfile_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/formats"
	"cfgtool/parsers/parserstest"
	parser "cfgtool/parsers/respfile"
	"cfgtool/rules"
	"cfgtool/rules/all"
	"cfgtool/rules/respfile"
	"cfgtool/rules/rulestest"
)

func TestExamples(t *testing.T) { rulestest.Run(t, all.Rules, respfile.Rules) }

// findings are what the rules say of a file, without what is missing.
func findings(d parsers.Document) []string {
	var got []string
	for _, f := range (rules.Run{Rules: all.Rules, Formats: formats.All}).Check([]parsers.Document{d}).Findings {
		if f.Rule.ID != "RSP005" {
			got = append(got, fmt.Sprintf("%v %s %s [%s]", f.Source.Position(f.Span.Start), f.Severity, f.Message, f.Rule.ID))
		}
	}
	return got
}

const five = "truth.servicename=c43_truth\ntruth.dcDispNm=New York\ncgw_address=core1\ncgw_proxy_port=3001\ncgw_admin_port=8085\n"

// TestFindings holds what rules say beyond their examples.
func TestFindings(t *testing.T) {
	for name, tc := range map[string]struct {
		text string
		want []string
	}{
		"nothing to say":                 {five, nil},
		"four are too few":               {strings.Replace(five, "cgw_address", "x", 1) + "hubb.ip=x\n", nil},
		"one five times is one":          {strings.Repeat("hub.ip=x\n", 2), []string{`2:1 warning "hub.ip" is given before, with the same value [RSP002]`}},
		"several of several":             {"hub.ip=x\na.b=1\nhub.ip=y\na.b=1\nhub.ip=x\n", []string{`4:1 warning "a.b" is given before, with the same value [RSP002]`, `5:1 warning "hub.ip" is given 2 times before, with other values [RSP002]`}},
		"percent":                        {"%" + strings.ReplaceAll(strings.TrimSuffix(five, "\n"), "\n", "\n%") + "\n%hub.ip=x\n", []string{`6:9 warning hub.ip is "x", which is no IP address (assumed: its name says that it is an IP address) [RSP009]`}},
		"quoted":                         {five + "hub.ip=\"10.0.0.1\"\ntruth.tnsdir=\"var\"\n", []string{`7:15 warning truth.tnsdir is "var", which is no absolute path (assumed: table 3-1 describes it as a place in the file system) [RSP010]`}},
		"commented out":                  {five + "#hub.ip=x\n", nil},
		"blank, but not needed":          {five + "truth.vaultPwd=\ntruth.dest=\nagent_gw_list_args=\n", nil},
		"a name of a later release":      {five + "ogfs.store.host.ip=10.0.0.1\n", []string{"6:1 info ogfs.store.host.ip is taken for ogfs.store.host (assumed: release 10 has this name; the parameter is taken to be the same) [RSP004]"}},
		"the name that the guide prints": {five + "truth.dclId=C43\n", []string{"6:1 info truth.dclId is taken for truth.dcId (assumed: table 3-1 prints this name; the other parameters of a facility begin with truth.dc) [RSP004]", `6:13 warning truth.dclId is "C43", which is no whole number (assumed: table 3-1 calls it a number) [RSP013]`}},
		"other letters":                  {five + "Hub.IP=10.0.0.1\n", []string{`6:1 warning "Hub.IP" is not written as in table 3-1; did you mean hub.ip? (assumed: names are taken to be as the table prints them) [RSP004]`}},
		"nearly one that is given":       {five + "truth.aaPwd=x\ntruth.oaPwd=x\n", []string{`7:1 info "truth.oaPwd" is no parameter of table 3-1 (assumed: the table may not be complete) [RSP004]`}},
		"nearly one that is not":         {five + "defalt_locale=en\n", []string{`6:1 warning "defalt_locale" is no parameter of table 3-1; did you mean default_locale? (assumed: the name is nearly the same) [RSP004]`}},
		"prose":                          {five + "Written by hand\n", []string{`6:1 warning this line has the form "key value", but most of the file has "key=value" (assumed: an installer reads one form) [RSP003]`}},
		"no form":                        {five + "/var/opt\n", []string{"6:1 warning this line is neither a parameter with its value nor a comment (assumed: the syntax of response files is not public) [RSP001]"}},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, tc.want, findings(parser.SASFormat.Read("resp.20080301", []byte(tc.text))))
		})
	}
}

// TestSatellite: the file of a satellite is not held to the list of a core.
func TestSatellite(t *testing.T) {
	const satellite = "agent_gw_list_args=10.0.0.1:3001\ntruth.dcNm=C43\nagw_proxy_port=3001\ndefault_locale=en\nhub.ip=10.0.0.1\n"
	d := parser.SASFormat.Read("resp.20080301", []byte(satellite))
	require.Empty(t, rules.Run{Rules: all.Rules, Formats: formats.All}.Check([]parsers.Document{d}).Findings)
}

// TestNoSecretIsTold gives every secret a value that most types refuse.
func TestNoSecretIsTold(t *testing.T) {
	facts, err := parser.LoadProfile(nil)
	require.NoError(t, err)
	text := five
	for _, p := range facts.Parameters {
		if p.Secret {
			text += p.Name + "=hunter2\n" + p.Name + ": hunter2\n" + strings.ToUpper(p.Name) + " hunter2\n#" + p.Name + " = hunter2\n/" + p.Name + ",hunter2\n"
		}
	}
	d := parser.SASFormat.Read("resp.20080301", []byte(text))
	require.NotContains(t, strings.Join(findings(d), "\n"), "hunter2")
	shown := []byte(text)
	for _, s := range parsers.Secrets(d) {
		for i := s.Start; i < s.End; i++ {
			shown[i] = '*'
		}
	}
	require.NotContains(t, string(shown), "hunter2")
}

// TestCorporaHaveNoErrors: the programs of these files accept them.
func TestCorporaHaveNoErrors(t *testing.T) {
	for _, file := range parserstest.CorpusFiles(t, "keyvalue") {
		raw, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, format := range []parsers.Format{parser.RSPFormat, parser.SASFormat} {
			d := format.Read(file, raw)
			found := rules.Run{Rules: all.Rules, Formats: formats.All}.Check([]parsers.Document{d}).Findings
			require.Zero(t, rules.Count(found, parsers.Error), file)
			if format.ID == parser.RSPFormat.ID {
				require.Zero(t, rules.Count(found, parsers.Warning), "%s", file)
			}
			if format.ID == parser.RSPFormat.ID && filepath.Ext(file) == ".rsp" && !strings.HasSuffix(file, "ocm.rsp") {
				require.Empty(t, found, file)
			}
		}
	}
}

// TestRepeatedKey: one finding points at the other lines, of many at some.
func TestRepeatedKey(t *testing.T) {
	for times, related := range map[int]int{2: 1, 3: 2, 9: 5} {
		d := parser.SASFormat.Read("resp.20080301", []byte(strings.Repeat("hub.ip=x\n", times)))
		found := (rules.Run{Rules: all.Rules, Formats: formats.All}).Check([]parsers.Document{d}).Findings
		require.Len(t, found, 1)
		require.Len(t, found[0].Related, related)
	}
}

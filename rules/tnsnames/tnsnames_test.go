package tnsnames_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/formats"
	"cfgtool/parsers/parserstest"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
	"cfgtool/rules/all"
)

func check(name string, raw []byte) []string {
	format, err := formats.All.Detect(name, raw)
	if err != nil {
		format = tnsnames.Format
	}
	doc := format.Read(name, raw)
	result := rules.Run{Rules: all.Rules, Formats: formats.All}.Check([]parsers.Document{doc})
	lines := []string{}
	for _, f := range result.Findings {
		lines = append(lines, doc.Source().Position(f.Span.Start).String()+" "+f.Severity.String()+" "+f.Rule.ID+" "+f.Message)
	}
	return lines
}

// TestCorporaWithoutErrors: what both of Oracle's drivers read has no error.
func TestCorporaWithoutErrors(t *testing.T) {
	for _, folder := range []string{"tnsnames", "oraclenet", "expected/tnsnames-pitfalls"} {
		for _, file := range parserstest.CorpusFiles(t, folder) {
			t.Run(filepath.Base(file), func(t *testing.T) {
				raw, err := os.ReadFile(file)
				require.NoError(t, err)
				name := "tnsnames.ora"
				for _, kind := range []string{"listener.ora", "sqlnet.ora"} {
					if ok, _ := filepath.Match("*"+kind+"*", filepath.Base(file)); ok {
						name = kind
					}
				}
				refused := tnsnames.Parse(parsers.NewSource(name, raw, tnsnames.Format)).Reading(tnsnames.NodeThin).Err != nil
				errors := 0
				for _, line := range check(name, raw) {
					t.Log(line)
					if strings.Contains(line, " error ") {
						errors++
					}
				}
				require.Equal(t, refused, errors > 0)
			})
		}
	}
}

func TestFindings(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"tnsnames.ora", "A = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = ::1)(PORT = 1))(CONNECT_DATA = (SID = x)))\r\n", ""},
		{"tnsnames.ora", "A = (ADDRESS = (PROTOCOL = TCP)(HOST = h)(PORT = 1))\nB = (ADDRESS_LIST = (ADDRESS = (PROTOCOL = IPC)(KEY = k)))\n", ""},
		{"tnsnames.ora", "A = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCPS)(HOST = h)(PORT = 1))(CONNECT_DATA = (SID = x))(HS = OK))\n", ""},
		{"tnsnames.ora", "A = (DESCRIPTION = (ADDRESS = (PROTOCOL = IPC)(KEY = EXTPROC1))(CONNECT_DATA = (PRESENTATION = RO)))\n", ""},
		{"tnsnames.ora", "A = (DESCRIPTION = (ADDRESS = (PROTOCOL = NMP)(SERVER = s)(PIPE = p))(CONNECT_DATA = (SID = x)(SECURTY = y)(UNHEARD_OF = z)))\n", ""},
		{"tnsnames.ora", "A = (DESCRIPTION = (ADDRES = (PROTOCOL = TCP))(CONNECT_DATA = (SID = x)(SERVER = a=b)))\n",
			"1:21 warning TNS015 ADDRES is no parameter of DESCRIPTION; is ADDRESS meant?|1:82 warning TNS016 the value of SERVER holds \"=\", and stands in no quotes"},
		{"listener.ora", "LISTENER = (ADDRESS = (PROTOCOL = TCP)(PORT = 0))\n",
			"1:13 warning TNS007 an address of LISTENER has no HOST|1:47 warning TNS013 the port \"0\" of LISTENER is no number from 1 to 65535"},
		{"sqlnet.ora", "NAMES.DIRECTORY_PATH = EZCONNECT, tnsnames\n", ""},
		{"tnsnames.ora", "A = tcps://[::1]:2484,h2:1/s:shared/i?ssl_server_dn_match=on&pyo.machine=x&Failover=on\n", ""},
		{"tnsnames.ora", "A = h:0,:99999/s\n", "1:7 warning TNS013 the port \"0\" of A is no number from 1 to 65535|1:9 warning TNS007 the Easy Connect string of A lacks a host|1:10 warning TNS013 the port \"99999\" of A is no number from 1 to 65535"},
		{"tnsnames.ora", "A = x://h+1/s:x?a&sduu=1&=2&what=3\n", "1:5 warning TNS025 the protocol \"x\" of A is neither tcp nor tcps|1:9 warning TNS025 the host \"h+1\" of A is no name and no address|" +
			"1:15 warning TNS025 the server \"x\" of A is none of dedicated, shared and pooled|1:17 info TNS026 a has no value|1:19 info TNS026 sduu is no known parameter of Easy Connect strings; is sdu meant?|" +
			"1:26 info TNS026 no name stands here, behind the service of A|1:29 info TNS026 what is no known parameter of Easy Connect strings"},
		{"tnsnames.ora", "A = [::x]y\n", "1:6 warning TNS025 the host \"::x\" of A is no name and no address|1:10 warning TNS025 the text \"y\" of A is no part of an Easy Connect string"},
		// One cause is one error: what is cut off lacks no service, and TNS001 tells what clients find.
		{"tnsnames.ora", "A = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = h)(PORT = 1))\nB = //h/b\n",
			"1:1 error TNS001 one \")\" is missing, so this file works in one client and fails in the other: node-oracledb 26.0 (thin) refuses it (NJS-514: syntax error in connection string); " +
				"python-oracledb (thin) finds \"A\" and not \"B\""},
		{"tnsnames.ora", "A = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = h)(PORT = 1))))\n", "1:69 warning TNS001 this \")\" closes nothing"},
		{"listener.ora", "A = (ADDRESS = (PROTOCOL = IPC)(KEY = h)\n", "1:1 error TNS001 one \")\" is missing"},
		{"tnsnames.ora", "A = //h\u00A0/s\n", "1:5 warning TNS018"},
	} {
		got := strings.Join(check(tc.name, []byte(tc.text)), "|")
		if tc.want == "1:5 warning TNS018" {
			require.Contains(t, got, "TNS018")
			continue
		}
		require.Equal(t, tc.want, got, "%s", tc.text)
	}
}

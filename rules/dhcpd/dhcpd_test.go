package dhcpd_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	dhcpdparser "cfgtool/parsers/dhcpd"
	"cfgtool/rules"
	"cfgtool/rules/dhcpd"
	"cfgtool/rules/rulestest"
)

func TestExamples(t *testing.T) { rulestest.Run(t, dhcpd.Rules, dhcpd.Rules) }

// TestAuthoritative holds what makes a Boot Server's dhcpd.conf authoritative, what is
// said where it does not, and what the file is after the fix; "" is that nothing is.
func TestAuthoritative(t *testing.T) {
	const off, not, missing = "authoritative is commented out", "the server is said not to be authoritative", "authoritative is missing"
	for _, tc := range []struct{ text, said, fixed string }{
		{"authoritative;\n", "", ""},
		{"Authoritative ;   # for WinPE\n", "", ""},
		{"authoritative\n  # for WinPE\n  ;\n", "", ""},
		{"#authoritative;\nauthoritative;\n", "", ""},
		{"not authoritative;\nauthoritative;\n", "", ""},
		{"subnet 10.0.0.0 netmask 255.0.0.0 { authoritative; }\n", "", ""},
		{"include \"/etc/more.conf\";\n", "", ""},
		{"#authoritative;\n", off, "authoritative;\n"},
		{"#authoritative ;\n", off, "authoritative ;\n"},
		{"# AUTHORITATIVE; # for WinPE\n", off, " AUTHORITATIVE; # for WinPE\n"},
		{"include \"/etc/more.conf\";\n#authoritative;\n", off, "include \"/etc/more.conf\";\nauthoritative;\n"},
		{"not authoritative;\n", not, "authoritative;\n"},
		{"authoritative;\nNot\n  authoritative ;\n", not, "authoritative;\nauthoritative ;\n"},
		{"#authoritative;\nnot authoritative;\n", not, "#authoritative;\nauthoritative;\n"},
		{"not # yet\nauthoritative;\n", not, "not # yet\nauthoritative;\n"},
		{"a;\n", missing, "authoritative;\na;\n"},
		{"# net\r\n\ta;\r\n", missing, "# net\r\n\tauthoritative;\r\n\ta;\r\n"},
		{"#authoritative\n", missing, "#authoritative\nauthoritative;\n"},
		{"# none", missing, "# none\nauthoritative;"},
		{"", missing, "authoritative;\n"},
	} {
		doc := dhcpdparser.Format.Read("core/etc/opt/opsware/dhcpd/dhcpd.conf", []byte(tc.text))
		found := rules.Run{Rules: dhcpd.Rules, Formats: parsers.Formats{dhcpdparser.Format}}.Check([]parsers.Document{doc}).Findings
		if tc.said == "" {
			require.Empty(t, found, "%q", tc.text)
			continue
		}
		require.Len(t, found, 1, "%q", tc.text)
		require.Equal(t, tc.said+", and WinPE-based Windows OS Provisioning needs it", found[0].Message, "%q", tc.text)
		fixed, err := parsers.Apply(doc.Source(), rules.Fixes(doc, found, true))
		require.NoError(t, err)
		require.Equal(t, tc.fixed, string(fixed))
	}
}

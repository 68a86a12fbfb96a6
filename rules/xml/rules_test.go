package xml_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers/xmlconf"
	"cfgtool/rules/xml"
)

// TestEveryCodeHasItsRule: the rules are the codes that the parser reports
// under, in their order and with their severities.
func TestEveryCodeHasItsRule(t *testing.T) {
	var codes, registered []string
	for _, c := range xmlconf.Codes {
		codes = append(codes, c.ID+" "+c.Severity.String())
	}
	for _, r := range xml.Rules {
		registered = append(registered, r.ID+" "+r.Severity.String())
	}
	require.Equal(t, codes, registered)
}

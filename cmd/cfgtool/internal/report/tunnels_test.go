package report_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/parsers/opswgw"
)

func TestTunnelsFitTheirSchema(t *testing.T) {
	s := schema(t, "tunnels.json")
	list := report.NewTunnels()
	valid(t, s, list)
	list.Add(read(t, "opswgw-agw0-C43/opswgw.properties", "opswgw.TunnelSrc=127.0.0.1:2002:100:0:/c.pem,\\\r\n 10.0.0.2:200:0:/c.pem\r\n"+
		"#opswgw.TunnelSrc=a:b\nopswgw.TunnelSrc=a:x:0:/c\nopswgw.TunnelDst=2001:/c\nopswgw.TunnelDst=\n").(*opswgw.File))
	list.Add(read(t, "opswgw/opswgw.properties", "").(*opswgw.File))
	valid(t, s, list)
	require.Len(t, list.Files[0].Tunnels, 6)
	second := list.Files[0].Tunnels[1]
	require.Equal(t, 2, second.Line)
	require.Nil(t, second.Port)
	require.Equal(t, uint32(200), *second.Cost)
	require.Nil(t, list.Files[0].Tunnels[3].Cost, "what is no number is null")
}

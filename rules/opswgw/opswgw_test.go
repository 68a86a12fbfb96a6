package opswgw_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/formats"
	opswgwparser "cfgtool/parsers/opswgw"
	"cfgtool/rules"
	"cfgtool/rules/all"
	"cfgtool/rules/opswgw"
	"cfgtool/rules/rulestest"
)

func TestExamples(t *testing.T) { rulestest.Run(t, all.Rules, opswgw.Rules) }

// TestFindings holds what rules say beyond their examples.
func TestFindings(t *testing.T) {
	const agent = "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.Gateway=agw0-C43\nopswgw.Realm=C43\n"
	for name, tc := range map[string]struct {
		files string
		want  []string
	}{
		"nothing to say": {agent + "opswgw.TunnelSrc=127.0.0.1:2002:100:0:/c\nopswgw.TunnelSrc=10.0.0.2:2001:200:0:/c\nopswgw.Anything=else\n", nil},
		"commented out":  {agent + "#opswgw.TunnelSrc=<IP>:x\n#opswgw.Level=9\n", nil},
		"wrapped": {agent + "opswgw.TunnelSrc=10.0.0.2:200:0:\r\n  /c.pem\r\n", []string{
			"3:18 error the tunnel to 10.0.0.2 ends in a colon, and its certificate stands on the next line [GWP007]"}},
		"a colon at the end, but nothing behind": {agent + "opswgw.TunnelSrc=10.0.0.2:200:0:\nx=1\n", []string{
			"3:18 error the tunnel to 10.0.0.2 ends in a colon, but names no certificate [GWP007]"}},
		"the guide's line as it is printed": {agent + "opswgw.TunnelSrc=<IP of CGW>:200:0:<cert_location>\n", []string{
			"3:18 error <IP of CGW> is to be filled in [GWP014]"}},
		"costs of an agent gateway": {agent + "opswgw.TunnelSrc=10.0.0.3:2001:100:0:/c\nopswgw.TunnelSrc=127.0.0.1:2002:100:0:/c\nopswgw.TunnelSrc=10.0.0.2:2001:50:0:/c\n", []string{
			"3:32 info the tunnel to 10.0.0.3:2001 costs 100, as much as the primary one to 127.0.0.1:2002 [GWP005]",
			"5:32 warning the tunnel to 10.0.0.2:2001 costs 50, less than the 100 of the primary one to 127.0.0.1:2002 [GWP005]"}},
		"costs of a satellite": {"-- opswgw/opswgw.properties --\nopswgw.Gateway=paris\nopswgw.Realm=paris\nopswgw.TunnelSrc=10.0.0.1:100:0:/c\nopswgw.TunnelSrc=10.0.0.2:50:0:/c\n", []string{
			"4:27 warning the tunnel to 10.0.0.2 costs 50, less than the 100 of the primary one to 10.0.0.1 (assumed: the first TunnelSrc is the primary one) [GWP005]"}},
		"second tunnels": {agent + "opswgw.TunnelSrc=a:2001:100:0:/c\nopswgw.TunnelSrc=b:200:0:/c\nopswgw.TunnelSrc=A:2002:200:0:/c\nopswgw.TunnelSrc=b:2001:200:0:/c\nopswgw.TunnelSrc=a:200:0:/c\nopswgw.TunnelSrc=a:2002:200:0:/c\n", []string{
			"6:18 warning a second tunnel to b:2001 [GWP004] 4:18",
			"7:18 warning a second tunnel to a [GWP004] 3:18",
			"8:18 warning a second tunnel to a:2002 [GWP004] 5:18"}},
		"@ that no colon mends": {agent + "opswgw.TunnelDst=a@b@c@d\n", []string{`3:19 warning TunnelDst "a@b@c@d" has @ where a colon belongs [GWP006]`}},
		"numbers": {agent + "opswgw.TunnelSrc=a:99999:5000000000:-1:/c\nopswgw.ProxyPort=127.0.0.1:3001\nopswgw.LoadBalanceRule=tcp:hub:0:S:a:70000\n", []string{
			`3:20 warning "99999" is no port from 1 to 65535 (assumed: the second of five fields is the port) [GWP002]`,
			`3:26 warning the cost "5000000000" is no number from 0 to 4294967295 (assumed: a cost is taken for an unsigned number of 32 bits; no document states its range) [GWP003]`,
			`3:37 warning the bandwidth "-1" is no number of 32 bits (assumed: the field behind the cost is the bandwidth) [GWP003]`,
			`5:32 error "0" is no port from 1 to 65535 [GWP002]`,
			`5:38 error "70000" is no port from 1 to 65535 [GWP002]`}},
		"a copy of etc tells nothing of var": {agent + "opswgw.TunnelSrc=a:2001:100:0:/var/opt/c.pem\n", nil},
		"hosts": {"-- opswgw-lb/opswgw.properties --\nopswgw.Gateway=lb\nopswgw.Realm=C43\nopswgw.GWAddress=192.0.2.9 # z\nopswgw.TunnelSrc=198.51.100.300:2001:100:0:/x\nopswgw.TunnelSrc=foo bar:2001:200:0:/x\n" +
			"opswgw.TunnelSrc=\"10.0.0.1\":2001:200:0:/x\nopswgw.TunnelSrc=0.0.0.0:2001:200:0:/x\nopswgw.TunnelDst=0.0.0.0:2001\nopswgw.TunnelDst=127.1:2002\nopswgw.LoadBalanceRule=tcp:hub:ssh:STICKY:10.1.1.010:2222\n#opswgw.TunnelSrc=1.2.3:2001:1:0:/x\n", []string{
			`3:18 error "192.0.2.9 # z" can be no host here: a "#" within a line begins no comment [GWP015]`,
			`4:18 error "198.51.100.300" can be no host here: an IPv4 address is four numbers from 0 to 255, without leading zeros [GWP015]`,
			`5:18 error "foo bar" can be no host here: it holds a blank [GWP015]`,
			`6:18 error "\"10.0.0.1\"" can be no host here: no host has '"' in its name [GWP015]`,
			`7:18 error "0.0.0.0" can be no host here: it is the address of no single host [GWP015]`,
			`9:18 error "127.1" can be no host here: an IPv4 address is four numbers from 0 to 255, without leading zeros [GWP015]`,
			`10:43 error "10.1.1.010" can be no host here: an IPv4 address is four numbers from 0 to 255, without leading zeros [GWP015]`}},
		"a listener on every address": {"-- opswgw-cgw0-C43/opswgw.properties --\nopswgw.Gateway=cgw0-C43\nopswgw.Realm=C43\nopswgw.TunnelDst=2002\n#opswgw.TunnelDst=127.0.0.1:2002\n", nil},
		"another listener off":        {"-- opswgw-cgw0-C43/opswgw.properties --\nopswgw.Gateway=cgw0-C43\nopswgw.Realm=C43\n#opswgw.TunnelDst=127.0.0.1:2012\n", nil},
		"another directory": {"-- opswgw-paris/opswgw.properties --\nopswgw.Gateway=lyon\nopswgw.Realm=x\n", []string{
			`1:16 info the gateway is "lyon", but its directory is "opswgw-paris" (assumed: the directory is named opswgw- and the gateway) [GWP009]`}},
	} {
		t.Run(name, func(t *testing.T) {
			files := rulestest.Files(tc.files)
			var docs []parsers.Document
			for name, file := range files {
				docs = append(docs, opswgwparser.Format.Read(name, file.Data))
			}
			result := rules.Run{Rules: all.Rules, Formats: formats.All, Root: files}.Check(docs)
			var got []string
			for _, f := range result.Findings {
				line := fmt.Sprintf("%v %s %s [%s]", f.Source.Position(f.Span.Start), f.Severity, f.Message, f.Rule.ID)
				if f.Rule == opswgw.GWP004 {
					line += " " + f.Source.Position(f.Related[0].Span.Start).String()
				}
				got = append(got, line)
			}
			require.Equal(t, tc.want, got)
		})
	}
}

package opswgw

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers/opswgw"
	"cfgtool/rewriters/change"
)

// FuzzPlans carries every plan out on arbitrary files: it is refused for a
// reason, or it holds what the engine proves.
func FuzzPlans(f *testing.F) {
	for _, in := range []string{
		local + second, satellite + "#" + second, tunnelDst + localDst, "#" + localDst + "# x\n" + localDst,
		"opswgw.TunnelSrc=127.0.0.1\\:2002\\:100\\:0\\:/c,\\\r\n  10.0.0.2:200:0:/c", "opswgw.GWAddress=10.0.0.2\r" + local,
		"opswgw.TunnelDst=127.0.0.1:\\\n#2002\n\topswgw.TunnelDst 127.0.0.1:2002", "opswgw.TunnelSrc=a:100:0:\n/c.pem\n\\",
	} {
		for kind := range uint8(3) {
			f.Add([]byte(in), kind)
		}
	}
	known, err := opswgw.LoadProfile(nil)
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, raw []byte, kind uint8) {
		name := []string{agentFile, satelliteFile, coreFile}[int(kind)%3]
		peers := []opswgw.Peer{{Host: "10.0.0.2"}, {Host: "2001:db8::1", Port: 2001}}
		usual := Listener{Address: opswgw.Peer{Host: "127.0.0.1", Port: 2002}}
		for _, plan := range []func(*opswgw.File) (Plan, error){
			func(f *opswgw.File) (Plan, error) {
				return Backup{Peers: peers, Cost: 200, Cert: "/c.pem", Update: kind%2 == 0}.Add(f, known, Evidence{})
			},
			func(f *opswgw.File) (Plan, error) { return Removal{All: true}.Remove(f, known, Evidence{}) },
			func(f *opswgw.File) (Plan, error) { return Removal{Peers: peers}.Remove(f, known, Evidence{}) },
			func(f *opswgw.File) (Plan, error) { return usual.Disable(f, known, Evidence{}) },
			func(f *opswgw.File) (Plan, error) { return usual.Enable(f, known, Evidence{}) },
			func(f *opswgw.File) (Plan, error) {
				return Listener{Address: usual.Address, Line: 2}.Disable(f, known, Evidence{})
			},
		} {
			doc := parse(name, string(raw))
			p, err := plan(doc)
			if err != nil {
				continue
			}
			c, err := change.Build(doc, append(p.Stated, p.Assumed...)...)
			if err != nil {
				require.False(t, strings.Contains(err.Error(), "internal error"), "%v\n%q", err, raw)
				continue
			}
			require.False(t, c.Empty() && len(p.Why) > 0, "%q", raw)
		}
	})
}

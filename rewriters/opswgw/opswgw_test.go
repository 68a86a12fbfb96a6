package opswgw

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
	"cfgtool/rewriters/change"
)

const (
	agentFile     = "/etc/opt/opsware/opswgw-agw0-C43/opswgw.properties"
	satelliteFile = "/etc/opt/opsware/opswgw/opswgw.properties"
	coreFile      = "/etc/opt/opsware/opswgw-cgw0-C43/opswgw.properties"

	local     = "opswgw.TunnelSrc=127.0.0.1:2002:100:0:/c.pem\n" // of an agent gateway
	satellite = "opswgw.TunnelSrc=10.0.0.1:100:0:/c.pem\n"       // of a satellite, in the guide's form
	second    = "opswgw.TunnelSrc=10.0.0.2:2001:200:0:/c.pem\n"
)

func known(t *testing.T) *opswgw.Profile {
	p, err := opswgw.LoadProfile(nil)
	require.NoError(t, err)
	return p
}

func parse(name, text string) *opswgw.File {
	return opswgw.Format.Read(name, []byte(text)).(*opswgw.File)
}

func peers(t *testing.T, names ...string) []opswgw.Peer {
	var all []opswgw.Peer
	for _, name := range names {
		p, err := opswgw.ParsePeer(name)
		require.NoError(t, err)
		all = append(all, p)
	}
	return all
}

// after carries a plan out, and proves that a second one finds nothing to do.
func after(t *testing.T, name, text string, plan func(*opswgw.File) (Plan, error)) (string, Plan) {
	t.Helper()
	f := parse(name, text)
	p, err := plan(f)
	require.NoError(t, err)
	c, err := change.Build(f, append(p.Stated, p.Assumed...)...)
	require.NoError(t, err)
	again := parse(name, string(c.After))
	q, err := plan(again)
	require.NoError(t, err)
	d, err := change.Build(again, append(q.Stated, q.Assumed...)...)
	require.NoError(t, err)
	require.True(t, d.Empty(), "a second run changes\n%s", d.After)
	require.Empty(t, q.Why, "a second run assumes what it does not do")
	return string(c.After), p
}

func TestAdd(t *testing.T) {
	for name, tc := range map[string]struct {
		file, in string
		peers    []string
		backup   Backup
		evidence Evidence
		want     string
		notes    []string
		why      int
		findings []string
	}{
		"the port is assumed, never that of the loopback line": {
			file: agentFile, in: local, peers: []string{"10.0.0.2"}, backup: Backup{Cost: 200},
			want: local + second, why: 1,
		},
		"the port is stated": {
			file: agentFile, in: local, peers: []string{"10.0.0.2:2001"}, backup: Backup{Cost: 200},
			want: local + second,
		},
		"the guide's form has no port": {
			file: satelliteFile, in: satellite + "x=1\n", peers: []string{"10.0.0.2", "10.0.0.3"}, backup: Backup{Cost: 200, Bandwidth: 7},
			want: satellite + "opswgw.TunnelSrc=10.0.0.2:200:7:/c.pem\nopswgw.TunnelSrc=10.0.0.3:200:7:/c.pem\nx=1\n",
		},
		"a port beside four fields": {
			file: satelliteFile, in: satellite, peers: []string{"10.0.0.2:2001"}, backup: Backup{Cost: 200},
			want: satellite + second, notes: []string{"10.0.0.2:2001 gets five fields, since it names a port; line 1 has four"},
		},
		"its own core gateway is left out": {
			file: agentFile, in: "opswgw.GWAddress=10.0.0.1\n" + local, peers: []string{"10.0.0.1", "10.0.0.2:2001"}, backup: Backup{Cost: 200},
			want:  "opswgw.GWAddress=10.0.0.1\n" + local + second,
			notes: []string{"10.0.0.1 is left out: GWAddress of this gateway"},
		},
		"the core gateway beside it is left out": {
			file: agentFile, in: local, peers: []string{"10.0.0.1", "10.0.0.2:2001"}, backup: Backup{Cost: 200},
			evidence: Evidence{Own: []Address{{"10.0.0.1", "the core gateway of this host"}}},
			want:     local + second, notes: []string{"10.0.0.1 is left out: the core gateway of this host"},
		},
		"a satellite's primary is left out": {
			file: satelliteFile, in: satellite, peers: []string{"10.0.0.1", "10.0.0.2"}, backup: Backup{Cost: 200},
			want:  satellite + "opswgw.TunnelSrc=10.0.0.2:200:0:/c.pem\n",
			notes: []string{"10.0.0.1 is left out: the primary tunnel of this satellite, line 1"},
		},
		"only its own is named": {
			file: satelliteFile, in: satellite, peers: []string{"10.0.0.1"}, backup: Backup{Cost: 50},
			want: satellite, notes: []string{"10.0.0.1 is left out: the primary tunnel of this satellite, line 1"},
		},
		"one is there": {
			file: agentFile, in: local + second, peers: []string{"10.0.0.2"}, backup: Backup{Cost: 200}, want: local + second,
		},
		"one is there at another cost": {
			file: agentFile, in: local + second, peers: []string{"10.0.0.2"}, backup: Backup{Cost: 300}, want: local + second,
			findings: []string{"line 2: the tunnel to 10.0.0.2 has cost 200, not 300; --update changes it"},
		},
		"and is updated": {
			file: agentFile, in: local + second, peers: []string{"10.0.0.2"}, backup: Backup{Cost: 300, Update: true},
			want: local + "opswgw.TunnelSrc=10.0.0.2:2001:300:0:/c.pem\n",
		},
		"another port is another gateway": {
			file: agentFile, in: local + second, peers: []string{"10.0.0.2:2009"}, backup: Backup{Cost: 200},
			want: local + second + "opswgw.TunnelSrc=10.0.0.2:2009:200:0:/c.pem\n",
		},
		"one that is commented out is not there": {
			file: agentFile, in: local + "#" + second, peers: []string{"10.0.0.2:2001"}, backup: Backup{Cost: 200},
			want: local + second + "#" + second, notes: []string{"line 2 names 10.0.0.2:2001 but is commented out, so it is added"},
		},
		"named twice": {
			file: agentFile, in: local, peers: []string{"10.0.0.2:2001", "10.0.0.2"}, backup: Backup{Cost: 200}, want: local + second,
		},
		"behind a comma list over several lines, with CRLF and no last line end": {
			file: satelliteFile, in: "opswgw.TunnelSrc=10.0.0.1:100:0:/c.pem,\\\r\n  10.0.0.9:150:0:/c.pem", peers: []string{"10.0.0.2"}, backup: Backup{Cost: 200},
			want: "opswgw.TunnelSrc=10.0.0.1:100:0:/c.pem,\\\r\n  10.0.0.9:150:0:/c.pem\r\nopswgw.TunnelSrc=10.0.0.2:200:0:/c.pem",
		},
		"the certificate asked for": {
			file: agentFile, in: local, peers: []string{"10.0.0.2:2001"}, backup: Backup{Cost: 200, Cert: "/d.pem"},
			want: local + "opswgw.TunnelSrc=10.0.0.2:2001:200:0:/d.pem\n",
		},
		"the certificate that exists": {
			file: agentFile, in: "opswgw.TunnelSrc=127.0.0.1:2002:100:0\n", peers: []string{"10.0.0.2:2001"}, backup: Backup{Cost: 200},
			evidence: Evidence{Certificates: []string{"/e.pem"}, Places: []string{"/a.pem", "/e.pem"}},
			want:     "opswgw.TunnelSrc=127.0.0.1:2002:100:0\nopswgw.TunnelSrc=10.0.0.2:2001:200:0:/e.pem\n",
		},
		"a list over IPv6 and Latin-1": {
			file: satelliteFile, in: "# \xE9\nopswgw.TunnelSrc=[2001:db8::1]:2001:100:0:/c\n", peers: []string{"2001:db8:0::1", "[2001:db8::2]:2001"}, backup: Backup{Cost: 200},
			want:  "# \xE9\nopswgw.TunnelSrc=[2001:db8::1]:2001:100:0:/c\nopswgw.TunnelSrc=[2001:db8::2]:2001:200:0:/c\n",
			notes: []string{"2001:db8::1 is left out: the primary tunnel of this satellite, line 2"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			tc.backup.Peers = peers(t, tc.peers...)
			got, plan := after(t, tc.file, tc.in, func(f *opswgw.File) (Plan, error) { return tc.backup.Add(f, known(t), tc.evidence) })
			require.Equal(t, tc.want, got)
			require.Equal(t, tc.notes, plan.Notes)
			require.Len(t, plan.Why, tc.why)
			require.Equal(t, tc.findings, plan.Findings)
		})
	}
}

func TestAddHoldsBackWhatIsAssumed(t *testing.T) {
	f := parse(agentFile, local)
	plan, err := Backup{Peers: peers(t, "10.0.0.2", "10.0.0.3:2001"), Cost: 200}.Add(f, known(t), Evidence{})
	require.NoError(t, err)
	c, err := change.Build(f, plan.Stated...)
	require.NoError(t, err)
	require.Equal(t, local+"opswgw.TunnelSrc=10.0.0.3:2001:200:0:/c.pem\n", string(c.After))
	require.Len(t, plan.Assumed, 1)
	require.Contains(t, plan.Why[0], "10.0.0.2 listens on port 2001")

	stated := known(t)
	stated.Listener.Assumed, stated.Listener.Port, stated.Listener.Source = false, 2222, "our own listing"
	plan, err = Backup{Peers: peers(t, "10.0.0.2"), Cost: 200}.Add(f, stated, Evidence{})
	require.NoError(t, err)
	require.Empty(t, plan.Assumed)
	require.Equal(t, []string{"10.0.0.2 gets port 2222, as the profile states (our own listing)"}, plan.Notes)
}

func TestAddTellsWhatComesNext(t *testing.T) {
	plan, err := Backup{Peers: peers(t, "10.0.0.2", "2001:db8::1"), Cost: 200}.Add(parse(satelliteFile, satellite), known(t), Evidence{})
	require.NoError(t, err)
	var next []string
	for _, n := range plan.Next {
		require.NotEmpty(t, n.Source)
		next = append(next, n.String())
	}
	require.Len(t, next, 3)
	require.Equal(t, "/etc/init.d/opsware-sas restart opswgw", next[0])
	require.Contains(t, next[1], "https://10.0.0.2:8085, click Status")
	require.Contains(t, next[2], "https://[2001:db8::1]:8085")
}

func TestNextIsByKind(t *testing.T) {
	for file, want := range map[string]string{
		agentFile:                "/etc/init.d/opsware-sas restart opswgw-agw0   # agw0-C43",
		satelliteFile:            "/etc/init.d/opsware-sas restart opswgw",
		coreFile:                 "/etc/init.d/opsware-sas stop opswgw-cgw0   # cgw0-C43",
		"hosts/app1" + agentFile: "/etc/init.d/opsware-sas restart opswgw-agw0   # agw0-C43 on hosts/app1",
		"/tmp/opswgw.properties": "restart this gateway: neither its directory nor its Gateway entry tells by which command",
	} {
		next, err := Product.Next(parse(file, local), nil)
		require.NoError(t, err)
		require.Equal(t, want, next[0].String())
	}
	plan, err := Backup{Peers: peers(t, "10.0.0.2:2001"), Cost: 200}.Add(parse("/tmp/opswgw.properties", local), known(t), Evidence{})
	require.NoError(t, err)
	require.Len(t, plan.Next, 1)
}

func TestAddRefuses(t *testing.T) {
	for name, tc := range map[string]struct {
		file, in string
		cost     uint32
		want     string
	}{
		"a cost not above the primary's": {agentFile, local, 100, "whose cost is 100; give a higher --cost"},
		"no tunnel at all":               {agentFile, "opswgw.Realm=x\n#" + local, 200, "there is no active TunnelSrc"},
		"none but those named":           {agentFile, second, 200, "every active TunnelSrc leads to a gateway of --core-gateway"},
		"one that cannot be read":        {agentFile, local + "opswgw.TunnelSrc=a:b\n", 200, "is neither host:cost"},
		"a cost that cannot be read":     {agentFile, "opswgw.TunnelSrc=a:x:0:/c\n", 200, `"x" is no cost`},
		"a broken line":                  {agentFile, local + "opswgw.TunnelSrc=a:200:0:\n/c.pem\n", 200, "goes on in the next line"},
		"no certificate":                 {agentFile, "opswgw.TunnelSrc=127.0.0.1:2002:100:0\n", 200, "none was found: /a.pem, /b.pem"},
		"a core gateway":                 {coreFile, local, 200, "this is a core gateway"},
		"a load-balancing gateway":       {"/etc/opt/opsware/opswgw-lb/opswgw.properties", local, 200, "this is a load-balancing gateway"},
	} {
		t.Run(name, func(t *testing.T) {
			b := Backup{Peers: peers(t, "10.0.0.2"), Cost: tc.cost}
			_, err := b.Add(parse(tc.file, tc.in), known(t), Evidence{Places: []string{"/a.pem", "/b.pem"}})
			require.ErrorContains(t, err, tc.want)
		})
	}
	_, err := Backup{Peers: peers(t, "10.0.0.2"), Cost: 200}.Add(parse("/tmp/opswgw.properties", "opswgw.TunnelSrc=a:2002:100:0\n"), known(t), Evidence{})
	require.ErrorContains(t, err, "neither the directory nor the Gateway entry")
}

func TestLook(t *testing.T) {
	beside := fstest.MapFS{"opswgw-cgw0-C43/opswgw.properties": {Data: []byte("opswgw.GWAddress=10.0.0.1\n")}}
	root := fstest.MapFS{
		"etc/opt/opsware/opswgw-cgw0-C43/opswgw.properties":    {Data: []byte("opswgw.GWAddress=10.0.0.7\n")},
		"var/opt/opsware/opswgw-agw0-C43/opswgw.pem":           {Data: []byte("x")},
		"var/opt/opsware/crypto/opswgw-agw0-C43/opswgw.pem":    {Data: []byte("x")},
		"etc/opt/opsware/opswgw-agw0-C43/opswgw.pem/directory": {},
	}
	f := parse(agentFile, local)
	e := Look(f, known(t), "", beside, root)
	require.Equal(t, []Address{{"10.0.0.1", "GWAddress of opswgw-cgw0-C43, the core gateway of this host"}}, e.Own)
	require.Equal(t, []string{"/var/opt/opsware/opswgw-agw0-C43/opswgw.pem", "/var/opt/opsware/crypto/opswgw-agw0-C43/opswgw.pem"}, e.Certificates)
	require.Len(t, e.Places, 3)
	require.Equal(t, "10.0.0.7", Look(f, known(t), "", nil, root).Own[0].Host)
	require.Empty(t, Look(f, known(t), "", nil, nil).Own)
	require.Empty(t, Look(parse(satelliteFile, satellite), known(t), "", beside, root).Own)
}

func TestRemove(t *testing.T) {
	third := "opswgw.TunnelSrc=10.0.0.3:2001:300:0:/c.pem\n"
	for name, tc := range map[string]struct {
		file, in string
		all      bool
		peers    []string
		want     string
		notes    []string
	}{
		"all":                  {file: agentFile, in: local + second + third, all: true, want: local},
		"all of none":          {file: agentFile, in: local, all: true, want: local},
		"all of an empty file": {file: agentFile, in: "", all: true, want: ""},
		"all but equal ones":   {file: agentFile, in: local + "opswgw.TunnelSrc=a:2001:100:0\n" + third, all: true, want: local + "opswgw.TunnelSrc=a:2001:100:0\n"},
		"all of a list":        {file: agentFile, in: "opswgw.TunnelSrc=b:9:300:0:/c,a:9:100:0:/c,d:9:200:0:/c\n", all: true, want: "opswgw.TunnelSrc=a:9:100:0:/c\n"},
		"one":                  {file: agentFile, in: local + second + third, peers: []string{"10.0.0.2"}, want: local + third},
		"one with its port":    {file: agentFile, in: local + second + third, peers: []string{"10.0.0.2:2001"}, want: local + third},
		"another port":         {file: agentFile, in: local + second, peers: []string{"10.0.0.2:2009"}, want: local + second},
		"a comment stays":      {file: agentFile, in: local + "# for the upgrade\n" + second + "x=1\n", peers: []string{"10.0.0.2"}, want: local + "# for the upgrade\nx=1\n"},
		"one that is commented out": {file: agentFile, in: local + "#" + second, peers: []string{"10.0.0.2"}, want: local + "#" + second,
			notes: []string{"line 2 names 10.0.0.2 but is commented out, so there is nothing to remove"}},
		"the satellite's own stays": {file: satelliteFile, in: satellite + second, peers: []string{"10.0.0.1", "10.0.0.2"}, want: satellite,
			notes: []string{"10.0.0.1 is left out: the primary tunnel of this satellite, line 1"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := Removal{All: tc.all, Peers: peers(t, tc.peers...)}
			got, plan := after(t, tc.file, tc.in, func(f *opswgw.File) (Plan, error) { return r.Remove(f, known(t), Evidence{}) })
			require.Equal(t, tc.want, got)
			require.Equal(t, tc.notes, plan.Notes)
		})
	}
	for name, in := range map[string]string{
		"the primary":            "opswgw.TunnelSrc=10.0.0.2:2001:100:0:/c\n" + "opswgw.TunnelSrc=a:2001:200:0:/c\n",
		"the last":               second,
		"a primary among equals": "opswgw.TunnelSrc=10.0.0.2:2001:100:0:/c\nopswgw.TunnelSrc=a:2001:100:0:/c\n",
	} {
		_, err := Removal{Peers: peers(t, "10.0.0.2")}.Remove(parse(agentFile, in), known(t), Evidence{})
		require.ErrorContains(t, err, "is no backup", name)
	}
}

// TestAddThenRemoveIsTheSameFile goes there and back over odd files.
func TestAddThenRemoveIsTheSameFile(t *testing.T) {
	for _, in := range []string{
		local, local + "\n# end", "# \xE9\r\n" + "opswgw.TunnelSrc=127.0.0.1:2002:100:0:/c.pem", "\xEF\xBB\xBF" + local,
		"opswgw.TunnelSrc=127.0.0.1\\:2002\\:100\\:0\\:/c.pem\n", "opswgw.TunnelSrc : 127.0.0.1:2002:100:0:/c.pem,\\\n\t127.0.0.1:2003:100:0:/c.pem\r\nx=1\n",
	} {
		f := parse(agentFile, in)
		plan, err := Backup{Peers: peers(t, "10.0.0.2", "10.0.0.3"), Cost: 200}.Add(f, known(t), Evidence{})
		require.NoError(t, err)
		c, err := change.Build(f, append(plan.Stated, plan.Assumed...)...)
		require.NoError(t, err)
		require.NotEqual(t, in, string(c.After))
		back, err := Removal{All: true}.Remove(c.New.(*opswgw.File), known(t), Evidence{})
		require.NoError(t, err)
		d, err := change.Build(c.New, back.Stated...)
		require.NoError(t, err)
		require.Equal(t, in, string(d.After))
	}
}

func TestStepsRefuseOtherFiles(t *testing.T) {
	plan, err := Removal{All: true}.Remove(parse(agentFile, local), known(t), Evidence{})
	require.NoError(t, err)
	other := parsers.Format{ID: "x", Title: "something else", Parse: opswgw.Format.Parse}
	_, err = change.Build(plain{other.Read("x", nil)}, plan.Stated...)
	require.ErrorContains(t, err, "this is something else")
}

// plain is a document of no kind.
type plain struct{ parsers.Document }

func TestHostOf(t *testing.T) {
	for name, want := range map[string]string{
		agentFile: "", "core" + agentFile: "core", "/mnt/core" + agentFile: "/mnt/core", "./a/../b" + agentFile: "b", `h\etc\opt\opsware\opswgw\opswgw.properties`: "h",
		"opswgw-agw0-C43/opswgw.properties": "", "etc/opt/opsware/opswgw/opswgw.properties": "", "-": "",
	} {
		require.Equal(t, want, HostOf(name), name)
	}
}

// TestAgentsWays: what leads to this host, or is no host, is no other way to a core.
func TestAgentsWays(t *testing.T) {
	const lone = "has no active TunnelSrc to another host"
	core := parse(coreFile, "opswgw.GWAddress=10.0.0.1\n"+tunnelDst+localDst)
	for text, want := range map[string][]string{
		local:                   nil,
		local + "#" + second:    nil,
		local + second:          {"10.0.0.2"},
		local + second + second: {"10.0.0.2"},
		second + "opswgw.TunnelSrc=[2001:db8::1]:2001:200:0:/c.pem\n": {"10.0.0.2", "2001:db8::1"},
		local + "opswgw.TunnelSrc=10.0.0.1:2001:200:0:/c.pem\n":       nil, // its own core
		local + "opswgw.TunnelSrc=999.1.1.1:2001:200:0:/c.pem\n":      nil,
		local + "opswgw.TunnelSrc=10.0.0.2\n":                         nil, // unreadable
		"":                                                            nil,
	} {
		beside := fstest.MapFS{"opswgw-agw0-C43/opswgw.properties": {Data: []byte(text)}, "opswgw-agw0-C44/opswgw.properties": {Data: []byte(second)}}
		e := Look(core, known(t), "", beside, nil)
		require.NotNil(t, e.Agent)
		require.Equal(t, "agw0-C43", e.Agent.Name)
		require.Equal(t, want, e.Agent.Others, text)
		plan, err := listener(t, "127.0.0.1:2002", false, 0).Disable(core, known(t), e)
		require.NoError(t, err)
		require.Equal(t, want == nil, plan.Lonely != "", plan.Lonely)
		if want == nil {
			require.Contains(t, plan.Lonely, lone)
		}
		require.Len(t, plan.Next, 1+max(len(want), 1), "a look at each core gateway")
	}
	require.Nil(t, Look(core, known(t), "", fstest.MapFS{}, fstest.MapFS{}).Agent)
	e := Look(core, known(t), "", nil, fstest.MapFS{"etc/opt/opsware/opswgw-agw0-C43/opswgw.properties": {Data: []byte(local)}})
	require.Equal(t, &Agent{Name: "agw0-C43"}, e.Agent)
	plan, err := listener(t, "127.0.0.1:2002", false, 0).Disable(parse(coreFile, "#"+localDst), known(t), e)
	require.NoError(t, err)
	require.Empty(t, plan.Lonely, "there is nothing to do")
}

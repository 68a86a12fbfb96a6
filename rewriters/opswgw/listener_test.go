package opswgw

import (
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers/opswgw"
	"cfgtool/rewriters/change"
)

const (
	tunnelDst = "opswgw.TunnelDst=2001:/var/opt/opsware/crypto/opswgw-cgw0-C43/opswgw.pem\n"
	localDst  = "opswgw.TunnelDst=127.0.0.1:2002\n"
)

func listener(t *testing.T, address string, explicit bool, line int) Listener {
	p, err := ParseListener(address)
	require.NoError(t, err)
	return Listener{Address: p, Explicit: explicit, Line: line}
}

func TestListener(t *testing.T) {
	usual := listener(t, "127.0.0.1:2002", false, 0)
	line := func(n int) Listener { return listener(t, "127.0.0.1:2002", false, n) }
	for name, tc := range map[string]struct {
		l       Listener
		in      string
		off, on string // after disabling and after enabling; "" is as it was
	}{
		"active":            {usual, tunnelDst + localDst, tunnelDst + "#" + localDst, ""},
		"commented out":     {usual, tunnelDst + "#" + localDst, "", tunnelDst + localDst},
		"by hand":           {usual, tunnelDst + "#  " + localDst, "", tunnelDst + localDst},
		"regenerated":       {usual, tunnelDst + "# rewritten\n" + localDst, tunnelDst + "# rewritten\n#" + localDst, ""},
		"localhost":         {usual, "opswgw.TunnelDst=localhost:2002\n", "#opswgw.TunnelDst=localhost:2002\n", ""},
		"over two lines":    {usual, "opswgw.TunnelDst=127.0.0.1:\\\r\n  2002\r\nx=1", "#opswgw.TunnelDst=127.0.0.1:\\\r\n  #2002\r\nx=1", ""},
		"no last line end":  {usual, tunnelDst + "\topswgw.TunnelDst = 127.0.0.1:2002", tunnelDst + "\t#opswgw.TunnelDst = 127.0.0.1:2002", ""},
		"one that is named": {listener(t, "2001", true, 0), tunnelDst, "#" + tunnelDst, ""},
		"a line":            {line(1), tunnelDst + localDst, "#" + tunnelDst + localDst, ""},
		"a line of several": {line(2), "#" + localDst + "#" + localDst, "", "#" + localDst + localDst},
		"twice, one off":    {usual, localDst + "#" + localDst, "#" + localDst + "#" + localDst, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if tc.off == "" {
				tc.off = tc.in
			}
			if tc.on == "" {
				tc.on = tc.in
			}
			got, _ := after(t, coreFile, tc.in, func(f *opswgw.File) (Plan, error) { return tc.l.Disable(f, known(t), Evidence{}) })
			require.Equal(t, tc.off, got)
			got, plan := after(t, coreFile, tc.in, func(f *opswgw.File) (Plan, error) { return tc.l.Enable(f, known(t), Evidence{Host: "core"}) })
			require.Equal(t, tc.on, got)
			require.Len(t, plan.First, 1)
			require.Equal(t, "/etc/init.d/opsware-sas stop opswgw-cgw0   # cgw0-C43 on core", plan.First[0].String())
			require.Len(t, plan.Next, 1)
			require.Equal(t, "/etc/init.d/opsware-sas start opswgw-cgw0   # cgw0-C43 on core", plan.Next[0].String())
		})
	}
}

func TestListenerOffAndOnIsTheSameFile(t *testing.T) {
	usual := listener(t, "127.0.0.1:2002", false, 0)
	for _, in := range []string{localDst, "x=1\r\n  opswgw.TunnelDst : 127.0.0.1:\\\r\n\t2002", "# \xE9\n" + localDst, "\xEF\xBB\xBF" + localDst + "# opswgw.TunnelDst=2001\n"} {
		off, _ := after(t, coreFile, in, func(f *opswgw.File) (Plan, error) { return usual.Disable(f, known(t), Evidence{}) })
		require.NotEqual(t, in, off)
		on, _ := after(t, coreFile, off, func(f *opswgw.File) (Plan, error) { return usual.Enable(f, known(t), Evidence{}) })
		require.Equal(t, in, on)
	}
}

func TestListenerRefuses(t *testing.T) {
	usual := listener(t, "127.0.0.1:2002", false, 0)
	for name, tc := range map[string]struct {
		l        Listener
		file, in string
		off, on  string // what disabling and enabling say; "" is no refusal
	}{
		"absent": {usual, coreFile, tunnelDst,
			"there is no listener 127.0.0.1:2002, active or commented out", "the line to add is: opswgw.TunnelDst=127.0.0.1:2002"},
		"no listener at all":  {usual, coreFile, "", "the file holds no TunnelDst", "the file holds no TunnelDst"},
		"in a list":           {usual, coreFile, "opswgw.TunnelDst=2001:/c,127.0.0.1:2002\n", "holds other listeners too", ""},
		"in a list, off":      {usual, coreFile, "#opswgw.TunnelDst=2001:/c,127.0.0.1:2002\n", "", "holds other listeners too"},
		"several":             {usual, coreFile, localDst + localDst, "several lines fit 127.0.0.1:2002: line 1, line 2", ""},
		"several, off":        {usual, coreFile, "#" + localDst + "# and\n#" + localDst, "", "line 1, line 3; choose one with --line"},
		"the one of the mesh": {usual, coreFile, "opswgw.TunnelDst=127.0.0.1:2002:/x/opswgw.pem\n", "only --line 1 or --listener 127.0.0.1:2002 means it", ""},
		"of the mesh, off":    {usual, coreFile, "#opswgw.TunnelDst=127.0.0.1:2002:/x/opswgw.pem\n", "", "is the listener for other gateways"},
		"a line without one":  {listener(t, "127.0.0.1:2002", false, 2), coreFile, localDst + "x=1\n", "line 2 holds no TunnelDst", "there are 127.0.0.1:2002 on line 1"},
		"a line with another": {listener(t, "127.0.0.1:2002", true, 1), coreFile, tunnelDst, "not the listener 127.0.0.1:2002", ""},
		"an agent gateway":    {usual, agentFile, localDst, "this is an agent gateway", "this is an agent gateway"},
	} {
		t.Run(name, func(t *testing.T) {
			check := func(plan Plan, err error, want string) {
				if want == "" {
					require.NoError(t, err)
				} else {
					require.ErrorContains(t, err, want)
				}
			}
			plan, err := tc.l.Disable(parse(tc.file, tc.in), known(t), Evidence{})
			check(plan, err, tc.off)
			plan, err = tc.l.Enable(parse(tc.file, tc.in), known(t), Evidence{})
			check(plan, err, tc.on)
		})
	}
}

func TestDisableWarnsOfASecondOneThatIsOff(t *testing.T) {
	plan, err := listener(t, "127.0.0.1:2002", false, 0).Disable(parse(coreFile, "#"+localDst+localDst), known(t), Evidence{Agent: &Agent{Others: []string{"10.0.0.2"}}})
	require.NoError(t, err)
	require.Equal(t, []string{"line 1 is commented out already; to enable this one again, enable-listener will need --line 2"}, plan.Notes)
	require.Equal(t, "/etc/init.d/opsware-sas start opswgw-agw0   # agw0-C43", plan.Next[0].String())
}

func TestParseListener(t *testing.T) {
	for in, want := range map[string]string{"2002": "2002", "127.0.0.1:2002": "127.0.0.1:2002", "[::1]:2002": "[::1]:2002"} {
		require.Equal(t, want, listener(t, in, false, 0).String())
	}
	for _, in := range []string{"", "127.0.0.1", "a:b", "0", "70000"} {
		_, err := ParseListener(in)
		require.Error(t, err, in)
	}
}

// TestTheEngineProvesListenerSteps runs the steps on a file with an unreadable
// neighbour, which stays as it is.
func TestTheEngineProvesListenerSteps(t *testing.T) {
	f := parse(coreFile, "opswgw.TunnelDst=odd\n"+localDst)
	plan, err := listener(t, "127.0.0.1:2002", false, 0).Disable(f, known(t), Evidence{})
	require.NoError(t, err)
	c, err := change.Build(f, plan.Stated...)
	require.NoError(t, err)
	require.Equal(t, "opswgw.TunnelDst=odd\n#"+localDst, string(c.After))
}

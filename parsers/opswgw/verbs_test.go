package opswgw

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/parserstest"
)

var backup = Tunnel{Peer: Peer{Host: "10.0.0.2"}, Cost: 200, Cert: "/c"}

func TestAddTunnelSrc(t *testing.T) {
	withPort := backup
	withPort.Port = 2001
	v6 := Tunnel{Peer: Peer{Host: "2001:db8::1", Port: 2001}, Cost: 200}
	for _, tc := range []struct {
		in   string
		add  Tunnel
		want string
	}{
		{"opswgw.TunnelSrc=a:1:0:/c\n", backup, "opswgw.TunnelSrc=a:1:0:/c\nopswgw.TunnelSrc=10.0.0.2:200:0:/c\n"},
		{"opswgw.TunnelSrc=a:1:0:/c\r\nx=1\r\n", withPort, "opswgw.TunnelSrc=a:1:0:/c\r\nopswgw.TunnelSrc=10.0.0.2:2001:200:0:/c\r\nx=1\r\n"},
		{"opswgw.TunnelSrc=a:1:0:/c\rx=1", backup, "opswgw.TunnelSrc=a:1:0:/c\ropswgw.TunnelSrc=10.0.0.2:200:0:/c\rx=1"},
		{"opswgw.TunnelSrc=a:1:0:/c", v6, "opswgw.TunnelSrc=a:1:0:/c\nopswgw.TunnelSrc=[2001:db8::1]:2001:200:0"},
		{"\topswgw.TunnelSrc : a:1:0:/c\n# n\n", backup, "\topswgw.TunnelSrc : a:1:0:/c\n\topswgw.TunnelSrc : 10.0.0.2:200:0:/c\n# n\n"},
		{"opswgw.TunnelSrc=a\\:1\\:0\\:/c\n", backup, "opswgw.TunnelSrc=a\\:1\\:0\\:/c\nopswgw.TunnelSrc=10.0.0.2\\:200\\:0\\:/c\n"},
		{"opswgw.TunnelSrc=a:1:0:/c,\\\n  b:1:0:/c\n#opswgw.TunnelSrc=d:1:0:/c\nx=1\n", backup,
			"opswgw.TunnelSrc=a:1:0:/c,\\\n  b:1:0:/c\nopswgw.TunnelSrc=10.0.0.2:200:0:/c\n#opswgw.TunnelSrc=d:1:0:/c\nx=1\n"},
		{"\xEF\xBB\xBFopswgw.TunnelSrc=a:1:0:/c\n", backup, "\xEF\xBB\xBFopswgw.TunnelSrc=a:1:0:/c\nopswgw.TunnelSrc=10.0.0.2:200:0:/c\n"},
		{"# \xE9\nopswgw.TunnelSrc=a:1:0:/c\n", backup, "# \xE9\nopswgw.TunnelSrc=a:1:0:/c\nopswgw.TunnelSrc=10.0.0.2:200:0:/c\n"},
		{"opswgw.Realm=x\n# end\n", backup, "opswgw.Realm=x\nopswgw.TunnelSrc=10.0.0.2:200:0:/c\n# end\n"},
	} {
		f := parse(tc.in)
		edits, err := f.AddTunnelSrc(tc.add, "w")
		require.NoError(t, err, "%q", tc.in)
		got := apply(t, f, edits)
		require.Equal(t, tc.want, got)
		added := parse(got)
		n := 0
		for s := range added.TunnelSrcs() {
			if !s.Entry.Commented && s.Peer() == tc.add.Peer {
				n++
				edits, err := added.RemoveTunnels([]*TunnelSrc{s}, "w")
				require.NoError(t, err)
				require.Equal(t, tc.in, apply(t, added, edits), "add then remove")
			}
		}
		require.Equal(t, 1, n, "%q", got)
	}
}

func TestAddTunnelSrcRefuses(t *testing.T) {
	for _, bad := range []Tunnel{
		{Peer: Peer{Host: ""}, Cert: "/c"}, {Peer: Peer{Host: "a b"}, Cert: "/c"}, {Peer: Peer{Host: "a:b"}, Cert: "/c"}, {Peer: Peer{Host: "a,b"}, Cert: "/c"},
		{Peer: Peer{Host: "a"}}, {Peer: Peer{Host: "a"}, Cert: "/c,d"}, {Peer: Peer{Host: "a"}, Cert: "/c:d"}, {Peer: Peer{Host: "a"}, Cert: "7"},
	} {
		_, err := parse("").AddTunnelSrc(bad, "w")
		require.Error(t, err, "%v", bad)
	}
	_, err := parse("opswgw.TunnelSrc=a:200:0:\n/c\n").AddTunnelSrc(backup, "w")
	require.ErrorContains(t, err, "join them first")
	_, err = parse("opswgw.TunnelSrc=a:200:0:/c\\").AddTunnelSrc(backup, "w")
	require.ErrorContains(t, err, "ends in a backslash")
}

func TestRemoveTunnels(t *testing.T) {
	for _, tc := range []struct {
		in     string
		remove string // the hosts
		want   string
	}{
		{"opswgw.TunnelSrc=a:1:0:/c\n# b\nopswgw.TunnelSrc=b:1:0:/c\nx=1\n", "b", "opswgw.TunnelSrc=a:1:0:/c\n# b\nx=1\n"},
		{"x=1\r\nopswgw.TunnelSrc=a:1:0:/c", "a", "x=1"},
		{"opswgw.TunnelSrc=a:1:0:/c,b:1:0:/c,d:1:0:/c\n", "a", "opswgw.TunnelSrc=b:1:0:/c,d:1:0:/c\n"},
		{"opswgw.TunnelSrc=a:1:0:/c,b:1:0:/c,d:1:0:/c\n", "b", "opswgw.TunnelSrc=a:1:0:/c,d:1:0:/c\n"},
		{"opswgw.TunnelSrc=a:1:0:/c,b:1:0:/c,d:1:0:/c\n", "bd", "opswgw.TunnelSrc=a:1:0:/c\n"},
		{"opswgw.TunnelSrc=a:1:0:/c,b:1:0:/c,d:1:0:/c\n", "ab", "opswgw.TunnelSrc=d:1:0:/c\n"},
		{"opswgw.TunnelSrc=a:1:0:/c,b:1:0:/c,d:1:0:/c\n", "ad", "opswgw.TunnelSrc=b:1:0:/c\n"},
		{"opswgw.TunnelSrc=a:1:0:/c,b:1:0:/c,d:1:0:/c\n", "abd", ""},
		{"opswgw.TunnelSrc=a:1:0:/c,\\\r\n   b:1:0:/c,\\\r\n   d:1:0:/c\r\n", "b", "opswgw.TunnelSrc=a:1:0:/c,\\\r\n   d:1:0:/c\r\n"},
		{"opswgw.TunnelSrc=a:1:0:/c,\\\n   b:1:0:/c\n", "b", "opswgw.TunnelSrc=a:1:0:/c\n"},
		{"opswgw.TunnelSrc=a:1:0:/c,\\\n   b:1:0:/c\n", "a", "opswgw.TunnelSrc=b:1:0:/c\n"},
	} {
		f := parse(tc.in)
		var gone []*TunnelSrc
		for s := range f.TunnelSrcs() {
			if containsRune(tc.remove, s.Host.Text) {
				gone = append(gone, s)
			}
		}
		edits, err := f.RemoveTunnels(gone, "w")
		require.NoError(t, err)
		require.Equal(t, tc.want, apply(t, f, edits), "%q without %s", tc.in, tc.remove)
	}
	f := parse("#opswgw.TunnelSrc=a:1:0:/c\n")
	_, err := f.RemoveTunnels(slices.Collect(f.TunnelSrcs()), "w")
	require.ErrorContains(t, err, "commented out already")
}

func containsRune(all, one string) bool {
	for _, r := range all {
		if string(r) == one {
			return true
		}
	}
	return false
}

func TestSetCost(t *testing.T) {
	f := parse("opswgw.TunnelSrc=a:1\\u0030:0:/c,b:2001:20:0\n")
	edits, err := f.SetCost(slices.Collect(f.TunnelSrcs())[0], 200, "w")
	require.NoError(t, err)
	more, err := f.SetCost(slices.Collect(f.TunnelSrcs())[1], 300, "w")
	require.NoError(t, err)
	require.Equal(t, "opswgw.TunnelSrc=a:200:0:/c,b:2001:300:0\n", apply(t, f, append(edits, more...)))
	edits, err = f.SetCost(slices.Collect(f.TunnelSrcs())[0], 10, "w")
	require.NoError(t, err)
	require.Empty(t, edits)
	f = parse("opswgw.TunnelSrc=a\n")
	_, err = f.SetCost(slices.Collect(f.TunnelSrcs())[0], 200, "w")
	require.ErrorContains(t, err, "is neither")
}

func TestListenersOffAndOn(t *testing.T) {
	for in, want := range map[string]string{
		"opswgw.TunnelDst=127.0.0.1:2002\n":               "#opswgw.TunnelDst=127.0.0.1:2002\n",
		"  opswgw.TunnelDst = 127.0.0.1:2002":             "  #opswgw.TunnelDst = 127.0.0.1:2002",
		"opswgw.TunnelDst=127.0.0.1:\\\r\n   2002\r\nx=1": "#opswgw.TunnelDst=127.0.0.1:\\\r\n   #2002\r\nx=1",
		"# \xE9\ropswgw.TunnelDst=127.0.0.1:2002\r":       "# \xE9\r#opswgw.TunnelDst=127.0.0.1:2002\r",
		"\xEF\xBB\xBFopswgw.TunnelDst=127.0.0.1:2002\n":   "\xEF\xBB\xBF#opswgw.TunnelDst=127.0.0.1:2002\n",
	} {
		f := parse(in)
		edits, err := f.DisableListener(slices.Collect(f.TunnelDsts())[0], "w")
		require.NoError(t, err)
		got := apply(t, f, edits)
		require.Equal(t, want, got)
		off := parse(got)
		require.Len(t, slices.Collect(off.TunnelDsts()), 1)
		require.True(t, slices.Collect(off.TunnelDsts())[0].Entry.Commented)
		again, err := off.DisableListener(slices.Collect(off.TunnelDsts())[0], "w")
		require.NoError(t, err)
		require.Empty(t, again)
		edits, err = off.EnableListener(slices.Collect(off.TunnelDsts())[0], "w")
		require.NoError(t, err)
		require.Equal(t, in, apply(t, off, edits))
	}
	f := parse("opswgw.TunnelDst=2001:/c,127.0.0.1:2002\n#opswgw.TunnelDst=2003,2004\n#opswgw.TunnelDst=see below\n")
	_, err := f.DisableListener(slices.Collect(f.TunnelDsts())[1], "w")
	require.ErrorContains(t, err, "holds other listeners too")
	_, err = f.EnableListener(slices.Collect(f.TunnelDsts())[2], "w")
	require.ErrorContains(t, err, "holds other listeners too")
	_, err = f.EnableListener(slices.Collect(f.TunnelDsts())[4], "w")
	require.ErrorContains(t, err, "holds a blank")
	edits, err := f.EnableListener(slices.Collect(f.TunnelDsts())[0], "w")
	require.NoError(t, err)
	require.Empty(t, edits)
}

func TestAListenerThatWouldNotComeBackStays(t *testing.T) {
	for _, in := range []string{"opswgw.TunnelDst 127.0.0.1:2002\n", "opswgw\\.TunnelDst=127.0.0.1:2002\n", "opswgw.Tunnel\\\n  Dst=127.0.0.1:2002\n"} {
		f := parse(in)
		_, err := f.DisableListener(slices.Collect(f.TunnelDsts())[0], "w")
		require.ErrorContains(t, err, "would not be recognised again", "%q", in)
	}
}

func TestWrapped(t *testing.T) {
	for in, want := range map[string]string{
		"opswgw.TunnelSrc=a:200:0:\n/var/c.pem\nx=1\n":   "opswgw.TunnelSrc=a:200:0:/var/c.pem\nx=1\n",
		"opswgw.TunnelSrc=a:200:0: \r\n  /var/c.pem\r\n": "opswgw.TunnelSrc=a:200:0:/var/c.pem\r\n",
		"opswgw.TunnelSrc=a:200:0:\n/var/c.pem":          "opswgw.TunnelSrc=a:200:0:/var/c.pem",
	} {
		f := parse(in)
		require.Empty(t, f.Problems())
		require.Len(t, f.Wrapped(), 1)
		require.Equal(t, want, apply(t, f, f.Join(f.Wrapped()[0], "w")))
		require.Empty(t, parse(want).Wrapped())
	}
	f := parse("opswgw.TunnelSrc=a:200:0:\n/c.pem,b\n")
	require.Len(t, f.Wrapped(), 1)
	require.Empty(t, f.Join(f.Wrapped()[0], "w"))
	for _, in := range []string{"opswgw.TunnelSrc=a:200:0:\\\n/var/c.pem\n", "opswgw.TunnelSrc=a:200:0:\nx=1\n", "opswgw.TunnelSrc=a:200:0:", "opswgw.TunnelSrc=a:200:0:/c\n/d\n"} {
		require.Empty(t, parse(in).Wrapped(), "%q", in)
	}
}

// verbs tries every verb at one tunnel and one listener, and checks that no
// problem is new and that what should be undone is.
func verbs(t *testing.T, f *File, pick int) {
	if f.Source().ReadOnly() {
		return
	}
	after := func(edits []parsers.Edit, err error) *File {
		if err != nil {
			return nil
		}
		raw, err := parsers.Apply(f.Source(), edits)
		require.NoError(t, err)
		result := Parse(parsers.NewSource(f.Source().Name(), raw, sameCharset(f)))
		parserstest.Invariants(t, result)
		require.LessOrEqual(t, len(result.Problems()), len(f.Problems()), "%q\n%q", f.Source().Bytes(), raw)
		return result
	}
	tunnel := Tunnel{Peer: Peer{Host: "192.0.2.77", Port: uint16(pick % 3)}, Cost: 200, Cert: "/c.pem"}
	if added := after(f.AddTunnelSrc(tunnel, "w")); added != nil {
		var back []*TunnelSrc
		for s := range added.TunnelSrcs() {
			if !s.Entry.Commented && s.Peer() == tunnel.Peer {
				back = append(back, s)
			}
		}
		require.NotEmpty(t, back, "%q", added.Source().Bytes())
		if len(back) == 1 {
			edits, err := added.RemoveTunnels(back, "w")
			require.NoError(t, err)
			raw, err := parsers.Apply(added.Source(), edits)
			require.NoError(t, err)
			require.Equal(t, string(f.Source().Bytes()), string(raw))
		}
	}
	if all := slices.Collect(f.TunnelSrcs()); len(all) > 0 {
		s := all[pick%len(all)]
		after(f.RemoveTunnels([]*TunnelSrc{s}, "w"))
		if !s.Entry.Commented {
			after(f.SetCost(s, 12345, "w"))
		}
	}
	if all := slices.Collect(f.TunnelDsts()); len(all) > 0 {
		d := all[pick%len(all)]
		after(f.EnableListener(d, "w"))
		after(f.DisableListener(d, "w"))
	}
	for _, w := range f.Wrapped() {
		raw, err := parsers.Apply(f.Source(), f.Join(w, "w"))
		require.NoError(t, err)
		parserstest.Invariants(t, Parse(parsers.NewSource(f.Source().Name(), raw, sameCharset(f))))
	}
}

// sameCharset is Format without the guess, which an edit may change.
func sameCharset(f *File) parsers.Format {
	same := Format
	same.Charset = func([]byte) parsers.Charset { return f.Source().Charset() }
	return same
}

func FuzzOpswgw(f *testing.F) {
	for _, in := range []string{
		"opswgw.Gateway=agw0-C43\nopswgw.TunnelSrc=127.0.0.1:2002:100:0:/c\n",
		"opswgw.TunnelSrc=a:1:0:/c,\\\r\n  b:2001:2:0\r\n#opswgw.TunnelSrc=[::1]:1:0:/c",
		"opswgw.TunnelSrc=a\\:1\\:0\\:/c\nopswgw.TunnelSrc=b:1:0:\n/d\n",
		"opswgw.TunnelDst=2001:/c\n# opswgw.TunnelDst=127.0.0.1:\\\n#2002\n",
		"opswgw.LoadBalanceRule=tcp:hub:ssh:STICKY:10.0.0.1:2222,tcp:way:1:S:a:1:b:1\n",
		"opswgw.TunnelSrc=a@1:0:/c@d\n\xE9", "opswgw.TunnelDst=[a,b],]:1\nopswgw.TunnelSrc=\\uD83D:,", "opswgw.TunnelSrc",
	} {
		f.Add([]byte(in), uint8(0))
	}
	f.Fuzz(func(t *testing.T, raw []byte, pick uint8) {
		d := parse(string(raw))
		parserstest.Invariants(t, d)
		for s := range d.TunnelSrcs() {
			for _, field := range []Field{s.Host, s.Port, s.Cost, s.Bandwidth, s.Cert} {
				require.True(t, !field.Set || s.Span.Contains(field.Span), "%q", raw)
			}
			require.True(t, s.Entry.Span.Contains(s.Span), "%q", raw)
		}
		verbs(t, d, int(pick))
	})
}

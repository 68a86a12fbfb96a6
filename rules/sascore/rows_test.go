package sascore

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers/respfile"
)

// row is how a parameter with a file to look in becomes each state, on the
// sample: as it stands, by another answer, and without the files.
type row struct {
	wrong     string
	gone      []string // besides those of the profile
	satellite bool
	person    bool // the files show it, and a person is to look at what it is
}

var rows = map[string]row{
	"truth.dcNm":                      {wrong: "WEST"},
	"truth.orahome":                   {wrong: "/u01/app/oracle/product/9.2.0", gone: []string{"home"}},
	"truth.servicename":               {wrong: "west_truth"},
	"truth.sid":                       {wrong: "orcl"},
	"truth.tnsdir":                    {wrong: "/etc/oracle"},
	"twist.buildmgr.passwd":           {wrong: "other"},
	"twist.integration.passwd":        {wrong: "other"},
	"truth.detuserpwd":                {wrong: "other"},
	"media_server.linux_media":        {wrong: "/media/linux", person: true},
	"media_server.sunos_media":        {wrong: "/media/sunos", person: true},
	"media_server.windows_media":      {wrong: "/media/windows"},
	"media_server.windows_share_name": {wrong: "WINMEDIA"},
	"boot_server.speed_duplex":        {wrong: "100fdx"},
	"agent_gw_list_args":              {wrong: "10.1.0.11:3001", satellite: true},
	"ogfs.store.host":                 {wrong: "nfs2.east.example.com"},
	"ogfs.store.path":                 {wrong: "/export/store"},
	"ogfs.audit.host":                 {wrong: "10.1.0.21"},
	"ogfs.audit.path":                 {wrong: "/export/audit"},
	"windows_util_loc":                {wrong: "/var/opt/opsware/old", gone: []string{"var/opt/opsware/winutils", "var/opt/opsware/old"}},
	"cgw_address":                     {wrong: "10.1.0.11"},
	"cgw_proxy_port":                  {wrong: "3002"},
	"agw_proxy_port":                  {wrong: "3002"},
	"cgw_tunnel_listener_port":        {wrong: "2002"},
	"hub.ip":                          {wrong: "10.1.0.11"},
}

// TestEveryRow: each parameter of the table that a file shows is verified, a
// mismatch, and without evidence, from the sample's files; and there are no others.
func TestEveryRow(t *testing.T) {
	profile := facts(t)
	require.Len(t, profile.Parameters, 50)
	seen := 0
	for i := range profile.Parameters {
		p := &profile.Parameters[i]
		if !p.Seen() {
			require.NotContains(t, rows, p.Name)
			continue
		}
		seen++
		r, ok := rows[p.Name]
		require.True(t, ok, "%s has a file to look in, and no row", p.Name)
		t.Run(p.Name, func(t *testing.T) { r.test(t, p) })
	}
	require.Equal(t, seen, len(rows))
	require.Equal(t, 24, seen)
}

func (r row) test(t *testing.T, p *respfile.Parameter) {
	files := put(sample(t), "var/opt/opsware/old/qchain.exe", "one of seven")
	text := right.Replace(string(files[sampleAnswers].Data))
	check := func(files *Core, text string, want State) Result {
		if r.satellite {
			files.Role = Satellite
		}
		got := result(t, files, text, p.Name)
		require.Equal(t, want, got.State, "%s %v", got.Why, got.Looked)
		require.NotContains(t, got.Why, "sample-")
		return got
	}

	right := Verified
	if r.person {
		right = Manual
	}
	got := check(one(files), text, right)
	require.NotEqual(t, r.person, len(got.Evidence) > 0)
	for _, e := range got.Evidence {
		require.True(t, e.Agrees)
		require.True(t, strings.HasPrefix(e.Place(), "core1/"), e.Place())
	}

	wrong := with(text, p.Name, r.wrong)
	got = check(one(files), wrong, Mismatch)
	require.NotEmpty(t, got.Evidence)
	if p.Secret {
		require.NotContains(t, got.Why, r.wrong)
		require.Empty(t, got.Given)
		for _, e := range got.Evidence {
			require.Empty(t, e.Value)
			require.True(t, e.Span.Empty(), "its length is told")
		}
	} else {
		require.Contains(t, got.Why, r.wrong)
	}
	if p.Evidence.Assumed {
		require.NotEmpty(t, got.Assumed)
		require.Nil(t, got.Fix, "a fix rests on what is assumed")
	}

	gone := append(append([]string{}, r.gone...), p.Evidence.Files...)
	for _, f := range p.Evidence.Files {
		gone = append(gone, strings.ReplaceAll(f, "{truth.tnsdir}", "/var/opt/oracle"))
	}
	got = check(one(without(files, gone...)), text, NoEvidence)
	require.NotEmpty(t, got.Looked)
	require.NotEmpty(t, got.Do)
	check(one(without(files, gone...)), wrong, NoEvidence)
}

// TestStatesOfOthers: parameters without a file are for a person, or not needed.
func TestStatesOfOthers(t *testing.T) {
	files := sample(t)
	text := right.Replace(string(files[sampleAnswers].Data))
	for name, want := range map[string]State{
		"cast.admin_pwd": Manual, "decrypt_passwd": Manual, "truth.dcId": Manual, "media_server.windows_share_password": Manual, "cgw_admin_port": Manual,
		"truth.dest": NotNeeded, "save_crypto": NotNeeded, "truth.vaultPwd": NotNeeded, "agent_gw_list_args": NotNeeded,
	} {
		got := result(t, one(files), text, name)
		require.Equal(t, want, got.State, name)
		require.NotEmpty(t, got.Why)
	}
	require.Contains(t, result(t, one(files), text, "cgw_admin_port").Why, "core1/etc/opt/opsware/opswgw-cgw0-EAST/opswgw.properties")

	multimaster := one(files)
	multimaster.Multimaster = true
	require.Equal(t, Missing, result(t, multimaster, text, "truth.vaultPwd").State)
	require.Equal(t, Manual, result(t, one(files), with(text, "truth.vaultPwd", "x"), "truth.vaultPwd").State)
	require.Equal(t, Missing, result(t, one(files), with(text, "truth.sid", ""), "truth.sid").State)
	require.Equal(t, Missing, result(t, one(files), strings.ReplaceAll(text, "truth.sid:", "#"), "truth.sid").State)
	twice := result(t, one(files), text+"truth.sid: other\n", "truth.sid")
	require.Equal(t, NoEvidence, twice.State)
	require.Contains(t, twice.Why, "different values")
	require.Equal(t, Verified, result(t, one(files), strings.ReplaceAll(text, "ogfs.store.host:", "ogfs.store.host.ip:"), "ogfs.store.host").State)

	satellite := one(files)
	satellite.Role = Satellite
	require.Equal(t, NotNeeded, result(t, satellite, with(text, "truth.sid", ""), "truth.sid").State)
}

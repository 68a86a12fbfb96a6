package sascore_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers/respfile"
	"cfgtool/rules/sascore"
)

const net = "east_truth = (DESCRIPTION = (ADDRESS = (PROTOCOL = IPC)(KEY = x)) (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521)) (CONNECT_DATA = (SERVICE_NAME = truth.example.com)))\n"

const passwords = "truth.servicename: east_truth\ntruth.gcPwd: hunter1\ntruth.aaPwd: hunter2\ntruth.spinPwd: hunter3\ntruth.aaaPwd: hunter1\n"

func verify(t *testing.T, core *sascore.Core, content string) map[string]sascore.Result {
	profile, err := respfile.LoadProfile(nil)
	require.NoError(t, err)
	results := make(map[string]sascore.Result)
	for _, r := range core.Verify(respfile.SASFormat.Read("resp.20080101", []byte(content)).(*respfile.File), profile) {
		results[r.Parameter.Name] = r
	}
	return results
}

func truth(files fstest.MapFS) *sascore.Core {
	return &sascore.Core{Hosts: []*sascore.Host{{Name: "db1", Files: files, Servers: []string{"truth"}}}}
}

func TestPasswordsAreTriedOnce(t *testing.T) {
	core := truth(fstest.MapFS{"var/opt/oracle/tnsnames.ora": {Data: []byte(net)}})
	var tried []sascore.Login
	core.LogIn = func(l sascore.Login) sascore.Answer {
		tried = append(tried, l)
		switch l.User {
		case "GCADMIN":
			return sascore.Answer{Verdict: sascore.Right, Reason: "it lacks CREATE SESSION"}
		case "OPSWARE_ADMIN":
			return sascore.Answer{Verdict: sascore.Wrong, Reason: "refused"}
		}
		return sascore.Answer{Reason: "the account is locked"}
	}
	got := verify(t, core, passwords)
	require.Equal(t, sascore.Verified, got["truth.gcPwd"].State)
	require.Contains(t, got["truth.gcPwd"].Why, "it lacks CREATE SESSION")
	require.Equal(t, "var/opt/oracle/tnsnames.ora:1", got["truth.gcPwd"].Evidence[0].Place())
	require.Equal(t, sascore.Mismatch, got["truth.aaPwd"].State)
	require.Nil(t, got["truth.aaPwd"].Fix)
	require.Equal(t, sascore.NoEvidence, got["truth.spinPwd"].State)
	require.Contains(t, got["truth.spinPwd"].Why, "locked")
	require.Equal(t, sascore.NotNeeded, got["truth.vaultPwd"].State)
	require.Equal(t, sascore.Missing, got["truth.twistPwd"].State)
	require.Equal(t, sascore.Login{Addresses: []string{"db1:1521"}, Service: "truth.example.com", User: "GCADMIN", Password: "hunter1"}, tried[0])
	require.Len(t, tried, 4)

	// Another file is verified with what is known; no account is tried again.
	again := verify(t, core, passwords+"truth.lcrepPwd: hunter4\n")
	require.Len(t, tried, 5)
	require.Equal(t, sascore.Verified, again["truth.gcPwd"].State)
	other := verify(t, core, "truth.servicename: east_truth\ntruth.gcPwd: hunter9\n")
	require.Len(t, tried, 5)
	require.Equal(t, sascore.NoEvidence, other["truth.gcPwd"].State)
	require.Contains(t, other["truth.gcPwd"].Why, "another password of this account was tried before")
	for _, r := range other {
		require.NotContains(t, r.Why, "hunter")
	}
}

func TestPasswordsAreTriedOnlyWhereTheDatabaseIsKnown(t *testing.T) {
	for name, tc := range map[string]struct{ net, resp, why string }{
		"no file":    {"", passwords, "is not there"},
		"no alias":   {"x = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = a)(PORT = 1)) (CONNECT_DATA = (SID = a)))\n", passwords, `has no entry "east_truth"`},
		"two":        {net + "east_truth = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db2)(PORT = 1521)) (CONNECT_DATA = (SID = a)))\n", passwords, "several entries"},
		"not TCP":    {"east_truth = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCPS)(HOST = a)(PORT = 1)) (CONNECT_DATA = (SID = a)))\n", passwords, "has no address of PROTOCOL=TCP"},
		"no service": {"east_truth = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = a)(PORT = 1)))\n", passwords, "neither SERVICE_NAME nor SID"},
		"not given":  {net, "truth.gcPwd: hunter1\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			files := fstest.MapFS{"etc/fstab": {}}
			if tc.net != "" {
				files["var/opt/oracle/tnsnames.ora"] = &fstest.MapFile{Data: []byte(tc.net)}
			}
			core := truth(files)
			core.LogIn = func(sascore.Login) sascore.Answer {
				t.Error("a password was tried")
				return sascore.Answer{}
			}
			got := verify(t, core, tc.resp)["truth.gcPwd"]
			require.Equal(t, sascore.NoEvidence, got.State)
			if tc.why == "" {
				require.Contains(t, got.Why, "truth.servicename, which is not given")
			} else {
				require.Contains(t, got.Looked[0], tc.why)
			}
		})
	}
}

func TestWithoutLogInAPersonTries(t *testing.T) {
	got := verify(t, truth(fstest.MapFS{"var/opt/oracle/tnsnames.ora": {Data: []byte(net)}}), passwords)["truth.gcPwd"]
	require.Equal(t, sascore.Manual, got.State)
	require.Contains(t, got.Do, "ORA-01045")
}

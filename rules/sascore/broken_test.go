package sascore

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"cfgtool/rules/root"
)

// TestBrokenEvidence: what cannot be told for sure is no evidence, or for a
// person; it is never verified nor a mismatch.
func TestBrokenEvidence(t *testing.T) {
	const (
		fstab  = "etc/fstab"
		mnttab = "etc/mnttab"
		tns    = "var/opt/oracle/tnsnames.ora"
		cgw    = "etc/opt/opsware/opswgw-cgw0-EAST/opswgw.properties"
		lb     = "etc/opt/opsware/opswgw-lb/opswgw.properties"
		smb    = "etc/opt/opsware/samba/smb.conf"
		twist  = "opt/opsware/twist/Default.ldif"
		passwd = "var/opt/opsware/crypto/buildmgr/twist.passwd"
		block  = "# Begin Opsware Global Filesystem mounts\nnfs1:/export/ogfs/store /var/opt/OPSWmnt/store nfs\n# End Opsware Global Filesystem mounts\n"
	)
	for name, tc := range map[string]struct {
		file, content, parameter string
		want                     State
		why                      string // a part of why, or of where it was looked
	}{
		"no alias":                       {tns, "other = (DESCRIPTION=(CONNECT_DATA=(SERVICE_NAME=truth)))\n", "truth.sid", NoEvidence, `no entry "east_truth"`},
		"alias, includes":                {tns, "IFILE=/etc/more.ora\nother = (DESCRIPTION=(CONNECT_DATA=(SERVICE_NAME=truth)))\n", "truth.servicename", NoEvidence, "it includes core1/etc/more.ora, which is not there"},
		"alias, includes by a variable":  {tns, "IFILE=$TNS_ADMIN/more.ora\nother = (DESCRIPTION=(CONNECT_DATA=(SERVICE_NAME=truth)))\n", "truth.servicename", NoEvidence, "whose name only the host can tell"},
		"alias, includes itself":         {tns, "IFILE=tnsnames.ora\nother = (DESCRIPTION=(CONNECT_DATA=(SERVICE_NAME=truth)))\n", "truth.servicename", Mismatch, "which is no name in tnsnames.ora"},
		"empty tnsnames.ora":             {tns, "", "truth.servicename", NoEvidence, "no entry"},
		"unclosed entry":                 {tns, "east_truth = (DESCRIPTION=(CONNECT_DATA=(SERVICE_NAME=other))\nx = (DESCRIPTION=(CONNECT_DATA=(SERVICE_NAME=truth)))\n", "truth.sid", NoEvidence, "cannot be read for sure"},
		"two entries":                    {tns, "east_truth = (DESCRIPTION=(CONNECT_DATA=(SERVICE_NAME=a)))\neast_truth = (DESCRIPTION=(CONNECT_DATA=(SERVICE_NAME=truth)))\n", "truth.sid", NoEvidence, "several entries"},
		"no service name":                {tns, "east_truth = (DESCRIPTION=(ADDRESS=(HOST=a)))\n", "truth.sid", NoEvidence, "no SERVICE_NAME"},
		"service with a domain":          {tns, "east_truth = (DESCRIPTION=(CONNECT_DATA=(SERVICE_NAME=truth.example.com)))\n", "truth.sid", NoEvidence, "with a domain"},
		"old SID":                        {tns, "east_truth = (DESCRIPTION=(CONNECT_DATA=(SID=TRUTH)))\n", "truth.sid", Verified, ""},
		"UTF-16 without a mark":          {fstab, "n\x00f\x00s\x001\x00:\x00/\x00 \x00", "ogfs.store.host", NoEvidence, "NUL"},
		"UTF-16":                         {fstab, utf16(block), "ogfs.store.path", Verified, ""},
		"invalid UTF-8":                  {fstab, "\xEF\xBB\xBF" + block + "# \xFF\n", "ogfs.store.path", NoEvidence, "no text in its encoding"},
		"two blocks":                     {fstab, block + strings.ReplaceAll(block, "/export/ogfs/store", "/export/store"), "ogfs.store.path", NoEvidence, "several blocks"},
		"two equal blocks":               {fstab, block + block, "ogfs.store.path", NoEvidence, "several blocks"},
		"a block commented out":          {fstab, "# Begin Opsware Global Filesystem mounts\n#nfs9:/old/store /var/opt/OPSWmnt/store nfs\n# End Opsware Global Filesystem mounts\n" + block, "ogfs.store.path", Verified, ""},
		"with its comments":              {fstab, block + strings.ReplaceAll(strings.ReplaceAll(block, "nfs1", "#nfs9"), "# ", "## "), "ogfs.store.path", Verified, ""},
		"only one commented out":         {fstab, strings.ReplaceAll(block, "nfs1", "#nfs1"), "ogfs.store.path", NoEvidence, "no mount"},
		"block without an end":           {fstab, "# Begin Opsware Global Filesystem mounts\nnfs1.east.example.com:/export/ogfs/store /var/opt/OPSWmnt/store nfs\n", "ogfs.store.path", Verified, ""},
		"outside of the block":           {fstab, block + "nfs1:/export/ogfs/audit /var/opt/OPSWmnt/audit nfs\n", "ogfs.audit.path", Verified, ""},
		"two stores":                     {fstab, "a:/x /var/opt/OPSWmnt/store nfs\nb:/y /var/opt/opsware/ogfs/mnt/store nfs\n", "ogfs.store.path", NoEvidence, "several mounts"},
		"commented out":                  {fstab, "#a:/x /var/opt/OPSWmnt/store nfs\n", "ogfs.store.path", NoEvidence, "no mount"},
		"another's store":                {fstab, "a:/export/ogfs/store /srv/store nfs\n", "ogfs.store.path", NoEvidence, "no mount"},
		"blanks for tabs":                {mnttab, "nfs1.east.example.com:/export/ogfs/store /var/opt/opsware/ogfs/mnt/store nfs intr,bg,dev=43c0003 1167864831\n", "ogfs.store.path", NoEvidence, "blanks for the tabs"},
		"tabs":                           {mnttab, "nfs1.east.example.com:/export/ogfs/store\t/var/opt/opsware/ogfs/mnt/store\tnfs\tintr,bg,dev=43c0003\t1167864831\n", "ogfs.store.path", Verified, ""},
		"a lost tab":                     {mnttab, "nfs9:/export/x\t/var/opt/opsware/ogfs/mnt/storenfs\tintr,bg,dev=43c0003\t1167864831\n", "ogfs.store.path", NoEvidence, "no mount"},
		"local store, host":              {mnttab, "/var/opt/opsware/ogfs/export/store\t/var/opt/opsware/ogfs/mnt/store\tlofs\tdev=1\t1167864831\n", "ogfs.store.host", NoEvidence, "local"},
		"local store, path":              {mnttab, "/var/opt/opsware/ogfs/export/store\t/var/opt/opsware/ogfs/mnt/store\tlofs\tdev=1\t1167864831\n", "ogfs.store.path", Mismatch, ""},
		"binary mnttab":                  {mnttab, "\x00\x01\x02", "ogfs.store.path", NoEvidence, "NUL"},
		"name and address":               {fstab, "10.9.9.9:/export/ogfs/store /var/opt/OPSWmnt/store nfs\n", "ogfs.store.host", Mismatch, ""}, // /etc/hosts knows the name
		"unknown name and address":       {fstab, "nfs7:/export/ogfs/store /var/opt/OPSWmnt/store nfs\n", "ogfs.audit.host", NoEvidence, "no mount"},
		"two agent gateways":             {"etc/opt/opsware/opswgw-agw0-OLD/opswgw.properties", "opswgw.ProxyPort=3009\n", "agw_proxy_port", NoEvidence, "several directories"},
		"and the facility":               {"etc/opt/opsware/opswgw-agw0-OLD/opswgw.properties", "opswgw.ProxyPort=3009\n", "truth.dcNm", Verified, ""}, // by the core gateway
		"a copy of a gateway":            {"etc/opt/opsware/opswgw-agw0-EAST.bak/opswgw.properties", "opswgw.ProxyPort=3009\n", "agw_proxy_port", Verified, ""},
		"a copy, dated":                  {"etc/opt/opsware/opswgw-cgw0-EAST.20080301120000/opswgw.properties", "opswgw.ProxyPort=3009\n", "truth.dcNm", Verified, ""},
		"the name at another place":      {"etc/hosts", "10.9.9.8 nfs1.east.example.com\n10.1.0.20 nfs1.east.example.com\n", "ogfs.audit.host", NoEvidence, "the first, which counts, is another"},
		"two core gateways":              {"etc/opt/opsware/opswgw-cgw0-OLD/opswgw.properties", "opswgw.ProxyPort=3009\n", "cgw_proxy_port", NoEvidence, "several directories"},
		"two GWAddress":                  {cgw, "opswgw.GWAddress=10.1.0.10\nopswgw.GWAddress=10.1.0.11\n", "cgw_address", NoEvidence, "several values"},
		"empty GWAddress":                {cgw, "opswgw.GWAddress=\n", "cgw_address", NoEvidence, "empty"},
		"GWAddress with a note":          {cgw, "opswgw.GWAddress=10.1.0.10 # core\n", "cgw_address", NoEvidence, `"10.1.0.10 # core" can be no host`},
		"no ProxyPort":                   {cgw, "#opswgw.ProxyPort=3003\n", "cgw_proxy_port", NoEvidence, "no opswgw.ProxyPort"},
		"no certificate":                 {cgw, "opswgw.TunnelDst=2001\n", "cgw_tunnel_listener_port", NoEvidence, "names opswgw.pem"},
		"two listeners":                  {cgw, "opswgw.TunnelDst=2001:/a/opswgw.pem\nopswgw.TunnelDst=2009:/b/opswgw.pem\n", "cgw_tunnel_listener_port", NoEvidence, "several"},
		"listener commented out":         {cgw, "#opswgw.TunnelDst=2001:/a/opswgw.pem\n", "cgw_tunnel_listener_port", NoEvidence, "names opswgw.pem"},
		"other rule":                     {lb, "opswgw.LoadBalanceRule=tcp:way:1018:STICKY:10.1.0.9:1018\n", "hub.ip", NoEvidence, "tcp:hub:ssh"},
		"several targets":                {lb, "opswgw.LoadBalanceRule=tcp:hub:ssh:STICKY:10.1.0.9:2222:10.1.0.10:2222\n", "hub.ip", Verified, ""},
		"no share":                       {smb, "[global]\n", "media_server.windows_share_name", NoEvidence, "no share"},
		"shares elsewhere":               {smb, "[other]\npath = /x\ninclude = /etc/more\n", "media_server.windows_share_name", NoEvidence, "elsewhere"},
		"all shares elsewhere":           {smb, "[global]\ninclude = /etc/more\n", "media_server.windows_share_name", NoEvidence, "takes more from elsewhere"},
		"all paths elsewhere":            {smb, "[global]\ninclude = /etc/more\n", "media_server.windows_media", NoEvidence, "takes more from elsewhere"},
		"path with a variable":           {smb, "[OSMEDIA]\npath = /media/%S\n", "media_server.windows_media", NoEvidence, "variable"},
		"share of another name":          {smb, "[x]\npath = /media/opsware/windows/\n", "media_server.windows_media", Verified, ""},
		"a hash":                         {twist, "dn: uid=integration,ou=people\nuserpassword:: e1NTSEF9eHh4\n", "twist.integration.passwd", Manual, "hash"},
		"no Base64":                      {twist, "dn: uid=integration,ou=people\nuserpassword:: %%\n", "twist.integration.passwd", NoEvidence, "not Base64"},
		"no entry":                       {twist, "dn: uid=other,ou=people\nuserpassword: x\n", "twist.integration.passwd", NoEvidence, "has no userpassword"},
		"by URL":                         {twist, "dn: uid=integration,ou=people\nuserpassword:< file:///x\n", "twist.integration.passwd", NoEvidence, "not read"},
		"two lines":                      {passwd, "sample-buildmgr\nother\n", "twist.buildmgr.passwd", NoEvidence, "several lines"},
		"empty":                          {passwd, "\n", "twist.buildmgr.passwd", NoEvidence, "empty"},
		"with a name":                    {passwd, "password=sample-buildmgr\n", "twist.buildmgr.passwd", NoEvidence, "form"},
		"a hash in a line":               {passwd, "{SHA}xxxx\n", "twist.buildmgr.passwd", Manual, "hash"},
		"CR LF":                          {passwd, "sample-buildmgr\r\n", "twist.buildmgr.passwd", Verified, ""},
		"exports nothing":                {"etc/exports", "# none\n", "media_server.linux_media", NoEvidence, "exports nothing"},
		"a directory above":              {"etc/exports", "/media *(ro)\n", "media_server.linux_media", Manual, "in which it lies"},
		"an unreadable export":           {"etc/exports", "/other *(ro)\n\"/media\n", "media_server.linux_media", NoEvidence, "cannot be read"},
		"ORACLE_HOME by a shell":         {"home/oracle/.bash_profile", "ORACLE_HOME=`dbhome truth`\n", "truth.orahome", Verified, ""}, // by oratab
		"two ORACLE_HOME":                {"home/oracle/.profile", "ORACLE_HOME=/u02\n", "truth.orahome", Verified, ""},                // by oratab
		"ORACLE_HOME set again":          {"home/oracle/.bash_profile", "ORACLE_HOME=/u01/app/oracle/product/10.2.0/db_1\nexport ORACLE_HOME=/u02\n", "truth.orahome", Mismatch, `on the core "/u02"`},
		"ORACLE_HOME in branches":        {"home/oracle/.bash_profile", "ORACLE_HOME=/u02\nif true; then\nORACLE_HOME=/u03\nfi\n", "truth.orahome", Verified, ""}, // by oratab
		"an empty utility":               {"var/opt/opsware/winutils/wusscan.dll", "", "windows_util_loc", Mismatch, "which lacks wusscan.dll (what is there is empty)"},
		"an empty one of a damaged name": {"var/opt/opsware/winutils/mbsacli20.exe", "", "windows_util_loc", Mismatch, "which lacks mbsacli20.exe (what is there is empty)"},
		"six of seven":                   {"var/opt/opsware/winutils/wusscan.dll/x", "", "windows_util_loc", Mismatch, "wusscan.dll"},
	} {
		t.Run(name, func(t *testing.T) {
			files := put(sample(t), tc.file, tc.content)
			if dir := strings.TrimSuffix(tc.file, "/x"); dir != tc.file {
				delete(files, dir)
			}
			text := right.Replace(string(sample(t)[sampleAnswers].Data))
			c := one(files)
			if strings.HasPrefix(tc.file, mnttab) {
				c.Platform = Solaris
			}
			got := result(t, c, text, tc.parameter)
			require.Equal(t, tc.want, got.State, "%s %v", got.Why, got.Looked)
			require.Contains(t, got.Why+strings.Join(got.Looked, " "), tc.why)
			require.NotContains(t, got.Why+strings.Join(got.Looked, " "), "sample-")
		})
	}
}

func utf16(text string) string {
	b := []byte("\xFF\xFE")
	for _, c := range []byte(text) {
		b = append(b, c, 0)
	}
	return string(b)
}

// TestUnsureHost: what a host lacks that is not the server for sure proves nothing.
func TestUnsureHost(t *testing.T) {
	files := sample(t)
	text := right.Replace(string(files[sampleAnswers].Data))
	for parameter, tc := range map[string]struct {
		wrong, server string
		gone          []string // the traces of the server
	}{
		"truth.servicename":        {"west_truth", "truth", []string{"etc/oratab"}},
		"truth.tnsdir":             {"/etc/oracle", "truth", []string{"etc/oratab"}},
		"media_server.linux_media": {"/media/linux", "media", []string{"etc/opt/opsware/samba"}},
	} {
		wrong := with(text, parameter, tc.wrong)
		bare := without(files, tc.gone...)
		require.Equal(t, Mismatch, result(t, one(files), wrong, parameter).State, parameter)
		unsure := result(t, one(bare), wrong, parameter)
		require.Equal(t, NoEvidence, unsure.State, parameter)
		require.Contains(t, strings.Join(unsure.Looked, " "), "--component "+tc.server)
		require.Equal(t, Mismatch, result(t, one(bare, tc.server), wrong, parameter).State, parameter)
	}
}

// TestHostsDisagree: all places are told, and there is no fix.
func TestHostsDisagree(t *testing.T) {
	files := sample(t)
	text := right.Replace(string(files[sampleAnswers].Data))
	const agw = "etc/opt/opsware/opswgw-agw0-EAST/opswgw.properties"
	other := put(files, agw, "opswgw.ProxyPort=3009\n")
	c := &Core{Hosts: []*Host{{Name: "a", Dir: "a", Files: files}, {Name: "b", Dir: "b", Files: other}}}
	got := result(t, c, text, "agw_proxy_port")
	require.Equal(t, Mismatch, got.State)
	require.Nil(t, got.Fix)
	require.Equal(t, []string{"a/" + agw + ":7", "b/" + agw + ":1"}, []string{got.Evidence[0].Place(), got.Evidence[1].Place()})
	c.Hosts[0].Servers = []string{"gateway"}
	c.verified = nil
	require.Equal(t, Verified, result(t, c, text, "agw_proxy_port").State, "only the host that was named counts")
}

// failing is a file system in which a file cannot be read.
type failing struct {
	fstest.MapFS
	name string
}

func (f failing) Open(name string) (fs.File, error) {
	if name == f.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("input/output error")}
	}
	return f.MapFS.Open(name)
}

func (f failing) ReadFile(name string) ([]byte, error) {
	if name == f.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return f.MapFS.ReadFile(name)
}

// TestUnreadable: every file of the sample, one at a time: a parameter is
// never verified by it, nor a mismatch.
func TestUnreadable(t *testing.T) {
	files := sample(t)
	text := right.Replace(string(files[sampleAnswers].Data))
	for name := range files {
		c := one(failing{files, name})
		for _, r := range c.Verify(answersOf(text), facts(t)) {
			require.NotEqual(t, Mismatch, r.State, "%s: %s", name, r.Why)
			for _, e := range r.Evidence {
				require.NotEqual(t, "core1/"+name, e.Source.Name())
			}
		}
	}
	got := result(t, one(failing{files, "etc/fstab"}), text, "ogfs.store.host")
	require.Equal(t, NoEvidence, got.State)
	require.Equal(t, []string{"core1/etc/fstab: cannot be read: permission denied"}, got.Looked[:1])
}

// TestUnreadableIsNotElsewhere: where the file that counts cannot be read, another
// one proves nothing.
func TestUnreadableIsNotElsewhere(t *testing.T) {
	files := put(sample(t), "u01/net/tnsnames.ora", "x")
	text := with(right.Replace(string(files[sampleAnswers].Data)), "truth.tnsdir", "/u01/net")
	c := one(failing{files, "u01/net/tnsnames.ora"})
	for parameter, value := range map[string]string{"truth.tnsdir": "/u01/net", "truth.servicename": "west_truth", "truth.sid": "orcl"} {
		got := result(t, c, with(text, parameter, value), parameter)
		require.Equal(t, NoEvidence, got.State, got.Why)
	}
	text = right.Replace(string(files[sampleAnswers].Data))
	for _, home := range []string{"ORACLE_HOME=/u02\n", "ORACLE_HOME=`dbhome`\n"} {
		other := put(files, "home/oracle/.profile", home)
		require.Equal(t, NoEvidence, result(t, one(other), with(text, "truth.orahome", "/u02"), "truth.orahome").State, home)
	}
	c = one(failing{files, "home/oracle/.bash_profile"})
	require.Equal(t, Verified, result(t, c, text, "truth.orahome").State, "by oratab")
	require.Equal(t, NoEvidence, result(t, c, with(text, "truth.orahome", "/u02"), "truth.orahome").State)
	old := put(files, "opt/opsware/twist/Default.ldif.bak", "dn: uid=integration,ou=people\nuserpassword: old\n")
	require.Equal(t, Verified, result(t, one(old), text, "twist.integration.passwd").State)
}

// shut is a file system in which a directory cannot be listed.
type shut struct {
	fstest.MapFS
	name string
}

func (s shut) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == s.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return s.MapFS.ReadDir(name)
}

// TestUnlistable: a directory that cannot be listed is told as that.
func TestUnlistable(t *testing.T) {
	files := sample(t)
	text := right.Replace(string(files[sampleAnswers].Data))
	for dir, parameter := range map[string]string{"etc/opt/opsware": "cgw_proxy_port", "opt/opsware/twist": "twist.integration.passwd", "var/opt/opsware/winutils": "windows_util_loc"} {
		got := result(t, one(shut{files, dir}), text, parameter)
		require.Equal(t, NoEvidence, got.State, parameter)
		require.Contains(t, got.Looked[0], "cannot be listed: permission denied", parameter)
	}
}

// TestRootIsABoundary: absolute links and ".." stay inside, and a backup with
// absolute links verifies; links out of it and loops lead nowhere.
func TestRootIsABoundary(t *testing.T) {
	outside, dir := t.TempDir(), t.TempDir()
	for name, f := range sample(t) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, f.Data, 0o644))
	}
	move := func(name, target string) {
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, target)), 0o755))
		require.NoError(t, os.Rename(filepath.Join(dir, name), filepath.Join(dir, target)))
		require.NoError(t, os.Symlink("/"+target, filepath.Join(dir, name)))
	}
	move("etc/opt/opsware", "cust/opsware")
	move("etc/fstab", "cust/fstab")
	move("var/opt/oracle", "u01/oracle")
	text := right.Replace(string(sample(t)[sampleAnswers].Data))
	core := func() *Core {
		r, err := root.Open(dir)
		require.NoError(t, err)
		t.Cleanup(func() { r.Close() })
		return &Core{Hosts: []*Host{{Dir: dir, Files: r}}}
	}
	for _, r := range core().Verify(answersOf(text), facts(t)) {
		require.NotEqual(t, NoEvidence, r.State, "%s %v", r.Why, r.Looked)
		require.NotEqual(t, Mismatch, r.State, r.Why)
	}

	require.NoError(t, os.WriteFile(filepath.Join(outside, "detuserpwd"), []byte("sample-detuser\n"), 0o600))
	secret := filepath.Join(dir, "var/opt/opsware/crypto/twist/detuserpwd")
	for _, target := range []string{filepath.Join(outside, "detuserpwd"), "../../../../../../../../../../.." + filepath.Join(outside, "detuserpwd"), "detuserpwd", "/"} {
		require.NoError(t, os.Remove(secret))
		require.NoError(t, os.Symlink(target, secret))
		got := result(t, core(), text, "truth.detuserpwd")
		require.Equal(t, NoEvidence, got.State, target)
	}
	for _, given := range []string{"/../../../../../../../.." + outside, "../../../" + outside, outside, "/..", "/", ".", "\x00", "var/opt/oracle", "u01/oracle"} {
		for name, state := range map[string]State{"windows_util_loc": NoEvidence, "truth.tnsdir": Mismatch} {
			got := result(t, core(), with(text, name, given), name)
			require.Contains(t, []State{state, NoEvidence}, got.State, "%s %q", name, given)
		}
	}
}

// TestLinkedUtilities: a link that leads nowhere is no utility, and one that leads
// to it is.
func TestLinkedUtilities(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "var/opt/opsware/winutils")
	require.NoError(t, os.MkdirAll(folder, 0o755))
	for name, f := range sample(t) {
		if strings.HasPrefix(name, "var/opt/opsware/winutils/") {
			require.NoError(t, os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), f.Data, 0o644))
		}
	}
	text := right.Replace(string(sample(t)[sampleAnswers].Data))
	look := func() Result {
		r, err := root.Open(dir)
		require.NoError(t, err)
		defer r.Close()
		return result(t, one(r), text, "windows_util_loc")
	}
	link := filepath.Join(folder, "qchain.exe")
	require.NoError(t, os.Rename(link, filepath.Join(dir, "moved.exe")))
	require.NoError(t, os.Symlink("/moved.exe", link))
	require.Equal(t, Verified, look().State)
	require.NoError(t, os.Remove(filepath.Join(dir, "moved.exe")))
	got := look()
	require.Equal(t, Mismatch, got.State)
	require.Contains(t, got.Why, "which lacks qchain.exe (what is there is a link that leads nowhere)")
}

// TestIncludedNames: what IFILE names is a part of tnsnames.ora, beside it or by a
// whole path, at any depth.
func TestIncludedNames(t *testing.T) {
	const tns = "var/opt/oracle/tnsnames.ora"
	names := string(sample(t)[tns].Data)
	text := right.Replace(string(sample(t)[sampleAnswers].Data))
	for _, included := range []string{"more.ora", "/var/opt/oracle/more.ora", "\"more.ora\""} {
		files := put(put(sample(t), tns, "IFILE = "+included+"\n"), "var/opt/oracle/more.ora", "IFILE = deep.ora\n")
		files = put(files, "var/opt/oracle/deep.ora", names)
		for _, name := range []string{"truth.servicename", "truth.sid"} {
			got := result(t, one(files), text, name)
			require.Equal(t, Verified, got.State, "%s %v", got.Why, got.Looked)
			require.Equal(t, "core1/var/opt/oracle/deep.ora", got.Evidence[0].Source.Name())
		}
		got := result(t, one(files), with(text, "truth.servicename", "nobody"), "truth.servicename")
		require.Equal(t, Mismatch, got.State, "%v", got.Looked)
		require.Contains(t, got.Why, `it has "east_truth"`)
	}
	files := put(put(sample(t), tns, names+"IFILE = more.ora\n"), "var/opt/oracle/more.ora", strings.ReplaceAll(names, "SERVICE_NAME", "SID"))
	require.Equal(t, NoEvidence, result(t, one(files), text, "truth.sid").State)
}

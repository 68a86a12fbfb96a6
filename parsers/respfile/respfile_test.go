package respfile

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/parserstest"
)

func sas(text string) *File { return SASFormat.Read("resp.20080301", []byte(text)).(*File) }
func rsp(text string) *File { return RSPFormat.Read("db.rsp", []byte(text)).(*File) }

// reading writes what a file says: a line each, secrets marked.
func reading(f *File) []string {
	var got []string
	for v := range f.Values() {
		line := v.Path + "=" + v.Text
		if v.Secret {
			line += " secret"
		}
		got = append(got, line)
	}
	return got
}

func TestForms(t *testing.T) {
	for name, tc := range map[string]struct {
		text string
		form Form
		want []string
	}{
		"equals":        {"truth.dcNm=C43\ntruth.dest=\n", Equals, []string{"truth.dcNm=C43", "truth.dest="}},
		"colon":         {"truth.dcNm: C43\r\ntruth.dest:\r\n", Colon, []string{"truth.dcNm=C43", "truth.dest="}},
		"blanks":        {"truth.dcNm C43\rtruth.dest\r", Blanks, []string{"truth.dcNm=C43", "truth.dest="}},
		"tabs":          {"truth.dcNm\tC43\n", Blanks, []string{"truth.dcNm=C43"}},
		"percent":       {"%truth.dcNm=C43\n  %hub.ip = 10.0.0.1 \n", Equals, []string{"truth.dcNm=C43", "hub.ip=10.0.0.1"}},
		"signs behind":  {"agent_gw_list_args: 10.0.0.1:3001\nx=a=b:c\n", Equals, []string{"agent_gw_list_args=10.0.0.1:3001", "x=a=b:c"}},
		"quotes":        {"truth.dcDispNm=\"New York\"\nx='a'\ny=\"\"a\"\"\nz='\n", Equals, []string{"truth.dcDispNm=New York", "x=a", `y=""a""`, "z='"}},
		"no escapes":    {"windows_util_loc=C:\\new\\\nhub.ip=1\n", Equals, []string{`windows_util_loc=C:\new\`, "hub.ip=1"}},
		"comments":      {"#a=1\n ; b\na=1\n", Equals, []string{"a=1"}},
		"secrets":       {"cast.admin_pwd=x\ntruth.detuserpwd=x\nTruth.DetUserPwd=x\nother.fooPWD=x\ntruth.dcNm=x\n", Equals, []string{"cast.admin_pwd=x secret", "truth.detuserpwd=x secret", "Truth.DetUserPwd=x secret", "other.fooPWD=x secret", "truth.dcNm=x"}},
		"repeated":      {"a=1\na=2\n", Equals, []string{"a=1", "a[2]=2"}},
		"most":          {"a: 1\nb: 2\nc=3\nd\ne\nf\n", Colon, []string{"a=1", "b=2", "c=3", "d=", "e=", "f="}},
		"only keys":     {"a\nb\n", NoForm, []string{"a=", "b="}},
		"byte order":    {"\uFEFFa=1\n", Equals, []string{"a=1"}},
		"iso-8859-1":    {"a=\xE9\n", Equals, []string{"a=é"}},
		"nothing":       {"", NoForm, nil},
		"no line end":   {"a=1\nb=2", Equals, []string{"a=1", "b=2"}},
		"lines unknown": {"[x]\n=1\n/a\nfoo,bar\n%\n1 2\na=1\n", Equals, []string{"a=1"}},
	} {
		t.Run(name, func(t *testing.T) {
			f := sas(tc.text)
			parserstest.Invariants(t, f)
			require.Equal(t, tc.want, reading(f))
			require.Equal(t, tc.form, f.Form())
		})
	}
}

func TestRSP(t *testing.T) {
	f := rsp("; c\n* c\nRESPONSEFILE_VERSION = \"12.1\"\n[GENERAL]\nA=1\n-W a.b=\"x\"\n [oracle.net.ca] \nA={\"x\",\"y\"}\n" +
		"oracle.install.db.config.starterdb.password.SYS=s\nSYSPASSWORD= \"s\"\n=x\n")
	parserstest.Invariants(t, f)
	require.Equal(t, []string{"RESPONSEFILE_VERSION=12.1", "GENERAL/A=1", "GENERAL/-W a.b=x", `oracle.net.ca/A={"x","y"}`,
		"oracle.net.ca/oracle.install.db.config.starterdb.password.SYS=s secret", "oracle.net.ca/SYSPASSWORD=s secret"}, reading(f))
	value, ok := f.Get("oracle.net.ca", "A")
	require.True(t, ok)
	require.Equal(t, `{"x","y"}`, value)
	require.Len(t, f.Problems(), 1)
	require.Equal(t, parsers.Info, f.Problems()[0].Severity)
	require.Len(t, f.Comments(), 2)
}

func TestLinesOfNoForm(t *testing.T) {
	f := sas("truth.dcNm=C43\n  /var/opt \n")
	require.Len(t, f.Problems(), 1)
	p := f.Problems()[0]
	require.Equal(t, FormlessRule, p.Rule)
	require.Equal(t, parsers.Warning, p.Severity)
	require.Equal(t, "/var/opt", string(f.Source().Slice(p.Span)))

	f = sas(strings.Repeat("/\n", 15))
	require.Len(t, f.Problems(), maxFormless)
	require.Contains(t, f.Problems()[maxFormless-1].Message, "(and 5 more such lines)")
}

func TestSecretsAreConcealed(t *testing.T) {
	f := sas("a=1\ncast.admin_pwd=hunter2\n#truth.gcPwd=hunter2\n# truth.gcPwd hunter2\n/ \"cast.admin_pwd\", hunter2 x\n#note=this\n")
	text := []byte(f.Source().Text())
	for _, s := range parsers.Secrets(f) {
		for i := s.Start; i < s.End; i++ {
			text[i] = '*'
		}
	}
	require.NotContains(t, string(text), "hunter2")
	require.Contains(t, string(text), "#note=this")
	require.Contains(t, string(text), "a=1")
}

func TestSniff(t *testing.T) {
	const three = "truth.dcNm=C43\ncgw_proxy_port=3001\nhub.ip=10.0.0.1\n"
	formats := parsers.Formats{RSPFormat, SASFormat}
	for _, tc := range []struct{ name, text, want string }{
		{"resp.20080301", "", "sas-resp"},
		{"resp.file", "", "sas-resp"},
		{"yellow_mm_601.resp", three, "sas-resp"},
		{"yellow_mm_601.resp", "truth.dcNm=C43\nhub.ip=10.0.0.1\nhub.ip=10.0.0.1\n", "rsp"},
		{"other.resp", "a=1\n", "rsp"},
		{"answers", three, "sas-resp"},
		{"db_install.rsp", "", "rsp"},
		{"answers", "oracle.install.option=X\n", "rsp"},
		{"answers", "[GENERAL]\nRESPONSEFILE_VERSION=\"12.1\"\n", "rsp"},
		{"answers", "a=1\n", ""},
	} {
		f, _ := formats.Detect(tc.name, []byte(tc.text))
		require.Equal(t, tc.want, f.ID, "%s %q", tc.name, tc.text)
	}
}

func TestProfile(t *testing.T) {
	p, err := LoadProfile(nil)
	require.NoError(t, err)
	require.Len(t, p.Parameters, 50)
	for _, parameter := range p.Parameters {
		require.NotEmpty(t, parameter.Source, parameter.Name)
		need := p.Need(parameter.Need)
		require.True(t, need.Source != "" || need.Assumed && need.Reason != "", parameter.Name)
		kind := p.Type(parameter.Type)
		require.True(t, kind.Name == TypeText || kind.Assumed && kind.Reason != "", parameter.Name)
		if strings.HasSuffix(strings.ToLower(parameter.Name), "pwd") || strings.Contains(parameter.Name, "passw") {
			require.True(t, parameter.Secret, parameter.Name)
		}
	}
	require.Equal(t, "truth.dcId", p.Parameter("truth.dclId").Name)
	require.Nil(t, p.Parameter("truth.dc"))
}

func TestLatest(t *testing.T) {
	for _, tc := range []struct {
		names []string
		want  string // or the error's beginning
	}{
		{[]string{"resp.20080301", "resp.20080229", "resp.20071231"}, "resp.20080301"},
		{[]string{"resp.20080301120000", "resp.20080229", "x", "resp.file", "a.resp"}, "resp.20080301120000"},
		{[]string{"resp.1204372800", "resp.1104372800", "resp.1204372800.bak"}, "resp.1204372800"},
		{[]string{"resp.1204372800123", "resp.1204372800124"}, "resp.1204372800124"},
		{[]string{"resp.2008-03-01_10:00:00", "resp.2008-03-01_09:59:59"}, "resp.2008-03-01_10:00:00"},
		{[]string{"resp.Mar-01-2008"}, "resp.Mar-01-2008"},
		{nil, "no file is called"},
		{[]string{"resp.file", "resp", "resp.20080301~"}, "no file is called"},
		{[]string{"resp.20080301", "resp.1204372800"}, `the names do not tell which response file is the newest: their timestamps cannot be compared: "resp.1204372800" (seconds since 1970), "resp.20080301" (YYYYMMDD`},
		{[]string{"resp.20080301", "resp.2008-03-02"}, "the names do not tell"},
		{[]string{"resp.Mar-01-2008", "resp.Mar-02-2008"}, "the names do not tell"},
		{[]string{"resp.20080301", "resp.20080301120000"}, `the names do not tell which response file is the newest: these may be of the same time`},
		{[]string{"resp.2008-03-01", "resp.2008_03_01"}, "the names do not tell"},
		{[]string{"resp.20089901", "resp.20080301"}, "the names do not tell"},
		{[]string{"resp.123456789012345", "resp.20080301"}, "the names do not tell"},
	} {
		got, err := Latest(tc.names)
		if err != nil {
			got = err.Error()
			require.True(t, strings.HasPrefix(got, tc.want), "%v: %s", tc.names, got)
			continue
		}
		require.Equal(t, tc.want, got, "%v", tc.names)
	}
}

func TestCorporaRoundTrip(t *testing.T) {
	for _, file := range parserstest.CorpusFiles(t, "keyvalue") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			require.NoError(t, err)
			for _, format := range []parsers.Format{RSPFormat, SASFormat} {
				d := format.Read(file, raw).(*File)
				parserstest.Invariants(t, d)
				require.Zero(t, parsers.Errors(d.Problems()), "its program accepts the file")
				for pick := range min(20, len(slices.Collect(d.Lines()))) {
					verbs(t, d, pick)
				}
			}
		})
	}
}

// TestCorporaOracle holds that of Oracle's response files every byte is read.
func TestCorporaOracle(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(parserstest.Corpus(t, "keyvalue"), "*.rsp"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		if strings.HasSuffix(file, "ocm.rsp") {
			continue // a Java object, not a text
		}
		raw, err := os.ReadFile(file)
		require.NoError(t, err)
		require.Empty(t, RSPFormat.Read(file, raw).Problems(), file)
	}
}

func TestGoldenRoundTrip(t *testing.T) {
	for _, pattern := range []string{"resp.*", "*.resp", "*.rsp"} {
		for _, file := range parserstest.Golden(t, pattern) {
			raw, err := os.ReadFile(file)
			require.NoError(t, err)
			for _, format := range []parsers.Format{RSPFormat, SASFormat} {
				d := format.Read(file, raw).(*File)
				parserstest.Invariants(t, d)
				for pick := range slices.Collect(d.Lines()) {
					verbs(t, d, pick)
				}
			}
		}
	}
}

func BenchmarkParse(b *testing.B) {
	raw := []byte(strings.Repeat("# a comment\ncgw_tunnel_listener_port: 2001\n", 25_000))
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		SASFormat.Read("resp.20080301", raw)
	}
}

func TestNearest(t *testing.T) {
	for name, want := range map[string]string{
		"truth.dcld": "truth.dcId", "truth.dclId": "truth.dcId", "dcNm": "truth.dcNm", "TRUTH.DCNM": "truth.dcNm", "truth_dcNm": "truth.dcNm",
		"cgw_adress": "cgw_address", "hub.pi": "hub.ip", "truth.srevicename": "truth.servicename", "agw_prox_port": "agw_proxy_port",
		"truth.oaPwd": "truth.aaPwd", "x": "", "": "", "something.else": "", "store.host": "ogfs.store.host",
	} {
		got := known().Nearest(name)
		if want == "" {
			require.Nil(t, got, name)
			continue
		}
		require.NotNil(t, got, name)
		require.Equal(t, want, got.Name, name)
	}
}

func TestTypes(t *testing.T) {
	for kind, values := range map[string][2][]string{
		TypeText:     {{"", "any thing"}, nil},
		TypeInteger:  {{"0", "751"}, {"-1", "1.5", "x", "1 "}},
		TypePort:     {{"1", "3001", "65535"}, {"0", "65536", "+80", "3001 ", "http", "-1", "1e3"}},
		TypeHost:     {{"10.0.0.1", "::1", "core1", "core-1.example.com", "a_b", "example.com."}, {"10.0.0.256", "10.0.0", "http://a", "a b", "-a", "a..b", strings.Repeat("a", 64)}},
		TypeIP:       {{"10.0.0.1", "2001:db8::1"}, {"core1", "10.0.0", "10.0.0.1:80"}},
		TypePath:     {{"/", "/var/opt/oracle"}, {"var/opt", "C:\\x", "~/x"}},
		TypeDomain:   {{"c43.example.com", "example"}, {"10.0.0.1", "a b", ".example.com", "*.example.com", "@"}},
		TypeLocale:   {{"en", "en_US", "en_US.UTF-8", "ja_JP.eucJP", "de_DE@euro", "C", "POSIX"}, {"english", "en_", "e", "en US"}},
		TypeName:     {{"C43", "NEW-YORK"}, {"a/b", "New York"}},
		TypeGateways: {{"10.0.0.1:3001", "10.0.0.1:3001,10.0.0.2:3001", "gw:3001", "[::1]:3001"}, {"10.0.0.1", "10.0.0.1:", "10.0.0.1:3001,", ":3001", "10.0.0.1:3001 10.0.0.2:3001", "10.0.0.1:0"}},
	} {
		for _, v := range values[0] {
			require.True(t, Type{Name: kind}.Accepts(v), "%s %q", kind, v)
		}
		for _, v := range values[1] {
			require.False(t, Type{Name: kind}.Accepts(v), "%s %q", kind, v)
		}
	}
}

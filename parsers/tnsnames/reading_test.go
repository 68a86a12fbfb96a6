package tnsnames

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers/parserstest"
)

// pitfalls are the names that each client finds in the files written for this,
// in order; "!" is a refusal.
var pitfalls = map[string][2]string{
	"01_plain": {"A B", "A B"}, "02_alias_indented": {"A B", "A B"}, "03_second_alias_indented": {"!", "A B"},
	"04_missing_close_paren": {"!", "A"}, "05_extra_close_paren": {"A B", "A B"}, "06_extra_close_indented": {"A B", "A B"},
	"07_continuation_col0_paren": {"A B", "A B"}, "08_continuation_col0_word": {"!", "A B"}, "09_comment_inside": {"A B", "A B"},
	"10_comment_col0_inside": {"A B", "A B"}, "11_trailing_comment": {"A B", "A B"}, "12_hash_in_quotes": {"!", "A"},
	"13_paren_in_quotes": {"A B", "A B"}, "14_dup_alias": {"A", "A"}, "15_dup_alias_case": {"A", "A"},
	"16_multi_alias": {"A A2 A3.WORLD B", "A A2 A3.WORLD B"}, "17_multi_alias_two_lines": {"A  A2 B", "A A2 B"},
	"18_multi_alias_indented_2nd": {"A A2 B", "A A2 B"}, "19_easy_connect_value": {"A B", "A B"},
	"20_garbage_line_before": {"SOME GARBAGE WORDS|A B", "A B"}, "21_no_equals": {"!", "B"}, "22_crlf": {"A B", "A B"},
	"23_bom": {"A B", "\uFEFFA B"}, "24_tab_indent": {"A B", "A B"}, "25_empty_value": {"A B", "A"},
	"26_alias_with_dash_dot": {"A-1.B_C.WORLD B", "A-1.B_C.WORLD B"}, "27_description_list": {"A B", "A B"},
	"28_semicolon_comment": {"; NOT A COMMENT|A B", "A B"}, "29_blank_line_inside": {"A B", "A B"},
	"30_missing_last_paren_eof": {"!", "A B"}, "31_value_on_one_line_no_nl": {"A", "A"}, "32_single_quotes": {"A B", "A B"},
	"33_listener_style": {"LSNR B", "LSNR B"}, "34_unknown_param": {"A B", "A B"}, "35_missing_connect_data": {"A B", "A B"},
	"36_port_99999": {"A B", "A B"}, "37_indented_alias_in_middle": {"!", "A B C"},
}

// short writes names as the table above does.
func short(r Reading) string {
	if r.Err != nil {
		return "!"
	}
	names := strings.Join(r.Names, " ")
	for _, junk := range []string{"SOME GARBAGE WORDS", "; NOT A COMMENT"} {
		names = strings.Replace(names, junk+" ", junk+"|", 1)
	}
	return strings.NewReplacer("ALPHA", "A", "BETA", "B", "GAMMA", "C").Replace(names)
}

func TestCorporaPitfalls(t *testing.T) {
	files := parserstest.CorpusFiles(t, "expected/tnsnames-pitfalls")
	require.Len(t, files, len(pitfalls))
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".ora")
		t.Run(name, func(t *testing.T) {
			raw, err := os.ReadFile(file)
			require.NoError(t, err)
			f := read(string(raw))
			require.Equal(t, pitfalls[name], [2]string{short(f.Reading(NodeThin)), short(f.Reading(PythonThin))})
			if f.Reading(NodeThin).Err == nil {
				for _, p := range f.Problems() {
					require.NotEqual(t, "error", p.Severity.String(), "node-oracledb reads the file: %s", p.Message)
				}
			}
		})
	}
}

// expected is how a client reads a file of the corpora.
type expected struct {
	File   string            `json:"f"`
	Names  []string          `json:"names"`
	Values map[string]string `json:"v"`
	IFiles []string          `json:"ifile"`
	Err    string            `json:"err"`
}

// cut is how many characters of a value the table has.
const cut = 80

// readValues is a reading with its values.
func readValues(text string, c Client) Reading {
	into := newReading(0)
	into.values = make(map[string]string)
	if c == NodeThin {
		return readNode(text, into)
	}
	return readPython(text, into)
}

func compareWithClient(t *testing.T, table string, c Client) {
	data, err := os.Open(parserstest.Corpus(t, filepath.Join("expected", table)))
	require.NoError(t, err)
	defer data.Close()
	rows := bufio.NewScanner(data)
	rows.Buffer(nil, 1<<24)
	n := 0
	for rows.Scan() {
		var want expected
		require.NoError(t, json.Unmarshal(rows.Bytes(), &want))
		t.Run(want.File, func(t *testing.T) {
			raw, err := os.ReadFile(parserstest.Corpus(t, filepath.Join("tnsnames", want.File)))
			require.NoError(t, err)
			got := readValues(string(raw), c)
			switch {
			case strings.HasPrefix(want.Err, "ENOENT"):
				require.True(t, slices.ContainsFunc(got.Includes, func(name string) bool { return strings.Contains(want.Err, "'"+name+"'") }), "%s: %v", want.Err, got.Includes)
				return
			case want.Err != "":
				require.EqualError(t, got.Err, want.Err)
				return
			}
			require.NoError(t, got.Err)
			require.Equal(t, want.Names, append([]string{}, got.Names...))
			if c == PythonThin {
				require.Equal(t, want.IFiles, append([]string{}, got.Includes...))
				require.Len(t, got.values, len(want.Values))
				for name, value := range want.Values { // cut at 80 characters, before line ends were
					whole := len([]rune(value)) < cut
					value = strings.ReplaceAll(value, "\r\n", "\n")
					if value != got.values[name] {
						require.False(t, whole, "%s: %q is not %q", name, got.values[name], value)
						require.True(t, strings.HasPrefix(got.values[name], value), "%s: %q is not %q", name, got.values[name], value)
					}
				}
			}
		})
		n++
	}
	require.NoError(t, rows.Err())
	require.NotZero(t, n)
}

func TestCorporaAgainstNode(t *testing.T) {
	compareWithClient(t, "tnsnames.node-oracledb-26.0.0.jsonl", NodeThin)
}

func TestCorporaAgainstPython(t *testing.T) {
	compareWithClient(t, "tnsnames.python-oracledb.jsonl", PythonThin)
}

func TestPythonRefusesAnEmptyName(t *testing.T) {
	require.Error(t, read("A,,B=(C=1)\n").Reading(PythonThin).Err)
	require.NoError(t, read("A,,B=(C=1)\n").Reading(NodeThin).Err)
}

package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/cmd/cfgtool/internal/report"
)

func tabled(t *testing.T, table report.Table, columns int, rows ...[]string) string {
	var b bytes.Buffer
	for _, row := range rows {
		table.Row(row...)
	}
	require.NoError(t, table.Write(&b, report.Palette{Terminal: columns > 0, Columns: columns}))
	return b.String()
}

func TestTablesFitTheTerminal(t *testing.T) {
	rows := [][]string{{"FST001", "error", "A line has no more than six fields, and this one has"}, {"X", "info", "short"}}
	require.Equal(t, "FST001  error  A line has no more than six fields, and this one has\nX       info   short\n", tabled(t, report.Table{Gives: 2, Wraps: true}, 0, rows...))
	require.Equal(t, "FST001  error  A line has no more\n               than six fields, and\n               this one has\nX       info   short\n", tabled(t, report.Table{Gives: 2, Wraps: true}, 36, rows...))
	rows = [][]string{{"9", "/var/opt/opsware/crypto/opswgw-agw0-EAST/opswgw.pem", "active"}, {"10", "/日本語/日本語/日本語/日本語/x.pem", "off"}}
	for _, columns := range []int{30, 40, 60, 80} {
		for line := range strings.Lines(tabled(t, report.Table{Gives: 1}, columns, rows...)) {
			require.LessOrEqual(t, len([]rune(strings.ReplaceAll(line, "日本語", "xxxxxx"))), columns+1, line)
		}
	}
	require.Equal(t, "9   /var/opt/opswar…EAST/opswgw.pem  active\n", strings.SplitAfter(tabled(t, report.Table{Gives: 1}, 43, rows...), "\n")[0])
	require.Equal(t, "a line of …f its own\n1  2\n", tabled(t, report.Table{}, 20, []string{"a line of text of its own"}, []string{"1", "2"}))
}

func TestALineOfATableIsWrapped(t *testing.T) {
	require.Equal(t, "a  b\n  one two\n  three\n", tabled(t, report.Table{Gives: 2, Wraps: true}, 10, []string{"a", "b"}, []string{"  one two three"}))
}

func TestMessagesEndBetweenWords(t *testing.T) {
	told := "change 7; to go back: cfgtool rollback 20261122T101500Z-3f2a9c\nnext:\n  clbuild --verbose --force   # on one node\nthe file 'a  b' was created since"
	require.Equal(t, told, report.Palette{}.Message(told))
	require.Equal(t, told, report.Palette{Columns: 80}.Message(told))
	require.Equal(t, "change 7; to go back:\n  cfgtool rollback 20261122T101500Z-3f2a9c\nnext:\n  clbuild --verbose --force   # on one node\nthe file 'a  b' was\n  created since", report.Palette{Columns: 23}.Message(told))
}

func TestALineFitsBehindItsHead(t *testing.T) {
	require.Equal(t, "id  root  cfgtool archive save one", report.Palette{}.Fit("id  root  ", "cfgtool archive save one"))
	require.Equal(t, "id  root  cfgtool …save one", report.Palette{Columns: 27}.Fit("id  root  ", "cfgtool archive save one"))
	long := strings.Repeat("x", 1<<20) // which takes no longer than its length allows
	require.Equal(t, strings.Repeat("x", 10)+"…"+strings.Repeat("x", 9), report.Palette{Columns: 20}.Fit("", long))
}

package oraclenet

import (
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers/profile"
	"cfgtool/parsers/tnsnames"
)

func TestNext(t *testing.T) {
	for _, tc := range []struct {
		kind, text string
		want       []string
	}{
		{"tnsnames", "IFILE = x\nORCL = //h/s\n", []string{"tnsping ORCL   # on a client that reads this file"}},
		{"tnsnames", "A, B = //h/s\n", []string{"tnsping <alias>   # on a client that reads this file"}},
		{"listener", "L2 = (ADDRESS = (PROTOCOL = IPC)(KEY = k))\nADR_BASE_L2 = /u01\n", []string{"lsnrctl reload L2   # as the owner of the listener"}},
		{"listener", "SID_LIST_LISTENER = (SID_LIST = (SID_DESC = (SID_NAME = x)))\n", []string{"lsnrctl reload LISTENER   # as the owner of the listener"}},
	} {
		format := tnsnames.Format
		if tc.kind == "listener" {
			format = tnsnames.ListenerFormat
		}
		steps, err := Product.Next(format.Read("f", []byte(tc.text)), profile.Set{})
		require.NoError(t, err)
		var got []string
		for _, n := range steps {
			require.NotEmpty(t, n.Source)
			got = append(got, n.String())
		}
		require.Equal(t, tc.want, got)
	}
}

package mounttab

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestConvert(t *testing.T) {
	for _, tc := range []struct {
		from  Dialect
		in    string
		to    Dialect
		want  string
		notes []string
	}{
		{Mnttab, "/dev/dsk/c0\t/\tufs\trw,dev=80001e\t123\nh:/x\t/x\tnfs\t-\t1\n", Vfstab, "/dev/dsk/c0\t-\t/\tufs\t-\tyes\trw\nh:/x\t-\t/x\tnfs\t-\tyes\t-\n", nil},
		{Mountinfo, "36 35 98:0 / /my\\040x rw,noatime shared:1 - ext3 /dev/root rw,errors=continue\n", Fstab, "/dev/root\t/my\\040x\text3\trw,errors=continue,noatime\n", nil},
		{Mtab, "# c\n/dev/a / ext4 rw 0 0\nbad\n", Fstab, "# c\n/dev/a\t/\text4\trw\n", []string{"line 3 could not be read and is left out"}},
		{Vfstab, "/dev/dsk/a /dev/rdsk/a /a ufs 2 no logging\nswap - - swap - no -\n", Fstab, "/dev/dsk/a\t/a\tufs\tlogging,noauto\t0\t2\nswap\tnone\tswap\n", nil},
		{Fstab, "/dev/dsk/a /a ufs defaults,noauto 1 2\n/x /my\\040y ufs\n/z /z ufs c=\"a,b\",rw\n", Vfstab, "/dev/dsk/a\t/dev/rdsk/a\t/a\tufs\t2\tno\t-\n/z\t-\t/z\tufs\t-\tyes\trw\n", []string{
			`line 2 is left out: the target "/my y" has blanks or control characters, which vfstab cannot hold`, "line 3: the option c cannot be written in vfstab"}},
	} {
		text, notes, err := parse(tc.from, tc.in).Convert(tc.to)
		require.NoError(t, err)
		require.Equal(t, tc.want, string(text))
		require.Equal(t, tc.notes, notes)
		require.Empty(t, parse(tc.to, string(text)).Problems())
	}
	_, _, err := parse(Fstab, "").Convert(Mnttab)
	require.ErrorIs(t, err, ErrKernelTable)
	_, _, err = parse(Mnttab, "\x00").Convert(Vfstab)
	require.ErrorIs(t, err, ErrBinary)
}

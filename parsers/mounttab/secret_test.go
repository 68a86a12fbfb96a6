package mounttab

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
)

func TestSecretOptions(t *testing.T) {
	secret := map[string]bool{
		"user=a%b": true, "user=a": false, "password=x": true, "password2=x": true, "pass=x": true, "pasword=x": true, "passwrod=x": true,
		"credentials=/etc/cred": false, "passno=1": false, "password": false, "pass_through=1": false,
	}
	for option, want := range secret {
		f := Parse(parsers.NewSource("fstab", []byte("//h/s /m cifs "+option+" 0 0\n"), Formats[0]), Fstab)
		require.Equal(t, want, f.Entries()[0].Options[0].Secret(), option)
	}
}

// TestHiddenValues: they are those of Values, in every dialect.
func TestHiddenValues(t *testing.T) {
	for d, text := range map[Dialect]string{
		Fstab:     "//me:pw@h/s /a cifs password=a,user=b%c,x=1,pass=\"d\",passwd=\n//h/s /b cifs rw\n",
		Mountinfo: "1 2 3:4 / /a rw,password=a - cifs //me:pw@h/s rw,password=b\n",
		Vfstab:    "//me:pw@h/s - /a smbfs - yes password=a\n",
	} {
		hiddenValues(t, parse(d, text))
	}
}

// hiddenValues holds HiddenValues against the secret ones of Values, of the
// whole text and of its second half.
func hiddenValues(t testing.TB, f *File) {
	n := len(f.Source().Text())
	for _, within := range []parsers.Span{{End: n}, {Start: n / 2, End: n}} {
		var want []parsers.Span
		for v := range f.Values() {
			if v.Secret && v.Span.Overlaps(within) {
				want = append(want, v.Span)
			}
		}
		require.Equal(t, want, slices.Collect(f.HiddenValues(within)))
	}
}

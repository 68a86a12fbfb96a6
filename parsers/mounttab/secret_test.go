package mounttab

import (
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

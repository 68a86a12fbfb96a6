package profile

import (
	"testing"

	"github.com/stretchr/testify/require"
)

type sample struct {
	Head  `yaml:",inline"`
	Ports []struct {
		Name  string `yaml:"name"`
		Basis `yaml:",inline"`
	} `yaml:"ports"`
}

func TestDecode(t *testing.T) {
	var p sample
	require.NoError(t, Decode("p.yaml", "x", []byte("schema: cfgtool.profile/1\nproduct: x\nports:\n- name: a\n  assumed: true\n  reason: lost\n"), &p))
	require.Equal(t, "a", p.Ports[0].Name)
	require.True(t, p.Ports[0].Assumed)
}

func TestDecodeRefuses(t *testing.T) {
	for data, want := range map[string]string{
		"schema: cfgtool.profile/1\nproduct: y\n": `p.yaml: this profile is for "y", not for "x"`,
		"product: x\n": "p.yaml: this is no profile",
		"schema: cfgtool.profile/1\nproduct: x\nprots: []\n":      "[3:1] unknown field \"prots\"",
		"schema: cfgtool.profile/1\nproduct: x\nports: [\n":       "p.yaml: [3:",
		"schema: cfgtool.profile/1\nproduct: x\nports:\n- nam: a": "[4:3] unknown field \"nam\"",
	} {
		var p sample
		require.ErrorContains(t, Decode("p.yaml", "x", []byte(data), &p), want)
	}
}

package sascore

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzAnswers holds any value of any parameter against the sample: none leads out
// of the root or makes a reader crash, and each parameter has one state.
func FuzzAnswers(f *testing.F) {
	files := sample(f)
	text := right.Replace(string(files[sampleAnswers].Data))
	profile := facts(f)
	for i, p := range profile.Parameters {
		f.Add(uint8(i), "")
		f.Add(uint8(i), rows[p.Name].wrong)
	}
	for i := range profile.Parameters {
		f.Add(uint8(i), "../../etc/passwd")
	}
	f.Fuzz(func(t *testing.T, i uint8, value string) {
		name := profile.Parameters[int(i)%len(profile.Parameters)].Name
		for _, r := range one(files).Verify(answersOf(with(text, name, value)), profile) {
			require.Contains(t, States, r.State)
			require.NotEmpty(t, r.Why)
			require.Equal(t, r.State == Mismatch || r.State == Verified, len(r.Evidence) > 0, "%s %s", r.Parameter.Name, r.State)
		}
	})
}

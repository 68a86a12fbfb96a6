package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAccepted(t *testing.T) {
	for given, want := range map[string][2]bool{ // is it accepted in a/b, and by LHA008 anywhere?
		"":                           {false, false},
		"no-backup":                  {false, false},
		"new-findings":               {true, true},
		"new-findings=CHG 1: a=b":    {true, true},
		"new-findings:a/b":           {true, false},
		"new-findings:./a//b=why":    {true, false},
		"new-findings:lha008=why: x": {false, true},
		"new-findings:c":             {false, false},
	} {
		var w writing
		if given != "" {
			require.NoError(t, w.accept.Set(given))
		}
		require.Equal(t, want[0], w.accepted("new-findings", "a/b"), given)
		require.Equal(t, want[1], w.accepted("new-findings", "x", "LHA008"), given)
		if want[0] || want[1] {
			require.Equal(t, []string{given}, w.accept.needed, "it is recorded once, as it was given")
		} else {
			require.Empty(t, w.accept.needed)
		}
	}
}

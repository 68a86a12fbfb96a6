package load

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"
)

// TestWhatActsOnATerminal: control characters, those that turn the text around
// them and those without width act; letters of all scripts, signs and emoji do not.
func TestWhatActsOnATerminal(t *testing.T) {
	acting := []rune{0, '\t', '\n', '\r', 0x1B, 0x7F, 0x85, 0x9B, 0x9F, 0xA0, 0xAD, 0x200B, 0x200D, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0xFEFF, 0xE0001}
	for _, r := range acting {
		require.True(t, Acts(r), "%U", r)
		if r == '\n' {
			continue // JSON's own
		}
		require.NotContains(t, strings.TrimSpace(EscapeJSON("\"a"+string(r)+"b\"")), string(r))
		if r != '\t' {
			require.Regexp(t, "^<[0-9A-F]{4,6}>$", Visible(r))
		}
		require.Contains(t, Quote("a"+string(r)), `\`)
	}
	for _, r := range " ~é語𝔘😀√" {
		require.False(t, Acts(r), "%U", r)
		require.Equal(t, string(r), Visible(r))
		require.Equal(t, string(r), EscapeJSON(string(r)))
	}
	for r := rune(0); r < unicode.MaxRune; r++ {
		if unicode.Is(unicode.Bidi_Control, r) || unicode.IsControl(r) {
			require.True(t, Acts(r), "%U", r)
		}
	}
}

// TestEscapedJSONMeansTheSame, also where a character has two units in UTF-16.
func TestEscapedJSONMeansTheSame(t *testing.T) {
	var all strings.Builder
	for r := rune(0); r <= 0x10FFFF; r += 7 {
		all.WriteRune(r)
	}
	written, err := json.Marshal(all.String())
	require.NoError(t, err)
	var read string
	require.NoError(t, json.Unmarshal([]byte(EscapeJSON(string(written))), &read))
	require.Equal(t, all.String(), read)
}

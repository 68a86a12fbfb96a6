package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestSecretsInACommandAreMasked before the ledger records it.
func TestSecretsInACommandAreMasked(t *testing.T) {
	for _, tc := range []struct{ args, want []string }{
		{[]string{"set", "a.properties", "db.password", "hunter2"}, []string{"set", "a.properties", "db.password", "***"}},
		{[]string{"set", "a.properties", "db.port", "1521"}, []string{"set", "a.properties", "db.port", "1521"}},
		{[]string{"set", "--yes", "a.properties", "db.password=hunter2"}, []string{"set", "--yes", "a.properties", "db.password=***"}},
		{[]string{"set", "a", "b", "--value", "x"}, []string{"set", "a", "b", "--value", "***"}},
		{[]string{"set", "a", "b", "--value=x"}, []string{"set", "a", "b", "--value=***"}},
		{[]string{"set", "a", "b", "--value", "@file"}, []string{"set", "a", "b", "--value", "@file"}},
		{[]string{"set", "a", "b", "--value", "-"}, []string{"set", "a", "b", "--value", "-"}},
		{[]string{"migrate", "--api-token=x", "f"}, []string{"migrate", "--api-token=***", "f"}},
		{[]string{"check", "--fix", "-m", "reset the password", "f"}, []string{"check", "--fix", "-m", "reset the password", "f"}},
	} {
		before := append([]string{}, tc.args...)
		require.Equal(t, tc.want, masked(tc.args))
		require.Equal(t, before, tc.args, "the command itself needs them")
	}
}

package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestSecretsInACommandAreMasked before the ledger records it.
func TestSecretsInACommandAreMasked(t *testing.T) {
	for _, tc := range []struct{ args, want []string }{
		{[]string{"check", "--fix", "-m", "password=hunter2", "f"}, []string{"check", "--fix", "-m", "password=***", "f"}},
		{[]string{"check", "--fix", "-mpassword=hunter2", "f"}, []string{"check", "--fix", "-mpassword=***", "f"}},
		{[]string{"check", "--fix", "--message=PASSWORD=hunter2"}, []string{"check", "--fix", "--message=PASSWORD=***"}},
		{[]string{"check", "--fix", "-m", "db: scott@x, http://u:hunter2@h"}, []string{"check", "--fix", "-m", "db: scott@x, http://u:***@h"}},
		{[]string{"migrate", "--api-token=x", "f"}, []string{"migrate", "--api-token=***", "f"}},
		{[]string{"migrate", "--known-connection", "10.0.0.1", "f"}, []string{"migrate", "--known-connection", "10.0.0.1", "f"}},
		{[]string{"check", "--fix", "-m", "reset the password", "f"}, []string{"check", "--fix", "-m", "reset the password", "f"}},
	} {
		before := append([]string{}, tc.args...)
		require.Equal(t, tc.want, masked(tc.args))
		require.Equal(t, before, tc.args, "the command itself needs them")
	}
}

package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/stretchr/testify/require"

	"cfgtool/parsers/formats"
)

// TestHooks: the pre-commit hooks are given the files that names tell the kind
// of, and no others; they run one at a time, and their commands exist.
func TestHooks(t *testing.T) {
	var hooks []struct {
		ID, Entry, Files string
		RequireSerial    bool `yaml:"require_serial"`
	}
	require.NoError(t, yaml.Unmarshal(mustRead(t, "../../.pre-commit-hooks.yaml"), &hooks))
	require.Len(t, hooks, 2)
	example := strings.NewReplacer("*", "x", "[0-9]", "2")
	for _, hook := range hooks {
		require.True(t, hook.RequireSerial)
		files := regexp.MustCompile(hook.Files)
		for _, f := range formats.All {
			for _, pattern := range f.Names {
				require.Regexp(t, files, "dir/"+example.Replace(pattern))
			}
		}
		for _, other := range []string{"README.md", "x.properties.bak", "xml", "main.go"} {
			require.NotRegexp(t, files, other)
		}
		code, stdout, _ := try(append(strings.Fields(hook.Entry)[1:], "--help")...)
		require.Zero(t, code)
		require.Contains(t, stdout, "Usage:")
	}
}

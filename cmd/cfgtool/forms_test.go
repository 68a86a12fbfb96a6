package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/stretchr/testify/require"
)

// TestOutputIsHonouredOrRefused by every command: what it prints as JSON names its
// schema and fits it, and a format that it does not have is refused.
func TestOutputIsHonouredOrRefused(t *testing.T) {
	schemas, err := filepath.Abs("../../docs/schema")
	require.NoError(t, err)
	work := t.TempDir()
	require.NoError(t, os.CopyFS(work, os.DirFS("../../golden/demo")))
	t.Chdir(work)
	t.Setenv("CFGTOOL_ARCHIVE", filepath.Join(t.TempDir(), "archive"))
	const clconf, gateway = "node1/etc/cluster/clconf.xml", "core/etc/opt/opsware/opswgw-agw0-EAST/opswgw.properties"
	require.NoError(t, os.WriteFile("mark.properties", []byte("\ufeffa=1\n"), 0o644))
	code, _, stderr := try("check", "--fix", "--yes", "--plan-out", "plan", "mark.properties")
	require.Zero(t, code, stderr)
	code, _, stderr = try("rollback", "--last", "--yes")
	require.Zero(t, code, stderr)
	require.NoError(t, os.WriteFile("other.properties", []byte("\ufeffa=1\n"), 0o644))
	code, _, stderr = try("check", "--fix", "--yes", "other.properties")
	require.Zero(t, code, stderr)
	_, listed, _ := try("log")
	id, _, _ := strings.Cut(listed, " ")

	known := map[string]bool{}
	for _, args := range [][]string{
		{"check", "node1"}, {"check", "--fix", "--dry-run", "mark.properties"}, {"check", "--fix", "--check", "mark.properties"},
		{"migrate", clconf, "--to", "1.1", "--dry-run"}, {"migrate", "--list"}, {"apply", "plan", "--dry-run"},
		{"rollback", "--last", "--dry-run"}, {"rollback", id, "--check"}, {"recover"}, {"log"}, {"status"}, {"status", "--names"},
		{"diff", clconf, "node2/etc/cluster/clconf.xml"}, {"diff", clconf, clconf}, {"rules"}, {"explain", "FST004"}, {"explain", "accept"}, {"version"},
		{"tunnels", "list", gateway}, {"tunnels", "add-backup", "--core-gateway", "10.2.0.10:2001", "--root", "core", "--dry-run"},
		{"tunnels", "remove-backup", "--core-gateway", "10.2.0.10:2001", "--root", "core", "--dry-run"},
		{"tunnels", "disable-listener", "--root", "core", "--accept", "no-backup", "--dry-run"}, {"tunnels", "enable-listener", "--root", "core", "--dry-run"},
		{"archive", "save", "mark.properties"}, {"archive", "list"}, {"archive", "verify"}, {"archive", "diff", id},
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			cmd, _, err := newApp(nil, nil, nil).command().Find(args)
			require.NoError(t, err)
			known[cmd.CommandPath()] = true
			require.Contains(t, formsOf(cmd), "json")

			code, stdout, stderr := try(append(args, "--output", "json")...)
			require.NotEqual(t, exitRefused, code, stderr)
			var head struct{ Schema string }
			require.NoError(t, json.Unmarshal([]byte(stdout), &head), "%s", stdout)
			name, number, _ := strings.Cut(strings.TrimPrefix(head.Schema, "cfgtool."), "/")
			require.Equal(t, "1", number, "%s", stdout)
			schema, err := jsonschema.NewCompiler().Compile(filepath.Join(schemas, name+".json"))
			require.NoError(t, err)
			parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(stdout)))
			require.NoError(t, err)
			require.NoError(t, schema.Validate(parsed), "%s", stdout)

			file := filepath.Join(t.TempDir(), "out")
			_, stdout, _ = try(append(args, "--output", "json="+file)...)
			require.Empty(t, stdout)
			require.NotEmpty(t, mustRead(t, file))
			code, stdout, stderr = try(append(args, "--output", "yaml")...)
			require.Equal(t, exitRefused, code)
			require.Empty(t, stdout)
			require.Contains(t, stderr, "--output yaml: the formats of this command are text")
		})
	}

	// What is left has one form.
	var visit func(*cobra.Command)
	visit = func(cmd *cobra.Command) {
		for _, c := range cmd.Commands() {
			visit(c)
		}
		if cmd.HasSubCommands() || known[cmd.CommandPath()] {
			return
		}
		require.Nil(t, formsOf(cmd), "%s has a JSON that nothing tests", cmd.CommandPath())
		code, stdout, stderr := try(append(strings.Fields(cmd.CommandPath())[1:], "--output", "json")...)
		require.Equal(t, exitRefused, code)
		require.Empty(t, stdout)
		require.NotEmpty(t, stderr)
	}
	visit(newApp(nil, nil, nil).command())
	code, _, stderr = try("facts", "init", "core/var/opt/opsware/install_opsware/resp/resp.20080301120000", "--output", "json")
	require.Equal(t, exitRefused, code)
	require.Contains(t, stderr, "facts init does not take --output; what it prints has one form")
}

// TestFilteredTextHasOneForm: with -, standard output is the new text.
func TestFilteredTextHasOneForm(t *testing.T) {
	var stdout, stderr bytes.Buffer
	code := newApp(strings.NewReader("\ufeffa=1\n"), &stdout, &stderr).run([]string{"check", "--fix", "-", "--as", "properties", "--output", "json"})
	require.Equal(t, exitRefused, code)
	require.Empty(t, stdout.String())
	require.Contains(t, stderr.String(), "with - the new text goes to standard output, so there is no --output")
}

// TestRulesAreSorted by their IDs, for people and programs.
func TestRulesAreSorted(t *testing.T) {
	_, stdout, _ := try("rules")
	require.True(t, slices.IsSorted(strings.Split(strings.TrimSpace(stdout), "\n")))
}

// TestHelpFits 80 columns, for every command.
func TestHelpFits(t *testing.T) {
	var visit func(*cobra.Command)
	visit = func(cmd *cobra.Command) {
		_, stdout, _ := try(append(strings.Fields(cmd.CommandPath())[1:], "--help")...)
		require.Contains(t, stdout, "Exit codes:", cmd.CommandPath())
		for line := range strings.Lines(stdout) {
			if len([]rune(line)) > 81 { // with its end
				t.Errorf("%s: %s", cmd.CommandPath(), line)
			}
		}
		for _, c := range cmd.Commands() {
			visit(c)
		}
	}
	visit(newApp(nil, nil, nil).command())
}

// TestRepeatableFlagsSaySo, and no others.
func TestRepeatableFlagsSaySo(t *testing.T) {
	var visit func(*cobra.Command)
	visit = func(cmd *cobra.Command) {
		for _, flags := range []*pflag.FlagSet{cmd.Flags(), cmd.PersistentFlags()} {
			flags.VisitAll(func(f *pflag.Flag) {
				require.Equal(t, repeatable(f), strings.Contains(f.Usage, "repeatable"), "%s --%s", cmd.CommandPath(), f.Name)
			})
		}
		for _, c := range cmd.Commands() {
			visit(c)
		}
	}
	visit(newApp(nil, nil, nil).command())
}

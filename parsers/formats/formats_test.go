package formats_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/formats"
	"cfgtool/parsers/parserstest"
)

func TestTheListIsSound(t *testing.T) {
	seen := make(map[string]bool)
	for _, f := range formats.All {
		require.False(t, seen[f.ID], "%s is listed twice", f.ID)
		seen[f.ID] = true
		require.NotEmpty(t, f.Title, f.ID)
		require.NotNil(t, f.Parse, f.ID)
		if f.Base != "" {
			base, ok := formats.All.ByID(f.Base)
			require.True(t, ok, "%s refines %s, which is not listed", f.ID, f.Base)
			require.Equal(t, base.Charset == nil, f.Charset == nil, "%s and %s tell encodings by other rules", f.ID, f.Base)
		}
	}
}

// TestGoldenInvariants reads every golden file, as the kind that it is.
func TestGoldenInvariants(t *testing.T) {
	read := 0
	for _, file := range parserstest.Golden(t, "*") {
		raw, err := os.ReadFile(file)
		require.NoError(t, err)
		format, err := formats.All.Detect(file, raw)
		if err != nil {
			continue // commands and expectations lie beside the files
		}
		t.Run(file, func(t *testing.T) { parserstest.Invariants(t, format.Read(file, raw)) })
		read++
	}
	require.NotZero(t, read)
}

// TestEveryFormatReadsEverything: no kind of file makes a parser fail, whatever
// its bytes are.
func TestEveryFormatReadsEverything(t *testing.T) {
	for _, f := range formats.All {
		for _, raw := range []string{"", "\n", "\r", "\x00", "\xFF", "\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF\x00", "a", "a=b", "<a/>", "<a", "</a>", "=", "\\", "&x;", "#", "a\xE9\n", "<?xml version='1.0' encoding='x'?>", "<!DOCTYPE a [", "\u2028\u00A0"} {
			parserstest.Invariants(t, f.Read("name", []byte(raw)))
		}
	}
}

// TestCorporaUnknownShare: in a file without errors nothing is unknown, and the
// share of what is unknown in the others is told.
func TestCorporaUnknownShare(t *testing.T) {
	for folder, id := range map[string]string{"properties": "properties", "xml": "xml", "fstab": "fstab", "tnsnames": "tnsnames", "keyvalue": "rsp"} {
		t.Run(folder, func(t *testing.T) {
			format, _ := formats.All.ByID(id)
			total, unknown := 0, 0
			for _, file := range parserstest.CorpusFiles(t, folder) {
				raw, err := os.ReadFile(file)
				require.NoError(t, err)
				d := format.Read(file, raw)
				here := 0
				for tile := range d.Tiles() {
					if tile.Kind == parsers.Unknown {
						here += tile.Span.Len()
					}
				}
				if parsers.Errors(d.Problems()) == 0 && id != "rsp" { // shell files are read as rsp for want of their own kind
					require.Zero(t, here, file)
				}
				total += len(d.Source().Text())
				unknown += here
			}
			t.Logf("%d of %d bytes are unknown (%.3f %%)", unknown, total, 100*float64(unknown)/float64(total))
		})
	}
}

// TestForeignNames are of no kind, in capitals or not, and below any folder.
func TestForeignNames(t *testing.T) {
	for name, want := range map[string]string{"a/compose.YML": "YAML", `c:\x\README.md`: "text for people", "Dockerfile": "a recipe of a build or a host", "/etc/passwd": "a table of accounts or services",
		"a.properties": "", "sysctl.conf": "", "x.yaml/fstab": "", "": ""} {
		require.Equal(t, want, formats.ForeignTo(name), name)
	}
	for _, foreign := range formats.Foreign {
		for pattern := range strings.FieldsSeq(foreign.Names) {
			name := strings.ReplaceAll(pattern, "*", "x")
			require.Empty(t, formats.All.Possible(name), name)
			require.Equal(t, strings.ToLower(pattern), pattern)
		}
	}
}

// TestGuessesOfOtherWorlds: what is of no kind is not guessed to be of one.
func TestGuessesOfOtherWorlds(t *testing.T) {
	for what, text := range map[string]string{
		"accounts": "root:x:0:0:root:/root:/bin/bash\nbin:x:1:1::/bin:/bin/sh\n", "YAML": "version: '3'\nname: x\n", "a mail": "From: a\nTo: b\n",
		"a script": "#!/bin/sh\nA=1\n", "INI": "[main]\na = 1\n", "HTML": "<!doctype HTML>\n<html><br>", "more HTML": "<html>\n<body>", "JSON": "{\"a\": 1}\n",
		"hosts": "127.0.0.1 localhost\n", "TOML": "[a]\nb = 1\n", "a table": "a,b\n1,2\n", "prose": "Dear all,\nthis is it.\n", "a key": "-----BEGIN X-----\nQUJD\n", "shell": "export A=1\nA=2\n",
	} {
		f, _, err := formats.All.Guess([]byte(text))
		require.ErrorIs(t, err, parsers.ErrUnknownFormat, "%s is guessed to be %s", what, f.ID)
	}
}

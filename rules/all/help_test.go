package all_test

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/formats"
	"cfgtool/rules"
	"cfgtool/rules/all"
	"cfgtool/rules/rulestest"
)

// TestHelp: each finding of a bad example says what to do, or is mended by a fix, or a
// person thought about why there is nothing to add.
func TestHelp(t *testing.T) {
	var helpless []string
	for _, rule := range all.Rules {
		for _, f := range rulestest.Findings(t, all.Rules, rule) {
			require.False(t, strings.HasSuffix(f.Help, "."), "%s: help is a part of a line, no sentence: %s", rule.ID, f.Help)
			require.NotEqual(t, f.Message, f.Help, rule.ID)
			if f.Help == "" && f.Fix == nil && !slices.Contains(helpless, rule.ID) {
				helpless = append(helpless, rule.ID)
			}
		}
	}
	require.ElementsMatch(t, slices.Collect(maps.Keys(nothingToAdd)), helpless, "say what to do, or here why there is nothing to add")
}

// TestSeverities: on the files of the golden cases no rule reports a severity that it does
// not name. rulestest looks at the examples, TestCorporaReviewed at real files.
func TestSeverities(t *testing.T) {
	found := 0
	require.NoError(t, filepath.WalkDir("../../golden", func(file string, e fs.DirEntry, err error) error {
		require.NoError(t, err)
		if !e.Type().IsRegular() {
			return nil
		}
		raw, err := os.ReadFile(file)
		require.NoError(t, err)
		format, err := formats.All.Detect(file, raw)
		if err != nil {
			return nil
		}
		for _, f := range (rules.Run{Rules: all.Rules, On: all.Rules, Formats: formats.All}).Check([]parsers.Document{format.Read(file, raw)}).Findings {
			require.Contains(t, f.Rule.Levels(), f.Severity, "%s %s: %s", f.Rule.ID, file, f.Message)
			found++
		}
		return nil
	}))
	require.NotZero(t, found)
}

const (
	named   = "the message names what is to stand there, or where"
	values  = "the message names the values that there are; which one is meant, only its author knows"
	closing = "the message names what is missing"
	limit   = "a limit of cfgtool, which nothing that a person writes comes near"
)

// nothingToAdd are the rules without help, and why.
var nothingToAdd = map[string]string{
	"LHA009": named,
	"LHA011": named,
	"GWP001": named,
	"GWP011": named,
	"GWP014": named,
	"RSP004": named,
	"TNS014": named,
	"XML004": named,
	"XML006": named,
	"XML010": named,
	"XML012": named,
	"XML014": named,
	"XML015": named,
	"XML016": named,
	"XML022": named,
	"XML023": named,
	"XMN001": named,
	"XMN002": named,
	"XMN004": named,

	"LHA007": values,
	"LHA012": values,
	"LHA013": values,
	"GWP002": values,
	"GWP003": values,
	"GWP010": values,
	"GWP013": values,
	"TNS013": values,
	"TNS025": values,

	"DHC001": closing,
	"XML001": closing,
	"XML018": closing,
	"XML021": closing,

	"XML009": limit,
	"XML020": limit,
	"XML025": limit,

	"TNS017": "what else to connect with than a value that holds a #, is up to the database",
	"XML005": "the message says to take it away",
	"XML013": "the message names what is reserved",
}

package all_test

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/formats"
	"cfgtool/parsers/parserstest"
)

// maskedList says of each place of the real files that is masked what stands
// there: a secret, or something that is masked without need, and why.
const maskedList = "testdata/masked.tsv"

// TestCorporaMasked: what is masked in real files is what a person has looked at,
// so that no rule about secrets masks more without being noticed. Files of no
// kind are read as the commands read them, as text.
func TestCorporaMasked(t *testing.T) {
	list, err := os.ReadFile(maskedList)
	require.NoError(t, err)
	known := make(map[string]string)
	var needless, secret int
	for line := range strings.Lines(string(list)) {
		if columns := strings.Split(strings.TrimSpace(line), "\t"); !strings.HasPrefix(line, "#") {
			require.Len(t, columns, 3, line)
			known[columns[0]] = columns[1]
			require.Contains(t, []string{"secret", "needless"}, columns[1])
		}
	}
	files := 0
	for _, dir := range folders(t) {
		for _, file := range parserstest.CorpusFiles(t, dir) {
			files++
			for _, place := range maskedPlaces(t, dir, file) {
				switch known[place] {
				case "secret":
					secret++
				case "needless":
					needless++
				default:
					t.Errorf("masked, but not in %s: %s", maskedList, place)
				}
				delete(known, place)
			}
		}
	}
	require.Empty(t, known, "no longer masked")
	t.Logf("%d secrets and %d places without need are masked in %d files", secret, needless, files)
}

// maskedPlaces are the places that are masked in a file of the corpora.
func maskedPlaces(t *testing.T, dir, file string) []string {
	raw, err := os.ReadFile(file)
	require.NoError(t, err)
	format, known := formats.All.ByID(kindOf[dir])
	if !known {
		format, _ = formats.All.Detect(original(file), raw)
	}
	name := path.Join(dir, filepath.Base(file))
	src := parsers.NewSource(name, raw, format)
	spans := parsers.SecretPlaces(src.TextString())
	if format.Parse != nil {
		d := format.Read(name, raw)
		src, spans = d.Source(), parsers.Secrets(d)
	}
	var places []string
	for _, s := range spans {
		at := src.Position(s.Start)
		places = append(places, fmt.Sprintf("%s:%d:%d", name, at.Line, at.Column))
	}
	return places
}

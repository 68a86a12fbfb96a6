package properties

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/parserstest"
)

// The reading of java.util.Properties is the reference. testdata/java17.tsv
// holds what JDK 17 made of generated inputs; "make conformance" asks the
// installed JDK about many fresh ones.

var update = flag.Bool("update", false, "rewrite testdata/java17.tsv with the installed JDK's readings")

const table = "testdata/java17.tsv"

// generate makes n inputs of the bytes that the grammar cares about.
func generate(seed uint64, n int) [][]byte {
	pieces := []string{"a", "b", "k", "=", ":", " ", "\t", "\f", "#", "!", "\n", "\r", "\r\n", `\`, `\`, "\\\n", "\\\r\n", "\\\r",
		"u", `\u0041`, `\u00e9`, `\ud83d`, `\ude00`, `\u12`, `\t`, "0", "4", "F", "\xe9", "\x00", "\v", "\x85", "\xa0", "\u2028", "\uFEFF", "key=value\n"}
	r := rand.New(rand.NewPCG(seed, 17))
	inputs := make([][]byte, n)
	for i := range inputs {
		for range r.IntN(14) {
			inputs[i] = append(inputs[i], pieces[r.IntN(len(pieces))]...)
		}
	}
	return inputs
}

// java runs the installed JDK over the inputs.
func java(t *testing.T, inputs [][]byte) []string {
	parserstest.Require(t, "java")
	var stdin bytes.Buffer
	for _, in := range inputs {
		fmt.Fprintln(&stdin, hex.EncodeToString(in))
	}
	cmd := exec.Command("java", "testdata/Reading.java")
	cmd.Stdin = &stdin
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	require.NoError(t, err)
	readings := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	require.Len(t, readings, len(inputs))
	return readings
}

// latin1 reads bytes as java.util.Properties.load(InputStream) does.
var latin1 = parsers.Format{Charset: func([]byte) parsers.Charset { return parsers.Latin1 }}

// reading is what this package makes of the bytes, in the form of Reading.java,
// with U+FFFD for half surrogate pairs.
func reading(raw []byte) string {
	f := Parse(parsers.NewSource("", raw, latin1))
	if len(f.Problems()) > 0 {
		return "refused"
	}
	var pairs []string
	for _, l := range f.Lines() {
		if l.Kind == Pair {
			pairs = append(pairs, utf16Hex(f.Key(l))+"="+utf16Hex(f.Value(l)))
		}
	}
	return strings.Join(pairs, " ")
}

func utf16Hex(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04x", u)
	}
	return b.String()
}

// lone replaces half surrogate pairs, which UTF-8 cannot hold, by U+FFFD.
func lone(reading string) string {
	if reading == "refused" {
		return reading
	}
	pairs := strings.Split(reading, " ")
	for i, p := range pairs {
		k, v, ok := strings.Cut(p, "=")
		if ok {
			pairs[i] = utf16Hex(fromHex(k)) + "=" + utf16Hex(fromHex(v))
		}
	}
	return strings.Join(pairs, " ")
}

func fromHex(s string) string {
	var units []uint16
	for i := 0; i+4 <= len(s); i += 4 {
		u, _ := strconv.ParseUint(s[i:i+4], 16, 16)
		units = append(units, uint16(u))
	}
	return string(utf16.Decode(units))
}

func TestJavaTable(t *testing.T) {
	if *update {
		inputs := generate(1, 2500)
		var b bytes.Buffer
		for i, r := range java(t, inputs) {
			fmt.Fprintf(&b, "%s\t%s\n", hex.EncodeToString(inputs[i]), r)
		}
		require.NoError(t, os.WriteFile(table, b.Bytes(), 0o644))
	}
	data, err := os.ReadFile(table)
	require.NoError(t, err)
	rows := 0
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); rows++ {
		in, want, _ := strings.Cut(lines.Text(), "\t")
		raw, err := hex.DecodeString(in)
		require.NoError(t, err)
		require.Equal(t, lone(want), reading(raw), "input %q", raw)
	}
	require.GreaterOrEqual(t, rows, 2000)
}

// TestConformanceJava is run by "make conformance", which sets CFGTOOL_CONFORMANCE
// to a seed.
func TestConformanceJava(t *testing.T) {
	seed, err := strconv.ParseUint(os.Getenv("CFGTOOL_CONFORMANCE"), 10, 64)
	if err != nil {
		t.Skip("make conformance runs this")
	}
	inputs := generate(seed, 200_000)
	differences := 0
	for i, want := range java(t, inputs) {
		if got := reading(inputs[i]); got != lone(want) {
			if differences++; differences <= 10 {
				t.Errorf("input %q\n java %s\n here %s", inputs[i], want, got)
			}
		}
	}
	t.Logf("seed %d: %d inputs, %d differences", seed, len(inputs), differences)
}

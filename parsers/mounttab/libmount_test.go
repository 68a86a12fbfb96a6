package mounttab

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/parserstest"
)

// The reading of libmount is the reference for fstab. testdata/libmount.py asks
// the installed one; expected readings of 2.38.1 lie with the corpora.

// generate makes n tables of the bytes that the grammar cares about. None
// begins with a byte order mark, nor is a NUL in a last line without line end:
// docs/formats/fstab.md tells how libmount reads those.
func generate(seed uint64, n int) [][]byte {
	fields := []string{"/dev/sda1", "UUID=ab", `LABEL="my disk"`, "LABEL='x'", "PARTUUID=", "ZZ=1", "/", "/my\\040x", "none", "ext4", "swap", "nfs",
		"defaults", "rw,noatime", "a=b,c", `c="a,b",d`, `x="a`, `a\054b`, `q\042,\042`, ",,a,", "=", "0", "1", "-1", "+2", "12x", "99999999999", "9223372036854775808",
		"-9223372036854775809", "4294967297", "#", "# x", "x#y", `\`, `\08`, `\777`, `\000`, `a\000b`, `\303\251`, "\xe9", "é", "\v1", "\f", "\r", "a\rb", "\"", "\u00a0"}
	ends := []string{"\n", "\n", "\n", "\r\n", "\n\n", " \n", "\t\r\n", "\r\r\n", "\x00\n", "# c\n"}
	r := rand.New(rand.NewPCG(seed, 38))
	inputs := make([][]byte, n)
	for i := range inputs {
		var b []byte
		for range r.IntN(5) {
			for range r.IntN(9) {
				b = append(b, []string{" ", "\t", "  ", " \t", ""}[r.IntN(5)]...)
				b = append(b, fields[r.IntN(len(fields))]...)
				b = append(b, " "...)
			}
			b = append(b, ends[r.IntN(len(ends))]...)
		}
		for range r.IntN(4) {
			b = append(b, fields[r.IntN(len(fields))]...)
			b = append(b, "  "[:r.IntN(3)]...)
		}
		inputs[i] = b
	}
	return inputs
}

// libmount runs the installed libmount over the inputs.
func libmount(t *testing.T, inputs [][]byte) []string {
	parserstest.Require(t, "python3")
	parserstest.Require(t, "findmnt") // lies on libmount
	var stdin bytes.Buffer
	for _, in := range inputs {
		fmt.Fprintln(&stdin, hex.EncodeToString(in))
	}
	cmd := exec.Command("python3", "testdata/libmount.py")
	cmd.Stdin, cmd.Stderr = &stdin, os.Stderr
	out, err := cmd.Output()
	require.NoError(t, err)
	readings := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	require.Len(t, readings, len(inputs))
	return readings
}

// reading is what this package makes of the bytes, in the form of libmount.py.
func reading(raw []byte) string {
	f := Parse(parsers.NewSource("fstab", raw, formatOf(Fstab)), Fstab)
	written := func(s string) string {
		if f.latin1() {
			var b []byte
			for _, r := range s {
				b = append(b, byte(r))
			}
			s = string(b)
		}
		return "x" + hex.EncodeToString([]byte(s))
	}
	var words []string
	for i, l := range f.Lines() {
		if l.Kind == Bad {
			words = append(words, fmt.Sprintf("!%d", i+1))
		}
	}
	for i := range f.Entries() {
		e := &f.Entries()[i]
		options := "-"
		if e.Has(Options) {
			var list []string
			for _, o := range e.Options {
				s := written(o.Name)
				if o.Valued {
					s += "=" + written(o.Value)
				}
				list = append(list, s)
			}
			options = strings.Join(list, ";")
		}
		fields := []string{written(e.Source), written(e.Target), written(e.Type), options, strconv.Itoa(int(e.Dump)), strconv.Itoa(int(e.Pass))}
		if tag, ok := e.Tagged(); ok {
			fields = append(fields, written(tag.Name), written(tag.Value))
		}
		words = append(words, strings.Join(fields, ","))
	}
	return strings.Join(words, " ")
}

// bare takes the quotes off the values of options, as Option.Value does.
func bare(reading string) string {
	words := strings.Split(reading, " ")
	for w, word := range words {
		fields := strings.Split(word, ",")
		if len(fields) < 4 {
			continue
		}
		options := strings.Split(fields[3], ";")
		for o, option := range options {
			if name, value, ok := strings.Cut(option, "=x"); ok {
				plain, _ := hex.DecodeString(value)
				options[o] = name + "=x" + hex.EncodeToString([]byte(unquote(string(plain))))
			}
		}
		fields[3] = strings.Join(options, ";")
		words[w] = strings.Join(fields, ",")
	}
	return strings.Join(words, " ")
}

func compare(t *testing.T, inputs [][]byte) {
	differences := 0
	for i, want := range libmount(t, inputs) {
		if got := reading(inputs[i]); got != bare(want) {
			if differences++; differences <= 10 {
				t.Errorf("input %q\n libmount %s\n here     %s", inputs[i], bare(want), got)
			}
		}
	}
	t.Logf("%d inputs, %d differences", len(inputs), differences)
}

func TestLibmount(t *testing.T) { compare(t, generate(1, 2000)) }

// TestConformanceLibmount is run by "make conformance", which sets
// CFGTOOL_CONFORMANCE to a seed.
func TestConformanceLibmount(t *testing.T) {
	seed, err := strconv.ParseUint(os.Getenv("CFGTOOL_CONFORMANCE"), 10, 64)
	if err != nil {
		t.Skip("make conformance runs this")
	}
	compare(t, generate(seed, 50_000))
}

func TestCorporaLibmount(t *testing.T) {
	for _, folder := range []string{"fstab", "expected/fstab-checks"} {
		files := parserstest.CorpusFiles(t, folder)
		var inputs [][]byte
		for _, file := range files {
			raw, err := os.ReadFile(file)
			require.NoError(t, err)
			inputs = append(inputs, raw)
		}
		for i, want := range libmount(t, inputs) {
			t.Run(filepath.Base(files[i]), func(t *testing.T) { require.Equal(t, bare(want), reading(inputs[i])) })
		}
	}
}

// TestCorporaExpected holds the wild files against what libmount 2.38.1 made of them.
func TestCorporaExpected(t *testing.T) {
	data, err := os.ReadFile(parserstest.Corpus(t, "expected/fstab.libmount-2.38.1.jsonl"))
	require.NoError(t, err)
	rows := 0
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); rows++ {
		var want struct {
			File    string `json:"f"`
			Entries []struct {
				Source, Target, Fstype string
				Options                *string
				Freq, Passno           int
			}
			Errors []int `json:"parse_errors"`
		}
		require.NoError(t, json.Unmarshal(lines.Bytes(), &want))
		t.Run(want.File, func(t *testing.T) {
			raw, err := os.ReadFile(parserstest.Corpus(t, filepath.Join("fstab", want.File)))
			require.NoError(t, err)
			f := Parse(parsers.NewSource(want.File, raw, formatOf(Fstab)), Fstab)
			require.Len(t, f.Entries(), len(want.Entries))
			for i, w := range want.Entries {
				e := &f.Entries()[i]
				require.Equal(t, []any{w.Source, w.Target, w.Fstype, w.Freq, w.Passno}, []any{e.Source, e.Target, e.Type, int(e.Dump), int(e.Pass)})
				require.Equal(t, w.Options != nil, e.Has(Options))
				if w.Options != nil {
					require.Equal(t, *w.Options, f.Field(e, Options))
				}
			}
			var errors []int
			for _, p := range f.Problems() {
				errors = append(errors, f.Source().Position(p.Span.Start).Line)
			}
			require.True(t, slices.Equal(want.Errors, errors), "libmount reports lines %v, here %v", want.Errors, errors)
			if len(want.Errors) == 0 {
				for tile := range f.Tiles() {
					require.NotEqual(t, parsers.Unknown, tile.Kind)
				}
			}
		})
	}
	require.NotZero(t, rows)
}

package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"go/token"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers/formats"
)

// cost is what a command line took.
type cost struct {
	Code   int
	Steps  int64         // calls, rounds of loops, bytes and elements searched or moved
	Bytes  int64         // allocated
	Places map[int]int64 // the steps at each place in the sources, when they were asked for
}

// counter is a running program that counts; see counting.
type counter struct {
	*exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

func startCounter(t *testing.T, program string) *counter {
	c := &counter{Cmd: exec.Command(program)}
	var err error
	c.in, err = c.StdinPipe()
	require.NoError(t, err)
	out, err := c.StdoutPipe()
	require.NoError(t, err)
	c.out = bufio.NewReader(out)
	c.Stderr = os.Stderr
	require.NoError(t, c.Start())
	t.Cleanup(func() {
		c.in.Close()
		_ = c.Wait()
	})
	return c
}

// run runs a command line.
func (c *counter) run(places bool, args ...string) (made cost, err error) {
	if err := json.NewEncoder(c.in).Encode(map[string]any{"Args": args, "Places": places}); err != nil {
		return made, err
	}
	line, err := c.out.ReadBytes('\n')
	if err != nil {
		return made, fmt.Errorf("%q: %w", args, err)
	}
	return made, json.Unmarshal(line, &made)
}

// growth is how much more twice as large a file may cost: n log n and a little.
const growth = 2.2

// slack is for lists, whose room grows by leaps.
const slack = 0.6

// TestWorkGrowsWithTheFile: no file makes a command do more than n log n. Twenty
// and more shapes of each kind of file are read at 2n and 4n parts, with all forms of
// output, mended, compared, and migrated. Steps are counted, and bytes allocated,
// no time. What costs much more at twice the size may have crossed a bound, so
// only what does so at four times the sizes, too, is a failure.
// CFGTOOL_SHAPE=fstab/commas is one shape alone, and CFGTOOL_GROWTH=2000 begins
// with as many parts.
func TestWorkGrowsWithTheFile(t *testing.T) {
	program, places := counting(t)
	n := 100
	if s := os.Getenv("CFGTOOL_GROWTH"); s != "" {
		_, err := fmt.Sscan(s, &n)
		require.NoError(t, err)
	}
	kinds := make(map[string]int)
	work := make(chan shape)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		c, dir := startCounter(t, program), t.TempDir()
		workers.Go(func() {
			for s := range work {
				s.grows(t, c, dir, n, places)
			}
		})
	}
	for _, s := range shapes() {
		kinds[s.format]++
		if only := os.Getenv("CFGTOOL_SHAPE"); only == "" || strings.Contains(s.format+"/"+s.name, only) {
			work <- s
		}
	}
	close(work)
	workers.Wait()
	for _, id := range formats.All.IDs() {
		require.GreaterOrEqual(t, kinds[id], 20, "shapes of %s", id)
	}
}

// commands are the command lines for a file of the shape.
func (s shape) commands(dir string) [][]string {
	lines := [][]string{
		{"check", "-v", "--output", "text", "--output", "json=" + dir + "/json", "--output", "sarif=" + dir + "/sarif", "--output", "html=" + dir + "/html"},
		{"check", "--fix", "--unsafe", "--dry-run"},
		{"diff", dir + "/empty"},
	}
	switch s.format {
	case "clconf", "appconf", "clstart":
		lines = append(lines, []string{"migrate", "--to", "1.1", "--dry-run", "--accept-assumed"})
	case "opswgw":
		lines = append(lines, []string{"tunnels", "list"}, []string{"tunnels", "add-backup", "--core-gateway", "10.9.9.9:2001", "--dry-run"})
	}
	return lines
}

// grows fails the test when a command costs too much for the size of the file.
func (s shape) grows(t *testing.T, c *counter, dir string, n int, places []token.Position) {
	file := filepath.Join(dir, "file")
	_ = os.WriteFile(filepath.Join(dir, "empty"), nil, 0o600)
	measure := func(line []string, n int, places bool) cost {
		_ = os.WriteFile(file, []byte(s.make(n)), 0o600)
		made, err := c.run(places, append(slices.Clone(line), "--as", s.format, "--jobs", "1", file)...)
		if err != nil {
			t.Error(err)
		}
		return made
	}
	for _, line := range s.commands(dir) {
		ratio := func(n int) (steps, bytes float64) {
			middle, large := measure(line, 2*n, false), measure(line, 4*n, false)
			return float64(large.Steps) / float64(middle.Steps), float64(large.Bytes) / float64(middle.Bytes)
		}
		large := func(steps, bytes float64) bool { return !(steps <= growth && bytes <= growth+slack) }
		if !large(ratio(n)) {
			continue
		}
		if steps, bytes := ratio(4 * n); large(steps, bytes) {
			middle, large := measure(line, 2*n, true), measure(line, 4*n, true)
			t.Errorf("%s/%s, %s: twice the file is %.2f times the steps, and %.2f times the bytes; most come from\n%s",
				s.format, s.name, strings.Join(line[:2], " "), steps, bytes, worst(middle.Places, large.Places, places))
		}
	}
}

// worst are the places whose steps grew by more than the file did.
func worst(middle, large map[int]int64, places []token.Position) string {
	excess := func(place int) int64 { return large[place] - 2*middle[place] }
	order := slices.SortedFunc(maps.Keys(large), func(a, b int) int { return cmp.Compare(excess(b), excess(a)) })
	var b strings.Builder
	for _, place := range order[:min(5, len(order))] {
		fmt.Fprintf(&b, "\t%v: %d, then %d\n", places[place], middle[place], large[place])
	}
	return b.String()
}

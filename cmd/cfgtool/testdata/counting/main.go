package main

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"runtime"

	"cfgtool/work"
)

// main runs each command line that it is given, and tells what it cost.
func main() {
	lines := bufio.NewScanner(os.Stdin)
	answers := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var asked struct {
			Args   []string
			Places bool // tell the work at each place
		}
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			panic(err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		steps := work.Steps()
		var places map[int]int64
		if asked.Places {
			places = make(map[int]int64)
			for i := range work.Places {
				places[i] = -work.Places[i].Load()
			}
		}
		code := newApp(nil, io.Discard, io.Discard).run(asked.Args)
		steps = work.Steps() - steps
		runtime.ReadMemStats(&after)
		for i := range places {
			if places[i] += work.Places[i].Load(); places[i] == 0 {
				delete(places, i)
			}
		}
		_ = answers.Encode(map[string]any{"code": code, "steps": steps, "bytes": after.TotalAlloc - before.TotalAlloc, "places": places})
	}
}

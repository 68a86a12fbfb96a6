//go:build ignore

// Command summary prints the results of "go test -json": what failed, with its
// output, a line a package, and last how many tests passed, failed and were
// skipped, with the reasons for skipping.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
)

func main() {
	type event struct{ Action, Package, Test, Output string }
	output := make(map[string][]string)
	counts := make(map[string]int)
	reasons := make(map[string]int)
	failed := false
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		var e event
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			fmt.Println(lines.Text())
			continue
		}
		key := e.Package + " " + e.Test
		switch {
		case e.Action == "build-output":
			fmt.Print(e.Output)
		case e.Action == "output":
			output[key] = append(output[key], e.Output)
		case e.Test == "" && e.Action == "fail":
			failed = true
			fmt.Printf("FAIL %s\n%s", e.Package, strings.Join(output[key], ""))
		case e.Test == "" && e.Action == "pass":
			fmt.Printf("ok   %s\n", e.Package)
		case e.Test == "":
		case e.Action == "fail":
			counts["failed"]++
			fmt.Printf("%s", strings.Join(output[key], ""))
		case e.Action == "pass":
			counts["passed"]++
			if strings.HasPrefix(e.Test, "TestConformance") || os.Getenv("CFGTOOL_TORTURE") != "" {
				for _, line := range output[key] {
					if strings.Contains(line, ".go:") { // what the test logged
						_, said, _ := strings.Cut(strings.TrimSpace(line), ": ")
						fmt.Printf("%s %s: %s\n", e.Package, e.Test, said)
					}
				}
			}
		case e.Action == "skip":
			counts["skipped"]++
			for _, line := range output[key] {
				if _, reason, ok := strings.Cut(strings.TrimSpace(line), ".go:"); ok {
					_, reason, _ = strings.Cut(reason, ": ")
					reasons[reason]++
				}
			}
		}
	}
	for _, reason := range slices.Sorted(maps.Keys(reasons)) {
		fmt.Printf("skipped %d: %s\n", reasons[reason], reason)
	}
	fmt.Printf("%d passed, %d failed, %d skipped\n", counts["passed"], counts["failed"], counts["skipped"])
	if failed || counts["passed"] == 0 {
		os.Exit(1)
	}
}

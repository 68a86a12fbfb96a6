package main

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"cfgtool/cmd/cfgtool/internal/oracle"
)

var update = flag.Bool("update", false, "rewrite what golden cases and scripts expect")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"cfgtool": main, "peak": peak})
}

// peak is the program, and tells its peak of memory at the end. The maximum of rusage
// does not tell it: that begins with the size of the process which starts the program.
func peak() {
	code := newApp(os.Stdin, os.Stdout, os.Stderr).run(os.Args[1:])
	status, _ := os.ReadFile("/proc/self/status")
	os.Stderr.Write(status)
	os.Exit(code)
}

// TestScripts runs the program as people do, one script a feature.
func TestScripts(t *testing.T) {
	golden, err := filepath.Abs("../../golden")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		UpdateScripts:       *update,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
		Setup: func(e *testscript.Env) error {
			e.Setenv("GOLDEN", golden)
			e.Setenv("CFGTOOL_ARCHIVE", filepath.Join(e.WorkDir, ".archive"))
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("USER", os.Getenv("USER"))
			return nil
		},
		Condition: func(condition string) (bool, error) {
			return condition == "root" && os.Geteuid() == 0 || condition == "oracle" && oracle.Included, nil
		},
	})
}

// exits is the script command "exits CODE COMMAND…": it runs a command, as exec
// does, which must exit with that code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND…")
	}
	code := 0
	var failed *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &failed) {
		code = failed.ExitCode()
	} else {
		ts.Check(err)
	}
	if args[0] != strconv.Itoa(code) {
		ts.Fatalf("%s exits with %d, not with %s", args[1], code, args[0])
	}
}

package main

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite what golden cases and scripts expect")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"cfgtool": main})
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
		Setup: func(e *testscript.Env) error {
			e.Setenv("GOLDEN", golden)
			e.Setenv("CFGTOOL_ARCHIVE", filepath.Join(e.WorkDir, ".archive"))
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("USER", os.Getenv("USER"))
			return nil
		},
		Condition: func(condition string) (bool, error) {
			return condition == "root" && os.Geteuid() == 0, nil
		},
	})
}

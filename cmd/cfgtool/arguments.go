package main

import (
	"errors"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
)

// without refuses arguments, and tells what stands for them.
func without(instead string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		return usagef("%s takes no argument such as %s; %s", cmd.Name(), load.Quote(args[0]), instead)
	}
}

// sensible refuses what no person means: an argument that is empty, as of a variable
// that is not set, which would be the folder or the change at hand; and flags that the
// command shares with others but cannot heed.
func sensible(cmd *cobra.Command, args []string) error {
	if slices.Contains(args, "") {
		return usagef("%s: an argument is empty; is a variable not set?", cmd.Name())
	}
	for name := range strings.FieldsSeq(cmd.Annotations[unheeded]) {
		if cmd.Flags().Changed(name) {
			return usagef("%s does not take --%s", cmd.Name(), name)
		}
	}
	return nil
}

// naming is a flag that names something, and so is not empty: an empty one, as of a
// variable that is not set, would be taken for none.
type naming string

func (n *naming) String() string { return string(*n) }

func (n *naming) Set(value string) error {
	if value == "" {
		return errors.New("it is empty")
	}
	*n = naming(value)
	return nil
}

// Type is what the help shows where the usage names nothing.
func (n *naming) Type() string { return "string" }

// badFlag is a usage error without the words of the library.
func badFlag(cmd *cobra.Command, err error) error {
	said := err.Error()
	bad, reason, invalid := strings.Cut(said, " flag: ")
	value, name, _ := strings.Cut(strings.TrimPrefix(bad, "invalid argument "), " for ")
	name = strings.Trim(name[strings.LastIndexByte(name, ' ')+1:], `"`)
	flag := cmd.Flags().Lookup(strings.TrimLeft(name, "-"))
	if !invalid || flag == nil {
		return usagef("%s", said)
	}
	if flag.Value.Type() == "acceptance" { // which tells more
		return usagef("%s %s: %s", name, value, reason)
	}
	want := map[string]string{"string": "empty; is a variable not set?", "int": "a whole number", "int64": "a whole number", "duration": "a time with a unit, such as 10s or 2m", "bool": "true or false"}[flag.Value.Type()]
	if want == "" {
		return usagef("%s", said)
	}
	return usagef("%s %s: it is %s", name, value, want)
}

// apart refuses to write a result over one of the files that the command is about.
func (a *app) apart(w *writing, files []string) error {
	results := [][2]string{{"--patch-out", w.patchOut}, {"--plan-out", w.planOut}}
	for _, o := range a.outputs {
		_, file, _ := strings.Cut(o, "=")
		results = append(results, [2]string{"--output", file})
	}
	for _, r := range results {
		if r[1] != "" && slices.ContainsFunc(files, func(file string) bool { return sameFile(r[1], file) }) {
			return usagef("%s %s: this is one of the files that the command is about; name another one", r[0], load.Quote(r[1]))
		}
	}
	return nil
}

// sameFile reports whether two paths lead to one file that is there.
func sameFile(a, b string) bool {
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}

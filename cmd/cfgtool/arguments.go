package main

import (
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/parsers/spelling"
)

// usual are commands by the names that other programs give to them.
var usual = map[string]string{
	"undo": "rollback", "restore": "rollback", "revert": "rollback", "back": "rollback",
	"lint": "check", "validate": "check", "verify": "check", "test": "check",
	"fix": "check --fix", "repair": "check --fix", "upgrade": "migrate", "update": "migrate",
	"history": "log", "backup": "archive save", "save": "archive save", "show": "archive show", "compare": "diff",
}

// noCommand refuses what is no subcommand, and names the one that may be meant.
func noCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	typed := strings.ToLower(args[0])
	var names, begin []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
			if strings.HasPrefix(c.Name(), typed) {
				begin = append(begin, c.Name())
			}
		}
	}
	meant := nearest(typed, names)
	switch same := usual[typed]; {
	case same != "" && !cmd.HasParent():
		meant = ", did you mean " + same + "?"
	case len(begin) > 0:
		meant = ", did you mean " + strings.Join(begin, " or ") + "?"
	}
	return usagef("unknown command %q for %q%s", args[0], cmd.CommandPath(), meant)
}

// without refuses arguments, and tells what stands for them.
func without(instead string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		return usagef("%s takes no argument such as %s; %s", called(cmd), load.Quote(args[0]), instead)
	}
}

// sensible refuses what no person means: an argument that is empty, as of a variable
// that is not set, which would be the folder or the change at hand; and flags that the
// command shares with others but cannot heed.
func sensible(cmd *cobra.Command, args []string) error {
	if slices.Contains(args, "") {
		return usagef("%s: an argument is empty; is a variable not set?", called(cmd))
	}
	for name := range strings.FieldsSeq(cmd.Annotations[unheeded]) {
		if cmd.Flags().Changed(name) {
			return usagef("%s does not take --%s", called(cmd), name)
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

// size is a flag for a number of bytes, which may end in K, M or G (times 1024 each).
type size int64

func (s *size) String() string {
	n, unit := int64(*s), ""
	for _, larger := range []string{"K", "M", "G"} {
		if n == 0 || n%1024 != 0 {
			break
		}
		n, unit = n/1024, larger
	}
	return strconv.FormatInt(n, 10) + unit
}

func (s *size) Set(value string) error {
	number, factor := value, int64(1)
	for unit, times := range map[string]int64{"K": 1 << 10, "M": 1 << 20, "G": 1 << 30} {
		if digits, ok := strings.CutSuffix(strings.ToUpper(value), unit); ok {
			number, factor = digits, times
		}
	}
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n < 1 || n > math.MaxInt64/factor {
		return errors.New("it is a number of bytes, 1 or more, as in 65536, 64K, 10M or 1G")
	}
	*s = size(n * factor)
	return nil
}

// Type is what the help shows where the usage names nothing.
func (s *size) Type() string { return "size" }

// once is a flag that is given once: of two values, one would be passed over. The same
// truth may be told twice, as in -q -q.
type once struct {
	pflag.Value
	given *string
}

// twice is the error of a flag that was given before.
type twice struct{ before string }

func (t twice) Error() string {
	return fmt.Sprintf("it is given before, as %q; give it once", t.before)
}

func (o *once) Set(value string) error {
	if o.given != nil && (o.Type() != "bool" || *o.given != value) {
		return twice{*o.given}
	}
	o.given = &value
	return o.Value.Set(value)
}

// repeatable reports whether a flag collects its values.
func repeatable(f *pflag.Flag) bool {
	_, list := f.Value.(pflag.SliceValue)
	_, accepts := f.Value.(*acceptances)
	return list || accepts
}

// refuseTwice makes all flags but the repeatable ones refuse to be given twice.
func refuseTwice(cmd *cobra.Command) {
	for _, flags := range []*pflag.FlagSet{cmd.Flags(), cmd.PersistentFlags()} {
		flags.VisitAll(func(f *pflag.Flag) {
			if !repeatable(f) {
				f.Value = &once{Value: f.Value}
			}
		})
	}
	for _, c := range cmd.Commands() {
		refuseTwice(c)
	}
}

// badFlag is a usage error without the words of the library. Flags of a command that there
// is not are no error of their own.
func (a *app) badFlag(cmd *cobra.Command, err error) error {
	if _, rest, _ := cmd.Root().Find(a.args); cmd.HasSubCommands() && len(rest) > 0 && !strings.HasPrefix(rest[0], "-") {
		return noCommand(cmd, rest)
	}
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		return noFlag(cmd, unknown)
	case errors.As(err, &missing):
		what, _ := pflag.UnquoteUsage(missing.GetFlag())
		return usagef("--%s: its %s is missing", missing.GetFlag().Name, what)
	case errors.As(err, &invalid):
		f := invalid.GetFlag()
		reason := map[string]string{"string": "it is empty; is a variable not set?", "int": "it is a whole number", "uint32": "it is a whole number",
			"duration": "it is a time with a unit, such as 10s or 2m", "bool": "it is true or false"}[f.Value.Type()]
		if cause := errors.Unwrap(invalid); reason == "" || errors.As(cause, new(twice)) {
			reason = cause.Error()
		}
		return usagef("--%s %q: %s", f.Name, invalid.GetValue(), reason)
	}
	return usagef("%s", err)
}

// noFlag says that there is no such flag, and names the one that may be meant.
func noFlag(cmd *cobra.Command, unknown *pflag.NotExistError) error {
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, "--"+f.Name)
		}
	})
	given, letters := unknown.GetSpecifiedName(), unknown.GetSpecifiedShortnames()
	name := "--" + given
	if letters != "" { // -x, or -output for --output
		given, name = letters, "-"+letters
	}
	meant := ""
	if len(given) > 1 {
		meant = nearest("--"+given, names)
	}
	for _, c := range cmd.Commands() {
		if c.Flags().Lookup(given) != nil {
			meant = fmt.Sprintf("; it stands behind the command, as in %s --%s", c.CommandPath(), given)
			break
		}
	}
	if _, err := os.Lstat(name); err == nil {
		meant = "; the file of this name is ./" + load.Quote(name) + ", or stands behind --"
	}
	return usagef("unknown flag: %s%s", load.Quote(name), meant)
}

// nearest asks whether the nearest of the names that are known was meant. A short name
// is near with one wrong letter, a longer one with two.
func nearest(name string, names []string) string {
	best, least := "", 2
	if len(strings.TrimLeft(name, "-")) > 4 {
		least = 3
	}
	for _, known := range names {
		if d := spelling.Distance(strings.ToUpper(name), strings.ToUpper(known), least); d < least {
			best, least = known, d
		}
	}
	if best == "" {
		return ""
	}
	return ", did you mean " + best + "?"
}

// meant asks whether the nearest name was meant, or tells which there are.
func meant(name string, names []string) string {
	if near := nearest(name, names); near != "" {
		return near
	}
	return "; there are " + strings.Join(names, ", ")
}

// apart refuses to write a result over one of the files that the command is about.
func (a *app) apart(w *writing, files []string) error {
	results := [][2]string{{"--patch-out", w.patchOut}, {"--plan-out", w.planOut}}
	for _, o := range a.outputs {
		_, file, _ := strings.Cut(o, "=")
		results = append(results, [2]string{"--output", file})
	}
	for _, r := range results {
		if r[1] == load.Stdin {
			return usagef("%s -: it is written to a file; ./- is one", r[0])
		}
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

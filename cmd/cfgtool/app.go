package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/parsers"
	"cfgtool/parsers/formats"
	"cfgtool/parsers/profile"
	"cfgtool/rules"
	"cfgtool/rules/root"
)

// exit is an error that ends the command with a code; its message was printed.
type exit int

func (e exit) Error() string { return fmt.Sprintf("exit %d", int(e)) }

// app is one run of the command: its streams and the flags that all commands share.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	args           []string

	reading
	rootDir, color        string
	profilePaths, outputs []string
	limit                 int64
	jobs                  int
	kernel                string // --target-kernel
	live                  bool
	on, off               []*rules.Rule // --enable, --disable
	quiet, verbose        bool
	roots                 map[string]*root.Root // that are open, by the names that they were given

	profiles profile.Set     // of --profile
	formats  parsers.Formats // the kinds of file, as the profiles say
}

func newApp(stdin io.Reader, stdout, stderr io.Writer) *app {
	return &app{stdin: stdin, stdout: &output{Writer: stdout}, stderr: stderr, limit: load.DefaultLimit}
}

// run parses the arguments, runs the command and returns the exit code.
func (a *app) run(args []string) int {
	a.args = args
	cmd := a.command()
	if !a.completing() { // which reads the flags twice
		refuseTwice(cmd)
	}
	cmd.SetArgs(args)
	cmd.SetIn(a.stdin)
	cmd.SetOut(a.stdout)
	cmd.SetErr(a.stderr)
	ran, err := cmd.ExecuteC()
	a.closeRoots()
	if unprinted := a.printed(); unprinted != nil && !errors.As(err, new(unseen)) {
		err = unprinted
	}
	var code exit
	var usage *usageError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &code):
		return int(code)
	case errors.As(err, &usage), ran == cmd, strings.HasPrefix(err.Error(), "unknown "):
		a.fail(err)
		if ran.Name() == "help" { // what is wrong is the name of another command
			ran = cmd
		}
		fmt.Fprintf(a.stderr, "Run '%s --help' for usage.\n", ran.CommandPath())
	default:
		a.fail(err)
	}
	return exitRefused
}

// usageError says that the command line itself is wrong.
type usageError struct{ message string }

func (e *usageError) Error() string { return e.message }

func usagef(format string, args ...any) error { return &usageError{fmt.Sprintf(format, args...)} }

// fail prints an error. What it quotes may be a secret, as in all messages.
func (a *app) fail(err error) {
	p := a.palette(a.stderr)
	text := p.Message("cfgtool: " + report.Said(parsers.MaskMessage(err.Error())))
	fmt.Fprintf(a.stderr, "%s%s\n", p.Red("cfgtool:"), strings.TrimPrefix(text, "cfgtool:"))
}

// warn prints a message that explains the exit code, also with -q.
func (a *app) warn(format string, args ...any) {
	fmt.Fprintln(a.stderr, a.palette(a.stderr).Message(report.Said(parsers.MaskMessage(fmt.Sprintf(format, args...)))))
}

// say prints a message, unless -q.
func (a *app) say(format string, args ...any) {
	if !a.quiet {
		a.warn(format, args...)
	}
}

func (a *app) command() *cobra.Command {
	root := &cobra.Command{
		Use:   "cfgtool",
		Short: "Read, verify and migrate configuration files",
		Long: `cfgtool reads, verifies and migrates configuration files without touching a
byte that it was not asked to touch.`,
		Version:       versionLine(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noCommand,
		PersistentPreRunE: func(cmd *cobra.Command, args []string) error {
			if a.completing() {
				return nil
			}
			if err := sensible(cmd, args); err != nil {
				return err
			}
			return a.validate(cmd)
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetFlagErrorFunc(a.badFlag)
	flags := root.PersistentFlags()
	flags.Var((*naming)(&a.rootDir), "root", "look up default paths and evidence under `DIR`, or in a tar, as in a chroot")
	flags.StringArrayVar(&a.profilePaths, "profile", nil, "use the product profile in `FILE` instead of the built-in one; repeatable")
	flags.StringVar(&a.color, "color", "auto", "colour the output `WHEN`: auto, always or never")
	flags.StringArrayVar(&a.outputs, "output", nil, "write `FORM[=FILE]`, repeatable; most commands have text and json, check sarif and html too")
	flags.Var((*size)(&a.limit), "max-size", "refuse files larger than `BYTES`, as in 65536, 64K, 10M or 1G")
	flags.IntVar(&a.jobs, "jobs", 0, "check `N` files at once (0: one for each processor)")
	flags.BoolVarP(&a.quiet, "quiet", "q", false, "print results and errors only")
	flags.BoolVarP(&a.verbose, "verbose", "v", false, "tell more")
	root.AddCommand(a.checkCommand(), a.migrateCommand(), a.tunnelsCommand(), a.applyCommand(), a.diffCommand(), a.archiveCommand(), a.statusCommand(), a.rollbackCommand(), a.recoverCommand(),
		a.logCommand(), a.factsCommand(), a.rulesCommand(), a.explainCommand(), a.completionCommand(), a.manCommand(), a.versionCommand())
	a.explained(root)
	a.completed(root)
	return root
}

// validate refuses values that the shared flags do not have, and reads the
// profiles.
func (a *app) validate(cmd *cobra.Command) error {
	switch {
	case !slices.Contains(colors, a.color):
		return usagef("--color %s: it is auto, always or never", load.Quote(a.color))
	case a.jobs < 0:
		return usagef("--jobs %d: it is 0 or more", a.jobs)
	}
	err := a.reading.validate(cmd.Flags().Args())
	if err == nil {
		err = a.heeds(cmd)
	}
	if err != nil {
		return err
	}
	if a.profiles, err = a.readProfiles(); err != nil {
		return err
	}
	a.formats, err = formats.With(a.profiles)
	return err
}

// cause is what went wrong, without operation and path.
func cause(err error) error {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		err = inner
	}
}

// terminal reports whether a stream is one.
func terminal(stream any) bool { return columns(stream) > 0 }

// columns is the width of a terminal, as COLUMNS or the terminal itself tells, or 80; of
// other streams it is 0.
func columns(stream any) int {
	if o, ok := stream.(*output); ok {
		stream = o.Writer
	}
	f, ok := stream.(*os.File)
	if !ok || f == nil || !term.IsTerminal(int(f.Fd())) {
		return 0
	}
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
		return n
	}
	return 80
}

func (a *app) palette(w io.Writer) report.Palette {
	p := report.Palette{Terminal: terminal(w), Columns: columns(w)}
	switch {
	case a.color == "always":
		p.On = true
	case a.color == "never", os.Getenv("NO_COLOR") != "":
	case os.Getenv("FORCE_COLOR") != "":
		p.On = true
	default:
		p.On = p.Terminal
	}
	return p
}

// secrets are the places of documents with findings that are never printed.
func secrets(docs []parsers.Document, findings []rules.Finding) map[*parsers.Source][]parsers.Span {
	found := make(map[*parsers.Source]bool)
	for _, f := range findings {
		found[f.Source] = true
		for _, r := range f.Related {
			found[r.Source] = true
		}
	}
	all := make(map[*parsers.Source][]parsers.Span)
	for _, d := range docs {
		if !found[d.Source()] {
			continue
		}
		if s := parsers.Secrets(d); len(s) > 0 {
			all[d.Source()] = s
		}
	}
	return all
}

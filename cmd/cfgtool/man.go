package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/rewriters/change/store"
)

func (a *app) manCommand() *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "man [COMMAND…]",
		Short: "Print or write the manual pages",
		Long: `Print the manual page of cfgtool, or of one of its commands, or write all of them.
'make install' does the latter. The pages say what --help says. Their date is that
of SOURCE_DATE_EPOCH, or of the commit that cfgtool was built from.`,
		Example: `  cfgtool man check | man -l -
  cfgtool man --dir /usr/local/share/man/man1`,
		RunE: func(cmd *cobra.Command, args []string) error {
			date, err := pageDate()
			if err != nil {
				return err
			}
			if dir != "" {
				if len(args) > 0 {
					return usagef("--dir writes all pages; leave %s out", load.Quote(strings.Join(args, " ")))
				}
				return writePages(cmd.Root(), dir, date)
			}
			about, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return noCommand(about, rest)
			}
			_, err = fmt.Fprint(a.stdout, page(about, date))
			return err
		},
	}
	cmd.Flags().Var((*naming)(&dir), "dir", "write all pages to `DIR`, which is there, for section 1")
	return cmd
}

// writePages writes the pages of a command and of all below it.
func writePages(cmd *cobra.Command, dir, date string) error {
	if err := store.WriteReport(filepath.Join(dir, pageName(cmd)+".1"), []byte(page(cmd, date))); err != nil {
		return err
	}
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			if err := writePages(c, dir, date); err != nil {
				return err
			}
		}
	}
	return nil
}

// pageDate is the date of all pages, so that the same source gives the same pages
// (reproducible-builds.org, SOURCE_DATE_EPOCH).
func pageDate() (string, error) {
	if epoch := os.Getenv("SOURCE_DATE_EPOCH"); epoch != "" {
		seconds, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil {
			return "", fmt.Errorf("SOURCE_DATE_EPOCH=%s: it is a number of seconds since 1970", load.Quote(epoch))
		}
		return time.Unix(seconds, 0).UTC().Format(time.DateOnly), nil
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.time" && len(s.Value) >= len(time.DateOnly) {
				return s.Value[:len(time.DateOnly)], nil
			}
		}
	}
	return "", nil
}

func pageName(cmd *cobra.Command) string { return strings.ReplaceAll(cmd.CommandPath(), " ", "-") }

// page is the manual page of a command, for the macros of man(7).
func page(cmd *cobra.Command, date string) string {
	var b strings.Builder
	head := func(name string) { fmt.Fprintf(&b, ".SH %s\n", name) }
	fmt.Fprintf(&b, ".TH %s 1 %q %q \"cfgtool manual\"\n", roff(strings.ToUpper(pageName(cmd))), date, "cfgtool "+release)
	head("NAME")
	fmt.Fprintf(&b, "%s \\- %s\n", roff(pageName(cmd)), roff(strings.ToLower(cmd.Short[:1])+cmd.Short[1:]))
	head("SYNOPSIS")
	takes := strings.TrimSpace(strings.TrimPrefix(cmd.UseLine(), cmd.CommandPath()))
	if cmd.HasAvailableSubCommands() {
		takes = "COMMAND " + takes
	}
	fmt.Fprintf(&b, ".B %s\n%s\n", roff(cmd.CommandPath()), roff(takes))
	head("DESCRIPTION")
	for i, paragraph := range strings.Split(strings.TrimSpace(cmd.Long), "\n\n") {
		if i > 0 {
			b.WriteString(".PP\n")
		}
		b.WriteString(roff(strings.ReplaceAll(paragraph, "\n", " ")) + "\n")
	}
	if cmd.HasAvailableSubCommands() {
		head("COMMANDS")
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() {
				fmt.Fprintf(&b, ".TP\n.BR %s (1)\n%s\n", roff(pageName(c)), roff(c.Short))
			}
		}
	}
	cmd.InitDefaultHelpFlag()
	options(&b, "OPTIONS", cmd.NonInheritedFlags())
	options(&b, "OPTIONS OF ALL COMMANDS", cmd.InheritedFlags())
	if cmd.HasExample() {
		head("EXAMPLES")
		fmt.Fprintf(&b, ".nf\n%s\n.fi\n", roff(cmd.Example))
	}
	head("EXIT STATUS")
	for code, meaning := range exitCodes {
		fmt.Fprintf(&b, ".TP\n.B %d\n%s\n", code, roff(meaning))
	}
	head("ENVIRONMENT")
	for _, v := range environment {
		fmt.Fprintf(&b, ".TP\n.B %s\n%s\n", roff(v[0]), roff(v[1]))
	}
	if cmd.HasParent() {
		head("SEE ALSO")
		fmt.Fprintf(&b, ".BR %s (1)\n", roff(pageName(cmd.Parent())))
	}
	return b.String()
}

// environment is what cfgtool reads of it.
var environment = [][2]string{
	{"CFGTOOL_ARCHIVE", "The folder of the archive; --archive goes before it. Without either it is /var/lib/cfgtool for root, and cfgtool below $XDG_STATE_HOME (~/.local/state) for other users."},
	{"NO_COLOR, FORCE_COLOR", "Where one is set, no output is coloured, or all is; --color goes before them."},
	{"COLUMNS", "The width of the terminal, if it is not what the terminal itself tells."},
	{"SUDO_USER", "Who is recorded as the one that made a change."},
}

// options lists flags.
func options(b *strings.Builder, name string, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	fmt.Fprintf(b, ".SH %s\n", name)
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		what, usage := pflag.UnquoteUsage(f)
		names := "--" + f.Name
		if f.Shorthand != "" {
			names = "-" + f.Shorthand + ", " + names
		}
		value := ""
		if what != "" {
			value = " \\fI" + roff(what) + "\\fR"
		}
		if !slices.Contains([]string{"", "0", "false", "[]"}, f.DefValue) && !strings.Contains(usage, "default") {
			usage += fmt.Sprintf(" (default %s)", f.DefValue)
		}
		fmt.Fprintf(b, ".TP\n\\fB%s\\fR%s\n%s\n", roff(names), value, roff(usage))
	})
}

// roff writes text so that man(1) takes none of it for a request or an escape
// (groff_man(7), groff_char(7)).
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`, "…", `\[u2026]`, "`", `\(ga`, "^", `\(ha`, "~", `\(ti`, `"`, `\(dq`).Replace(text)
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}

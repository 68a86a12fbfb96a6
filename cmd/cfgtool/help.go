package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/report"
)

// Exit codes, the same for every command.
const (
	exitDone    = 0 // nothing to report, or done
	exitFound   = 1 // findings, a change is needed, or verification failed
	exitRefused = 2 // usage, I/O, internal error, refusal
)

// exitCodes tell what each of them means.
var exitCodes = [...]string{
	exitDone: "nothing to report, or done",
	exitFound: "findings at or above --fail-on, a change is needed (--check), files that differ, an archive with damage, " +
		"or an assumed change was held back; --dry-run exits 0 then",
	exitRefused: "wrong usage, a file that cannot be read or written, or a refusal",
}

// explained makes every command tell what it is for in lines that fit the terminal, or
// in 80 columns.
func (a *app) explained(root *cobra.Command) {
	width := columns(a.stdout)
	if width == 0 {
		width = 80
	}
	width = min(width, 120)
	usage := strings.ReplaceAll(root.UsageTemplate(), "FlagUsages |", "FlagUsagesWrapped "+strconv.Itoa(width)+" |")
	usage = strings.Replace(usage, "{{.UseLine}}", "{{fit .UseLine}}", 1)
	usage = strings.Replace(usage, "{{if .Runnable}}", "{{if not .HasAvailableSubCommands}}", 1)
	usage = strings.ReplaceAll(usage, "[command]", "COMMAND")
	usage = strings.Replace(usage, "{{.Example}}", "{{example .Example}}", 1)
	usage += "\nExit codes:\n"
	for code, meaning := range exitCodes {
		usage += fmt.Sprintf("  %d  %s\n", code, report.Wrap(meaning, width-5, "     "))
	}
	root.SetUsageTemplate(usage)
	cobra.AddTemplateFunc("fit", func(line string) string { return report.Wrap(line, width-8, "      ") })
	cobra.AddTemplateFunc("example", func(text string) string { return example(text, width) })
	cobra.AddTemplateFunc("flow", func(text string) string { return flow(text, width) })
	root.SetHelpTemplate("{{flow (or .Long .Short)}}\n\n{{.UsageString}}")
	root.SetVersionTemplate("{{.Version}}\n")
	help := &cobra.Command{
		Use:   "help [COMMAND…]",
		Short: "Tell what a command is for, and its flags",
		Long:  "Tell what a command is for, and its flags, as 'cfgtool COMMAND --help' does.",
		RunE: func(cmd *cobra.Command, args []string) error {
			about, rest, err := root.Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 && !about.HasAvailableSubCommands() {
				return usagef("%s has no commands, so there is no help about %q", about.CommandPath(), strings.Join(rest, " "))
			}
			if err := noCommand(about, rest); err != nil {
				return err
			}
			about.InitDefaultHelpFlag()
			about.InitDefaultVersionFlag()
			return about.Help()
		},
	}
	root.SetHelpCommand(help)
	root.AddCommand(help)
}

// flow breaks the paragraphs of a text into lines that fit.
func flow(text string, width int) string {
	paragraphs := strings.Split(strings.TrimSpace(text), "\n\n")
	for i, p := range paragraphs {
		paragraphs[i] = report.Wrap(p, width, "")
	}
	return strings.Join(paragraphs, "\n\n")
}

// example breaks command lines that do not fit as a shell takes them.
func example(text string, width int) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if len([]rune(line)) > width {
			lines[i] = "  " + strings.ReplaceAll(report.Wrap(line, width-8, "      "), "\n", " \\\n")
		}
	}
	return strings.Join(lines, "\n")
}

package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/rules"
	"cfgtool/rules/all"
)

func (a *app) rulesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "rules",
		Short: "List the rules",
		Long: `List the rules. Those marked as opt-in run only with 'check --enable RULE';
'check --disable RULE' leaves any other one out.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usagef("rules takes no arguments; 'cfgtool explain %s' tells about one rule", load.Quote(args[0]))
			}
			return nil
		},
		RunE: func(*cobra.Command, []string) error {
			w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
			for _, r := range all.Rules {
				mark := ""
				if r.OptIn {
					mark = " (opt-in)"
				}
				fmt.Fprintf(w, "%s\t%s\t%s\t%s%s\n", r.ID, r.Severity, r.Name, r.Summary, mark)
			}
			return w.Flush()
		},
	}
}

func (a *app) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "explain ID|accept",
		Short:   "Explain a rule, by its ID or name, or what --accept can override",
		Example: "  cfgtool explain PRP002",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("explain needs the ID or name of one rule; 'cfgtool rules' lists them")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if args[0] == "accept" {
				return a.explainAccept()
			}
			for _, r := range all.Rules {
				if strings.EqualFold(r.ID, args[0]) || r.Name == args[0] {
					explain(a, r)
					return nil
				}
			}
			return fmt.Errorf("%s: no such rule%s; 'cfgtool rules' lists them", load.Quote(args[0]), nearestRule(args[0]))
		},
	}
}

func explain(a *app, r *rules.Rule) {
	p := a.palette(a.stdout)
	fmt.Fprintf(a.stdout, "%s %s (%s)\n\n%s\n\n%s\n", p.Bold(r.ID), p.Bold(r.Name), r.Severity, wrap(r.Summary, 78), wrap(r.Why, 78))
	fmt.Fprintf(a.stdout, "\nFiles:  %s\nFix:    %s\nSince:  %s\nSource: %s\n", strings.Join(r.Formats, ", "), r.Fix, r.Since, r.Source)
	if needs := needs(r); len(needs) > 0 {
		fmt.Fprintf(a.stdout, "Needs:  %s\n", strings.Join(needs, ", "))
	}
	fmt.Fprintf(a.stdout, "\n%s\n%s\n%s\n%s", p.Red("Bad:"), report.Example(r.Bad), p.Green("Good:"), report.Example(r.Good))
}

// needs are the flags of check without which a rule does not run.
func needs(r *rules.Rule) (flags []string) {
	switch {
	case r.Live:
		flags = append(flags, "check --live")
	case r.Root:
		flags = append(flags, "check --root DIR")
	}
	if r.OptIn {
		flags = append(flags, "check --enable "+r.ID)
	}
	return flags
}

// wrap breaks text into lines of at most n characters where words allow.
func wrap(text string, n int) string {
	var b strings.Builder
	column := 0
	for _, word := range strings.Fields(text) {
		if column > 0 && column+1+len([]rune(word)) > n {
			b.WriteByte('\n')
			column = 0
		} else if column > 0 {
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += len([]rune(word))
	}
	return b.String()
}

package main

import (
	"cmp"
	"fmt"
	"strings"

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
		Long: `List the rules, in the order of their IDs. Those marked as opt-in run only with
'check --enable RULE'; 'check --disable RULE' leaves any other one out.`,
		Example: `  cfgtool rules
  cfgtool rules --output json`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usagef("rules takes no arguments; 'cfgtool explain %s' tells about one rule", load.Quote(args[0]))
			}
			return nil
		},
		RunE: func(*cobra.Command, []string) error {
			list := report.NewRules(all.Rules)
			return a.print(list, func(s sink) error {
				t, p := report.Table{Gives: 3, Wraps: true}, a.palette(s.Writer)
				for _, r := range list.Rules {
					summary := r.Summary
					if r.OptIn {
						summary += " (opt-in)"
					}
					if p.Columns > 0 && p.Columns < 120 { // too narrow for four columns
						t.Row(r.Rule, severities(r), r.Name)
						t.Row("        " + summary)
						continue
					}
					t.Row(r.Rule, severities(r), r.Name, summary)
				}
				return t.Write(s, p)
			})
		},
	}
}

func (a *app) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "explain ID|accept",
		Short: "Explain a rule, or what --accept can override",
		Long:  "Explain a rule, by its ID or name, or what --accept can override.",
		Example: `  cfgtool explain PRP002
  cfgtool explain repeated-key
  cfgtool explain accept`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("explain needs the ID or name of one rule; 'cfgtool rules' lists them")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if args[0] == "accept" {
				return a.print(report.NewAcceptable(overridable), a.explainAccept)
			}
			for _, r := range all.Rules {
				if strings.EqualFold(r.ID, args[0]) || r.Name == args[0] {
					return a.print(report.NewExplanation(r), func(s sink) error { return explain(s, r, a.palette(s.Writer)) })
				}
			}
			return fmt.Errorf("%s: no such rule%s; 'cfgtool rules' lists them", load.Quote(args[0]), nearestRule(args[0]))
		},
	}
}

func explain(s sink, r *rules.Rule, p report.Palette) error {
	width := cmp.Or(min(p.Columns, 100), 80) - 2
	fmt.Fprintf(s, "%s %s (%s)\n\n%s\n\n%s\n", p.Bold(r.ID), p.Bold(r.Name), r.Severity, report.Wrap(r.Summary, width, ""), report.Wrap(r.Why, width, ""))
	fact := func(head, text string) {
		fmt.Fprintf(s, "%-10s%s\n", head, report.Wrap(text, width-10, strings.Repeat(" ", 10)))
	}
	fmt.Fprintln(s)
	fact("Files:", strings.Join(r.Formats, ", "))
	if len(r.Milder) > 0 {
		fact("Severity:", r.Severities())
	}
	fact("Fix:", r.Fix.String())
	fact("Since:", r.Since)
	fact("Source:", r.Source)
	if needs := report.Needs(r); len(needs) > 0 {
		fact("Needs:", "check "+strings.Join(needs, ", check "))
	}
	_, err := fmt.Fprintf(s, "\n%s\n%s\n%s\n%s", p.Red("Bad:"), report.Example(r.Bad), p.Green("Good:"), report.Example(r.Good))
	return err
}

// severities are those that a rule's findings may have, the highest first.
func severities(r report.Rule) string {
	all := r.Severity.String()
	for _, m := range r.Milder {
		all += ", " + m.Severity.String()
	}
	return all
}

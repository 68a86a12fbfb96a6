package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/rules"
	"cfgtool/rules/all"
)

// selection is what --enable and --disable say about rules, by ID or name.
type selection struct{ enable, disable []string }

func (s *selection) flags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringSliceVar(&s.enable, "enable", nil, "run the opt-in `RULE`s too, by ID or name; a comma list, and repeatable")
	flags.StringSliceVar(&s.disable, "disable", nil, "do not run these `RULE`s, by ID or name; a comma list, and repeatable")
}

// rules are those that are on besides the usual ones, and those that are off.
func (s *selection) rules() (on, off []*rules.Rule, err error) {
	if on, err = named("--enable", s.enable); err != nil {
		return nil, nil, err
	}
	if off, err = named("--disable", s.disable); err != nil {
		return nil, nil, err
	}
	for _, r := range on {
		if slices.Contains(off, r) {
			return nil, nil, usagef("%s is given to --enable and to --disable", r.ID)
		}
	}
	return on, off, nil
}

// named finds rules by IDs, in any case of letters, or names. Two kinds of
// file may share a name; then it is both rules.
func named(flag string, names []string) ([]*rules.Rule, error) {
	var found []*rules.Rule
	for _, name := range names {
		name = strings.TrimSpace(name)
		before := len(found)
		for _, r := range all.Rules {
			if strings.EqualFold(r.ID, name) || r.Name == name {
				found = append(found, r)
			}
		}
		if len(found) == before {
			return nil, usagef("%s %s: no such rule%s; 'cfgtool rules' lists them", flag, load.Quote(name), nearestRule(name))
		}
	}
	return found, nil
}

// nearestRule asks whether the rule of the nearest ID or name was meant. One number is no
// misspelling of another, so an ID is near only with the same.
func nearestRule(name string) string {
	digits := name[len(strings.TrimRight(name, "0123456789")):]
	var near []string
	for _, r := range all.Rules {
		switch {
		case digits == "":
			near = append(near, r.Name)
		case strings.TrimLeft(digits, "0") == strings.TrimLeft(r.ID[3:], "0"):
			near = append(near, r.ID)
		}
	}
	if digits != "" && len(digits) < 3 {
		name = strings.TrimSuffix(name, digits) + "000"[len(digits):] + digits
	}
	return nearest(name, near)
}

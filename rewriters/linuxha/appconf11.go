package linuxha

import (
	"fmt"
	"slices"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/linuxha"
	"cfgtool/rewriters"
	"cfgtool/rewriters/change"
)

// Appconf11 takes appconf.xml from 1.0 to 1.1: it removes from network what 1.1
// no longer uses. The howto calls this optional.
var Appconf11 = rewriters.Migration{
	Format:  linuxha.AppconfFormat.ID,
	From:    "1.0",
	To:      "1.1",
	Summary: "removes from network what is named as no longer used (the list is lost)",
	Inputs:  []string{"--drop NAME", "--profile FILE", "VERSION"},
	Plan:    planAppconf,
}

// whyDrop heads the hunks of what is removed.
const whyDrop = "1.1 no longer uses "

func planAppconf(doc parsers.Document, in rewriters.Inputs) (rewriters.Plan, error) {
	var plan rewriters.Plan
	p, err := linuxha.LoadProfile(in.Profiles)
	if err != nil {
		return plan, err
	}
	a, ok := parsers.As[*linuxha.Appconf](doc)
	if !ok {
		return plan, change.Refuse(doc, -1, "this is no appconf.xml")
	}
	if err := wellFormed(doc); err != nil {
		return plan, err
	}
	if plan.Notes, err = installed(doc, in); err != nil {
		return plan, err
	}
	for _, name := range in.Drop {
		plan.Stated = append(plan.Stated, drop(p, name))
	}
	for _, old := range p.Appconf.Dropped {
		switch {
		case slices.Contains(in.Drop, old.Name):
		case !old.Assumed:
			plan.Stated = append(plan.Stated, drop(p, old.Name))
		case uses(a, p, old.Name):
			plan.Assumed = append(plan.Assumed, drop(p, old.Name))
			plan.Why = append(plan.Why, old.Name+": "+old.Reason)
		}
	}
	if len(in.Drop) == 0 && len(p.Appconf.Dropped) == 0 {
		plan.Notes = append(plan.Notes, fmt.Sprintf("nothing is named to remove from %s: the list of attributes that 1.1 no longer uses is lost from the howto; --drop NAME or a --profile names them", p.Appconf.Network.Name))
	} else if len(a.Networks(p)) == 0 {
		plan.Notes = append(plan.Notes, fmt.Sprintf("there is no %s element to remove %s from", p.Appconf.Network.Name, strings.Join(names(p, in), ", ")))
	}
	return plan, nil
}

// names are all names that are to be removed.
func names(p *linuxha.Profile, in rewriters.Inputs) []string {
	all := slices.Clone(in.Drop)
	for _, old := range p.Appconf.Dropped {
		if !slices.Contains(all, old.Name) {
			all = append(all, old.Name)
		}
	}
	return all
}

// uses reports whether a network has an entry of that name.
func uses(a *linuxha.Appconf, p *linuxha.Profile, name string) bool {
	for _, network := range a.Networks(p) {
		if len(linuxha.EntriesNamed(a.File, network, name)) > 0 {
			return true
		}
	}
	return false
}

// drop removes a name from every network. A network that lies in a part that
// goes away is left alone.
func drop(p *linuxha.Profile, name string) change.Step {
	return func(d parsers.Document) ([]parsers.Edit, error) {
		a, _ := parsers.As[*linuxha.Appconf](d)
		var edits []parsers.Edit
		gone := 0 // where the last part that goes away ends
		for _, network := range a.Networks(p) {
			if network.Start().Start < gone {
				continue
			}
			removed, err := linuxha.RemoveEntries(a.File, network, name, whyDrop+name)
			if err != nil {
				return nil, err
			}
			for _, e := range removed {
				gone = max(gone, e.Span.End)
			}
			edits = append(edits, removed...)
		}
		return edits, nil
	}
}

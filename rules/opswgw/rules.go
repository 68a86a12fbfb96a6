// Package opswgw holds the rules on the properties files of Opsware gateways.
//
// What they know about gateways is in the profile of parsers/opswgw. A finding
// that rests on something inferred says so and is a warning at most.
package opswgw

import (
	"iter"

	"cfgtool/parsers/opswgw"
	"cfgtool/rules"
)

// Rules are the rules of this package, in the order of their IDs.
var Rules = []*rules.Rule{GWP001, GWP002, GWP003, GWP004, GWP005, GWP006, GWP007, GWP008, GWP009, GWP010, GWP011, GWP012, GWP013, GWP014, GWP015, GWP016}

// known is the profile of gateways. The command refuses one that cannot be
// read before any rule runs.
func known(p *rules.Pass) *opswgw.Profile {
	facts, err := opswgw.LoadProfile(p.Profiles)
	if err != nil {
		facts, _ = opswgw.LoadProfile(nil)
	}
	return facts
}

const (
	upgradeGuide = "Opsware SAS 6.61 Upgrade Guide"
	adminGuide   = "SA 10.60 Administration Guide, SA Gateway Properties File Syntax"
)

// assumed marks a finding where the fact is marked.
func assumed(is bool, reason string) rules.Option {
	if is {
		return rules.Assumed(reason)
	}
	return func(*rules.Finding) {}
}

// active yields the items that count and could be read.
func active[T interface{ Counts() bool }](items iter.Seq[T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		for i := range items {
			if i.Counts() && !yield(i) {
				return
			}
		}
	}
}

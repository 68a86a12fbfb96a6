// Package linuxha holds the rules on the configuration files of Linuxha.net.
//
// What they know is in the profile of parsers/linuxha. A finding that rests on
// something assumed says so and is a warning at most. So is what the documents
// recommend, or do not say the consequence of.
package linuxha

import (
	"cfgtool/parsers"
	"cfgtool/parsers/linuxha"
	"cfgtool/parsers/profile"
	"cfgtool/rules"
)

// Rules are the rules of this package, in the order of their IDs.
var Rules = []*rules.Rule{LHA001, LHA002, LHA003, LHA004, LHA005, LHA006, LHA007, LHA008, LHA009, LHA010, LHA011, LHA012, LHA013, LHA014, LHA015, LHA016, LHA017}

const (
	howto   = "Linuxha.net 1.0.x to 1.1.x Migration Howto"
	manPage = "clstart.xml(1M), Linuxha.net 1.0.0, June 2005"
	faq     = "Linuxha.net Version 1.0 - 1.2 FAQ, April 2006"
)

// known is the profile. One that cannot be read leaves the embedded one in
// force; the commands that take it refuse it.
func known(p *rules.Pass) *linuxha.Profile {
	facts, err := linuxha.LoadProfile(p.Profiles)
	if err != nil {
		facts, _ = linuxha.LoadProfile(nil)
	}
	return facts
}

// on marks a finding where the fact that it rests on is marked.
func on(basis profile.Basis) rules.Option {
	if basis.Assumed {
		return rules.Assumed(basis.Reason)
	}
	return func(*rules.Finding) {}
}

// connections checks each section of known connections that holds words.
func connections(check func(p *rules.Pass, words []linuxha.Connection)) func(*rules.Pass) {
	return rules.For(func(p *rules.Pass, c *linuxha.Clconf) {
		for _, section := range c.Sections(known(p)) {
			check(p, c.Connections(section))
		}
	})
}

// settings checks a clstart.xml whose root is the right one.
func settings(check func(*rules.Pass, *linuxha.Clstart)) func(*rules.Pass) {
	return rules.For(func(p *rules.Pass, c *linuxha.Clstart) {
		if root := c.Root(); root != nil && root.Name() == linuxha.StartRoot {
			check(p, c)
		}
	})
}

// inside is where a finding on an element's value stands: the value, or where
// it is empty the start tag.
func inside(e linuxha.Entry) parsers.Span {
	if e.Value == "" && e.Child != nil {
		return e.Child.Start()
	}
	return e.Span
}

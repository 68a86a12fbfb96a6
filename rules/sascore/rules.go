// Package sascore holds the rules on an Opsware SAS core: its response file
// against the files of its hosts.
//
// Table 3-1 of the upgrade guide tells where the value of each parameter is
// seen. Which files those are is data, in the profile of parsers/respfile; here
// is one reader for each kind of file. The hosts are directories, --root for one
// or --host NAME=DIR for several: live ones, mounted disks, backups as tars or unpacked.
// Nothing outside of them is read, and nothing is written.
//
// A mismatch by inferred evidence says so and is a warning. The rules
// run on response files with at least five of the parameters.
package sascore

import (
	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
)

// Rules are the rules of this package, in the order of their IDs.
var Rules = []*rules.Rule{COR001, COR002, COR003, COR004, COR005, COR006, COR007, COR008, COR009, COR010, COR011}

const upgradeGuide = "Opsware SAS 6.61 Upgrade Guide"

// enough is how many known parameters make a file worth these checks.
const enough = 5

// of is the core that a pass is about: the one that was described, or the only
// host of a root; nil without either.
func of(p *rules.Pass) *Core {
	if c, ok := p.Site.(*Core); ok {
		return c
	}
	if p.Root == nil {
		return nil
	}
	return &Core{Hosts: []*Host{{Files: p.Root}}}
}

// Verifies reports whether a file is one whose parameters are verified.
func Verifies(f *respfile.File, facts *respfile.Profile) bool {
	return f.SAS() && len(read(f, facts).by) >= enough
}

// onCore makes a check of a response file against a core.
func onCore(check func(*rules.Pass, *respfile.File, *respfile.Profile, *Core)) func(*rules.Pass) {
	return rules.For(func(p *rules.Pass, f *respfile.File) {
		facts, err := respfile.LoadProfile(p.Profiles)
		if err != nil { // the command refuses such a profile before any rule runs
			facts, _ = respfile.LoadProfile(nil)
		}
		if c := of(p); c != nil && Verifies(f, facts) {
			check(p, f, facts, c)
		}
	})
}

// before makes a check of what the guide asks for before the upgrade of a core,
// standalone or of a mesh.
func before(check func(*rules.Pass, *respfile.File, *respfile.Profile, *Core)) func(*rules.Pass) {
	return onCore(func(p *rules.Pass, f *respfile.File, facts *respfile.Profile, c *Core) {
		if !c.satellite(read(f, facts)) {
			check(p, f, facts, c)
		}
	})
}

// beforeMesh makes a check of what it asks for before that of a mesh.
func beforeMesh(check func(*rules.Pass, *answers, *respfile.Profile, *Core)) func(*rules.Pass) {
	return before(func(p *rules.Pass, f *respfile.File, facts *respfile.Profile, c *Core) {
		if given := read(f, facts); c.multimaster(given) {
			check(p, given, facts, c)
		}
	})
}

// results makes a check that reports the parameters of one state.
func results(s State, report func(*rules.Pass, *Core, Result)) func(*rules.Pass) {
	return onCore(func(p *rules.Pass, f *respfile.File, facts *respfile.Profile, c *Core) {
		for _, r := range c.Verify(f, facts) {
			if r.State == s {
				report(p, c, r)
			}
		}
	})
}

// open is the severity of what could not be verified.
func (c *Core) open() rules.Option {
	if c.Strict {
		return rules.At(severe)
	}
	return rules.At(parsers.Info)
}

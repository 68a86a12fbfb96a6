package sascore

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
)

// Verify holds every parameter of the table against the core, in the order of
// the table. It reads files of the hosts, and writes none. The results of one
// file are made once.
func (c *Core) Verify(f *respfile.File, facts *respfile.Profile) []Result {
	c.mu.Lock()
	defer c.mu.Unlock()
	if results, ok := c.verified[f.Source()]; ok {
		return results
	}
	given := read(f, facts)
	results := make([]Result, len(facts.Parameters))
	for i := range facts.Parameters {
		results[i] = c.verify(given, facts, &facts.Parameters[i])
	}
	if c.verified == nil {
		c.verified = make(map[*parsers.Source][]Result)
	}
	c.verified[f.Source()] = results
	return results
}

func (c *Core) verify(given *answers, facts *respfile.Profile, p *respfile.Parameter) Result {
	r := Result{Parameter: p, File: given.file}
	value := given.value(p.Name)
	if lines := given.by[p.Name]; len(lines) > 0 {
		r.Line = &lines[len(lines)-1]
	}
	if !p.Secret {
		r.Given = value
	}
	if why := c.exempt(given, facts, p); why != "" {
		r.State, r.Why = NotNeeded, why
		return r
	}
	switch {
	case r.Line == nil:
		r.State, r.Why, r.Do = Missing, p.Name+" is missing", do(p)
		return r
	case value == "":
		r.State, r.Why, r.Do = Missing, p.Name+" is empty", do(p)
		return r
	case given.several(p.Name):
		r.State, r.Why, r.Do = NoEvidence, p.Name+" is given with different values, and which one counts is not documented", "leave one of the lines"
		return r
	}
	l := &lookup{Core: c, all: given, facts: facts, parameter: p, given: value}
	c.Facts.look(l)
	if p.Evidence != nil {
		readers[p.Evidence.Kind](l)
	}
	l.judge(&r)
	return r
}

// exempt says why an upgrade does without a parameter, or "".
func (c *Core) exempt(given *answers, facts *respfile.Profile, p *respfile.Parameter) string {
	satellite := c.satellite(given)
	switch p.Need {
	case respfile.ForUninstall:
		return "for uninstalling only"
	case respfile.ForNoUpgrade:
		return "not for upgrades"
	case respfile.ForSatellite:
		if !satellite {
			return "for satellites only"
		}
	case respfile.ForMultimaster:
		if !c.multimaster(given) || satellite {
			return "for multimaster cores only"
		}
	case respfile.ForUpgrade:
		if satellite && given.value(p.Name) == "" {
			return "the guide does not say that a satellite needs it"
		}
	}
	return ""
}

// do is what a person does about a parameter that no file shows.
func do(p *respfile.Parameter) string {
	if p.Look == "" {
		return "see " + p.Source
	}
	return p.Look
}

// judge makes the state of what was found.
func (l *lookup) judge(r *Result) {
	agree, differ := 0, 0
	for _, e := range l.found {
		if e.Agrees {
			agree++
		} else {
			differ++
		}
	}
	r.Evidence, r.Looked = l.found, l.looked
	if l.parameter.Evidence != nil && l.parameter.Evidence.Assumed && l.inferred {
		r.Assumed = l.parameter.Evidence.Reason
	}
	switch {
	case differ > 0:
		r.State, r.Why, r.Do = Mismatch, l.mismatch(agree), "find out which one is right, and correct the response file or the core"
		if agree == 0 && r.Assumed == "" {
			r.Fix = l.correction(*r.Line)
		}
	case agree > 0:
		r.State, r.Why = Verified, l.parameter.Name+" is that of the core"
		if l.remark != "" {
			r.Why += ": " + l.remark
		}
	case l.manual != "" || l.parameter.Evidence == nil || l.parameter.Evidence.Kind == respfile.EvidencePerson:
		r.State, r.Why, r.Do = Manual, l.manual, do(l.parameter)
		if r.Why == "" {
			r.Why = "no file shows " + l.parameter.Name
		}
	default:
		r.State, r.Why, r.Do = NoEvidence, l.parameter.Name+" was seen nowhere", do(l.parameter)
		if l.doubt != "" {
			r.Why = l.doubt
		}
	}
}

func (l *lookup) mismatch(agree int) string {
	name := l.parameter.Name
	switch {
	case l.parameter.Secret && agree > 0:
		return name + " is what some places have, and others have not"
	case l.parameter.Secret:
		return name + " is not what the core has"
	case l.complaint != "":
		return fmt.Sprintf("%s is %q, %s", name, l.given, l.complaint)
	case agree > 0:
		return fmt.Sprintf("%s is %q in some places, and %s in others", name, l.given, l.others())
	}
	return fmt.Sprintf("%s is %q, and on the core %s", name, l.given, l.others())
}

package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"cfgtool/parsers"
	"cfgtool/rules"
	"cfgtool/rules/sascore"
)

// Parameter is what became of one parameter of a response file.
type Parameter struct {
	File      string     `json:"file"`
	Line      int        `json:"line,omitempty"` // 0 where the file does not give it
	Parameter string     `json:"parameter"`
	State     string     `json:"state"`
	Value     string     `json:"value,omitempty"` // never that of a secret
	Why       string     `json:"why"`
	Do        string     `json:"do,omitempty"`
	Evidence  []Evidence `json:"evidence"`
	Looked    []string   `json:"looked"`
	Assumed   string     `json:"assumed,omitempty"`
}

// Evidence is a place that shows the value of a parameter.
type Evidence struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`  // 0 of a directory
	Value  string `json:"value,omitempty"` // never that of a secret
	Agrees bool   `json:"agrees"`
}

// NewParameters describes what became of the parameters of response files.
func NewParameters(files [][]sascore.Result) []Parameter {
	var out []Parameter
	for _, results := range files {
		for _, r := range results {
			p := Parameter{File: r.File.Source().Name(), Parameter: r.Parameter.Name, State: string(r.State), Value: parsers.Mask(r.Given),
				Why: parsers.MaskMessage(r.Why), Do: parsers.MaskMessage(r.Do), Evidence: []Evidence{}, Looked: []string{}, Assumed: r.Assumed}
			if r.Line != nil {
				p.Line = r.File.Source().Position(r.Span().Start).Line
			}
			for _, e := range r.Evidence {
				shown := Evidence{File: e.Source.Name(), Value: parsers.Mask(e.Value), Agrees: e.Agrees}
				if !e.Folder {
					shown.Line = e.Source.Position(e.Span.Start).Line
				}
				p.Evidence = append(p.Evidence, shown)
			}
			for _, looked := range r.Looked {
				p.Looked = append(p.Looked, parsers.MaskMessage(looked))
			}
			out = append(out, p)
		}
	}
	return out
}

// states are the rules whose findings the table of parameters stands for.
var states = map[sascore.State]*rules.Rule{sascore.Mismatch: sascore.COR001, sascore.Missing: sascore.COR002, sascore.Manual: sascore.COR003, sascore.NoEvidence: sascore.COR004}

// OfParameters reports whether a finding is about a parameter that Core prints.
func OfParameters(f rules.Finding) bool {
	for _, r := range states {
		if f.Rule == r {
			return true
		}
	}
	return false
}

// Core prints what became of the parameters of a response file: how many there
// are of each state, and then those that ask for action. What is verified or not
// needed is listed with all only, and no state whose rule is off.
func (p Palette) Core(w io.Writer, results []sascore.Result, hosts int, all bool, off []*rules.Rule) {
	if len(results) == 0 {
		return
	}
	src := results[0].File.Source()
	var counts []string
	for _, s := range sascore.States {
		counts = append(counts, fmt.Sprintf("%d %s", sascore.Count(results, s), s))
	}
	against := "1 host"
	if hosts != 1 {
		against = fmt.Sprintf("%d hosts", hosts)
	}
	p.flow(w, "    ", whole(p.Bold, printable(src.Name())+":"), words(plain, fmt.Sprintf("%d parameters against %s: %s", len(results), against, strings.Join(counts, ", "))))
	for _, s := range sascore.States {
		folded := s == sascore.Verified || s == sascore.NotNeeded
		if sascore.Count(results, s) == 0 || folded && !all || slices.Contains(off, states[s]) {
			continue
		}
		fmt.Fprintf(w, "\n%s\n", p.state(s, results))
		for _, r := range results {
			if r.State == s {
				p.parameter(w, r)
			}
		}
	}
	p.assumed(w, results)
}

// state is the headline of a group. What is held against something assumed is no error.
func (p Palette) state(s sascore.State, results []sascore.Result) string {
	head := string(s)
	if rule := states[s]; rule != nil {
		head += " " + p.Faint(fmt.Sprintf("[%s]", rule.ID))
	}
	switch s {
	case sascore.Mismatch, sascore.Missing:
		worst := parsers.Warning
		if slices.ContainsFunc(results, func(r sascore.Result) bool { return r.State == s && r.Assumed == "" }) {
			worst = parsers.Error
		}
		return p.Severity(worst) + ": " + head
	case sascore.Verified:
		return p.Green(head)
	}
	return p.Bold(head)
}

// parameter prints one result: where it stands, what there is to say, and the
// places concerned.
func (p Palette) parameter(w io.Writer, r sascore.Result) {
	where := ""
	if r.Line != nil {
		where = fmt.Sprintf(":%d", r.File.Source().Position(r.Span().Start).Line)
	}
	say := func(what string) {
		name := func(string) string { return "  " + p.Bold(r.Parameter.Name) + p.Faint(where) + ":" }
		p.flow(w, "      ", whole(name, "  "+r.Parameter.Name+where+":"), words(plain, printable(what)))
	}
	switch r.State {
	case sascore.Manual:
		say(r.Do)
		if r.Why != "no file shows "+r.Parameter.Name {
			p.below(w, plain, r.Why)
		}
	case sascore.Verified:
		var places []string
		for _, e := range r.Evidence {
			places = append(places, e.Place())
		}
		say(strings.Join(places, ", "))
		if r.Why != r.Parameter.Name+" is that of the core" {
			p.below(w, plain, r.Why)
		}
	default:
		why := strings.TrimLeft(strings.TrimPrefix(r.Why, r.Parameter.Name), ": ")
		say(why)
		for _, e := range r.Evidence {
			p.below(w, plain, e.Place()+e.Shown())
		}
		p.unseen(w, r)
	}
}

// below prints a text under a parameter, behind a head where there is one.
func (p Palette) below(w io.Writer, style func(string) string, text string, head ...part) {
	p.flow(w, "        ", append([]part{whole(plain, "     ")}, append(head, words(style, printable(text)))...)...)
}

// unseen prints what there is to do about a parameter that was not compared, or
// that has a correction.
func (p Palette) unseen(w io.Writer, r sascore.Result) {
	switch {
	case r.State == sascore.NoEvidence:
		for _, looked := range r.Looked {
			p.below(w, p.Faint, looked)
		}
		p.below(w, plain, r.Do, whole(p.Cyan, "help:"))
	case r.State == sascore.Missing:
		p.below(w, plain, r.Do, whole(p.Cyan, "help:"))
	case r.Fix != nil:
		p.below(w, plain, "cfgtool check --fix --unsafe", whole(p.Cyan, "fix:"))
	}
}

// assumed tells what the results rest on that no source says, once for each reason.
func (p Palette) assumed(w io.Writer, results []sascore.Result) {
	var reasons []string
	names := make(map[string][]string)
	for _, r := range results {
		if r.Assumed == "" {
			continue
		}
		if !slices.Contains(reasons, r.Assumed) {
			reasons = append(reasons, r.Assumed)
		}
		names[r.Assumed] = append(names[r.Assumed], r.Parameter.Name)
	}
	for i, reason := range reasons {
		if i == 0 {
			fmt.Fprintln(w)
		}
		p.flow(w, "    ", words(plain, fmt.Sprintf("assumed for %s: %s", strings.Join(names[reason], ", "), reason)))
	}
}

package report

import (
	"slices"
	"strings"

	"cfgtool/parsers"
	"cfgtool/rewriters"
	"cfgtool/rewriters/change"
	"cfgtool/rules"
)

// Names of the forms in which cfgtool tells of itself; docs/schema holds them.
const (
	RulesSchema      = "cfgtool.rules/1"
	RuleSchema       = "cfgtool.rule/1"
	AcceptSchema     = "cfgtool.accept/1"
	MigrationsSchema = "cfgtool.migrations/1"
	VersionSchema    = "cfgtool.version/1"
	DiffSchema       = "cfgtool.diff/1"
)

// Rules is the list of all rules.
type Rules struct {
	Schema string `json:"schema"`
	Rules  []Rule `json:"rules"`
}

// Rule is what a list says of a rule.
type Rule struct {
	Rule     string           `json:"rule"` // its ID
	Name     string           `json:"name"`
	Severity parsers.Severity `json:"severity"` // the highest that its findings have
	Milder   []Milder         `json:"milder"`
	Summary  string           `json:"summary"`
	Fix      rules.Safety     `json:"fix"`
	Since    string           `json:"since"`
	Formats  []string         `json:"formats"` // "*" is every kind of file
	OptIn    bool             `json:"optIn"`
	Needs    []string         `json:"needs"` // flags of check without which it does not run
	Source   string           `json:"source"`
}

// Milder is a lower severity that findings of a rule may have, and when: "where …".
type Milder struct {
	Severity parsers.Severity `json:"severity"`
	When     string           `json:"when"`
}

// Explanation is all that there is to know about a rule.
type Explanation struct {
	Schema string `json:"schema"`
	Rule
	Why  string `json:"why"`
	Bad  string `json:"bad"` // an example, in the form of txtar, or in words
	Good string `json:"good"`
}

// NewRule describes a rule.
func NewRule(r *rules.Rule) Rule {
	milder := []Milder{}
	for _, s := range r.Levels()[1:] {
		milder = append(milder, Milder{s, r.Milder[s]})
	}
	return Rule{r.ID, r.Name, r.Severity, milder, r.Summary, r.Fix, r.Since, r.Formats, r.OptIn, Needs(r), r.Source}
}

// NewRules describes rules, in the order of their IDs.
func NewRules(all []*rules.Rule) Rules {
	out := Rules{Schema: RulesSchema, Rules: make([]Rule, len(all))}
	for i, r := range all {
		out.Rules[i] = NewRule(r)
	}
	slices.SortFunc(out.Rules, func(a, b Rule) int { return strings.Compare(a.Rule, b.Rule) })
	return out
}

// NewExplanation describes a rule in full.
func NewExplanation(r *rules.Rule) Explanation {
	return Explanation{RuleSchema, NewRule(r), r.Why, r.Bad, r.Good}
}

// Needs are the flags of check without which a rule does not run.
func Needs(r *rules.Rule) []string {
	flags := []string{}
	switch {
	case r.Live:
		flags = append(flags, "--live")
	case r.Root:
		flags = append(flags, "--root DIR")
	}
	if r.OptIn {
		flags = append(flags, "--enable "+r.ID)
	}
	return flags
}

// Acceptable is the list of the refusals that can be overridden by name.
type Acceptable struct {
	Schema string   `json:"schema"`
	Accept []Accept `json:"accept"`
}

// Accept is one of them.
type Accept struct {
	Name string `json:"name"`
	What string `json:"what"` // what is done then
}

// NewAcceptable describes pairs of a name and what is done then.
func NewAcceptable(known [][2]string) Acceptable {
	out := Acceptable{Schema: AcceptSchema, Accept: []Accept{}}
	for _, k := range known {
		out.Accept = append(out.Accept, Accept{k[0], k[1]})
	}
	return out
}

// Migrations is the list of all migrations.
type Migrations struct {
	Schema     string      `json:"schema"`
	Migrations []Migration `json:"migrations"`
}

// Migration takes files of a format from one version of a product to another.
type Migration struct {
	Product string   `json:"product"`
	Format  string   `json:"format"`
	From    string   `json:"from"`
	To      string   `json:"to"`
	Summary string   `json:"summary"`
	Inputs  []string `json:"inputs"` // the flags that feed it
}

// NewMigrations describes those of products.
func NewMigrations(products []rewriters.Product) Migrations {
	out := Migrations{Schema: MigrationsSchema, Migrations: []Migration{}}
	for _, p := range products {
		for _, m := range p.Migrations {
			out.Migrations = append(out.Migrations, Migration{p.ID, m.Format, m.From, m.To, m.Summary, append([]string{}, m.Inputs...)})
		}
	}
	return out
}

// Version is which cfgtool this is.
type Version struct {
	Schema   string `json:"schema"`
	Version  string `json:"version"`            // with the revision, as every output names it
	Revision string `json:"revision,omitempty"` // the commit that it was built from, where that is known
	OS       string `json:"os"`
	Arch     string `json:"arch"`
	Go       string `json:"go"`
	Oracle   bool   `json:"oracle"` // whether check --oracle is built in
}

// Diffs is how files differ, line by line.
type Diffs struct {
	Schema string     `json:"schema"`
	Files  []FileDiff `json:"files"` // those that differ
}

// FileDiff is how two files, or two states of one, differ. Old and New are their names, ""
// where there is none.
type FileDiff struct {
	Old    string `json:"old"`
	New    string `json:"new"`
	Masked bool   `json:"masked"` // secrets are left out
	Hunks  []Hunk `json:"hunks"`  // none where only the encodings differ, or one side is empty or missing
}

// Hunk is a stretch of lines with a change in it. Starts count from 1.
type Hunk struct {
	OldStart int      `json:"oldStart"`
	OldLines int      `json:"oldLines"`
	NewStart int      `json:"newStart"`
	NewLines int      `json:"newLines"`
	Lines    []string `json:"lines"` // each with " ", "-" or "+" before it, as UTF-8, and with its line end if it has one
}

// NewDiffs begins a list of diffs.
func NewDiffs() *Diffs { return &Diffs{Schema: DiffSchema, Files: []FileDiff{}} }

// Add describes a diff.
func (d *Diffs) Add(of change.Diff, masked bool) {
	f := FileDiff{Old: of.Old, New: of.New, Masked: masked, Hunks: []Hunk{}}
	for _, h := range of.Hunks {
		hunk := Hunk{h.OldStart, h.OldLines, h.NewStart, h.NewLines, make([]string, len(h.Lines))}
		for i, line := range h.Lines {
			hunk.Lines[i] = string(line.Op) + strings.ToValidUTF8(string(line.Text), "\uFFFD")
		}
		f.Hunks = append(f.Hunks, hunk)
	}
	d.Files = append(d.Files, f)
}

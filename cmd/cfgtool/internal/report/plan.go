package report

import (
	"io"

	"cfgtool/rewriters/change"
)

// PlanSchema names the form of what a writing command prints as JSON.
const PlanSchema = "cfgtool.plan/1"

// Plan is what a writing command means to do, or has done, for programs.
type Plan struct {
	Schema  string       `json:"schema"`
	Changed bool         `json:"changed"` // whether there is something to do
	Files   []FileChange `json:"files"`
	Held    []FileChange `json:"held"`   // not written without --accept-assumed
	Notes   []string     `json:"notes"`  // what people are told
	First   []string     `json:"first"`  // what the product wants done before
	Next    []string     `json:"next"`   // what the product wants done afterwards
	Change  string       `json:"change"` // the ID in the archive; "" where nothing was written there
}

// FileChange is what is done to one file.
type FileChange struct {
	File   string      `json:"file"`
	Kind   change.Kind `json:"kind"`
	Before string      `json:"before"` // hash; "" where the file does not exist
	After  string      `json:"after"`
	Masked bool        `json:"masked"` // secrets are left out of edits and diff
	Edits  []Edit      `json:"edits"`
	Diff   string      `json:"diff"`
	Refit  []string    `json:"refit,omitempty"` // what else it gets than it has, besides its bytes
}

// NewPlan describes a plan, with secrets masked. id names the change in the archive.
func NewPlan(plan *change.Plan, held []*change.FileChange, notes, next []string, id string) *Plan {
	p := &Plan{Change: id, Schema: PlanSchema, Changed: !plan.Empty(), Files: []FileChange{}, Held: []FileChange{},
		Notes: append([]string{}, notes...), First: []string{}, Next: append([]string{}, next...)}
	for _, c := range plan.Files {
		p.Files = append(p.Files, newFileChange(c))
	}
	for _, c := range held {
		p.Held = append(p.Held, newFileChange(c))
	}
	return p
}

func newFileChange(c *change.FileChange) FileChange {
	d, masked := c.Text(false)
	f := FileChange{File: c.Path, Kind: c.Kind, Before: change.Hash(c.Before), After: change.Hash(c.After),
		Masked: masked, Edits: []Edit{}, Diff: string(d.Format())}
	if c.Metadata != nil {
		f.Refit = c.Found.Differences(c.Metadata)
	}
	if c.Kind == change.Edit && !masked {
		f.Edits = NewEdits(c.Old.Source(), c.Edits)
	}
	return f
}

// Write prints the plan as JSON.
func (p *Plan) Write(w io.Writer) error { return JSON(w, p) }

package report

import (
	"cfgtool/rewriters/change"
	"cfgtool/rewriters/change/store"
)

// VerificationSchema names the form of what "archive verify" prints as JSON.
const VerificationSchema = "cfgtool.verification/1"

// Verification is what is wrong with an archive, for programs.
type Verification struct {
	Schema  string   `json:"schema"`
	Archive string   `json:"archive"`
	Sound   bool     `json:"sound"`
	Changes int      `json:"changes"` // in the ledger
	Files   int      `json:"files"`   // that were read
	Pruned  int      `json:"pruned"`  // generations that left the archive
	Damages []Damage `json:"damages"`
}

// Damage is one thing that is wrong.
type Damage struct {
	Path    string     `json:"path"`
	Flaw    store.Flaw `json:"flaw"`
	Message string     `json:"message"`
	Change  string     `json:"change"`
	File    string     `json:"file"`
	Raw     change.Raw `json:"raw,omitempty"`
}

// NewVerification describes what Verify found.
func NewVerification(s *store.Store, v *store.Verification) *Verification {
	out := &Verification{Schema: VerificationSchema, Archive: s.Dir(), Sound: len(v.Damages) == 0, Changes: v.Changes, Files: v.Files, Pruned: v.Pruned, Damages: []Damage{}}
	for _, d := range v.Damages {
		n := Damage{Path: d.Path, Flaw: d.Flaw, Message: d.What, Change: d.Change, File: d.File}
		n.Raw = change.KeepRaw(map[string]*string{"path": &n.Path, "file": &n.File})
		out.Damages = append(out.Damages, n)
	}
	return out
}

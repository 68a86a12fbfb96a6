package store

import (
	"encoding/json"

	"cfgtool/rewriters/change"
)

// The parts of a record that hold names write those that are no UTF-8 into a
// member "raw" as well, with their bytes, and read them from there. These are the
// same without methods.
type (
	plainFile    File
	plainWritten Written
	plainPruned  Pruned
)

type raw struct {
	Raw change.Raw `json:"raw,omitempty"`
}

func (f *File) names() map[string]*string {
	return map[string]*string{"path": &f.Path, "target": &f.Target, "link": &f.Link, "archived": &f.Archived, "result": &f.Result}
}
func (w *Written) names() map[string]*string { return map[string]*string{"path": &w.Path} }
func (p *Pruned) names() map[string]*string  { return map[string]*string{"file": &p.File} }

// MarshalJSON keeps names that are no UTF-8.
func (f File) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		plainFile
		raw
	}{plainFile(f), raw{change.KeepRaw(f.names())}})
}

// MarshalJSON keeps a name that is no UTF-8.
func (w Written) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		plainWritten
		raw
	}{plainWritten(w), raw{change.KeepRaw(w.names())}})
}

// MarshalJSON keeps a name that is no UTF-8.
func (p Pruned) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		plainPruned
		raw
	}{plainPruned(p), raw{change.KeepRaw(p.names())}})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (f *File) UnmarshalJSON(data []byte) error {
	return change.UnmarshalRaw(data, (*plainFile)(f), f.names())
}

// UnmarshalJSON reads what MarshalJSON writes.
func (w *Written) UnmarshalJSON(data []byte) error {
	return change.UnmarshalRaw(data, (*plainWritten)(w), w.names())
}

// UnmarshalJSON reads what MarshalJSON writes.
func (p *Pruned) UnmarshalJSON(data []byte) error {
	return change.UnmarshalRaw(data, (*plainPruned)(p), p.names())
}

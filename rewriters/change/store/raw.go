package store

import (
	"encoding/json"

	"cfgtool/rewriters/change"
)

// The parts of a record that hold names write those that are no UTF-8 into a
// member "raw" as well, with their bytes, and read them from there. Each has its
// members as a type without methods.
type (
	plainFile    File
	plainWritten Written
	plainLink    Link
	plainFolder  Folder
	plainPruned  Pruned
)

func (f *plainFile) names() map[string]*string {
	return map[string]*string{"path": &f.Path, "target": &f.Target, "link": &f.Link, "archived": &f.Archived, "result": &f.Result}
}
func (w *plainWritten) names() map[string]*string { return map[string]*string{"path": &w.Path} }
func (l *plainLink) names() map[string]*string {
	return map[string]*string{"path": &l.Path, "text": &l.Text}
}
func (d *plainFolder) names() map[string]*string { return map[string]*string{"path": &d.Path} }
func (p *plainPruned) names() map[string]*string { return map[string]*string{"file": &p.File} }

type raw struct {
	Raw change.Raw `json:"raw,omitempty"`
}

// decode reads the members of a part into it, and then its names.
func decode(data []byte, part interface{ names() map[string]*string }) error {
	var r raw
	if err := json.Unmarshal(data, part); err != nil {
		return err
	}
	if err := json.Unmarshal(data, &r); err != nil {
		return err
	}
	r.Raw.Restore(part.names())
	return nil
}

// MarshalJSON keeps names that are no UTF-8.
func (f File) MarshalJSON() ([]byte, error) {
	p := plainFile(f)
	return json.Marshal(struct {
		plainFile
		raw
	}{p, raw{change.KeepRaw(p.names())}})
}

// MarshalJSON keeps a name that is no UTF-8.
func (w Written) MarshalJSON() ([]byte, error) {
	p := plainWritten(w)
	return json.Marshal(struct {
		plainWritten
		raw
	}{p, raw{change.KeepRaw(p.names())}})
}

// MarshalJSON keeps names that are no UTF-8.
func (l Link) MarshalJSON() ([]byte, error) {
	p := plainLink(l)
	return json.Marshal(struct {
		plainLink
		raw
	}{p, raw{change.KeepRaw(p.names())}})
}

// MarshalJSON keeps a name that is no UTF-8.
func (d Folder) MarshalJSON() ([]byte, error) {
	p := plainFolder(d)
	return json.Marshal(struct {
		plainFolder
		raw
	}{p, raw{change.KeepRaw(p.names())}})
}

// MarshalJSON keeps a name that is no UTF-8.
func (p Pruned) MarshalJSON() ([]byte, error) {
	q := plainPruned(p)
	return json.Marshal(struct {
		plainPruned
		raw
	}{q, raw{change.KeepRaw(q.names())}})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (f *File) UnmarshalJSON(data []byte) error { return decode(data, (*plainFile)(f)) }

// UnmarshalJSON reads what MarshalJSON writes.
func (w *Written) UnmarshalJSON(data []byte) error { return decode(data, (*plainWritten)(w)) }

// UnmarshalJSON reads what MarshalJSON writes.
func (l *Link) UnmarshalJSON(data []byte) error { return decode(data, (*plainLink)(l)) }

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Folder) UnmarshalJSON(data []byte) error { return decode(data, (*plainFolder)(d)) }

// UnmarshalJSON reads what MarshalJSON writes.
func (p *Pruned) UnmarshalJSON(data []byte) error { return decode(data, (*plainPruned)(p)) }

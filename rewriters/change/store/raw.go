package store

import (
	"encoding/json"

	"cfgtool/rewriters/change"
)

// texts are the members of a File that may be no UTF-8.
func (f *File) texts() map[string]*string {
	return map[string]*string{"path": &f.Path, "target": &f.Target, "link": &f.Link, "archived": &f.Archived, "result": &f.Result}
}

// MarshalJSON writes the member "raw" with the bytes of names that are no UTF-8.
func (f File) MarshalJSON() ([]byte, error) {
	type plain File
	return json.Marshal(struct {
		plain
		Raw change.Raw `json:"raw,omitempty"`
	}{plain(f), change.KeepRaw(f.texts())})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (f *File) UnmarshalJSON(data []byte) error {
	type plain File
	var form struct {
		plain
		Raw change.Raw `json:"raw"`
	}
	if err := json.Unmarshal(data, &form); err != nil {
		return err
	}
	*f = File(form.plain)
	form.Raw.Restore(f.texts())
	return nil
}

// MarshalJSON writes the member "raw" with the bytes of a name that is no UTF-8.
func (w Written) MarshalJSON() ([]byte, error) {
	type plain Written
	return json.Marshal(struct {
		plain
		Raw change.Raw `json:"raw,omitempty"`
	}{plain(w), change.KeepRaw(map[string]*string{"path": &w.Path})})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (w *Written) UnmarshalJSON(data []byte) error {
	type plain Written
	var form struct {
		plain
		Raw change.Raw `json:"raw"`
	}
	if err := json.Unmarshal(data, &form); err != nil {
		return err
	}
	*w = Written(form.plain)
	form.Raw.Restore(map[string]*string{"path": &w.Path})
	return nil
}

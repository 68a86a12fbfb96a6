package change

import (
	"bytes"
	"encoding/json"
)

// Folder is a folder that is made anew, gets back what it had, or goes if it is empty.
type Folder struct {
	Path     string    `json:"path"`
	Metadata *Metadata `json:"metadata"`      // what it gets; nil where it goes
	Was      *Metadata `json:"was,omitempty"` // what it has before that; nil where it is made anew
}

// DiffOfFolders is what folders that are there get, each on a line that patch(1) and git
// apply skip.
func DiffOfFolders(folders []Folder) []byte {
	var b bytes.Buffer
	for _, d := range folders {
		diff := Diff{New: d.Path, Notes: d.Was.Differences(d.Metadata)}
		b.Write(diff.Format())
	}
	return b.Bytes()
}

// Link is a symbolic link that is made anew, is set back, or goes.
type Link struct {
	Path string `json:"path"`
	Text string `json:"text"`          // what it is to say; "" where it goes
	Was  string `json:"was,omitempty"` // what it says before that; "" where it is made anew
}

// The same without methods.
type (
	plainFolder Folder
	plainLink   Link
)

// MarshalJSON writes the member "raw" where the path is no UTF-8.
func (d Folder) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		plainFolder
		Raw Raw `json:"raw,omitempty"`
	}{plainFolder(d), KeepRaw(d.names())})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Folder) UnmarshalJSON(data []byte) error {
	return UnmarshalRaw(data, (*plainFolder)(d), d.names())
}

func (d *Folder) names() map[string]*string { return map[string]*string{"path": &d.Path} }

// MarshalJSON writes the member "raw" where a name is no UTF-8.
func (l Link) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		plainLink
		Raw Raw `json:"raw,omitempty"`
	}{plainLink(l), KeepRaw(l.names())})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (l *Link) UnmarshalJSON(data []byte) error {
	return UnmarshalRaw(data, (*plainLink)(l), l.names())
}

func (l *Link) names() map[string]*string {
	return map[string]*string{"path": &l.Path, "text": &l.Text, "was": &l.Was}
}

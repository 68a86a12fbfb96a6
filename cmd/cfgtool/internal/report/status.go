package report

import (
	"fmt"
	"io"
	"strings"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/parsers"
	"cfgtool/rewriters/change"
	"cfgtool/rewriters/change/store"
)

// StatusSchema names the form of what "status" prints as JSON.
const StatusSchema = "cfgtool.status/1"

// Status is the files that changed since cfgtool last wrote or saved them.
type Status struct {
	Schema  string        `json:"schema"`
	Archive string        `json:"archive"`
	Looked  int           `json:"looked"` // files, links and folders that were looked at
	Files   []DriftedFile `json:"files"`

	diffs []change.Diff
}

// DriftedFile is a file, symbolic link or folder that changed.
type DriftedFile struct {
	File    string      `json:"file"`
	Drift   store.Drift `json:"drift"`
	Message string      `json:"message"`
	Change  string      `json:"change"` // the one that wrote or saved it
	Before  string      `json:"before"` // hash then; "" where there was no file
	After   string      `json:"after"`  // hash now
	Masked  bool        `json:"masked"` // secrets are left out of the diff
	Diff    string      `json:"diff"`
	Raw     change.Raw  `json:"raw,omitempty"`
}

// NewStatus is a status without findings.
func NewStatus(s *store.Store, looked int) *Status {
	return &Status{Schema: StatusSchema, Archive: s.Dir(), Looked: looked, Files: []DriftedFile{}}
}

// Add describes what changed. The file has a name in the diff; read parses content, for
// masking. It tells whether secrets were masked.
func (s *Status) Add(d store.Drifted, name string, read func(string, []byte) parsers.Document) bool {
	f := DriftedFile{File: d.Path, Drift: d.Drift, Message: message(d), Change: d.Change}
	var diff change.Diff
	if d.Drift == store.Modified || d.Drift == store.Gone && d.File.Path != "" || d.Drift == store.Appeared {
		f.Before, f.After = d.Want, d.Is
		was, is, err := d.Contents()
		if err != nil {
			f.Message += "; there is no diff: " + err.Error()
		} else {
			c := &change.FileChange{Path: d.Path, Name: name, Kind: change.Restore, Before: was, After: is}
			if was != nil {
				c.Old = read(d.Path, was)
			}
			if is != nil {
				c.New = read(d.Path, is)
			}
			diff, f.Masked = c.Text(false)
			f.Diff = string(diff.Format())
		}
	}
	f.Raw = change.KeepRaw(map[string]*string{"file": &f.File})
	s.Files, s.diffs = append(s.Files, f), append(s.diffs, diff)
	return f.Masked
}

// Text prints the status for people.
func (s *Status) Text(w io.Writer, diffs bool, p Palette) {
	for i, f := range s.Files {
		p.flow(w, "  ", whole(plain, load.Quote(f.File)+":"), words(plain, fmt.Sprintf("%s (change %s)", f.Message, f.Change)))
		if diffs && len(s.diffs[i].Hunks) > 0 {
			Diff(w, s.diffs[i], p)
		}
	}
}

// message says what changed.
func message(d store.Drifted) string {
	switch d.Drift {
	case store.Modified:
		return strings.Join(append([]string{"its content changed"}, d.Had.Differences(d.Has)...), ", ")
	case store.Gone:
		return "it was removed"
	case store.Appeared:
		return "it was removed, and is there again"
	case store.Adjusted:
		return strings.Join(d.Had.Differences(d.Has), ", ")
	case store.Relinked:
		return fmt.Sprintf("it was a symbolic link to %q, and is one to %q", d.Want, d.Is)
	case store.Retyped:
		return fmt.Sprintf("it was %s, and is %s now", d.Was, d.Now)
	}
	return d.Err.Error()
}

package change

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"time"

	"cfgtool/parsers"
)

// SavedSchema names the form of a saved plan; docs/schema holds it.
const SavedSchema = "cfgtool.saved-plan/1"

// Saved is a plan as a file keeps it, to be looked at and carried out later. It
// holds what is to be written, secrets and all.
type Saved struct {
	Schema     string        `json:"schema"`
	Version    string        `json:"version"` // of the cfgtool that made it
	Time       time.Time     `json:"time"`    // when it was made
	Args       []string      `json:"args"`    // the command line that made it
	Reason     string        `json:"reason"`
	Accepted   []string      `json:"accepted,omitempty"`   // the refusals that were overridden, each NAME[:PLACE][=TEXT]
	RollbackOf []string      `json:"rollbackOf,omitempty"` // the changes that it undoes, in that order
	Files      []SavedFile   `json:"files"`
	Folders    []SavedFolder `json:"folders,omitempty"`
	Links      []SavedLink   `json:"links,omitempty"`
	First      []string      `json:"first,omitempty"` // what the product wants done before
	Next       []string      `json:"next"`            // what the product wants done afterwards
}

// SavedFolder is a Folder as a saved plan keeps it.
type SavedFolder struct {
	Path     string    `json:"path"`          // absolute
	Metadata *Metadata `json:"metadata"`      // what it gets; null where it goes
	Was      *Metadata `json:"was"`           // what it has when the plan is made; null where it does not exist
	Raw      Raw       `json:"raw,omitempty"` // the bytes of a Path that is no UTF-8
}

func (d *SavedFolder) texts() map[string]*string { return map[string]*string{"path": &d.Path} }

// SavedLink is a Link as a saved plan keeps it.
type SavedLink struct {
	Path string `json:"path"`          // absolute
	Text string `json:"text"`          // what it is to say; "" where it goes
	Was  string `json:"was"`           // what it says when the plan is made; "" where it does not exist
	Raw  Raw    `json:"raw,omitempty"` // the bytes of the members that are no UTF-8
}

func (l *SavedLink) texts() map[string]*string {
	return map[string]*string{"path": &l.Path, "text": &l.Text, "was": &l.Was}
}

// SavedFile is what a saved plan does to one file.
type SavedFile struct {
	File     string      `json:"file"` // an absolute path
	Kind     Kind        `json:"kind"`
	Format   string      `json:"format,omitempty"`   // the ID of the kind that it was read as; "" where none is known
	Before   string      `json:"before"`             // hash; "" where the file does not exist
	After    string      `json:"after"`              // hash; "" where it does not exist then
	Edits    []SavedEdit `json:"edits,omitempty"`    // of an edit
	Content  []byte      `json:"content,omitempty"`  // of a create or restore; base64 in the file
	Metadata *Metadata   `json:"metadata,omitempty"` // of a create or restore
	Raw      Raw         `json:"raw,omitempty"`      // the bytes of a File that is no UTF-8
}

func (f *SavedFile) texts() map[string]*string { return map[string]*string{"file": &f.File} }

// SavedEdit replaces the bytes from Offset to EndOffset of a file's text by New.
// The text is UTF-8, whatever the file's encoding.
type SavedEdit struct {
	Offset    int    `json:"offset"`
	EndOffset int    `json:"endOffset"`
	New       string `json:"new"`
	Why       string `json:"why"`
}

// Save describes the plan; the caller tells the rest.
func (p *Plan) Save() (*Saved, error) {
	s := &Saved{Schema: SavedSchema, Args: []string{}, Files: []SavedFile{}, Next: []string{}}
	if err := p.saveTree(s); err != nil {
		return nil, err
	}
	for _, c := range p.Files {
		if c.Empty() {
			continue
		}
		path, err := Abs(c.Path)
		if err != nil {
			return nil, err
		}
		f := SavedFile{File: path, Kind: c.Kind, Before: Hash(c.Before), After: Hash(c.After), Metadata: c.Metadata}
		if c.Old != nil {
			f.Format = c.Old.Source().Format().ID
		} else if c.New != nil {
			f.Format = c.New.Source().Format().ID
		}
		if c.Kind == Edit {
			for _, e := range c.Edits {
				f.Edits = append(f.Edits, SavedEdit{e.Span.Start, e.Span.End, string(e.New), e.Why})
			}
		} else {
			f.Content = c.After
		}
		f.Raw = KeepRaw(f.texts())
		s.Files = append(s.Files, f)
	}
	return s, nil
}

// saveTree describes the folders and symbolic links.
func (p *Plan) saveTree(s *Saved) error {
	for _, d := range p.Folders {
		path, err := Abs(d.Path)
		if err != nil {
			return err
		}
		f := SavedFolder{Path: path, Metadata: d.Metadata, Was: d.Was}
		f.Raw = KeepRaw(f.texts())
		s.Folders = append(s.Folders, f)
	}
	for _, l := range p.Links {
		path, err := Abs(l.Path)
		if err != nil {
			return err
		}
		f := SavedLink{Path: path, Text: l.Text, Was: l.Was}
		f.Raw = KeepRaw(f.texts())
		s.Links = append(s.Links, f)
	}
	return nil
}

// Encode writes the plan as JSON.
func (s *Saved) Encode() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err := e.Encode(s)
	return b.Bytes(), err
}

// DecodeSaved reads a saved plan. Members that this version does not know are
// an error, since what they ask for would be left out.
func DecodeSaved(data []byte) (*Saved, error) {
	var head struct{ Schema string }
	if err := json.Unmarshal(data, &head); err != nil {
		return nil, errors.New("this is no saved plan: it is not JSON")
	}
	if head.Schema != SavedSchema {
		return nil, fmt.Errorf("this is no saved plan: its schema is %q, not %q", head.Schema, SavedSchema)
	}
	s := new(Saved)
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(s); err != nil {
		return nil, fmt.Errorf("the saved plan cannot be read: %w", err)
	}
	for i := range s.Files {
		f := &s.Files[i]
		f.Raw.Restore(f.texts())
		if !filepath.IsAbs(f.File) {
			return nil, fmt.Errorf("the saved plan names %q, which is no absolute path", f.File)
		}
		if !slices.Contains([]Kind{Edit, Create, Remove, Restore}, f.Kind) {
			return nil, fmt.Errorf("the saved plan asks for %q of %s, which this version does not know", f.Kind, f.File)
		}
	}
	var paths []string
	for i := range s.Folders {
		s.Folders[i].Raw.Restore(s.Folders[i].texts())
		paths = append(paths, s.Folders[i].Path)
	}
	for i := range s.Links {
		s.Links[i].Raw.Restore(s.Links[i].texts())
		paths = append(paths, s.Links[i].Path)
	}
	for _, path := range paths {
		if !filepath.IsAbs(path) {
			return nil, fmt.Errorf("the saved plan names %q, which is no absolute path", path)
		}
	}
	return s, nil
}

// Present reads what is there now.
type Present struct {
	File   func(path string) ([]byte, *Metadata, error) // its bytes, and what it has besides; the error is fs.ErrNotExist where there is none
	Folder func(path string) (*Metadata, error)         // nil where there is none
	Link   func(path string) (string, error)            // what it says; "" where there is none
}

// ErrStale says that a file is not what it was when the plan was made.
var ErrStale = errors.New("the plan is stale")

// Plan is what is left to do of a saved plan. A file, folder or symbolic link that is
// as the plan wants it already has nothing to do; any other difference from what the
// plan was made for is ErrStale, and so is an edit that does not give what it gave then.
func (s *Saved) Plan(formats parsers.Formats, is Present) (*Plan, error) {
	p := &Plan{}
	for _, f := range s.Files {
		now, found, err := is.File(f.File)
		if errors.Is(err, fs.ErrNotExist) {
			now, err = nil, nil
		} else if err == nil && now == nil {
			now = []byte{}
		}
		if err != nil {
			return nil, err
		}
		there := Hash(now) == f.After
		if there && (f.Metadata == nil || f.Kind == Create) {
			continue
		}
		if !there && Hash(now) != f.Before {
			return nil, fmt.Errorf("%s: it has changed since the plan was made: %w", f.File, ErrStale)
		}
		c, err := f.change(now, formats)
		if err != nil {
			return nil, err
		}
		if Hash(c.After) != f.After {
			return nil, fmt.Errorf("%s: this version of cfgtool would write something else than the plan says: %w", f.File, ErrStale)
		}
		c.Found = found
		p.Files = append(p.Files, c)
	}
	return p, s.tree(p, is)
}

// tree adds what is left to do to folders and symbolic links.
func (s *Saved) tree(p *Plan, is Present) error {
	for _, d := range s.Folders {
		now, err := is.Folder(d.Path)
		switch {
		case err != nil:
			return err
		case now.Same(d.Metadata):
			continue
		case !now.Same(d.Was):
			return fmt.Errorf("%s: it has changed since the plan was made: %w", d.Path, ErrStale)
		}
		p.Folders = append(p.Folders, Folder{Path: d.Path, Metadata: d.Metadata, Was: d.Was})
	}
	for _, l := range s.Links {
		now, err := is.Link(l.Path)
		switch {
		case err != nil:
			return err
		case now == l.Text:
			continue
		case now != l.Was:
			return fmt.Errorf("%s: it has changed since the plan was made: %w", l.Path, ErrStale)
		}
		p.Links = append(p.Links, Link{Path: l.Path, Text: l.Text, Was: l.Was})
	}
	return nil
}

// change is what the plan does to a file that holds now.
func (f SavedFile) change(now []byte, formats parsers.Formats) (*FileChange, error) {
	c := &FileChange{Path: f.File, Kind: f.Kind, Before: now, Metadata: f.Metadata}
	format, known := formats.ByID(f.Format)
	if !known && f.Kind == Edit {
		return nil, fmt.Errorf("%s: the saved plan calls it %q, a kind of file that this version does not know", f.File, f.Format)
	}
	if known && now != nil {
		c.Old = format.Read(f.File, now)
	}
	if f.Kind == Edit {
		if now == nil {
			return nil, fmt.Errorf("%s: it has changed since the plan was made: %w", f.File, ErrStale)
		}
		var asked []parsers.Edit
		for _, e := range f.Edits {
			asked = append(asked, parsers.Edit{Span: parsers.Span{Start: e.Offset, End: e.EndOffset}, New: []byte(e.New), Why: e.Why})
		}
		var err error
		if c.Edits, err = parsers.Order(c.Old.Source(), asked); err != nil {
			return nil, err
		}
		if c.After, err = parsers.Apply(c.Old.Source(), c.Edits); err != nil {
			return nil, err
		}
	} else if f.Kind != Remove {
		if c.After = f.Content; c.After == nil {
			c.After = []byte{}
		}
	}
	if known && c.After != nil {
		c.New = format.Read(f.File, c.After)
	}
	return c, nil
}

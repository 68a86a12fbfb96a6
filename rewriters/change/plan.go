package change

import (
	"crypto/sha256"
	"encoding/hex"

	"cfgtool/parsers"
)

// Kind is what happens to a file.
type Kind string

const (
	Edit    Kind = "edit"    // its content changes by edits
	Create  Kind = "create"  // it does not exist before
	Remove  Kind = "remove"  // it does not exist after
	Restore Kind = "restore" // it gets bytes and metadata that it had before
)

// FileChange is what a plan does to one file.
type FileChange struct {
	Path          string
	Name          string // in diffs; "" is Path
	Kind          Kind
	Before, After []byte           // the file's bytes; nil where it does not exist
	Edits         []parsers.Edit   // of Old, ordered; only of an Edit
	Old, New      parsers.Document // what Before and After read as; nil where no format is known
	Metadata      *Metadata        // what a Restore or Create gives the file; nil keeps what it has
	Found         *Metadata        // what the file had when Before was read; nil where that is not known
}

// Empty reports whether there is nothing to do.
func (c *FileChange) Empty() bool { return c.Kind == Edit && len(c.Edits) == 0 }

// Hash names content in ledgers and plans: "sha256:" and 64 hexadecimal digits,
// or "" for a file that does not exist.
func Hash(content []byte) string {
	if content == nil {
		return ""
	}
	sum := sha256.Sum256(content)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// Plan is all that a command means to do, decided before the first write.
type Plan struct {
	Files   []*FileChange
	Folders []Folder // sorted; made before the files, furnished after them and the links, and removed last
	Links   []Link   // that are made, set or removed after the files
}

// Empty reports whether there is nothing to do.
func (p *Plan) Empty() bool {
	for _, c := range p.Files {
		if !c.Empty() {
			return false
		}
	}
	return len(p.Folders) == 0 && len(p.Links) == 0
}

// AsSeen holds the plan to what the files were when an earlier plan of the same was
// shown: Before and Found are those of that one.
func (p *Plan) AsSeen(seen *Plan) {
	earlier := make(map[string]*FileChange)
	for _, c := range seen.Files {
		earlier[c.Path] = c
	}
	for _, c := range p.Files {
		if was := earlier[c.Path]; was != nil && was.Kind == c.Kind {
			c.Before, c.Found = was.Before, was.Found
		}
	}
}

// Diff is the whole plan as a unified diff in the files' own bytes, secrets
// and all: what "patch --fuzz=0 -p1" and "git apply" take. Print shows one to people.
func (p *Plan) Diff() []byte {
	out := DiffOfFolders(p.Folders)
	for _, c := range p.Files {
		if !c.Empty() {
			out = append(out, c.diff().Format()...)
		}
	}
	return out
}

package report

import (
	"fmt"
	"io"
	"path/filepath"
	"time"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/rewriters/change"
	"cfgtool/rewriters/change/store"
)

// ArchiveSchema names the form of what "archive list" prints as JSON.
const ArchiveSchema = "cfgtool.archive/1"

// Archive is the originals that an archive has, for programs.
type Archive struct {
	Schema      string       `json:"schema"`
	Archive     string       `json:"archive"`
	Generations []Generation `json:"generations"` // the oldest first
}

// Generation is a file as an archive has it.
type Generation struct {
	Change     string     `json:"change"` // "" in the archive of another program
	Kind       store.Kind `json:"kind"`   // of the change
	Time       *time.Time `json:"time"`   // null where it is not known
	Actor      string     `json:"actor"`
	Host       string     `json:"host"`
	Reason     string     `json:"reason"`
	File       string     `json:"file"`
	Target     string     `json:"target"`     // the file behind a symbolic link
	Generation string     `json:"generation"` // where the archive has it, below its folder
	Hash       string     `json:"hash"`
	Size       int64      `json:"size"` // -1 where it is not in the archive
	Mode       string     `json:"mode"` // octal
	UID        int        `json:"uid"`  // -1 where it is not known
	GID        int        `json:"gid"`
	PrunedBy   string     `json:"prunedBy"` // the change that removed it
	Raw        change.Raw `json:"raw,omitempty"`
}

// NewArchive is an empty list.
func NewArchive(dir string) *Archive {
	if full, err := filepath.Abs(dir); err == nil {
		dir = full
	}
	return &Archive{Schema: ArchiveSchema, Archive: dir, Generations: []Generation{}}
}

// Add adds a generation.
func (l *Archive) Add(g store.Generation) {
	out := Generation{Change: g.Change.ID, Kind: g.Change.Kind, Actor: g.Change.Actor, Host: g.Change.Host, Reason: g.Change.Reason,
		File: g.File.Path, Target: g.File.Target, Generation: g.File.Archived, Hash: g.File.Before, Size: g.Size, UID: -1, GID: -1, PrunedBy: g.File.PrunedBy}
	if !g.Change.Time.IsZero() {
		out.Time = &g.Change.Time
	}
	if m := g.File.Metadata; m != nil {
		out.Mode, out.UID, out.GID = change.Octal(m.Mode), m.UID, m.GID
	}
	out.Raw = change.KeepRaw(map[string]*string{"file": &out.File, "target": &out.Target, "generation": &out.Generation})
	l.Generations = append(l.Generations, out)
}

// Text prints the list for people; verbose tells where each generation is.
func (l *Archive) Text(out io.Writer, verbose bool, p Palette) error {
	t := Table{Gives: 4}
	for _, g := range l.Generations {
		id, at, size := g.Change, "?", fmt.Sprint(g.Size)
		if id == "" {
			id = "-"
		}
		if g.Time != nil {
			at = g.Time.UTC().Format("2006-01-02T15:04:05Z")
		}
		switch {
		case g.PrunedBy != "":
			size = "pruned"
		case g.Size < 0:
			size = "missing"
		}
		t.Row(id, at, g.Mode, size, load.Quote(g.File))
		if verbose {
			t.Row("  " + load.Quote(filepath.Join(l.Archive, filepath.FromSlash(g.Generation))))
		}
	}
	return t.Write(out, p)
}

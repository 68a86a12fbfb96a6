package report

import (
	"time"

	"cfgtool/parsers"
	"cfgtool/rewriters/change"
	"cfgtool/rewriters/change/store"
)

// LogSchema names the form of what "log" prints as JSON.
const LogSchema = "cfgtool.log/1"

// Log is the changes that an archive knows, for programs.
type Log struct {
	Schema  string         `json:"schema"`
	Archive string         `json:"archive"`
	Changes []LoggedChange `json:"changes"` // the newest first
}

// LoggedChange is one command that changed or saved files.
type LoggedChange struct {
	ID           string          `json:"id"`
	Kind         store.Kind      `json:"kind"`
	State        store.State     `json:"state"`
	Direction    store.Direction `json:"direction"`
	Started      time.Time       `json:"started"`
	Finished     *time.Time      `json:"finished"` // null while it is unfinished
	Actor        string          `json:"actor"`
	Host         string          `json:"host"`
	Command      []string        `json:"command"` // arguments; secrets are masked
	Reason       string          `json:"reason"`
	Version      string          `json:"version"`  // of cfgtool
	Accepted     []string        `json:"accepted"` // refusals that were overridden
	RollbackOf   []string        `json:"rollbackOf"`
	RolledBackBy string          `json:"rolledBackBy"`
	Recovered    bool            `json:"recovered"`
	Error        string          `json:"error"`
	Files        []LoggedFile    `json:"files"`
}

// LoggedFile is what a change did to one file.
type LoggedFile struct {
	File     string      `json:"file"`
	Target   string      `json:"target"` // the file behind a symbolic link
	Kind     change.Kind `json:"kind"`
	Before   string      `json:"before"` // hash; "" where the file did not exist
	After    string      `json:"after"`
	Original string      `json:"original"` // path in the archive
	Result   string      `json:"result"`
	InPlace  bool        `json:"inPlace"`
	Mode     string      `json:"mode"` // octal, before; "" where the file did not exist
	UID      int         `json:"uid"`  // -1 where it is not known
	GID      int         `json:"gid"`
	Raw      change.Raw  `json:"raw,omitempty"` // the bytes of members that are no UTF-8
}

// NewLog describes changes, which come with the newest last.
func NewLog(s *store.Store, changes []store.Change) *Log {
	l := &Log{Schema: LogSchema, Archive: s.Dir(), Changes: []LoggedChange{}}
	for i := len(changes) - 1; i >= 0; i-- {
		c := changes[i]
		out := LoggedChange{ID: c.ID, Kind: c.Kind, State: c.State, Direction: c.Direction, Started: c.Time,
			Actor: c.Actor, Host: c.Host, Command: append([]string{}, c.Args...), Reason: parsers.Mask(c.Reason), Version: c.Version,
			Accepted: append([]string{}, c.Accepted...), RollbackOf: append([]string{}, c.RollbackOf...), RolledBackBy: c.RolledBackBy, Recovered: c.Recovered, Error: c.Error,
			Files: []LoggedFile{}}
		if !c.Finished.IsZero() {
			out.Finished = &c.Finished
		}
		for _, f := range c.Files {
			out.Files = append(out.Files, newLoggedFile(s, f))
		}
		l.Changes = append(l.Changes, out)
	}
	return l
}

func newLoggedFile(s *store.Store, f store.File) LoggedFile {
	out := LoggedFile{File: f.Path, Target: f.Target, Kind: f.Kind, Before: f.Before, After: f.After,
		Original: s.ArchivePath(f), Result: s.ResultPath(f), InPlace: f.InPlace, UID: -1, GID: -1}
	out.Raw = change.KeepRaw(map[string]*string{"file": &out.File, "target": &out.Target, "original": &out.Original, "result": &out.Result})
	if f.Metadata != nil {
		out.Mode, out.UID, out.GID = change.Octal(f.Metadata.Mode), f.Metadata.UID, f.Metadata.GID
	}
	return out
}

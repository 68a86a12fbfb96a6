package store

import "cfgtool/rewriters/change"

// Folder is a folder that was saved.
type Folder struct {
	Path     string           `json:"path"`
	Metadata *change.Metadata `json:"metadata"`
}

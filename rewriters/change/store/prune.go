package store

// Pruned is an original that left the archive, with what was written in its place.
type Pruned struct {
	Change string `json:"change"` // its ID
	File   string `json:"file"`   // behind symbolic links
}

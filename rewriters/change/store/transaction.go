package store

import (
	"context"
	"time"
)

// transaction is a change under way: what does its operations, and where they
// are noted.
type transaction struct {
	disk
	ctx     context.Context
	journal *journal // nil where nothing is recorded
	id      string
	inPlace bool // files that cannot be replaced may be written in place
}

// note adds an event to the ledger.
func (x *transaction) note(event string, file *Written) error {
	if x.journal == nil {
		return nil
	}
	return x.journal.add(record{Event: event, ID: x.id, Time: time.Now().UTC(), File: file})
}

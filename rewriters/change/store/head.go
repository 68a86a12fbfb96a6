package store

import (
	"encoding/json"
	"fmt"
	"path/filepath"
)

// head is what the ledger held when a command last added to it. The chain shows
// what is missing within the ledger; the head shows lines that were cut off its
// end, as by a restored copy.
//
// It is written when the records are on the disk, and is not itself brought there:
// after a crash it may lag behind the ledger, or be unreadable and count for
// nothing, but it never leads.
type head struct {
	Records int    `json:"records"` // how many there were
	Last    string `json:"last"`    // change.Hash of the last line, without its end
}

func (s *Store) head() string { return filepath.Join(s.dir, "ledger.head") }

// readHead reads the head. A reader without the archive's lock reads it before the
// ledger, so that what others add meanwhile is not taken for a loss.
func (s *Store) readHead() (h head) {
	content, err := s.readOwn(s.head())
	if err != nil || json.Unmarshal(content, &h) != nil || h.Records < 0 {
		return head{}
	}
	return h
}

// holds is an error if the ledger lacks records that the head knows.
func (s *Store) holds(c chain, h head) error {
	n := len(c.records)
	switch {
	case n < h.Records:
		return s.beheaded(fmt.Sprintf("records are gone from its end: it has %d, and had %d", n, h.Records))
	case h.Records > 0 && c.hash(h.Records) != h.Last:
		return s.beheaded(fmt.Sprintf("its record %d is not the one that was written there", h.Records))
	}
	return nil
}

func (s *Store) beheaded(what string) error {
	return &Error{s.ledger(), what, "nothing is written on such a ledger, since what the lost changes archived would count as left over: " +
		"take it from a backup; or, to go on with the records that are there, remove " + name(s.head()), ErrBroken}
}

// writeHead notes what the ledger holds. If that fails, the head lags.
func (s *Store) writeHead(c chain) {
	content, err := json.Marshal(head{len(c.records), c.last})
	if err != nil {
		return
	}
	f, err := s.openLedger(s.head())
	if err != nil {
		return
	}
	defer f.Close()
	if s.disk.truncate(f, 0) == nil { // so that half of it is not read as a whole
		s.disk.writeAt(f, append(content, '\n'), 0)
	}
}

package store

import (
	"context"
	"encoding/json"
	"os"

	"cfgtool/rewriters/change"
)

// journal is the ledger while it is added to, by the holder of the archive's lock.
type journal struct {
	disk
	store  *Store
	unlock func()
	file   *os.File
	new    bool // the file's name may not be on the disk yet
	grown  bool // it has records that the head does not know
	chain
}

// open takes the archive's lock for a command, opens the ledger to add to it, and
// mends what a crash left at its end: part of a record goes, a whole one that lacks
// only its end gets it. It refuses a broken chain.
func (s *Store) open(ctx context.Context, c Command) (*journal, error) {
	if err := supported(); err != nil {
		return nil, err
	}
	unlock, err := s.lock(ctx, c)
	if err != nil {
		return nil, err
	}
	j := &journal{disk: s.disk, store: s, unlock: unlock}
	opened := false
	defer func() {
		if !opened {
			j.close()
		}
	}()
	if j.chain, err = s.read(); err != nil {
		return nil, err
	}
	j.new = j.end == 0
	if j.file, err = s.openLedger(s.ledger()); err == nil {
		err = j.mend()
	}
	if err != nil {
		return nil, s.unwritable(err)
	}
	opened = true
	return j, nil
}

func (j *journal) mend() error {
	if j.endless {
		if err := j.writeAt(j.file, []byte("\n"), j.end); err != nil {
			return err
		}
		j.end++
		j.endless = false
	}
	if j.torn {
		if err := j.truncate(j.file, j.end); err != nil {
			return err
		}
		j.torn = false
		return j.sync(j.file)
	}
	return nil
}

// add appends a record and brings it to the disk. A record that could not be
// brought there is taken back; if that fails too, it is not said to be there,
// and may be.
func (j *journal) add(r record) error {
	r.Previous = j.last
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if err := j.mend(); err != nil {
		return err
	}
	err = j.writeAt(j.file, append(line, '\n'), j.end)
	if err == nil {
		err = j.sync(j.file)
	}
	if err == nil && j.new {
		err = j.syncFolder(j.store.dir)
	}
	if err != nil {
		j.torn = true
		j.mend() // and if that fails, the next record tries again
		return err
	}
	j.new, j.grown = false, true
	j.records = append(j.records, r)
	j.end += int64(len(line)) + 1
	j.last = change.Hash(line)
	return nil
}

// close lets others add to the ledger.
func (j *journal) close() {
	defer j.unlock()
	if j.file != nil {
		defer j.file.Close()
	}
	if j.grown {
		j.store.writeHead(j.chain)
	}
}

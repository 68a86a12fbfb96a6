package store

import (
	"fmt"
	"time"
)

// writeAll does what a plan says of all its files. If one fails, or the command is
// told to stop, those that are written are put back; undone tells that all are as
// they were.
func (ts targets) writeAll(x *transaction) (undone bool, err error) {
	for _, t := range ts {
		err := interrupted(x.ctx)
		if err == nil {
			err = t.write(x)
		}
		if err != nil {
			return ts.undo(x, err)
		}
	}
	return false, nil
}

// undo puts back what is written, the last first, and adds to the cause what
// became of it.
func (ts targets) undo(x *transaction, cause error) (undone bool, err error) {
	said := cause.Error() + "\nnothing was changed"
	undone = true
	noted := false
	for i := len(ts) - 1; i >= 0; i-- {
		t := ts[i]
		if !t.done {
			continue
		}
		if !noted && x.journal != nil { // that it cannot be noted is no reason to leave it undone
			x.journal.add(record{Event: undoing, ID: x.id, Time: time.Now().UTC(), Error: cause.Error()})
			noted = true
		}
		if err := t.revert(x); err != nil {
			if undone {
				said = cause.Error()
			}
			undone = false
			said += fmt.Sprintf("\n%s is written and could not be put back: %v", name(t.path), err)
			if t.archived != "" {
				said += "; its original is " + name(t.archived)
			}
		}
	}
	said += x.sweep()
	if err := x.fasten(); err != nil {
		undone = false
		said += "\nwhat was put back may not be on the disk: " + err.Error()
	}
	return undone, &stopped{said, cause}
}

// stopped is why a command wrote nothing, or only a part.
type stopped struct {
	said  string
	cause error
}

func (e *stopped) Error() string { return e.said }
func (e *stopped) Unwrap() error { return e.cause }

package store

import "fmt"

// writeAll does what a plan says of all its files. If one fails, those before it
// are put back; undone tells that all are as they were.
func (ts targets) writeAll(d disk) (undone bool, err error) {
	for _, t := range ts {
		if err := t.write(d); err != nil {
			return ts.undo(d, err)
		}
	}
	return false, nil
}

// undo puts back what is written, and adds to the cause what became of it.
func (ts targets) undo(d disk, cause error) (undone bool, err error) {
	said := cause.Error() + "\nnothing was changed"
	undone = true
	for i := len(ts) - 1; i >= 0; i-- {
		t := ts[i]
		if !t.done {
			continue
		}
		if err := t.revert(d); err != nil {
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
	return undone, &stopped{said, cause}
}

// stopped is why a command wrote nothing, or only a part.
type stopped struct {
	said  string
	cause error
}

func (e *stopped) Error() string { return e.said }
func (e *stopped) Unwrap() error { return e.cause }

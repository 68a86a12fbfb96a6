package store

import (
	"os"

	"cfgtool/rewriters/change"
)

// overwrite writes into a file itself, which had something besides its bytes and gets m;
// old is what it must hold, or nil for the old and the new bytes, or a part of both. The archive has both by now,
// and the ledger says so first: a crash can leave a part of both in the file.
func (t *target) overwrite(x *transaction, old, content []byte, had, m *change.Metadata) (*change.Metadata, error) {
	for _, n := range append([]*target{t}, t.names...) {
		if n.noted {
			continue
		}
		if err := x.note(overwriting, n.written(content, nil)); err != nil {
			return nil, err
		}
		n.noted = true
	}
	f, err := x.openInPlace(t.real)
	if err != nil {
		return nil, failed(t.real, err)
	}
	defer f.Close()
	if old != nil {
		has, err := metadata(t.real, f)
		if err == nil {
			err = untouched(t.real, had, has)
		}
		if err != nil {
			return nil, err
		}
		if x.verify(t.real, f, old) != nil { // last, since what is written from here on is lost
			return nil, changed(t.real)
		}
	} else if is, err := readAll(t.real, f, 0); err != nil {
		return nil, err
	} else if !mixed(is, t.Before, t.After) {
		return nil, &Error{t.path, "another program wrote to it meanwhile; what it holds now is kept", "compare it with what the archive has", ErrChanged}
	}
	t.done = true
	err = x.writeAt(f, content, 0)
	if err == nil {
		err = x.truncate(f, int64(len(content)))
	}
	if err == nil {
		err = x.settle(t.real, f, had, m)
	}
	var now *change.Metadata
	if err == nil {
		now, err = keeps(t.real, f, m)
	}
	if err == nil {
		err = x.sync(f)
	}
	if err == nil {
		err = x.verify(t.real, f, content)
	}
	return now, failed(t.real, err)
}

// settle gives a file that is not new, and had something else, the metadata that it
// lacks. It refuses one to which another program has given other metadata meanwhile.
func (d disk) settle(path string, f *os.File, had, m *change.Metadata) error {
	is, err := metadata(path, f)
	if err != nil || m == nil || sameMetadata(is, m) {
		return err
	}
	if !m.Keeping(is, had).Same(m) {
		return changed(path, had.Differences(is)...)
	}
	return d.setMetadata(path, f, m)
}

// mixed reports whether content can be what a crash left of a file that was being
// written in place: each byte is that of the old or of the new content at its
// place, or was not written yet.
func mixed(content, old, new []byte) bool {
	for i, b := range content {
		if !(b == 0 || i < len(old) && b == old[i] || i < len(new) && b == new[i]) {
			return false
		}
	}
	return len(content) <= max(len(old), len(new))
}

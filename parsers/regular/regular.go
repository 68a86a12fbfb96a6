// Package regular reads the content of files that end: regular ones, of no more
// bytes than are allowed. All that the program reads from a file goes through it.
package regular

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// TooLarge says that a file has more bytes than are allowed.
type TooLarge struct{ Limit int64 }

func (e *TooLarge) Error() string { return fmt.Sprintf("it is larger than %d bytes", e.Limit) }

// ErrNoEnd says that reading a file would wait for what somebody has yet to write.
var ErrNoEnd = errors.New("it has no end: reading it waits for more")

// ErrKind says that a file is no regular one.
var ErrKind = errors.New("not a regular file")

// Read reads an open file of at most limit bytes; a limit of 0 is none. A file of
// a kernel's file system can say that it is regular and yet go on for ever, as
// /proc/kmsg does: where nothing is there to be read that is not the end, it is
// refused. So it has to be opened with O_NONBLOCK.
func Read(f fs.File, limit int64) ([]byte, error) {
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, ErrKind
	case limit > 0 && info.Size() > limit:
		return nil, &TooLarge{limit}
	}
	all := ready(f)
	if limit > 0 {
		all = io.LimitReader(all, limit+1)
	}
	content := bytes.NewBuffer(make([]byte, 0, info.Size()+bytes.MinRead)) // it grows only with a file that grows meanwhile
	if _, err := content.ReadFrom(all); err != nil {
		return nil, err
	}
	if limit > 0 && int64(content.Len()) > limit {
		return nil, &TooLarge{limit}
	}
	return content.Bytes(), nil
}

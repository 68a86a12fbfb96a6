package store

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"

	"cfgtool/parsers/regular"
	"cfgtool/rewriters/change"
)

// ReadFile reads a regular file of at most limit bytes; a limit of 0 is none.
// It refuses folders, pipes, devices and sockets, and files that never end, and
// does not wait on them.
func ReadFile(path string, limit int64) ([]byte, error) {
	f, err := openRegular(path, os.O_RDONLY)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readAll(path, f, limit)
}

// Read is ReadFile, and tells what the file has besides: what a change of it is planned
// on (change.FileChange.Found).
func Read(path string, limit int64) ([]byte, *change.Metadata, error) {
	f, err := openRegular(path, os.O_RDONLY)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	m, err := metadata(path, f)
	if err != nil {
		return nil, nil, err
	}
	content, err := readAll(path, f, limit)
	return content, m, err
}

func readAll(path string, f *os.File, limit int64) ([]byte, error) {
	content, err := regular.Read(f, limit)
	var larger *regular.TooLarge
	switch {
	case errors.As(err, &larger):
		return nil, &Error{Path: path, What: larger.Error(), Do: "--max-size allows more, if it is a configuration file"}
	case errors.Is(err, regular.ErrNoEnd):
		return nil, &Error{Path: path, What: err.Error(), Do: "name a regular file"}
	}
	return content, failed(path, err)
}

// equal reports whether r gives exactly content, without holding it twice.
func equal(r io.Reader, content []byte) (bool, error) {
	part := make([]byte, 64<<10)
	for {
		n, err := r.Read(part)
		if !bytes.HasPrefix(content, part[:n]) {
			return false, nil
		}
		content = content[n:]
		if errors.Is(err, io.EOF) {
			return len(content) == 0, nil
		}
		if err != nil {
			return false, err
		}
	}
}

// openRegular opens a regular file and refuses anything else.
func openRegular(path string, flag int) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, failed(path, err)
	}
	if err := isRegular(path, info); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, flag|openFlag, 0)
	if err != nil {
		return nil, failed(path, err)
	}
	if info, err = f.Stat(); err == nil {
		err = isRegular(path, info)
	}
	if err != nil {
		f.Close()
		return nil, failed(path, err)
	}
	return f, nil
}

// isRegular refuses what is not a regular file.
func isRegular(path string, info fs.FileInfo) error {
	if info.Mode().IsRegular() {
		return nil
	}
	return &Error{Path: path, What: "it is " + kindOf(info.Mode()), Do: "name a regular file"}
}

// kindOf is what a file is, for people.
func kindOf(mode fs.FileMode) string {
	switch {
	case mode.IsRegular():
		return "a file"
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeSymlink != 0:
		return "a symbolic link"
	case mode&fs.ModeNamedPipe != 0:
		return "a named pipe (FIFO)"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	}
	return "not a regular file"
}

// Present reads what is there now, for change.Saved; files of at most limit bytes.
func Present(limit int64) change.Present {
	return change.Present{
		File: func(path string) ([]byte, *change.Metadata, error) { return Read(path, limit) },
		Folder: func(path string) (*change.Metadata, error) {
			info, err := os.Lstat(path)
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return nil, nil
			case err != nil:
				return nil, failed(path, err)
			case !info.IsDir():
				return nil, &Error{path, "it is no folder", "move it away, then run the command again", ErrChanged}
			}
			return furniture(path)
		},
		Link: func(path string) (string, error) {
			text, err := says(path)
			if err != nil {
				return "", &Error{path, "it is no symbolic link", "move it away, then run the command again", ErrChanged}
			}
			return text, nil
		},
	}
}

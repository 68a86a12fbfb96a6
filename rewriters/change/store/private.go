package store

import (
	"io"
	"os"
	"path/filepath"
)

// WritePrivate writes a file that only its owner may read, such as a patch with
// secrets in it. A file that is there already is replaced as a whole; it fails
// where the path is no regular file.
func WritePrivate(path string, content []byte) error {
	return writePrivate(path, func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	})
}

// writePrivate is WritePrivate with a function that writes the content.
func writePrivate(path string, write func(io.Writer) error) error {
	if info, err := os.Lstat(path); err == nil && !info.Mode().IsRegular() {
		return &Error{Path: path, What: "it is no regular file", Do: "name another one"}
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".cfgtool-*") // mode 0600
	if err != nil {
		return failed(path, err)
	}
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
		return failed(path, err)
	}
	return nil
}

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
	temp := ""
	f, err := unnamed(filepath.Dir(path))
	if err != nil {
		if f, err = os.CreateTemp(filepath.Dir(path), ".cfgtool-*"); err != nil { // mode 0600
			return failed(path, err)
		}
		temp = f.Name()
	}
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if err == nil && temp == "" {
		name := filepath.Join(filepath.Dir(path), ".cfgtool-"+random())
		if err = entitle(f, name); err == nil {
			temp = name
		}
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(temp, path)
	}
	if err != nil {
		if temp != "" {
			os.Remove(temp)
		}
		return failed(path, err)
	}
	return nil
}

package store

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// WritePrivate writes a file that only its owner may read, such as a patch with
// secrets in it. A file that is there already is replaced as a whole; it fails
// where the path is no regular file. What a process that was killed left beside it is
// removed when it is an hour old.
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
	sweepBeside(path)
	temp, named := beside(path, "")+random(), false
	f, err := unnamed(filepath.Dir(path))
	if err != nil {
		if f, err = (disk{}).newFile(temp, 0o600); err != nil {
			return failed(path, err)
		}
		named = true
	}
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if err == nil && !named {
		err = entitle(f, temp)
		named = err == nil
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(temp, path)
	}
	if err == nil {
		return failed(path, disk{}.syncFolder(filepath.Dir(path)))
	}
	if named {
		os.Remove(temp)
	}
	return failed(path, err)
}

// sweepBeside removes what writePrivate left when its process was killed.
func sweepBeside(path string) {
	left, _ := os.ReadDir(filepath.Dir(path))
	for _, e := range left {
		temp := filepath.Join(filepath.Dir(path), e.Name())
		if number, ok := strings.CutPrefix(temp, beside(path, "")); !ok || len(number) != 2*randomBytes || !e.Type().IsRegular() {
			continue
		}
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > patience {
			os.Remove(temp)
		}
	}
}

package store

import "os"

// WriteReport writes a file for people and programs to read, with the mode that
// the umask leaves. It is no configuration file, so it is simply overwritten.
func WriteReport(path string, content []byte) error {
	return failed(path, os.WriteFile(path, content, 0o666))
}

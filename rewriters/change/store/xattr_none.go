//go:build !linux && !darwin

package store

import (
	"errors"
	"os"
)

const inherited = ""

func xattrs(*os.File) (map[string][]byte, error) { return nil, nil }

func hasACL(string) bool { return false }

func setXattr(*os.File, string, []byte) error { return errors.ErrUnsupported }

func removeXattr(*os.File, string) error { return errors.ErrUnsupported }

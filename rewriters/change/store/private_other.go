//go:build !linux

package store

import (
	"errors"
	"os"
)

// unnamed makes files without names on Linux only.
func unnamed(string) (*os.File, error) { return nil, errors.ErrUnsupported }

func entitle(*os.File, string) error { return errors.ErrUnsupported }

package main

import (
	"fmt"
	"io"
)

// output is the standard output. It keeps the first error, so that a full disk
// does not pass for a result.
type output struct {
	io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.Writer.Write(p)
	if o.err == nil {
		o.err = err
	}
	return n, err
}

// printed is the error of what went to the standard output so far.
func (a *app) printed() error {
	if o, ok := a.stdout.(*output); ok && o.err != nil {
		return fmt.Errorf("standard output: %s", cause(o.err))
	}
	return nil
}

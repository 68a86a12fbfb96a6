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

// unseen is why nothing is written: nobody saw what would be.
type unseen struct{ error }

func (e unseen) Error() string {
	return e.error.Error() + "; nothing is written, since nobody saw what would be"
}

// seen is an error unless all was printed that a person is to see before anything is
// written.
func (a *app) seen() error {
	if err := a.printed(); err != nil {
		return unseen{err}
	}
	return nil
}

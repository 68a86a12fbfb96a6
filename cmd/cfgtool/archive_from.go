package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/rewriters/change/store"
	"cfgtool/rules/root"
)

// originals say where to look for them: in an archive of cfgtool, or in that of
// another program.
type originals struct{ dir, from string }

func fromFlag(cmd *cobra.Command, from *string) {
	cmd.Flags().Var((*naming)(from), "from", "look in the archive of another program under `DIR`; its GENERATION is also the file, whose newest is meant")
}

// originals finds those that are meant, and tells how to read them.
func (a *app) originals(where originals, what, file string) ([]store.Generation, func(store.Generation) ([]byte, error), error) {
	path, err := absolute(file)
	if err != nil {
		return nil, nil, err
	}
	if where.from != "" {
		if where.dir != "" {
			return nil, nil, usagef("--from looks in another program's archive, so it does not go with --archive")
		}
		found, err := store.FindElsewhere(where.from, what, a.onHost(path))
		if err != nil && a.onHost(what) != what {
			found, err = store.FindElsewhere(where.from, a.onHost(what), a.onHost(path))
		}
		return found, func(g store.Generation) ([]byte, error) { return store.ReadElsewhere(where.from, g) }, err
	}
	s, err := a.existing(where.dir)
	if err != nil {
		return nil, nil, err
	}
	found, err := s.Find(what, path)
	return found, func(g store.Generation) ([]byte, error) { return s.Original(g.File) }, err
}

// onHost is what a file below --root is called on its host; any other path is as it was.
func (a *app) onHost(path string) string {
	if name, ok := below(a.rootDir, path); ok && a.rootDir != "" && path != "" {
		return "/" + name
	}
	return path
}

// now is the file of a generation as it is now, below a root if there is one, under the
// path that it has there; nil where there is none.
func (a *app) now(g store.Generation, r *root.Root, path string) (content []byte, err error) {
	if r != nil {
		content, err = r.ReadFile(strings.TrimPrefix(g.File.Path, "/"))
	} else {
		content, err = store.ReadFile(g.File.Real(), 0)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil && r != nil:
		err = fmt.Errorf("%s: %s", load.Quote(path), cause(err))
	case content == nil:
		content = []byte{}
	}
	return content, err
}

package main

import (
	"github.com/spf13/cobra"

	"cfgtool/rewriters/change/store"
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
		found, err := store.FindElsewhere(where.from, what, path)
		return found, func(g store.Generation) ([]byte, error) { return store.ReadElsewhere(where.from, g) }, err
	}
	s, err := a.existing(where.dir)
	if err != nil {
		return nil, nil, err
	}
	found, err := s.Find(what, path)
	return found, func(g store.Generation) ([]byte, error) { return s.Original(g.File) }, err
}

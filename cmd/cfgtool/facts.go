package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/rules/sascore"
)

func (a *app) factsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "facts",
		Short: "Facts that a person looks up for 'check --facts'",
		Args:  noCommand,
		RunE:  func(*cobra.Command, []string) error { return usagef("facts needs a command, such as init") },
	}
	form := &cobra.Command{
		Use:   "init RESP",
		Short: "Write the form for the parameters that no file of a core shows",
		Long: `Write a form to standard output, for the parameters of an Opsware SAS
response file that no file of a core shows: with each, where to look it up.
Filled in, check --facts verifies those too. Passwords have no place in it; the
ones that were tried are named.`,
		Example: "  cfgtool facts init resp.20080301 > facts.yaml",
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("facts init needs the name of one response file")
			}
			return a.factsForm(args[0])
		},
	}
	a.kindFlags(form)
	cmd.AddCommand(form)
	return cmd
}

func (a *app) factsForm(path string) error {
	profile, err := respfile.LoadProfile(a.profiles)
	if err != nil {
		return err
	}
	loaded := a.loader().File(path)
	if loaded.Err != nil {
		return loaded.Err
	}
	a.noteGuesses([]load.File{loaded})
	f, ok := parsers.As[*respfile.File](loaded.Doc)
	if !ok || !sascore.Verifies(f, profile) {
		return fmt.Errorf("%s: this is no response file of Opsware SAS with at least five of the guide's parameters", load.Quote(path))
	}
	return sascore.WriteForm(a.stdout, f, profile)
}

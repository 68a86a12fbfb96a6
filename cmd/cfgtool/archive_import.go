package main

import (
	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/rewriters/change/store"
)

func (a *app) archiveImportCommand(dir *string) *cobra.Command {
	return &cobra.Command{
		Use:   "import FILE",
		Short: "Fill an empty archive from an exported one",
		Long: `Fill an archive that has no ledger yet from a file that cfgtool archive export
wrote. Two ledgers do not merge; to look into an archive of another host, import it
into a new one with --archive DIR, and use it with the same flag. Nothing appears
in the archive before all hashes and the chain of the ledger are verified.`,
		Example: "  cfgtool archive import node1.tar --archive node1.archive",
		Args:    one("FILE, which cfgtool archive export wrote"),
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := a.store(*dir)
			if err != nil {
				return err
			}
			if err := trustworthy(args[0]); err != nil {
				return err
			}
			ctx, stop := interruptible()
			defer stop()
			n, err := s.Import(ctx, args[0], a.recorded(store.Command{}, ""))
			if err != nil {
				return err
			}
			a.say("%s: the ledger and %s", load.Quote(s.Dir()), count(n, "generation"))
			return nil
		},
	}
}

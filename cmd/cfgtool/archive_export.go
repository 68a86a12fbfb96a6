package main

import (
	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
)

func (a *app) archiveExportCommand(dir *string) *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use:   "export --tar FILE",
		Short: "Write the whole archive to one file",
		Long: `Write the whole archive, with ledger and secrets, to one tar file of mode 0600.
The same archive gives the same bytes. All is verified on the way; an archive with
damage, or with an unfinished change, is refused.`,
		Example: "  cfgtool archive export --tar node1.tar",
		Args:    without("--tar FILE names the file to write"),
		RunE: func(*cobra.Command, []string) error {
			if file == "" {
				return usagef("export needs --tar FILE")
			}
			s, err := a.existing(*dir)
			if err != nil {
				return err
			}
			ctx, stop := interruptible()
			defer stop()
			n, err := s.Export(ctx, file)
			if err != nil {
				return err
			}
			a.say("%s: the ledger and %s", load.Quote(file), count(n, "generation"))
			return nil
		},
	}
	cmd.Flags().Var((*naming)(&file), "tar", "write to `FILE`")
	return cmd
}

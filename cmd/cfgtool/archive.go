package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/rewriters/change"
)

func (a *app) archiveCommand() *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "archive",
		Short: "Save files, and look after what is saved",
		Long: `Save files and folders before they are edited, list, show, compare and verify
what the archive has, move it to another host, and remove what is old. The archive
has the originals of all changes of cfgtool, too.`,
		Args: noCommand,
		RunE: func(*cobra.Command, []string) error { return usagef("archive needs a command, such as save") },
	}
	cmd.PersistentFlags().Var((*naming)(&dir), "archive", "the archive under `DIR`")
	cmd.AddCommand(a.archiveSaveCommand(&dir), a.archiveListCommand(&dir), a.archiveShowCommand(&dir), a.archiveDiffCommand(&dir),
		a.archiveVerifyCommand(&dir), a.archiveExportCommand(&dir), a.archiveImportCommand(&dir), a.archivePruneCommand(&dir))
	return cmd
}

// absolute makes a path of the command line absolute; "" stays.
func absolute(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	full, err := change.Abs(path)
	if err != nil {
		return "", fmt.Errorf("%s: %s", load.Quote(path), cause(err))
	}
	return full, nil
}

// one demands exactly one argument.
func one(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usagef("%s needs one %s", called(cmd), what)
		}
		return nil
	}
}

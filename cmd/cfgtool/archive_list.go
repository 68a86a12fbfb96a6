package main

import (
	"slices"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/rewriters/change/store"
)

func (a *app) archiveListCommand(dir *string) *cobra.Command {
	var file, from string
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the originals that the archive has",
		Long: `List the originals that the archive has, the newest last: the change, when it
was, mode and size of the file then, and the file; with -v also where the archive
keeps it. With --from, list what another program archived as
DIR/<folder>/<name>.<timestamp>, such as the config_file_archive of the Opsware
Installer.`,
		Example: `  cfgtool archive list --file /etc/fstab
  cfgtool archive list --from /var/opt/opsware/install_opsware/config_file_archive`,
		Args: without("--file F lists the originals of one file"),
		RunE: func(*cobra.Command, []string) error { return a.archiveList(*dir, file, from) },
	}
	cmd.Flags().Var((*naming)(&file), "file", "only originals of file `F`")
	cmd.Flags().Var((*naming)(&from), "from", "list the archive of another program under `DIR`")
	return cmd
}

func (a *app) archiveList(dir, file, from string) error {
	if dir != "" && from != "" {
		return usagef("--from lists another program's archive, so it does not go with --archive")
	}
	sinks, err := a.sinks()
	if err != nil {
		return err
	}
	names, err := namesOf(file)
	if err != nil {
		return err
	}
	var found []store.Generation
	var damage error
	l := report.NewArchive(from)
	if from != "" {
		var skipped []store.Skipped
		if found, skipped, err = store.Elsewhere(from); err != nil {
			return err
		}
		for _, s := range skipped {
			a.warn("%s: skipped: %s", load.Quote(s.Path), s.Why)
		}
		a.say("note: the timestamps are taken for UTC (assumed: no document names their form)")
	} else {
		s, err := a.existing(dir)
		if err != nil {
			return err
		}
		a.tellOther(s, dir)
		found, damage = s.Generations()
		if damage == nil {
			a.remind(dir)
		}
		l = report.NewArchive(s.Dir())
	}
	if file != "" {
		found = slices.DeleteFunc(found, func(g store.Generation) bool {
			return !slices.Contains(names, g.File.Path) && !slices.Contains(names, g.File.Real())
		})
	}
	if len(found) == 0 && damage == nil {
		a.say("%s: no originals", load.Quote(l.Archive))
	}
	for _, g := range found {
		l.Add(g)
	}
	err = each(sinks, func(k sink) error {
		if k.format == "json" {
			return report.JSON(k, l)
		}
		return l.Text(k, a.verbose, a.palette(k.Writer))
	})
	if damage != nil {
		return damage
	}
	return err
}

package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/rewriters/change/store"
)

func (a *app) archiveSaveCommand(dir *string) *cobra.Command {
	var reason string
	var wait time.Duration
	cmd := &cobra.Command{
		Use:   "save PATH…",
		Short: "Archive files and whole folders, before they are edited",
		Long: `Archive files and whole folders with mode, owner, extended attributes and
symbolic links, so that cfgtool rollback can bring them back as they are now.
No file is changed. Folders are walked without following links or crossing file
systems; pipes, sockets and devices are skipped and named.

Content that the archive has already is not copied again. When an earlier save
holds all of it, and there is no reason to record (-m), nothing is saved.`,
		Example: `  cfgtool archive save /etc/cluster -m 'CHG-1042: before 1.1'
  cfgtool archive save /etc/fstab /etc/mnttab`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("save needs at least one PATH, a file or a folder")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return a.archiveSave(*dir, args, reason, wait) },
	}
	cmd.Flags().StringVarP(&reason, "message", "m", "", "record the reason, such as a ticket: `TEXT`")
	cmd.Flags().DurationVar(&wait, "lock-timeout", store.DefaultLockTimeout, "wait `TIME` for another command that writes")
	return cmd
}

func (a *app) archiveSave(dir string, paths []string, reason string, wait time.Duration) error {
	sinks, err := a.sinks()
	if err != nil {
		return err
	}
	s, err := a.writer(&writing{archive: dir, lockTimeout: wait})
	if err != nil {
		return err
	}
	ctx, stop := interruptible()
	defer stop()
	got, err := s.Save(ctx, paths, a.recorded(store.Command{}, reason))
	if err != nil {
		return err
	}
	for _, skipped := range got.Skipped {
		a.warn("%s: skipped: %s", load.Quote(skipped.Path), skipped.Why)
	}
	if got.Same != "" {
		a.say("nothing to save: all is as change %s saved it; -m TEXT records it all the same", got.Same)
		a.say("to go back: cfgtool rollback %s%s", got.Same, archiveFlag(&writing{archive: dir}))
		return each(sinks, func(k sink) error { return saved(k, s, nil) })
	}
	c := got.Change
	before := ""
	if n := len(c.Files) - got.Copied; n > 0 {
		before = fmt.Sprintf("; the archive had the content of %s already", count(n, "file"))
	}
	a.say("saved %s, %s and %s%s", count(len(c.Files), "file"), count(len(c.Links), "symbolic link"), count(len(c.Folders), "folder"), before)
	a.say("change %s; to go back: cfgtool rollback %s%s", c.ID, c.ID, archiveFlag(&writing{archive: dir}))
	return each(sinks, func(k sink) error { return saved(k, s, []store.Change{c}) })
}

// saved prints the save as the log does, for programs; people were told.
func saved(k sink, s *store.Store, changes []store.Change) error {
	if k.format != "json" {
		return nil
	}
	return report.JSON(k, report.NewLog(s, changes))
}

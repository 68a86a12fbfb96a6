package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/cmd/cfgtool/internal/report"
)

func (a *app) archiveVerifyCommand(dir *string) *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: "Read the whole archive again, and compare its hashes",
		Long: `Read the ledger and every file of the archive again, and compare their hashes
with what the ledger says. Each file that is damaged, missing, unknown to the
ledger, or more readable than its original was, is named. Exit 1 if there is any.`,
		Example: "  cfgtool archive verify --output json",
		Args:    without("it reads the whole archive"),
		RunE:    func(*cobra.Command, []string) error { return a.archiveVerify(*dir) },
	}
}

func (a *app) archiveVerify(dir string) error {
	sinks, err := a.sinks()
	if err != nil {
		return err
	}
	s, err := a.existing(dir)
	if err != nil {
		return err
	}
	a.remind(dir)
	ctx, stop := interruptible()
	defer stop()
	v, err := s.Verify(ctx)
	if err != nil {
		return err
	}
	err = each(sinks, func(k sink) error {
		if k.format == "json" {
			return report.JSON(k, report.NewVerification(s, v))
		}
		for _, d := range v.Damages {
			fmt.Fprintf(k, "%s: %s: %s\n", load.Quote(d.Path), d.Flaw, d.What)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if v.Busy {
		a.warn("note: another command is at work in this archive, so what may be left over in it was not looked for")
	}
	a.say("%s: %s and %s read, %s", load.Quote(s.Dir()), count(v.Changes, "change"), count(v.Files, "file"), count(len(v.Damages), "problem"))
	if len(v.Damages) > 0 {
		return exit(exitFound)
	}
	return nil
}

package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/rewriters/change/store"
)

func (a *app) archiveShowCommand(dir *string) *cobra.Command {
	var file, from, out string
	var secrets bool
	cmd := &cobra.Command{
		Use:   "show GENERATION|CHANGE",
		Short: "Print an archived original",
		Long: `Print an archived original, byte for byte. Where it holds secrets, they are
masked, and it is printed as UTF-8; --out saves it as it is, for its owner only.`,
		Example: `  cfgtool archive show 20261122T101500Z-3f2a9c --file /etc/fstab
  cfgtool archive show 20261122T101500Z-3f2a9c --file /etc/fstab --out fstab.old`,
		Args: one("GENERATION or CHANGE, which cfgtool archive list names"),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.archiveShow(originals{*dir, from}, args[0], file, out, secrets)
		},
	}
	cmd.Flags().Var((*naming)(&file), "file", "the original of file `F`")
	fromFlag(cmd, &from)
	cmd.Flags().Var((*naming)(&out), "out", "save it, secrets and all, to `FILE` (mode 0600)")
	cmd.Flags().BoolVar(&secrets, "show-secrets", false, "print secrets, on a terminal only")
	return cmd
}

func (a *app) archiveShow(from originals, what, file, out string, secrets bool) error {
	if secrets && !terminal(a.stdout) {
		return usagef("--show-secrets: secrets are shown on a terminal only; --out FILE saves them")
	}
	found, read, err := a.originals(from, what, file)
	if err != nil {
		return err
	}
	g, err := theOne(found, what)
	if err != nil {
		return err
	}
	content, err := read(g)
	if err != nil {
		return err
	}
	if out != "" && sameFile(out, g.File.Real()) {
		return usagef("--out %s: this is the file itself, which would lose its mode and owner; cfgtool rollback brings it back, and with another name you can compare the two", load.Quote(out))
	}
	if out != "" {
		if err := store.WritePrivate(out, content); err != nil {
			return err
		}
		a.say("%s: saved", load.Quote(out))
		return nil
	}
	masked := report.Content(a.stdout, a.read(g.File.Path, content), secrets, a.palette(a.stdout))
	if masked {
		a.say("note: secrets are masked; --out FILE saves all of it")
	}
	return nil
}

// theOne is the generation that is meant, which must be one.
func theOne(found []store.Generation, what string) (store.Generation, error) {
	if len(found) > 1 {
		names := make([]string, len(found))
		for i, g := range found {
			names[i] = "\n  " + load.Quote(g.File.Path)
		}
		return store.Generation{}, fmt.Errorf("%s has %s; name one with --file:%s", load.Quote(what), count(len(found), "original"), strings.Join(names, ""))
	}
	return found[0], nil
}

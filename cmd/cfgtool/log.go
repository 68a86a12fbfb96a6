package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/parsers"
	"cfgtool/rewriters/change/store"
)

func (a *app) logCommand() *cobra.Command {
	var archive, file, text string
	var most int
	cmd := &cobra.Command{
		Use:   "log",
		Short: "List the changes that cfgtool made, the newest first",
		Long: `List the changes that cfgtool made, the newest first: ID, time, who, state,
command, files and reason. A ledger that is damaged is read up to the damage,
which is an error.`,
		Example: `  cfgtool log --file /etc/fstab
  cfgtool log -n 5
  cfgtool log --grep CHG0042 --output json`,
		Args: without("--file F lists the changes of one file, -n N the newest ones, --grep TEXT looks in all"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if most < 1 && cmd.Flags().Changed("number") {
				return usagef("-n %d: it is a number of changes, 1 or more", most)
			}
			return a.log(archive, file, text, most)
		},
	}
	cmd.Flags().Var((*naming)(&archive), "archive", "the archive under `DIR`")
	cmd.Flags().Var((*naming)(&file), "file", "only changes of file `F`")
	cmd.Flags().IntVarP(&most, "number", "n", 0, "only the newest `N` of them")
	cmd.Flags().StringVar(&text, "grep", "", "only changes with `TEXT` in their ID, actor, host, command, reason, what was accepted, files or error, in capitals or not")
	return cmd
}

func (a *app) log(archive, file, text string, most int) error {
	sinks, err := a.sinks()
	if err != nil {
		return err
	}
	s, err := a.existing(archive)
	if err != nil {
		return err
	}
	a.tellOther(s, archive)
	changes, damage := s.Changes()
	if len(changes) == 0 && damage == nil {
		a.say("%s: no changes yet", load.Quote(s.Dir()))
	}
	if damage == nil {
		a.remind(archive)
	}
	shown, err := grep(changes, file, text)
	if err != nil {
		return err
	}
	if len(shown) == 0 && len(changes) > 0 {
		a.say("%s: none of %s is one that is meant", load.Quote(s.Dir()), count(len(changes), "change"))
	}
	if most > 0 && len(shown) > most {
		shown = shown[len(shown)-most:]
	}
	for _, sink := range sinks {
		var err error
		if sink.format == "json" {
			err = report.JSON(sink, report.NewLog(s, shown))
		} else {
			err = list(sink, shown, a.verbose, a.palette(sink.Writer))
		}
		if err == nil {
			err = sink.close()
		}
		if err != nil {
			return err
		}
	}
	return damage
}

// grep takes the changes of a file with a text in them; "" is all of them.
func grep(changes []store.Change, file, text string) ([]store.Change, error) {
	names, err := namesOf(file)
	if err != nil {
		return nil, err
	}
	var out []store.Change
	for _, c := range changes {
		said := slices.Concat([]string{c.ID, c.Actor, c.Host, commandLine(c.Args), c.Reason, c.Error}, c.Accepted, paths(c))
		if concerns(c, names) && strings.Contains(strings.ToLower(strings.Join(said, "\n")), strings.ToLower(text)) {
			out = append(out, c)
		}
	}
	return out, nil
}

// namesOf are those that a file may have in the ledger: as it is named here, and behind
// symbolic links.
func namesOf(file string) ([]string, error) {
	path, err := absolute(file)
	if err != nil || path == "" {
		return nil, err
	}
	return []string{path, store.Resolved(path)}, nil
}

// concerns reports whether a change is of a file with one of the names; none are any file.
func concerns(c store.Change, names []string) bool {
	return len(names) == 0 || slices.ContainsFunc(paths(c), func(path string) bool { return slices.Contains(names, path) })
}

// paths are the files of a change, by all their names.
func paths(c store.Change) []string {
	var out []string
	for _, f := range c.Files {
		out = append(out, f.Path)
		if f.Target != "" {
			out = append(out, f.Target)
		}
	}
	return out
}

// list prints changes for people; of a change with many files, only some unless verbose.
func list(out io.Writer, changes []store.Change, verbose bool, p report.Palette) error {
	var t report.Table
	for _, c := range slices.Backward(changes) {
		t.Row(p.Fit(strings.Join([]string{c.ID, c.Time.Local().Format(time.DateTime), load.Quote(c.Actor), standing(c), ""}, "  "), "cfgtool "+brief(c.Args)))
		for i, f := range c.Files {
			if i == most && !verbose {
				t.Row(fmt.Sprintf("  and %s; -v lists them", count(len(c.Files)-most, "more file")))
				break
			}
			t.Row(fmt.Sprintf("  %s %s", f.Kind, load.Quote(f.Path)))
		}
		if c.Reason != "" {
			t.Row(fmt.Sprintf("  reason: %s", load.Quote(parsers.Mask(c.Reason))))
		}
		if len(c.Accepted) > 0 {
			t.Row(fmt.Sprintf("  accepted: %s", load.Quote(strings.Join(c.Accepted, ", "))))
		}
		if len(c.RollbackOf) > 0 {
			t.Row(fmt.Sprintf("  undoes: %s", some(c.RollbackOf, verbose)))
		}
		if c.State == store.Failed || c.State == store.Planned && c.Error != "" {
			first, _, _ := strings.Cut(c.Error, "\n")
			t.Row(fmt.Sprintf("  error: %s", load.Quote(first)))
		}
	}
	return t.Write(out, p)
}

// some are the first of many IDs, or all.
func some(ids []string, all bool) string {
	if all || len(ids) <= most {
		return strings.Join(ids, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(ids[:most], ", "), len(ids)-most)
}

// standing is the state of a change, and where it goes if it is unfinished.
func standing(c store.Change) string {
	switch {
	case c.State == store.Planned && c.Direction == store.Back:
		return "unfinished, going back"
	case c.State == store.Planned:
		return "unfinished"
	case c.Recovered && c.State == store.Committed:
		return "committed by recover"
	}
	return string(c.State)
}

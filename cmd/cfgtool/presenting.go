package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/rewriters/change"
)

// present prints the diffs, or the names alone, and what is to be said of them.
func (a *app) present(sinks []sink, o outcome, w *writing, from string) {
	if w.onlyNames {
		printNames(sinks, &o.plan)
	} else {
		a.show(sinks, o, w)
	}
	if !o.plan.Empty() && (w.dryRun || w.patchOut != "") {
		a.tellFrom(from)
	}
	a.tell(o.notes)
	a.tellAdded(o, w)
	a.idle(w)
}

// tellFrom says where a diff applies, if that is not the current folder.
func (a *app) tellFrom(from string) {
	if from != "" {
		a.say("note: the diff is of files outside of this folder; apply it from %s: patch -p1 -d %s, or git apply there", from, from)
	}
}

// printNames prints the names of the files of a plan, for people.
func printNames(sinks []sink, plan *change.Plan) {
	for _, s := range sinks {
		for _, c := range plan.Files {
			if s.format == "text" {
				fmt.Fprintln(s, load.Quote(c.Path))
			}
		}
	}
}

// show prints the diffs of a plan where they are asked for, and where a person is asked
// about them. What is held back goes to the messages, as lines that patch takes for
// comment, so that nobody applies it unawares.
func (a *app) show(sinks []sink, o outcome, w *writing) {
	masked := false
	var decoded []string
	diffs := func(out io.Writer, p report.Palette, changes []*change.FileChange) {
		for _, c := range changes {
			d, m := c.Text(w.showSecrets && p.Terminal)
			report.Diff(out, d, p)
			masked = masked || m
			if charset := c.Decoded(d); charset != "" && !m && w.patchOut == "" && !w.yes {
				decoded = append(decoded, fmt.Sprintf("note: %s is in %s, and is shown in UTF-8, so this diff of it cannot be applied; --patch-out FILE saves one that can", load.Quote(c.Path), charset))
			}
		}
	}
	all := func(out io.Writer) {
		report.Lines(out, change.DiffOfFolders(o.plan.Folders), a.palette(out))
		diffs(out, a.palette(out), o.plan.Files)
	}
	seen := false
	for _, s := range sinks {
		if s.format == "text" {
			all(s.Writer)
			seen = seen || terminal(s.Writer)
		}
	}
	if a.asks(w) && !seen && !o.plan.Empty() { // the standard output goes elsewhere
		a.warn("the standard output goes elsewhere; this is asked about:")
		all(a.stderr)
	}
	aside := func(changes []*change.FileChange, flag string) {
		if len(changes) == 0 {
			return
		}
		a.warn("not written without %s:", flag)
		var held bytes.Buffer
		diffs(&held, a.palette(a.stderr), changes)
		for line := range strings.Lines(held.String()) {
			fmt.Fprintf(a.stderr, "# %s\n", strings.TrimSuffix(line, "\n"))
		}
	}
	aside(o.held, "--accept-assumed")
	aside(o.doubted, "--accept new-findings")
	if masked {
		a.say("note: secrets are masked, so this diff cannot be applied; --patch-out FILE saves the whole one")
	}
	for _, note := range slices.Compact(decoded) { // the terminal may have got it, too
		a.say("%s", note)
	}
}

// discreet refuses to print secrets but on a terminal.
func (a *app) discreet(w *writing) error {
	if w.showSecrets && !terminal(a.stdout) {
		return usagef("--show-secrets: secrets are shown on a terminal only; --patch-out FILE saves them")
	}
	return nil
}

// question is what a person is asked before anything is written.
func question(o outcome, w *writing) string {
	n := len(o.undoes)
	written := count(len(o.plan.Files), "file")
	if w.archive == noArchive {
		written += " with no way back"
	}
	switch {
	case n > 3:
		return fmt.Sprintf("Undo %d changes?", n)
	case n > 0:
		return fmt.Sprintf("Undo change %s?", strings.Join(o.undoes, " and "))
	case len(o.open) > 0:
		return fmt.Sprintf("Write %s, and bring %s?", written, count(len(o.open), "finding"))
	}
	return fmt.Sprintf("Write %s?", written)
}

// confirmed asks whether to write, unless --yes; if not to, it says so.
func (a *app) confirmed(w *writing, question string) (bool, error) {
	switch {
	case w.yes:
	case !terminal(a.stdin):
		a.warn("nothing is written: there is no terminal to ask on; --yes writes without asking")
		return false, exit(exitRefused)
	case !a.ask(question):
		a.say("nothing is written")
		return false, exit(exitRefused)
	}
	return true, nil
}

// ask puts a question on the terminal; only "y" and "yes" are a yes.
func (a *app) ask(question string) bool {
	fmt.Fprintf(a.stderr, "%s [y/N] ", question)
	answer, err := bufio.NewReader(a.stdin).ReadString('\n')
	if err != nil {
		fmt.Fprintln(a.stderr)
	}
	answer = strings.ToLower(strings.TrimSpace(answer))
	return answer == "y" || answer == "yes"
}

// announce says what is written, and how to go back.
func (a *app) announce(o outcome, w *writing, id string) {
	for _, c := range o.plan.Files {
		a.say("%s: %s", load.Quote(c.Path), done[c.Kind])
	}
	switch {
	case id != "":
		a.say("change %s; to go back: cfgtool rollback %s%s", id, id, archiveFlag(w))
	case w.archive == noArchive:
		a.warn("nothing is archived, so there is no way back")
	}
}

var done = map[change.Kind]string{change.Edit: "changed", change.Create: "created", change.Remove: "removed", change.Restore: "restored"}

// archiveFlag is what a later command on the same files needs.
func archiveFlag(w *writing) string {
	flags := ""
	if w.archive != "" {
		flags += " --archive " + load.Quote(w.archive)
	}
	if w.inPlace {
		flags += " --in-place"
	}
	return flags
}

// list prints what there is to do, if anything.
func (a *app) list(head string, steps []string) {
	if len(steps) > 0 {
		a.say("%s\n  %s", head, strings.Join(steps, "\n  "))
	}
}

func (a *app) tell(notes []string) {
	for _, n := range notes {
		a.say("note: %s", n)
	}
}

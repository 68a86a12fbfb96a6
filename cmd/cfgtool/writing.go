package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/parsers"
	"cfgtool/rewriters/change"
	"cfgtool/rewriters/change/store"
)

// writing is the flags that all commands which change files share.
type writing struct {
	yes, dryRun, onlyNames, keepGoing bool
	acceptAssumed, noArchive          bool
	showSecrets                       bool
	patchOut, reason, archive         string
}

func (w *writing) flags(cmd *cobra.Command, a *app) {
	flags := cmd.Flags()
	flags.BoolVarP(&w.yes, "yes", "y", false, "write without asking")
	flags.BoolVar(&w.dryRun, "dry-run", false, "print the diff and write nothing")
	flags.BoolVar(&w.onlyNames, "check", false, "print only the names of files that would change, and exit 1 if there are any")
	flags.BoolVar(&w.keepGoing, "keep-going", false, "let the other files proceed when one is refused")
	flags.BoolVar(&w.acceptAssumed, "accept-assumed", false, "write what rests on assumed facts, too")
	flags.BoolVar(&w.noArchive, "no-archive", false, "archive nothing; only for files tracked by git")
	flags.BoolVar(&w.showSecrets, "show-secrets", false, "print secrets in the diff, on a terminal only")
	flags.StringVar(&w.patchOut, "patch-out", "", "save the diff, secrets and all, to `FILE` (mode 0600)")
	flags.StringVarP(&w.reason, "message", "m", "", "record the reason, such as a ticket: `TEXT`")
	flags.StringVar(&w.archive, "archive", "", "archive under `DIR`")
}

// used reports whether a flag was given that only writing heeds.
func (w *writing) used() bool {
	return *w != writing{}
}

// job is what a command means to do with one document.
type job struct {
	steps   []change.Step
	assumed []change.Step // held back without --accept-assumed
	notes   []string      // for the user, whether or not there is something to do
	why     []string      // what is assumed, and the reason
	next    []string      // instead of what the product's profile says
	// after looks at the document as it is in the end.
	after func(parsers.Document) error
}

// outcome is what planning came to.
type outcome struct {
	plan    change.Plan
	held    []*change.FileChange
	notes   []string
	next    []string
	refused bool
}

// write plans a job for every file, shows it, asks, archives, writes, and
// prints what the product wants done next.
func (a *app) write(paths []string, w *writing, plan func(parsers.Document) (job, error)) error {
	if w.showSecrets && !terminal(a.stdout) {
		return usagef("--show-secrets: secrets are shown on a terminal only; --patch-out FILE saves them")
	}
	if len(paths) == 1 && paths[0] == load.Stdin {
		return a.filter(w, plan)
	}
	for _, path := range paths {
		if path == load.Stdin {
			return usagef("- stands alone: with it the new text goes to standard output")
		}
	}
	o := a.plan(a.loader().Files(paths), w, plan)
	if o.refused && !w.keepGoing {
		if !o.plan.Empty() {
			a.say("nothing is written, since a file is refused; --keep-going lets the others proceed")
		}
		return exit(exitRefused)
	}
	return a.carryOut(o, w, store.Command{})
}

// plan builds the changes of all files before anything is written.
func (a *app) plan(files []load.File, w *writing, plan func(parsers.Document) (job, error)) outcome {
	var o outcome
	for _, f := range files {
		if f.Err != nil {
			a.fail(f.Err)
			o.refused = true
			continue
		}
		if err := a.planFile(&o, f.Doc, w, plan); err != nil {
			a.fail(err)
			o.refused = true
		}
	}
	return o
}

func (a *app) planFile(o *outcome, doc parsers.Document, w *writing, plan func(parsers.Document) (job, error)) error {
	j, err := plan(doc)
	if err != nil {
		return err
	}
	steps := j.steps
	if w.acceptAssumed {
		steps = append(steps[:len(steps):len(steps)], j.assumed...)
	}
	c, err := change.Build(doc, steps...)
	if err != nil {
		return err
	}
	for _, note := range j.notes {
		o.notes = append(o.notes, load.Quote(doc.Source().Name())+": "+note)
	}
	end := c
	if !w.acceptAssumed && len(j.assumed) > 0 {
		held, err := change.Build(c.New, j.assumed...)
		if err != nil {
			return err
		}
		if !held.Empty() {
			o.held = append(o.held, held)
			for _, why := range j.why {
				o.notes = append(o.notes, load.Quote(doc.Source().Name())+": assumed: "+why)
			}
		}
	} else if !c.Empty() {
		for _, why := range j.why {
			o.notes = append(o.notes, load.Quote(doc.Source().Name())+": assumed: "+why)
		}
	}
	if j.after != nil {
		if err := j.after(end.New); err != nil {
			return err
		}
	}
	if c.Empty() {
		return nil
	}
	o.plan.Files = append(o.plan.Files, c)
	next := j.next
	if next == nil {
		if next, err = a.next(c.New); err != nil {
			return err
		}
	}
	for _, n := range next {
		if !contains(o.next, n) {
			o.next = append(o.next, n)
		}
	}
	return nil
}

func contains(list []string, s string) bool {
	for _, t := range list {
		if t == s {
			return true
		}
	}
	return false
}

// filter is writing with "-": the new text goes to stdout.
func (a *app) filter(w *writing, plan func(parsers.Document) (job, error)) error {
	f := a.loader().File(load.Stdin)
	if f.Err != nil {
		return f.Err
	}
	var o outcome
	if err := a.planFile(&o, f.Doc, w, plan); err != nil {
		return err
	}
	a.tell(o.notes)
	text := f.Doc.Source().Bytes()
	for _, c := range o.plan.Files {
		text = c.After
	}
	if _, err := a.stdout.Write(text); err != nil {
		return fmt.Errorf("standard output: %s", cause(err))
	}
	return a.heldBack(o, w)
}

func (a *app) tell(notes []string) {
	for _, n := range notes {
		a.say("note: %s", n)
	}
}

// heldBack ends a command: with exit 1 when assumed edits were not written.
func (a *app) heldBack(o outcome, w *writing) error {
	if len(o.held) == 0 {
		if o.refused {
			return exit(exitRefused)
		}
		return nil
	}
	a.say("held back: what rests on assumed facts is written with --accept-assumed, or with a --profile or flags that state it")
	if o.refused {
		return exit(exitRefused)
	}
	if w.dryRun {
		return nil
	}
	return exit(exitFound)
}

// carryOut shows the plan, asks, writes, and prints what comes next.
func (a *app) carryOut(o outcome, w *writing, command store.Command) error {
	sinks, err := a.sinks()
	if err != nil {
		return err
	}
	if w.patchOut != "" {
		if err := store.WritePrivate(w.patchOut, o.plan.Diff()); err != nil {
			return err
		}
	}
	if w.onlyNames {
		for _, c := range o.plan.Files {
			fmt.Fprintln(a.stdout, load.Quote(c.Path))
		}
		a.tell(o.notes)
		if !o.plan.Empty() {
			return exit(exitFound)
		}
		return a.heldBack(o, w)
	}
	id := ""
	text := false
	for _, s := range sinks {
		if s.format == "text" {
			text = true
			a.show(s, o, w)
		}
	}
	finish := func(err error) error {
		for _, s := range sinks {
			if s.format == "json" {
				if werr := report.NewPlan(&o.plan, o.held, o.notes, o.next, id).Write(s); werr != nil && err == nil {
					err = fmt.Errorf("the result could not be written: %s", cause(werr))
				}
			}
			s.close()
		}
		return err
	}
	a.tell(o.notes)
	if o.plan.Empty() {
		if len(o.held) == 0 && !o.refused {
			a.say("nothing to do")
		}
		return finish(a.heldBack(o, w))
	}
	if w.dryRun {
		return finish(a.heldBack(o, w))
	}
	if !w.yes {
		if !terminal(a.stdin) {
			a.say("nothing is written: there is no terminal to ask on; --yes writes without asking")
			return finish(exit(exitRefused))
		}
		if !text {
			a.show(sink{Writer: a.stderr}, o, w)
		}
		question := fmt.Sprintf("Write %s?", count(len(o.plan.Files), "file"))
		if command.RollbackOf != "" {
			question = fmt.Sprintf("Undo change %s?", command.RollbackOf)
		}
		if !a.ask(question) {
			a.say("nothing is written")
			return finish(exit(exitRefused))
		}
	}
	if id, err = a.commit(&o.plan, w, command); err != nil {
		return finish(err)
	}
	for _, c := range o.plan.Files {
		a.say("%s: %s", load.Quote(c.Path), done[c.Kind])
	}
	if id != "" {
		a.say("change %s; to go back: cfgtool rollback %s%s", id, id, archiveFlag(w))
	}
	if len(o.next) > 0 {
		a.say("next:")
		for _, n := range o.next {
			a.say("  %s", n)
		}
	}
	return finish(a.heldBack(o, w))
}

var done = map[change.Kind]string{change.Edit: "changed", change.Create: "created", change.Remove: "removed", change.Restore: "restored"}

func archiveFlag(w *writing) string {
	if w.archive == "" {
		return ""
	}
	return " --archive " + load.Quote(w.archive)
}

// show prints the diffs of a plan, and apart from them what is held back.
func (a *app) show(s sink, o outcome, w *writing) {
	p := a.palette(s.Writer)
	masked := false
	show := func(changes []*change.FileChange) {
		for _, c := range changes {
			d, m := c.Text(w.showSecrets)
			report.Diff(s, d, p)
			masked = masked || m
		}
	}
	show(o.plan.Files)
	if len(o.held) > 0 {
		a.say("not written without --accept-assumed:")
		show(o.held)
	}
	if masked {
		a.say("note: secrets are masked, so this diff cannot be applied; --patch-out FILE saves the whole one")
	}
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

// commit writes a plan, and returns the ID of the change in the archive.
func (a *app) commit(plan *change.Plan, w *writing, command store.Command) (string, error) {
	if w.noArchive {
		for _, c := range plan.Files {
			if !tracked(c.Path) {
				return "", fmt.Errorf("%s: --no-archive is for files tracked by git, and git does not track this one; leave the flag out", load.Quote(c.Path))
			}
		}
		return "", store.WriteUnarchived(plan)
	}
	s, err := a.store(w.archive)
	if err != nil {
		return "", err
	}
	host, _ := os.Hostname()
	command.Args, command.Reason, command.Actor, command.Host, command.Version = a.args, w.reason, actor(), host, version
	c, err := s.Commit(plan, command)
	return c.ID, err
}

// store opens the archive.
func (a *app) store(dir string) (*store.Store, error) {
	if dir == "" {
		var err error
		if dir, err = store.DefaultDir(); err != nil {
			return nil, err
		}
	}
	return store.Open(dir)
}

// actor is who runs the command: the user behind sudo, else the login user.
func actor() string {
	if name := os.Getenv("SUDO_USER"); name != "" {
		return name
	}
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return fmt.Sprintf("uid %d", os.Getuid())
}

// tracked reports whether git tracks a file.
func tracked(path string) bool {
	cmd := exec.Command("git", "ls-files", "--error-unmatch", "--", filepath.Base(path))
	cmd.Dir = filepath.Dir(path)
	var failed *exec.ExitError
	err := cmd.Run()
	return err == nil && !errors.As(err, &failed)
}

package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/parsers"
	"cfgtool/parsers/pattern"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
	"cfgtool/rules/all"
	"cfgtool/rules/sascore"
)

func (a *app) checkCommand() *cobra.Command {
	var failOn string
	var fix, fixOnly, unsafe, newest bool
	var w writing
	var described coreFlags
	var chosen selection
	cmd := &cobra.Command{
		Use:   "check PATH…|-",
		Short: "Verify files: syntax and rules",
		Long: `Verify files: their syntax, and the rules for their kind. The kind is told by
--map, by --as, by the name, and for a file that is named here by its content:
that is a guess, and said. Names of other worlds, such as *.yaml, *.json, *.md,
*.sh or Dockerfile, are not guessed at. docs/formats lists the names.

Folders are walked; of the files in them, those are checked whose names tell
their kind. A symbolic link that is named is followed, those below are not. Left
out are other file systems, copies and templates (*.rpmnew *.rpmsave *.dpkg-*
*.bak *~ *.j2 .Old..*), what --exclude matches, and inside a git work tree what
git ignores and folders called node_modules, vendor or target; -v names it all.
A path that is named is always read, unless --ignore-unknown leaves it out.

A GLOB is a pattern as in a .gitignore: without a slash for names, with one for
paths from the current folder, or from / if it begins with that.

With --latest, the response file with the newest timestamp in its name,
resp.<timestamp>, is checked of each directory. Where the names do not tell
which one that is, none is.

With --root or --host, the parameters of an Opsware SAS response file are held
against the files of the core: --root DIR for one host, or --host NAME=DIR for
each of several. A directory may be a live /, a mounted disk or a backup, as a
tar or unpacked; nothing outside of it is read. With --live alone it is /. Each
parameter is then verified, a mismatch, missing, manual (for a person to look
up), without evidence, or not needed.

With --live, the rules that ask the running system are run too: whether
devices are there and what is on them, which file systems the kernel has, and
whether systemd has read the table. Other files are looked up below / then,
or below --root DIR where that is given. Only Linux has --live.`,
		Example: `  cfgtool check /etc/cluster/clconf.xml
  cfgtool check --root /mnt/backup /mnt/backup/etc/opt/opsware
  cfgtool check --map 'fstab.*=fstab' --exclude old/ hosts
  git diff --name-only -z --diff-filter=d | xargs -0r cfgtool check --ignore-unknown --
  cfgtool check --live /etc/fstab
  cfgtool check --target-kernel 6.12 /etc/fstab
  cfgtool check --enable FST048 --disable FST019,FST040 /etc/fstab
  cfgtool check --fix --dry-run clconf.xml
  cfgtool check --latest /var/opt/opsware/install_opsware/resp
  cfgtool check --root / /var/opt/opsware/install_opsware/resp/resp.20080301
  cfgtool check --host core1=backup/core1 --host core2=backup/core2 --component truth=core2 resp.20080301`,
		RunE: func(_ *cobra.Command, paths []string) error {
			least, err := threshold(failOn)
			fix = fix || fixOnly
			switch {
			case err != nil:
				return err
			case a.kernel != "" && !kernelVersion().MatchString(a.kernel):
				return usagef("--target-kernel %s: a version of Linux looks like 5.14", load.Quote(a.kernel))
			case a.live && runtime.GOOS != "linux":
				return usagef("--live asks a running Linux, and this is %s", runtime.GOOS)
			case len(paths) == 0:
				return usagef("check needs a PATH, or - for standard input")
			case unsafe && !fix:
				return usagef("--unsafe goes with --fix")
			case !fix && w.used():
				return usagef("--yes, --dry-run and the other flags of writing go with --fix")
			}
			if a.on, a.off, err = chosen.rules(); err != nil {
				return err
			}
			if described.oracle && runtime.GOOS == "linux" {
				a.live = true // it asks what runs
			}
			if err := described.validate(a); err != nil {
				return err
			}
			core, err := a.openCore(described)
			if err != nil {
				return err
			}
			if newest {
				if paths, err = a.latest(paths); err != nil {
					return err
				}
			}
			if fix {
				return a.fix(paths, core, &w, fixing{unsafe, fixOnly, least})
			}
			return a.check(paths, core, least)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&failOn, "fail-on", "error", "exit 1 on findings of this `SEVERITY` or worse: error, warning, info or never")
	flags.BoolVar(&fix, "fix", false, "apply the safe fixes")
	flags.BoolVar(&fixOnly, "fix-only", false, "apply the safe fixes, and neither report nor fail on what is left")
	flags.BoolVar(&unsafe, "unsafe", false, "with --fix, apply unsafe fixes too")
	flags.BoolVar(&newest, "latest", false, "check the newest response file of each directory")
	flags.Var((*naming)(&a.kernel), "target-kernel", "the `VERSION` of Linux that mount tables are for; default: the newest")
	described.flags(cmd)
	flags.BoolVar(&a.live, "live", false, "run the rules that ask the running system, too")
	chosen.flags(cmd)
	a.kindFlags(cmd)
	a.walkFlags(cmd)
	w.flags(cmd, a)
	return cmd
}

// latest names the newest response file of each directory.
func (a *app) latest(dirs []string) ([]string, error) {
	var files []string
	for _, dir := range dirs {
		entries, err := os.ReadDir(dir)
		if tar, name := a.archived(dir); tar != nil {
			entries, err = tar.ReadDir(name)
		}
		if err != nil {
			return nil, fmt.Errorf("--latest %s: %s; name a directory that you may read", load.Quote(dir), cause(err))
		}
		var names []string
		for _, e := range entries {
			if !e.IsDir() {
				names = append(names, e.Name())
			}
		}
		name, err := respfile.Latest(names)
		if err != nil {
			return nil, fmt.Errorf("--latest %s: %w", load.Quote(dir), err)
		}
		file := filepath.Join(dir, name)
		a.say("the newest response file is %s", load.Quote(file))
		files = append(files, file)
	}
	return files, nil
}

// kernelVersion is a version of Linux, as uname(1) prints it.
var kernelVersion = pattern.Of(`^[0-9]{1,4}(\.[0-9]{1,6})+([-+.~][0-9A-Za-z._+~-]*)?$`)

// never is a severity that no finding has.
const never = parsers.Error + 1

func threshold(name string) (parsers.Severity, error) {
	for _, s := range []parsers.Severity{parsers.Info, parsers.Warning, parsers.Error} {
		if s.String() == name {
			return s, nil
		}
	}
	if name == "never" {
		return never, nil
	}
	return 0, usagef("--fail-on %s: it is error, warning, info or never", load.Quote(name))
}

func (a *app) check(paths []string, core *sascore.Core, least parsers.Severity) error {
	sinks, err := a.sinks("sarif", "html")
	if err != nil {
		return err
	}
	a.remind("")
	files := a.files(paths)
	if err := a.apart(new(writing), load.Paths(files)); err != nil {
		return err
	}
	parameters := a.verified(core, documents(files))
	if len(parameters) > 0 {
		files = append(files, besides(core, files)...)
	}
	docs := documents(files)
	result, err := a.findings(docs, core, printed)
	if err != nil {
		return err
	}
	hidden := secrets(docs, result.Findings)
	if core != nil {
		maps.Copy(hidden, core.Secrets())
	}
	err = each(sinks, func(s sink) error {
		switch s.format {
		case "json":
			return report.WriteFindings(s, result, statuses(files), hidden, report.NewParameters(parameters))
		case "html":
			found := report.NewFindings(result, statuses(files), hidden)
			found.Parameters = report.NewParameters(parameters)
			host, _ := os.Hostname()
			return report.Page{Findings: found, Made: time.Now(), Actor: actor(), Host: host, Command: "cfgtool " + commandLine(masked(a.args)), Version: version, Secrets: hidden}.Write(s)
		case "sarif":
			return report.WriteSARIF(s, result, statuses(files), hidden, version)
		}
		findings := result.Findings
		if len(parameters) > 0 { // these have a table of their own
			findings = slices.DeleteFunc(slices.Clone(findings), report.OfParameters)
		}
		text := report.Text{Palette: a.palette(s.Writer), Snippets: a.snippets(s.Writer), Secrets: hidden}
		text.Findings(s, findings)
		text.More(s, result.More)
		for _, results := range parameters {
			a.palette(s.Writer).Core(s, results, len(core.Hosts), a.verbose, a.off)
		}
		return nil
	})
	if err != nil {
		return err
	}
	failed := a.failures(files)
	if len(docs) > 0 || !failed {
		a.summarise(result, len(docs))
	}
	switch {
	case failed:
		return exit(exitRefused)
	case result.Count(least) > 0:
		return exit(exitFound)
	}
	return nil
}

// printed is how many findings of one rule in one file are printed, in every form.
const printed = 100

// findings runs all rules over the documents. It keeps so many findings of one
// rule in one file, or with 0 all.
func (a *app) findings(docs []parsers.Document, core *sascore.Core, keep int) (rules.Result, error) {
	run := rules.Run{Keep: keep, Rules: all.Rules, On: a.on, Off: a.off, Formats: a.formats, Profiles: a.profiles, Kernel: a.kernel, Jobs: a.jobs}
	if core != nil {
		run.Site = core
	}
	if a.live {
		system, err := a.open("/")
		if err != nil {
			return rules.Result{}, fmt.Errorf("--live: %s", cause(err))
		}
		run.Live = system
	}
	r, err := a.root()
	if err != nil {
		return rules.Result{}, err
	}
	if r != nil {
		run.Root = r
	}
	return run.Check(docs), nil
}

// summarise counts the findings for people.
func (a *app) summarise(result rules.Result, files int) {
	if a.verbose || terminal(a.stderr) {
		skipped := make(map[string][]string) // by the flag that is missing
		for _, r := range result.Skipped {
			flag := "--root"
			if r.Live {
				flag = "--live"
			}
			skipped[flag] = append(skipped[flag], r.ID)
		}
		for _, flag := range slices.Sorted(maps.Keys(skipped)) {
			a.say("%s not checked without %s: %s", count(len(skipped[flag]), "rule"), flag, strings.Join(skipped[flag], ", "))
		}
	}
	all := result.Count(parsers.Info)
	if all == 0 {
		a.say("no findings in %s", count(files, "file"))
		return
	}
	var parts []string
	for _, s := range []parsers.Severity{parsers.Error, parsers.Warning, parsers.Info} {
		if n := result.Count(s) - result.Count(s+1); n > 0 {
			if s == parsers.Info {
				parts = append(parts, fmt.Sprintf("%d info", n))
			} else {
				parts = append(parts, count(n, s.String()))
			}
		}
	}
	a.say("%s in %s: %s%s", count(all, "finding"), count(files, "file"), strings.Join(parts, ", "), fixable(result))
}

// fixable tells how many findings --fix mends, for people.
func fixable(result rules.Result) string {
	switch safe, unsafe := result.Fixable(rules.Safe), result.Fixable(rules.Unsafe); {
	case safe > 0 && unsafe > 0:
		return fmt.Sprintf("; %d can be fixed with --fix, %d more with --fix --unsafe", safe, unsafe)
	case safe > 0:
		return fmt.Sprintf("; %d can be fixed with --fix", safe)
	case unsafe > 0:
		return fmt.Sprintf("; %d can be fixed with --fix --unsafe", unsafe)
	}
	return ""
}

// count is a number and its noun, with an s where there are several.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// snippets reports whether findings are printed with their source lines.
func (a *app) snippets(w io.Writer) bool {
	return terminal(w) || a.color == "always" || a.verbose
}

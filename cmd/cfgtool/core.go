package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/cmd/cfgtool/internal/oracle"
	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/rewriters/change/store"
	"cfgtool/rules/sascore"
)

// coreFlags describe the core that a response file is held against.
type coreFlags struct {
	hosts, components     []string
	role, platform, facts string
	multimaster, strict   bool
	oracle                bool
	oracleTimeout         time.Duration
}

func (c *coreFlags) flags(cmd *cobra.Command) {
	flags := cmd.Flags()
	hostFlag(flags, &c.hosts, "a host of the core and where its files are")
	flags.StringArrayVar(&c.components, "component", nil, "which host has a component, as `COMPONENT=NAME`: truth, ogfs, media, boot, build, web, gateway or word; repeatable")
	flags.Var((*naming)(&c.role), "role", "hold a response file to the list of a `ROLE`: core or satellite; default: as it looks")
	flags.BoolVar(&c.multimaster, "multimaster", false, "the core is one of a multimaster mesh")
	flags.Var((*naming)(&c.platform), "platform", "the hosts run `PLATFORM`: linux or solaris; default: as their files tell")
	flags.Var((*naming)(&c.facts), "facts", "`FILE` of what a person looked up; 'cfgtool facts init' writes its form")
	flags.BoolVar(&c.oracle, "oracle", false, "try the passwords of the Model Repository's accounts on its database, once each; implies --live"+
		map[bool]string{false: " (not in this build: see 'make oracle')"}[oracle.Included])
	flags.DurationVar(&c.oracleTimeout, "oracle-timeout", 10*time.Second, "wait this long for each login, as in `30s`")
	flags.BoolVar(&c.strict, "strict", false, "parameters that could not be verified count as errors")
}

// validate refuses what the flags do not have.
func (c *coreFlags) validate(a *app) error {
	described := c.role != "" || c.multimaster || c.platform != "" || c.facts != "" || c.strict || len(c.components) > 0
	switch {
	case c.oracle && !oracle.Included:
		return usagef("--oracle: this cfgtool was built without it, to be small; where its source is, 'make oracle' builds one that has it")
	case c.oracle && len(c.hosts) == 0 && a.rootDir == "" && !a.live:
		return usagef("--oracle finds the database by the files of a core: give them with --root DIR or --host NAME=DIR")
	case described && len(c.hosts) == 0 && a.rootDir == "" && !a.live:
		return usagef("--component, --role, --multimaster, --platform, --facts and --strict describe a core: give its files with --root DIR or --host NAME=DIR")
	case !slices.Contains([]string{"", "core", "satellite"}, c.role):
		return usagef("--role %s: it is core or satellite", load.Quote(c.role))
	case !slices.Contains([]string{"", "linux", "solaris"}, c.platform):
		return usagef("--platform %s: it is linux or solaris", load.Quote(c.platform))
	case c.oracleTimeout <= 0:
		return usagef("--oracle-timeout %s: it is longer than nothing, as in 10s", c.oracleTimeout)
	}
	return nil
}

// openCore opens the hosts of the flags, with --live alone the running one;
// without any there is no core.
func (a *app) openCore(flags coreFlags) (*sascore.Core, error) {
	core := &sascore.Core{Role: sascore.Role(flags.role), Platform: sascore.Platform(flags.platform), Multimaster: flags.multimaster, Strict: flags.strict}
	only := a.rootDir
	if a.live && only == "" && len(flags.hosts) == 0 {
		only = "/"
	}
	opened, err := a.openHosts(flags.hosts, only)
	if err != nil || len(opened) == 0 {
		return nil, err
	}
	profile, err := respfile.LoadProfile(a.profiles)
	if err != nil {
		return nil, err
	}
	for _, h := range opened {
		core.Hosts = append(core.Hosts, &sascore.Host{Name: h.name, Dir: h.Dir(), Files: h.Root})
	}
	for _, given := range flags.components {
		if err := assign(core, profile, given); err != nil {
			return nil, err
		}
	}
	if flags.facts != "" {
		data, err := store.ReadFile(flags.facts, a.limit)
		if err != nil {
			return nil, fmt.Errorf("--facts %w", err)
		}
		if core.Facts, err = sascore.ReadFacts(flags.facts, data, profile); err != nil {
			return nil, err
		}
	}
	if flags.oracle {
		core.LogIn = a.logIn(flags.oracleTimeout)
	}
	return core, nil
}

// logIn makes what tries passwords on a database. It warns before the first try.
func (a *app) logIn(timeout time.Duration) func(sascore.Login) sascore.Answer {
	warned := false
	return func(l sascore.Login) sascore.Answer {
		if !warned {
			a.warn("warning: --oracle logs in to the database at %s with the passwords of the response file, once for each account; "+
				"a wrong one counts as a failed login, and accounts lock after several", load.Quote(strings.Join(l.Addresses, ", ")))
			warned = true
		}
		ctx, cancel := context.WithTimeout(context.Background(), timeout)
		defer cancel()
		got := oracle.Database{Addresses: l.Addresses, Service: l.Service, SID: l.SID}.Try(ctx, l.User, l.Password)
		return sascore.Answer{Verdict: verdicts[got.Verdict], Reason: got.Reason}
	}
}

var verdicts = map[oracle.Verdict]sascore.Verdict{oracle.Unknown: sascore.Untold, oracle.Right: sascore.Right, oracle.Wrong: sascore.Wrong}

// assign gives a host the component that it is said to have. The name may be
// left out where there is one host; that of --root gets its name so.
func assign(core *sascore.Core, profile *respfile.Profile, given string) error {
	component, name, _ := strings.Cut(given, "=")
	var known, hosts []string
	for _, s := range profile.Servers {
		known = append(known, s.Name)
	}
	if !slices.Contains(known, component) {
		return usagef("--component %s: there is no component %s%s", load.Quote(given), load.Quote(component), meant(component, known))
	}
	for _, h := range core.Hosts {
		if len(core.Hosts) == 1 && h.Name == "" {
			h.Name = name
		}
		if h.Name == name || name == "" && len(core.Hosts) == 1 {
			h.Servers = append(h.Servers, component)
			return nil
		}
		hosts = append(hosts, h.Name)
	}
	return usagef("--component %s: there is no host %s; there are %s", load.Quote(given), load.Quote(name), strings.Join(hosts, ", "))
}

// besides are the files of the core that are checked with its response file.
func besides(core *sascore.Core, files []load.File) []load.File {
	if core == nil {
		return nil
	}
	var more []load.File
	for _, d := range core.Documents() {
		name := d.Source().Name()
		if !slices.ContainsFunc(files, func(f load.File) bool { return filepath.Clean(f.Path) == name }) {
			more = append(more, load.File{Path: name, Doc: d})
		}
	}
	return more
}

// everywhere adds to paths the copies that the hosts of the core have of the response
// files among them, which are corrected with them: the guide has one file on all servers.
func (a *app) everywhere(core *sascore.Core, paths []string) []string {
	if core == nil || slices.Contains(paths, load.Stdin) {
		return paths
	}
	profile, err := respfile.LoadProfile(a.profiles)
	if err != nil {
		return paths // the command refused it before
	}
	all := slices.Clone(paths)
	for _, loaded := range a.loader().Files(paths).Files {
		f, ok := parsers.As[*respfile.File](loaded.Doc)
		if !ok || !sascore.Verifies(f, profile) {
			continue
		}
		core.Corrected = append(core.Corrected, f.Source().Bytes())
		for _, h := range core.Hosts {
			other := h.Copy(f)
			if other != "" && !slices.ContainsFunc(all, func(p string) bool { return filepath.Clean(p) == other || sameFile(p, other) }) {
				all = append(all, other)
			}
		}
	}
	return all
}

// hostOf tells which host of the core a file is on, 0 for none.
func hostOf(core *sascore.Core) func(file string) int {
	return func(file string) int {
		return 1 + slices.IndexFunc(core.Hosts, func(h *sascore.Host) bool { _, on := below(h.Dir, file); return on })
	}
}

// verified are the parameters of each response file among the documents.
func (a *app) verified(core *sascore.Core, docs []parsers.Document) [][]sascore.Result {
	if core == nil {
		return nil
	}
	profile, err := respfile.LoadProfile(a.profiles)
	if err != nil {
		return nil // the command refused it before
	}
	var all [][]sascore.Result
	for _, d := range docs {
		f, ok := parsers.As[*respfile.File](d)
		switch {
		case !ok || !f.SAS():
		case sascore.Verifies(f, profile):
			all = append(all, core.Verify(f, profile))
		default:
			a.warn("note: %s is not held against the core: it has fewer than five of the guide's parameters", load.Quote(d.Source().Name()))
		}
	}
	return all
}

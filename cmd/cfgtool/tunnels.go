package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
	"cfgtool/parsers/profile"
	"cfgtool/rewriters/change"
	tunnels "cfgtool/rewriters/opswgw"
	"cfgtool/rules/root"
)

func (a *app) tunnelsCommand() *cobra.Command {
	var hosts []string
	cmd := &cobra.Command{
		Use:   "tunnels",
		Short: "List and change the tunnels of Opsware gateways",
		Long: `List and change the tunnels of Opsware gateways, as the SAS 6.61 Upgrade Guide
asks for in a rolling upgrade of a mesh: backup tunnels in the files of agent
and satellite gateways, and the listener for the local agent gateway in those
of core gateways.`,
		Args: noCommand,
		RunE: func(*cobra.Command, []string) error { return usagef("tunnels needs a command, such as list") },
	}
	hostFlag(cmd.PersistentFlags(), &hosts, "a host and where its files are")
	cmd.AddCommand(a.tunnelsListCommand(&hosts), a.addBackupCommand(&hosts), a.removeBackupCommand(&hosts),
		a.listenerCommand(&hosts, "disable-listener", "Comment out the listener for the local agent gateway", tunnels.Listener.Disable),
		a.listenerCommand(&hosts, "enable-listener", "Restore the listener that disable-listener commented out", tunnels.Listener.Enable))
	for _, c := range cmd.Commands() { // all of their files are of one kind
		a.stdinFlag(c)
		a.excludeFlag(c)
	}
	return cmd
}

// gateways is what the commands on gateway files share: the hosts' files, and the
// profile.
type gateways struct {
	*app
	hosts []host // of --root or --host
	known *opswgw.Profile
}

// gateways reads the profile and opens the hosts. All files are read as those of
// gateways.
func (a *app) gateways(hosts []string) (*gateways, error) {
	a.as = opswgw.Format.ID
	g := &gateways{app: a}
	var err error
	if g.known, err = opswgw.LoadProfile(g.profiles); err != nil {
		return nil, err
	}
	if g.hosts, err = a.openHosts(hosts, a.rootDir); err != nil {
		return nil, err
	}
	return g, nil
}

// files are the paths given, or else the files of these kinds of gateway on each
// host, of which there is to be one where a command asks for one.
func (g *gateways) files(paths []string, one bool, kinds ...opswgw.Kind) ([]string, error) {
	if len(paths) > 0 {
		return paths, nil
	}
	hosts := g.hosts
	if len(hosts) == 0 {
		r, err := g.open("/")
		if err != nil {
			return nil, fmt.Errorf("/: %s", cause(err))
		}
		hosts = []host{{"", r}}
	}
	for _, h := range hosts {
		found, err := h.gateways(g.known, kinds)
		if err != nil {
			return nil, err
		}
		if one && len(found) > 1 {
			quoted := make([]string, len(found))
			for i, p := range found {
				quoted[i] = load.Quote(p)
			}
			return nil, fmt.Errorf("no FILE is named, and there are several: %s; name those that are meant", strings.Join(quoted, ", "))
		}
		paths = append(paths, found...)
	}
	return paths, nil
}

// gateways are the files of these kinds of gateway on a host, by their real paths.
func (h host) gateways(known *opswgw.Profile, kinds []opswgw.Kind) ([]string, error) {
	var paths, places []string
	for _, kind := range kinds {
		for _, l := range known.Of(kind).Files {
			places = append(places, load.Quote(filepath.Join(h.Dir(), l.Path)))
			for _, name := range root.Expand(h, l.Path) {
				real, err := h.Resolve(name)
				if err != nil {
					return nil, fmt.Errorf("%s: %s", load.Quote(filepath.Join(h.Dir(), name)), cause(err))
				}
				paths = append(paths, filepath.Join(h.Dir(), filepath.FromSlash(real)))
			}
		}
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("no FILE is named, and there is none at %s; name it, or the host's files with --root DIR", strings.Join(places, " or "))
	}
	return paths, nil
}

// evidence is what the files around a gateway's own tell. A file of no host that was
// named is looked at with the only one, or where it is at its place on this host, with that.
func (g *gateways) evidence(f *opswgw.File) tunnels.Evidence {
	name := f.Source().Name()
	called := tunnels.HostOf(name)
	var beside, files fs.FS
	if len(g.hosts) == 1 {
		files = g.hosts[0].Root
	}
	if name == load.Stdin {
		return tunnels.Look(f, g.known, called, nil, files)
	}
	for _, h := range g.hosts {
		if _, ok := h.within(name); ok {
			files, called = h.Root, cmp.Or(h.name, called)
		}
	}
	if tar, _ := g.archived(name); tar != nil { // what is beside the file is in the tar, too
		return tunnels.Look(f, g.known, called, nil, files)
	}
	if abs, err := change.Abs(name); err == nil {
		beside = os.DirFS(filepath.Dir(filepath.Dir(abs)))
		if len(g.hosts) == 0 && strings.HasPrefix(filepath.ToSlash(abs), "/etc/opt/opsware/") {
			if r, err := g.open("/"); err == nil {
				files = r
			}
		}
	}
	return tunnels.Look(f, g.known, called, beside, files)
}

// change plans and writes one kind of change of gateway files. What is not as
// it was asked for, and left so, ends in exit 1.
func (g *gateways) change(paths []string, w *writing, plan func(*opswgw.File) (tunnels.Plan, error)) error {
	findings := make(map[string]int) // by file, which may be planned on more than once
	err := g.app.change(paths, w, func(doc parsers.Document) (job, error) {
		f, ok := parsers.As[*opswgw.File](doc)
		if !ok {
			return job{}, fmt.Errorf("%s: this is %s, not the file of a gateway", load.Quote(doc.Source().Name()), doc.Source().Format().Title)
		}
		p, err := plan(f)
		if err != nil {
			return job{}, err
		}
		if name := f.Source().Name(); p.Lonely != "" && !w.accepted("no-backup", name) {
			return job{}, fmt.Errorf("%s: %s, or accept it with --accept no-backup", load.Quote(name), p.Lonely)
		}
		j := job{Plan: p.Plan, first: texts(p.First), next: texts(p.Next)}
		for _, finding := range p.Findings {
			j.Notes = append(j.Notes, "warning: "+finding)
		}
		findings[f.Source().Name()] = len(p.Findings)
		if w.acceptAssumed {
			j.next = append(j.next, texts(p.NextAssumed)...)
		}
		return j, nil
	})
	for _, n := range findings {
		if err == nil && n > 0 && !w.dryRun {
			return exit(exitFound)
		}
	}
	return err
}

// texts are what there is to do, as it is printed.
func texts(next []profile.Next) []string {
	all := []string{}
	for _, n := range next {
		all = append(all, n.String())
	}
	return all
}

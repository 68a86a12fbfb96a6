package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
	"cfgtool/rewriters/change"
	tunnels "cfgtool/rewriters/opswgw"
	"cfgtool/rules/root"
)

func (a *app) tunnelsCommand() *cobra.Command {
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
	cmd.AddCommand(a.tunnelsListCommand(), a.addBackupCommand(), a.removeBackupCommand(),
		a.listenerCommand("disable-listener", "Comment out the listener for the local agent gateway", tunnels.Listener.Disable),
		a.listenerCommand("enable-listener", "Restore the listener that disable-listener commented out", tunnels.Listener.Enable))
	return cmd
}

// gateways is what the commands on gateway files share: the host's files, and
// the profile.
type gateways struct {
	*app
	root  *root.Root // of --root, or nil
	host  *root.Root // "/", once it is needed
	known *opswgw.Profile
}

// gateways reads the profile and opens the root. Files are read as those of
// gateways unless --as says otherwise.
func (a *app) gateways() (*gateways, error) {
	if a.as == "" {
		a.as = opswgw.Format.ID
	}
	g := &gateways{app: a}
	var err error
	if g.known, err = opswgw.LoadProfile(g.profiles); err != nil {
		return nil, err
	}
	if g.root, err = a.root(); err != nil {
		return nil, err
	}
	return g, nil
}

func (g *gateways) close() {
	for _, r := range []*root.Root{g.root, g.host} {
		if r != nil {
			r.Close()
		}
	}
}

// hostRoot is --root, or "/".
func (g *gateways) hostRoot() (*root.Root, error) {
	if g.root != nil {
		return g.root, nil
	}
	if g.host == nil {
		r, err := root.Open("/")
		if err != nil {
			return nil, fmt.Errorf("/: %s", cause(err))
		}
		r.Limit = g.limit
		g.host = r
	}
	return g.host, nil
}

// files are the paths given, or else the host's files of these kinds of gateway.
func (g *gateways) files(paths []string, kinds ...opswgw.Kind) ([]string, error) {
	if len(paths) > 0 {
		return paths, nil
	}
	r, err := g.hostRoot()
	if err != nil {
		return nil, err
	}
	var places []string
	for _, kind := range kinds {
		for _, l := range g.known.Of(kind).Files {
			places = append(places, l.Path)
			for _, name := range root.Expand(r, l.Path) {
				real, err := r.Resolve(name)
				if err != nil {
					return nil, fmt.Errorf("%s: %s", load.Quote(filepath.Join(r.Dir(), name)), cause(err))
				}
				paths = append(paths, filepath.Join(r.Dir(), filepath.FromSlash(real)))
			}
		}
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("no FILE is named, and there is none at %s; name it, or the host's files with --root DIR", strings.Join(inside(r, places), " or "))
	}
	return paths, nil
}

// one is files, but refuses to choose between several.
func (g *gateways) one(paths []string, kinds ...opswgw.Kind) ([]string, error) {
	named := len(paths) > 0
	paths, err := g.files(paths, kinds...)
	if err == nil && !named && len(paths) > 1 {
		quoted := make([]string, len(paths))
		for i, p := range paths {
			quoted[i] = load.Quote(p)
		}
		return nil, fmt.Errorf("no FILE is named, and there are several: %s; name those that are meant", strings.Join(quoted, ", "))
	}
	return paths, err
}

func inside(r *root.Root, places []string) []string {
	all := make([]string, len(places))
	for i, p := range places {
		all[i] = load.Quote(filepath.Join(r.Dir(), p))
	}
	return all
}

// evidence is what the files around a gateway's own tell.
func (g *gateways) evidence(f *opswgw.File) tunnels.Evidence {
	var beside, host fs.FS
	if g.root != nil {
		host = g.root
	}
	if name := f.Source().Name(); name != load.Stdin {
		if abs, err := change.Abs(name); err == nil {
			beside = os.DirFS(filepath.Dir(filepath.Dir(abs)))
			// A file at its place on this host is this host's.
			if host == nil && strings.HasPrefix(filepath.ToSlash(abs), "/etc/opt/opsware/") {
				if r, err := g.hostRoot(); err == nil {
					host = r
				}
			}
		}
	}
	return tunnels.Look(f, g.known, beside, host)
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
		j := job{Plan: p.Plan, next: []string{}}
		for _, finding := range p.Findings {
			j.Notes = append(j.Notes, "warning: "+finding)
		}
		findings[f.Source().Name()] = len(p.Findings)
		next := p.Next
		if w.acceptAssumed {
			next = append(next[:len(next):len(next)], p.NextAssumed...)
		}
		for _, n := range next {
			j.next = append(j.next, n.String())
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

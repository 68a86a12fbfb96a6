package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/parsers"
	"cfgtool/parsers/profile"
	"cfgtool/rewriters"
	"cfgtool/rewriters/all"
	"cfgtool/rewriters/change"
)

func (a *app) migrateCommand() *cobra.Command {
	var list bool
	var in rewriters.Inputs
	var ports []string
	var w writing
	cmd := &cobra.Command{
		Use:   "migrate PATH… --to VERSION",
		Short: "Apply a product's migration edits, idempotently",
		Long: `Apply the edits that a product's documents ask for to take its files to a
version; of a folder, to those files in it that have a migration to it. A second
run says "nothing to do". What the documents lost is assumed
in the product's profile: it is shown, and written only with --accept-assumed,
with a flag that states it, or with a --profile that does.`,
		Example: `  cfgtool migrate /etc/cluster/clconf.xml --to 1.1 --known-connection 192.168.1.1
  cfgtool migrate clconf.xml --to 1.1 --port cldaemon_port=8900 --dry-run
  cfgtool migrate --list`,
		RunE: func(_ *cobra.Command, paths []string) error {
			if list && len(paths) > 0 {
				return usagef("migrate --list takes no FILE such as %s; it lists all migrations", load.Quote(paths[0]))
			}
			if list {
				return a.migrations()
			}
			if len(paths) == 0 {
				return usagef("migrate needs a PATH, or - for standard input")
			}
			if in.To == "" {
				return usagef("migrate needs --to VERSION; 'cfgtool migrate --list' shows them")
			}
			return a.migrate(paths, in, ports, &w)
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&list, "list", false, "list the migrations, what feeds them and what they assume")
	flags.Var((*naming)(&in.To), "to", "the `VERSION` to take the files to")
	flags.StringArrayVar(&in.KnownConnections, "known-connection", nil, "clconf.xml: an `IP` address outside the cluster that answers ping; repeatable")
	flags.IntVar(&in.PortBase, "port-base", 8900, "clconf.xml: the first port `N` that assumed port entries may get")
	flags.StringArrayVar(&ports, "port", nil, "clconf.xml: state a port entry, `NAME=N`; repeatable")
	flags.StringArrayVar(&in.Drop, "drop", nil, "appconf.xml: an attribute `NAME` of network that is no longer used; repeatable")
	a.kindFlags(cmd)
	a.walkFlags(cmd)
	w.flags(cmd, a)
	return cmd
}

func (a *app) migrate(paths []string, in rewriters.Inputs, ports []string, w *writing) error {
	in.Ports = make(map[string]int)
	for _, p := range ports {
		name, number, ok := strings.Cut(p, "=")
		n, err := strconv.Atoi(number)
		if !ok || err != nil || name == "" {
			return usagef("--port %s: write NAME=N, as in cldaemon_port=8900", load.Quote(p))
		}
		if _, twice := in.Ports[name]; twice {
			return usagef("--port: %s is stated twice", load.Quote(name))
		}
		in.Ports[name] = n
	}
	in.Profiles = a.profiles
	r, err := a.root()
	if err != nil {
		return err
	}
	if r != nil {
		in.Root = r
	}
	named := make(map[string]bool)
	for _, path := range paths {
		named[filepath.Clean(path)] = true
	}
	return a.change(paths, w, func(doc parsers.Document) (job, error) {
		m, err := migration(doc, in.To)
		if err != nil && !named[doc.Source().Name()] {
			return job{}, leftAlone{err}
		}
		if err != nil {
			return job{}, err
		}
		in := in
		if paths[0] != load.Stdin {
			in.Beside = os.DirFS(filepath.Dir(doc.Source().Name()))
		}
		p, err := m.Plan(doc, in)
		return job{Plan: p}, err
	})
}

// migration finds the migration of a document's kind to a version.
func migration(doc parsers.Document, to string) (rewriters.Migration, error) {
	kind := doc.Source().Format()
	name := load.Quote(doc.Source().Name())
	var versions []string
	for _, product := range all.Products {
		for _, m := range product.Migrations {
			if m.Format != kind.ID {
				continue
			}
			if m.To == to {
				return m, nil
			}
			versions = append(versions, m.To)
		}
	}
	if len(versions) > 0 {
		return rewriters.Migration{}, fmt.Errorf("%s: there is no migration of %s to %s; known versions: %s", name, kind.ID, load.Quote(to), strings.Join(versions, ", "))
	}
	return rewriters.Migration{}, fmt.Errorf("%s: this is %s, for which there is no migration; 'cfgtool migrate --list' shows those there are", name, kind.Title)
}

func (a *app) migrations() error {
	list := report.NewMigrations(all.Products)
	return a.print(list, func(s sink) error {
		t := report.Table{Gives: 4, Wraps: true}
		t.Row("PRODUCT", "FILE", "FROM", "TO", "WHAT")
		for _, m := range list.Migrations {
			t.Row(m.Product, m.Format, m.From, m.To, m.Summary+"; fed by "+strings.Join(m.Inputs, ", "))
		}
		return t.Write(s, a.palette(s.Writer))
	})
}

// meant tells whether what is to be run next is meant for a file of this name: some
// is for one file of the running host only, which a copy elsewhere is not. Below
// --root it is for the host whose files these are.
func (a *app) meant(n profile.Next, name string) (profile.Next, bool) {
	path, _ := change.Abs(name)
	if n.At == "" || path == n.At || sameFile(name, n.At) {
		return n, true
	}
	if a.rootDir != "" && sameFile(name, filepath.Join(a.rootDir, n.At)) {
		n.Where = "on the host, when this is its " + n.At
		return n, true
	}
	return n, false
}

// next is what the product wants done after a change of the document.
func (a *app) next(doc parsers.Document) ([]string, error) {
	var lines []string
	for _, product := range all.Products {
		if !slices.Contains(product.Formats, doc.Source().Format().ID) || product.Next == nil {
			continue
		}
		steps, err := product.Next(doc, a.profiles)
		if err != nil {
			return nil, err
		}
		for _, n := range steps {
			if n, ok := a.meant(n, doc.Source().Name()); ok {
				lines = append(lines, n.String())
			}
		}
	}
	return lines, nil
}

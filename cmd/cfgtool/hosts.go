package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/rewriters/change"
	"cfgtool/rules/root"
)

// host is a host whose files are looked at.
type host struct {
	name string // as a person calls it; "" of --root
	*root.Root
}

// hostFlag is the flag that names several hosts.
func hostFlag(flags *pflag.FlagSet, hosts *[]string, what string) {
	flags.StringArrayVar(hosts, "host", nil, what+", as `NAME=DIR`, where DIR may be a tar; repeatable")
}

// open opens a directory or a tar as a root, once. It stays open until the command ends.
func (a *app) open(dir string) (*root.Root, error) {
	if r := a.roots[dir]; r != nil {
		return r, nil
	}
	r, err := root.Open(dir)
	if err != nil {
		return nil, err
	}
	r.Limit = a.limit
	if a.roots == nil {
		a.roots = make(map[string]*root.Root)
	}
	a.roots[dir] = r
	return r, nil
}

func (a *app) closeRoots() {
	for _, r := range a.roots {
		r.Close()
	}
	a.roots = nil
}

// root is what --root names; without one there is none.
func (a *app) root() (*root.Root, error) {
	if a.rootDir == "" {
		return nil, nil
	}
	r, err := a.open(a.rootDir)
	if err != nil {
		return nil, fmt.Errorf("--root %s: %s", load.Quote(a.rootDir), cause(err))
	}
	return r, nil
}

// openHosts opens the hosts of --host, or the only one, of --root; without both
// there is none.
func (a *app) openHosts(given []string, only string) ([]host, error) {
	if len(given) > 0 && only != "" {
		return nil, usagef("--root and --host: --root DIR is for one host; with several, name each with --host NAME=DIR")
	}
	var hosts []host
	add := func(flag, name, dir string) error {
		r, err := a.open(dir)
		if err != nil {
			return fmt.Errorf("%s: %s", flag, cause(err))
		}
		hosts = append(hosts, host{name, r})
		return nil
	}
	if only != "" {
		return hosts, add("--root "+load.Quote(only), "", only)
	}
	for _, text := range given {
		name, dir, ok := strings.Cut(text, "=")
		switch {
		case !ok || dir == "" || name == "":
			return nil, usagef("--host %s: it is a name and a directory, as in core1=/mnt/core1", load.Quote(text))
		case slices.ContainsFunc(hosts, func(h host) bool { return h.name == name }):
			return nil, usagef("--host %s: this name is given twice", load.Quote(name))
		}
		if err := add("--host "+load.Quote(text), name, dir); err != nil {
			return nil, err
		}
	}
	return hosts, nil
}

// within is the path of a file inside the host, or false where it lies elsewhere.
func (h host) within(file string) (string, bool) { return below(h.Dir(), file) }

// below is the path of a file from a folder on, or false where it lies elsewhere.
func below(dir, file string) (string, bool) {
	dir, err := change.Abs(dir)
	if err != nil {
		return "", false
	}
	if file, err = change.Abs(file); err != nil {
		return "", false
	}
	name, err := filepath.Rel(dir, file)
	return filepath.ToSlash(name), err == nil && filepath.IsLocal(name)
}

// archived is the tar that a file is in, and its path there, or nil.
func (a *app) archived(file string) (load.Archive, string) {
	_, _ = a.root() // where a file is asked for by itself, nothing else has opened it
	for dir, r := range a.roots {
		if name, ok := below(dir, file); ok && r.Archive() {
			return r, name
		}
	}
	return nil, ""
}

// writable refuses to write into a tar.
func (a *app) writable(paths []string, w *writing) error {
	for _, path := range paths {
		tar, _ := a.archived(path)
		switch {
		case tar == nil:
		case w.planOut != "":
			return fmt.Errorf("--plan-out: a plan for what is in the tar %s cannot be carried out; save the change with --dry-run --patch-out FILE, or unpack the tar, and name the folder", load.Quote(tar.Dir()))
		case !w.dryRun && !w.onlyNames:
			return fmt.Errorf("%s: this is in a tar, which is not written into; unpack it and name the folder (as root: tar -xpf %s -C DIR), or save the change with --dry-run --patch-out FILE", load.Quote(path), load.Quote(tar.Dir()))
		}
	}
	return nil
}

// unpacked gives changes of files in a tar, if all are in one, the names of the files in
// their diffs that the host itself has for them, and reports whether it did.
func (a *app) unpacked(changes []*change.FileChange) bool {
	names := make([]string, len(changes))
	var in load.Archive
	for i, c := range changes {
		tar, name := a.archived(c.Path)
		if tar == nil || in != nil && tar != in {
			return false
		}
		in, names[i] = tar, name
	}
	for i, c := range changes {
		c.Name = names[i]
	}
	return len(changes) > 0
}

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
	flags.StringArrayVar(hosts, "host", nil, what+", as `NAME=DIR`; repeatable")
}

// openHosts opens the hosts of --host, or the only one, of --root; without both
// there is none.
func (a *app) openHosts(given []string, only string) ([]host, error) {
	if len(given) > 0 && only != "" {
		return nil, usagef("--root and --host: --root DIR is for one host; with several, name each with --host NAME=DIR")
	}
	if only != "" {
		return a.openHost(nil, "--root "+load.Quote(only), "", only)
	}
	var hosts []host
	for _, text := range given {
		name, dir, ok := strings.Cut(text, "=")
		flag := "--host " + load.Quote(text)
		var err error
		switch {
		case !ok || dir == "" || name == "":
			err = usagef("%s: it is a name and a directory, as in core1=/mnt/core1", flag)
		case slices.ContainsFunc(hosts, func(h host) bool { return h.name == name }):
			err = usagef("--host %s: this name is given twice", load.Quote(name))
		default:
			hosts, err = a.openHost(hosts, flag, name, dir)
		}
		if err != nil {
			closeHosts(hosts)
			return nil, err
		}
	}
	return hosts, nil
}

// openHost adds the host whose files are below a directory.
func (a *app) openHost(hosts []host, flag, name, dir string) ([]host, error) {
	r, err := root.Open(dir)
	if err != nil {
		return hosts, fmt.Errorf("%s: %s", flag, cause(err))
	}
	r.Limit = a.limit
	return append(hosts, host{name, r}), nil
}

func closeHosts(hosts []host) {
	for _, h := range hosts {
		h.Close()
	}
}

// within is the path of a file inside the host, or false where it lies elsewhere.
func (h host) within(file string) (string, bool) {
	dir, err := change.Abs(h.Dir())
	if err != nil {
		return "", false
	}
	abs, err := change.Abs(file)
	if err != nil {
		return "", false
	}
	name, err := filepath.Rel(dir, abs)
	return filepath.ToSlash(name), err == nil && filepath.IsLocal(name)
}

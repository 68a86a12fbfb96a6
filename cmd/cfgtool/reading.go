package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/parsers"
	"cfgtool/parsers/formats"
)

// reading is the flags of the commands that read configuration files. What a
// command cannot heed, it does not have.
type reading struct {
	as, stdinName string
	maps, exclude []string
	ignoreUnknown bool

	mappings []load.Mapping
	globs    []load.Glob
	told     map[string]bool // notes that were printed
}

// kindFlags tell the kind of files.
func (r *reading) kindFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.Var((*naming)(&r.as), "as", "read every file as `FORMAT`: "+strings.Join(formats.All.IDs(), ", "))
	flags.StringArrayVar(&r.maps, "map", nil, "`GLOB=FORMAT`: read files that match as FORMAT, as in 'fstab.*=fstab'; repeatable, the last that matches counts")
	r.stdinFlag(cmd)
}

func (r *reading) stdinFlag(cmd *cobra.Command) {
	cmd.Flags().Var((*naming)(&r.stdinName), "stdin-filename", "`NAME` that tells the kind of standard input")
}

// walkFlags tell which files of folders, and of those that are named, are read.
func (r *reading) walkFlags(cmd *cobra.Command) {
	r.excludeFlag(cmd)
	cmd.Flags().BoolVar(&r.ignoreUnknown, "ignore-unknown", false, "leave files out whose kind is not known, instead of refusing them")
}

func (r *reading) excludeFlag(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&r.exclude, "exclude", nil, "`GLOB` of files and folders that walks leave out; repeatable")
}

// validate refuses values that the flags do not have, and a name of standard input
// for a command that does not read it.
func (r *reading) validate(args []string) error {
	if r.stdinName != "" && !slices.Contains(args, load.Stdin) {
		return usagef("--stdin-filename %s: this is the name of standard input, which - stands for", load.Quote(r.stdinName))
	}
	if err := knownFormat("--as "+load.Quote(r.as), r.as); r.as != "" && err != nil {
		return err
	}
	r.mappings, r.globs = nil, nil
	for _, text := range r.maps {
		m, err := load.ParseMapping(text)
		if err != nil {
			return usagef("--map %s", err)
		}
		if err := knownFormat("--map "+load.Quote(text), m.Format); err != nil {
			return err
		}
		r.mappings = append(r.mappings, m)
	}
	for _, text := range r.exclude {
		g, err := load.ParseGlob(text)
		if err != nil {
			return usagef("--exclude %s", err)
		}
		r.globs = append(r.globs, g)
	}
	return nil
}

// knownFormat refuses what is no format, and names the one that may be meant.
func knownFormat(flag, id string) error {
	if _, known := formats.All.ByID(id); known {
		return nil
	}
	return usagef("%s: no such format%s", flag, meant(id, formats.All.IDs()))
}

// loader reads files as the flags say.
func (a *app) loader() load.Loader {
	return load.Loader{Formats: a.formats, As: a.as, Maps: a.mappings, Exclude: a.globs, Limit: a.limit, Stdin: a.stdin, StdinName: a.stdinName, IgnoreUnknown: a.ignoreUnknown, Archived: a.archived}
}

// files loads what the paths name, and says where a kind is guessed, with -v what
// is left out, and where a folder has nothing to read.
func (a *app) files(paths []string) []load.File {
	all := a.loader().Files(paths)
	a.noteGuesses(all.Files)
	if a.verbose {
		for _, l := range all.Left {
			a.note("%s: left out: %s", load.Quote(l.Path), l.Why)
		}
	}
	for _, e := range all.Empty {
		if e.Left > 0 {
			a.note("%s: of the files in it, none is read; -v tells what is left out, and why, and a path that is named is always read", load.Quote(e.Path))
			continue
		}
		a.note("%s: of the files in it, none has a name that tells its kind; name the files, or say what they are with --map 'GLOB=FORMAT'", load.Quote(e.Path))
	}
	return all.Files
}

func (a *app) noteGuesses(files []load.File) {
	for _, f := range statuses(files) {
		if f.Guessed {
			a.note("%s", f.Guess())
		}
	}
}

// note prints a note once, unless -q.
func (a *app) note(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if a.told == nil {
		a.told = make(map[string]bool)
	}
	if !a.told[text] {
		a.told[text] = true
		a.say("note: %s", text)
	}
}

// failures prints what could not be read, and tells whether anything could not.
func (a *app) failures(files []load.File) bool {
	failed := false
	for _, f := range files {
		if f.Err != nil {
			a.fail(f.Err)
			failed = true
		}
	}
	return failed
}

func documents(files []load.File) []parsers.Document {
	var docs []parsers.Document
	for _, f := range files {
		if f.Err == nil {
			docs = append(docs, f.Doc)
		}
	}
	return docs
}

func statuses(files []load.File) []report.File {
	out := []report.File{}
	for _, f := range files {
		if f.Err != nil {
			out = append(out, report.File{File: f.Path, Status: "failed", Error: f.Err.Error()})
		} else {
			out = append(out, report.File{File: f.Doc.Source().Name(), Format: f.Doc.Source().Format().ID, Guessed: f.Guessed, Status: "checked"})
		}
	}
	return out
}

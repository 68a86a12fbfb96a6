package main

import (
	"fmt"
	"strings"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/rewriters/change"
)

// touched are the files of a plan.
func touched(p *change.Plan) []string {
	paths := make([]string, len(p.Files))
	for i, c := range p.Files {
		paths[i] = c.Path
	}
	return paths
}

// treeNotes tell what a plan does to folders and symbolic links, which no diff shows.
func treeNotes(p *change.Plan) (notes []string) {
	for _, f := range p.Folders {
		what := "is gone, and is made again"
		switch {
		case f.Metadata == nil:
			what = "is removed"
		case f.Was != nil:
			what = "gets back what it had: " + strings.Join(f.Was.Differences(f.Metadata), ", ")
		}
		notes = append(notes, fmt.Sprintf("folder %s %s", load.Quote(f.Path), what))
	}
	for _, l := range p.Links {
		said := fmt.Sprintf("symbolic link %s to %s is gone, and is made again", load.Quote(l.Path), load.Quote(l.Text))
		switch {
		case l.Text == "":
			said = fmt.Sprintf("symbolic link %s to %s is removed", load.Quote(l.Path), load.Quote(l.Was))
		case l.Was != "":
			said = fmt.Sprintf("symbolic link %s to %s leads to %s again", load.Quote(l.Path), load.Quote(l.Was), load.Quote(l.Text))
		}
		notes = append(notes, said)
	}
	return notes
}

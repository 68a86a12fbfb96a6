// Package rewriters is the contract of what cfgtool does to the files of a
// product: migrations, and the commands that the product wants run afterwards.
package rewriters

import (
	"io/fs"

	"cfgtool/parsers"
	"cfgtool/parsers/profile"
	"cfgtool/rewriters/change"
)

// Product is what cfgtool knows to do for one product.
type Product struct {
	ID         string // as in its profile
	Formats    []string
	Migrations []Migration
	// Next lists what the product wants done after a file like doc changed.
	Next func(doc parsers.Document, profiles profile.Set) ([]profile.Next, error)
}

// Migration takes files of one kind to a version of their product.
type Migration struct {
	Format  string // the kind of file
	To      string // the version, as given to --to
	From    string // the version that it starts from
	Summary string
	Inputs  []string // the flags that feed it, such as "--known-connection IP"
	Plan    func(doc parsers.Document, in Inputs) (Plan, error)
}

// Inputs is all that a migration may know besides the document.
type Inputs struct {
	To       string
	Root     fs.FS // the host's files, or nil
	Beside   fs.FS // the files in the document's directory, or nil
	Profiles profile.Set

	KnownConnections []string       // --known-connection, in order
	PortBase         int            // --port-base
	Ports            map[string]int // --port NAME=N
	Drop             []string       // --drop NAME
}

// Plan is what a migration means to do with one document.
type Plan struct {
	Stated  []change.Step // rest on what a source or the user says
	Assumed []change.Step // rest on what a profile assumes; run after the others
	Notes   []string      // what the user should be told, one sentence each
	Why     []string      // what is assumed, and the reason
	// Expected are the IDs of the rules whose findings the change is meant to bring, so
	// that they need no --accept new-findings.
	Expected []string
}

package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/oracle"
	"cfgtool/cmd/cfgtool/internal/report"
)

// release is the version; commits between releases add theirs.
const release = "0.1.0"

// version is the release with the commit that the program was built from, where it is
// known. Every output names it so.
var version = release + revision("+")

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Long:  "Print the version with the commit that it was built from, the platform, and the\nGo that built it.",
		Args:  without("it tells the version of cfgtool"),
		RunE: func(*cobra.Command, []string) error {
			return a.print(report.Version{Schema: report.VersionSchema, Version: version, Revision: revision(""), OS: runtime.GOOS,
				Arch: runtime.GOARCH, Go: runtime.Version(), Oracle: oracle.Included},
				func(s sink) error { _, err := fmt.Fprintln(s, versionLine()); return err })
		},
	}
}

// versionLine is the version for people.
func versionLine() string {
	return fmt.Sprintf("cfgtool %s %s/%s %s", version, runtime.GOOS, runtime.GOARCH, runtime.Version())
}

// revision is the commit that the program was built from, with something before it; of
// changed files it is not all, and says so. It is "" where it is not known.
func revision(before string) string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	commit, changed := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && len(s.Value) >= 12:
			commit = before + s.Value[:12]
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = ".changed"
		}
	}
	if commit == "" {
		return ""
	}
	return commit + changed
}

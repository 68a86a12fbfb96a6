package main

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/rewriters/change/store"
)

// sink is one place that --output writes to.
type sink struct {
	format string
	io.Writer
	file    string // written when the sink is closed; "" is the standard output
	content *bytes.Buffer
}

// close writes what the sink holds.
func (s sink) close() error {
	if s.file == "" {
		return nil
	}
	return store.WriteReport(s.file, s.content.Bytes())
}

// colors are the values of --color.
var colors = []string{"auto", "always", "never"}

// forms are the formats of --output of each command that has any.
var forms = map[string][]string{
	"check":   {"text", "json", "sarif", "html"},
	"migrate": machine, "apply": machine, "rollback": machine, "recover": machine,
	"tunnels add-backup": machine, "tunnels remove-backup": machine, "tunnels disable-listener": machine, "tunnels enable-listener": machine,
	"tunnels list": machine, "diff": machine, "status": machine, "log": machine, "rules": machine, "explain": machine, "version": machine,
	"archive save": machine, "archive list": machine, "archive diff": machine, "archive verify": machine,
}

// machine is text for people, and JSON for programs.
var machine = []string{"text", "json"}

// formsOf are the formats of --output that a command has.
func formsOf(cmd *cobra.Command) []string { return forms[called(cmd)] }

// called is what a person types to run a command, behind the name of the program.
func called(cmd *cobra.Command) string {
	return strings.TrimPrefix(cmd.CommandPath(), cmd.Root().Name()+" ")
}

// heeds refuses formats of --output that the command does not have, before it does anything.
func (a *app) heeds(cmd *cobra.Command) error {
	known := formsOf(cmd)
	if len(a.outputs) > 0 && known == nil {
		return usagef("%s does not take --output; what it prints has one form", called(cmd))
	}
	for _, o := range a.outputs {
		if format, _, _ := strings.Cut(o, "="); !slices.Contains(known, format) {
			return unlike(format, known)
		}
	}
	return nil
}

func unlike(format string, known []string) error {
	last := len(known) - 1
	return usagef("--output %s: the formats of this command are %s and %s", load.Quote(format), strings.Join(known[:last], ", "), known[last])
}

// sinks are the outputs, in text, json and the other formats that the command
// has. Without --output there is one: text on stdout.
func (a *app) sinks(others ...string) ([]sink, error) {
	if len(a.outputs) == 0 {
		return []sink{{format: "text", Writer: a.stdout}}, nil
	}
	known := append([]string{"text", "json"}, others...)
	var sinks []sink
	taken := make(map[string]bool)
	for _, o := range a.outputs {
		format, file, toFile := strings.Cut(o, "=")
		switch {
		case !slices.Contains(known, format):
			return nil, unlike(format, known)
		case toFile && file == "":
			return nil, usagef("--output %s: a file name is missing after the =", load.Quote(o))
		case file == "-":
			return nil, usagef("--output %s: without a file, as in --output %s, it goes to standard output; ./- is a file", load.Quote(o), format)
		case taken[file]:
			return nil, usagef("--output: two outputs go to the same place; give one of them a file, as in json=report.json")
		}
		taken[file] = true
		s := sink{format: format, Writer: a.stdout}
		if toFile {
			s.file, s.content = file, new(bytes.Buffer)
			s.Writer = s.content
		}
		sinks = append(sinks, s)
	}
	return sinks, nil
}

// each writes results to every sink, by its format, and closes it.
func each(sinks []sink, write func(sink) error) error {
	for _, s := range sinks {
		err := write(s)
		if closed := s.close(); err == nil {
			err = closed
		}
		if err != nil {
			return fmt.Errorf("--output: %w", err)
		}
	}
	return nil
}

// print writes a result to every place of --output: for programs as JSON, and for people
// as text does.
func (a *app) print(result any, text func(sink) error) error {
	sinks, err := a.sinks()
	if err != nil {
		return err
	}
	return each(sinks, func(s sink) error {
		if s.format == "json" {
			return report.JSON(s, result)
		}
		return text(s)
	})
}

package main

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"cfgtool/cmd/cfgtool/internal/load"
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

// sinks are the outputs, in text, json and the other formats that the command
// has. Without --output there is one: text on stdout.
func (a *app) sinks(others ...string) ([]sink, error) {
	switch a.color {
	case "auto", "always", "never":
	default:
		return nil, usagef("--color %s: it is auto, always or never", load.Quote(a.color))
	}
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
			last := len(known) - 1
			return nil, usagef("--output %s: the formats of this command are %s and %s", load.Quote(format), strings.Join(known[:last], ", "), known[last])
		case toFile && file == "":
			return nil, usagef("--output %s: a file name is missing after the =", load.Quote(o))
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

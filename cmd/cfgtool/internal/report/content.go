package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"cfgtool/parsers"
)

// Content prints a file with its secrets masked, unless they are to be shown, and
// tells whether any was. Without secrets it prints the file's own bytes, but on a
// terminal control characters are made visible.
func Content(w io.Writer, d parsers.Document, secrets bool, p Palette) (masked bool) {
	text := d.Source().Bytes()
	hide := parsers.Secrets(d)
	if len(hide) > 0 && !secrets {
		var b bytes.Buffer
		at := 0
		for _, s := range hide {
			b.Write(d.Source().Text()[at:max(at, s.Start)])
			b.WriteString("***")
			at = max(at, s.End)
		}
		b.Write(d.Source().Text()[at:])
		text = b.Bytes()
	}
	masked = len(hide) > 0 && !secrets
	if !p.Terminal {
		w.Write(text)
		return masked
	}
	if !masked {
		text = d.Source().Text()
	}
	for line := range strings.Lines(string(text)) {
		line, ended := strings.CutSuffix(line, "\n")
		fmt.Fprint(w, shown(strings.TrimSuffix(line, "\r")))
		if ended {
			fmt.Fprintln(w)
		}
	}
	return masked
}

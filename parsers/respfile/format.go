package respfile

import (
	"strings"

	"cfgtool/parsers"
)

// SASFormat is a response file of the Opsware Installer.
var SASFormat = sasFormat(known)

// Format is SASFormat with what a person's profile says, such as which further
// parameters are secrets.
func (p *Profile) Format() parsers.Format { return sasFormat(func() *Profile { return p }) }

func sasFormat(profile func() *Profile) parsers.Format {
	return parsers.Format{
		ID:    "sas-resp",
		Title: "Opsware SAS response file",
		Names: []string{"resp.[0-9]*", "resp.file", "*.resp"},
		Sniff: func(text []byte) int { return profile().sniff(text) },
		Parse: func(src *parsers.Source) parsers.Document { return parse(src, profile()) },
	}
}

// RSPFormat is a response file of Oracle's installers, or another one. A file
// "*.resp" is one unless its content is that of Opsware SAS: both kinds have the
// name, so that content decides.
var RSPFormat = parsers.Format{
	ID:    "rsp",
	Title: "response file",
	Names: []string{"*.rsp", "*.resp"},
	Sniff: sniffRSP,
	Parse: func(src *parsers.Source) parsers.Document { return parse(src, nil) },
}

// told is how many known parameters make a text a file of Opsware SAS.
const told = 3

func (p *Profile) sniff(text []byte) int {
	f := parse(parsers.NewSource("", text, parsers.Format{}), p)
	names := make(map[string]bool)
	for l := range f.Lines() {
		if known := p.Parameter(f.Key(l)); l.Kind == Pair && known != nil {
			names[known.Name] = true
		}
	}
	if len(names) >= told {
		return 60
	}
	return 0
}

// sniffRSP scores a text: these keys are found in Oracle's files only.
func sniffRSP(text []byte) int {
	f := parse(parsers.NewSource("", text, parsers.Format{}), nil)
	for l := range f.Lines() {
		key := f.Key(l)
		if l.Kind == Pair && (strings.HasPrefix(key, "oracle.install.") || strings.EqualFold(key, "RESPONSEFILE_VERSION")) {
			return 60
		}
	}
	return 0
}

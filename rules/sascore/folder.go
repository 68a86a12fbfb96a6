package sascore

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"cfgtool/parsers"
)

// folderOfFiles looks into the directory that the value names, for the files
// that it is to hold, in any case of letters. Which server has it, no source
// tells, so a host that has all of them is enough.
func folderOfFiles(l *lookup) {
	var partly []Evidence
	complaint := ""
	for _, h := range l.Hosts {
		entries, err := fs.ReadDir(h.Files, inFS(l.given))
		switch {
		case !path.IsAbs(l.given) || errors.Is(err, fs.ErrNotExist):
			l.nothing(h.shown(l.given), "is not there")
			continue
		case err != nil:
			l.nothing(h.shown(l.given), "cannot be listed: "+reason(err).Error())
			continue
		}
		var missing, doubtful []string
		unseen := false
		for _, names := range l.parameter.Evidence.Names {
			there, fault, err := l.utility(h, entries, names)
			switch {
			case err != nil:
				l.nothing(h.shown(l.given), err.Error())
				unseen = true
			case there:
			case fault != "":
				missing = append(missing, fault)
			case len(names) > 1:
				doubtful = append(doubtful, strings.Join(names, " or "))
			default:
				missing = append(missing, names[0])
			}
		}
		if unseen {
			continue
		}
		at := directory(h, l.given)
		switch {
		case len(missing)+len(doubtful) == len(l.parameter.Evidence.Names):
			l.nothing(at.Name(), "holds none of the files that are to be there")
		case len(missing) > 0:
			partly = append(partly, Evidence{Source: at, Folder: true})
			complaint = "which lacks " + strings.Join(append(missing, doubtful...), ", ")
		case len(doubtful) > 0:
			l.manual = h.shown(l.given) + " lacks " + strings.Join(doubtful, ", ") + "; these names are damaged in the guide, so look whether the tool is there under another"
		default:
			l.agree(at, parsers.Span{}, path.Clean(l.given))
		}
	}
	if len(l.found) == 0 && l.manual == "" {
		for _, e := range partly {
			l.contradict(e.Source, e.Span, complaint)
		}
	}
}

// utility looks for a file under one of its names, in any case of letters. One
// without anything in it is none: fault says what is there instead.
func (l *lookup) utility(h *Host, entries []fs.DirEntry, names []string) (there bool, fault string, err error) {
	for _, e := range entries {
		if !slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, e.Name()) }) {
			continue
		}
		why, err := h.fault(path.Join(l.given, e.Name()))
		switch {
		case err != nil:
			return false, "", fmt.Errorf("%s %w", e.Name(), err)
		case why == "":
			return true, "", nil
		}
		fault = fmt.Sprintf("%s (what is there %s)", e.Name(), why)
	}
	return false, fault, nil
}

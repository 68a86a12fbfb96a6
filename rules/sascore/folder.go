package sascore

import (
	"errors"
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
		for _, names := range l.parameter.Evidence.Names {
			there := slices.ContainsFunc(entries, func(e fs.DirEntry) bool {
				return !e.IsDir() && slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, e.Name()) })
			})
			switch {
			case there:
			case len(names) > 1:
				doubtful = append(doubtful, strings.Join(names, " or "))
			default:
				missing = append(missing, names[0])
			}
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

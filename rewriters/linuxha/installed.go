package linuxha

import (
	"errors"
	"fmt"
	"io/fs"
	"path"

	"cfgtool/parsers"
	"cfgtool/parsers/linuxha"
	"cfgtool/rewriters"
	"cfgtool/rewriters/change"
)

// installed compares the version of the software on the host with that of the
// migration. The howto edits files when the new software is installed already,
// so the same series is the normal case. An older one is worth a note; a newer
// one refuses the document, whose files it may have outgrown. The content of
// the document alone decides the edits.
func installed(doc parsers.Document, in rewriters.Inputs) (notes []string, err error) {
	target, ok := linuxha.ParseVersion(in.To)
	if !ok {
		return nil, change.Refuse(doc, -1, "%q is no version such as 1.1", in.To)
	}
	for _, place := range []struct {
		files fs.FS
		name  string
	}{{in.Root, path.Join(linuxha.ClusterDir, linuxha.VersionFile)}, {in.Beside, linuxha.VersionFile}} {
		if place.files == nil {
			continue
		}
		v, err := linuxha.ReadVersion(place.files, place.name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case errors.Is(err, linuxha.ErrNoVersion):
			return []string{fmt.Sprintf("which version is installed is not known: %s: %v", place.name, err)}, nil
		case err != nil:
			return []string{fmt.Sprintf("which version is installed is not known: %s cannot be read", place.name)}, nil
		case target.Less(v):
			return nil, change.Refuse(doc, -1, "%s says that %s is installed, which is newer than %s; a migration goes to the installed series or to the one that is installed next", place.name, v.Text, in.To)
		case v.Less(target):
			return []string{fmt.Sprintf("%s says that %s is installed; the howto installs %s before it changes this file", place.name, v.Text, in.To)}, nil
		}
		return nil, nil
	}
	return nil, nil
}

package linuxha

import (
	"errors"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"cfgtool/parsers/pattern"
)

// VersionFile is where the installed version stands, one line such as 1.1.01,
// in the directory of clconf.xml.
const VersionFile = "VERSION"

// ClusterDir is the directory of clconf.xml, below a root.
const ClusterDir = "etc/cluster"

// Version is a version of Linuxha.net. Only its series, the first two parts,
// decides what files look like; they compare as numbers.
type Version struct {
	Text         string
	Major, Minor uint64
}

var versionText = pattern.Of(`^([0-9]+)\.([0-9]+)(\.[0-9A-Za-z.~_-]+)?$`)

// ParseVersion reads a version such as 1.1, 1.0.4 or 1.1.01.
func ParseVersion(text string) (Version, bool) {
	text = strings.TrimSpace(text)
	parts := versionText().FindStringSubmatch(text)
	if parts == nil {
		return Version{}, false
	}
	major, err := strconv.ParseUint(parts[1], 10, 32)
	minor, err2 := strconv.ParseUint(parts[2], 10, 32)
	return Version{text, major, minor}, err == nil && err2 == nil
}

// Less reports whether v's series is older than o's.
func (v Version) Less(o Version) bool {
	return v.Major < o.Major || v.Major == o.Major && v.Minor < o.Minor
}

// ErrNoVersion says that a file holds something else than a version.
var ErrNoVersion = errors.New("it holds no version such as 1.1.01")

// maxVersion is how much of a VERSION file is read, in bytes.
const maxVersion = 4096

// ReadVersion reads a VERSION file. Its error wraps fs.ErrNotExist where there
// is none, and is ErrNoVersion where it holds something else.
func ReadVersion(files fs.FS, name string) (Version, error) {
	info, err := fs.Stat(files, name)
	if err != nil {
		return Version{}, err
	}
	if !info.Mode().IsRegular() {
		return Version{}, ErrNoVersion // a pipe would not even open
	}
	f, err := files.Open(name)
	if err != nil {
		return Version{}, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxVersion))
	if err != nil {
		return Version{}, err
	}
	v, ok := ParseVersion(string(text))
	if !ok {
		return Version{}, ErrNoVersion
	}
	return v, nil
}

package tnsnames

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS022 reports includes that cannot be read.
var TNS022 = &rules.Rule{
	ID:       "TNS022",
	Name:     "include",
	Severity: parsers.Error,
	Formats:  []string{"tnsnames"},
	Since:    "0.1.0",
	Summary:  "A file that IFILE names is missing, or includes the file that names it.",
	Why:      "Both of Oracle's drivers then refuse the file (DPY-4026 or DPY-4030 in python-oracledb, ENOENT in node-oracledb, which ends a loop after four files). A relative name is looked for beside the including file by python-oracledb, and in the working directory by node-oracledb. Names with variables, and those of Windows, are not looked for.",
	Source:   drivers + "; IFILE is in no edition of the reference",
	Bad:      "-- tnsnames.ora --\nIFILE = /etc/oracle/other.ora\nORCL = //db1/orcl\n",
	Good:     "-- tnsnames.ora --\nIFILE = /etc/oracle/other.ora\nORCL = //db1/orcl\n-- etc/oracle/other.ora --\nTEST = //db1/test\n",
	Root:     true,
	Check: rules.For(func(p *rules.Pass, f *tnsnames.File) {
		dir, ok := within(p)
		if !ok {
			return
		}
		name := path.Join(dir, path.Base(filepath.ToSlash(f.Source().Name())))
		for e := range f.Entries() {
			if !e.Include() {
				continue
			}
			if fault := include(p.Root, []string{name}, e.Text()); fault != "" {
				p.Report(e.ValueSpan(), fault, rules.Help("write an absolute name of a file that is there"))
			}
		}
	}),
}

// within is the directory of the file under the root, or false where it lies
// outside.
func within(p *rules.Pass) (string, bool) {
	bounded, ok := p.Root.(interface{ Dir() string })
	if !ok {
		return strings.TrimPrefix(p.Dir(), "/"), true
	}
	root, err := filepath.Abs(bounded.Dir())
	if err != nil {
		return "", false
	}
	dir, err := filepath.Abs(p.Dir())
	if err != nil {
		return "", false
	}
	rel, err := filepath.Rel(root, dir)
	rel = filepath.ToSlash(rel)
	return rel, err == nil && rel != ".." && !strings.HasPrefix(rel, "../")
}

// include follows an IFILE of the last of the files, each of which includes
// the next, and says what is wrong with it or with what it includes.
func include(root fs.FS, files []string, name string) string {
	if name == "" || strings.ContainsAny(name, "$%?\\") {
		return ""
	}
	target := strings.TrimPrefix(path.Clean(name), "/")
	if !path.IsAbs(name) {
		target = path.Join(path.Dir(files[len(files)-1]), name)
	}
	switch {
	case slices.Contains(files, target):
		return fmt.Sprintf("%q includes itself, by way of %d files", "/"+target, len(files)-slices.Index(files, target))
	case !fs.ValidPath(target):
		return ""
	}
	data, err := fs.ReadFile(root, target)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			return ""
		}
		return fmt.Sprintf("the file %q is not there", "/"+target)
	}
	files = append(files[:len(files):len(files)], target)
	f := tnsnames.Parse(parsers.NewSource(target, data, tnsnames.Format))
	for e := range f.Entries() {
		if e.Include() && len(files) <= maxIncludes {
			if fault := include(root, files, e.Text()); fault != "" {
				return fault
			}
		}
	}
	return ""
}

// maxIncludes is how deep includes are followed.
const maxIncludes = 16

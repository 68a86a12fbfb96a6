package sascore

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"path"
	"slices"

	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
	"cfgtool/rules/root"
)

// answersFolder is where the installer keeps response files.
const answersFolder = "/var/opt/opsware/install_opsware/resp"

// COR005 reports hosts that have another response file.
var COR005 = &rules.Rule{
	ID:       "COR005",
	Name:     "other-response-file",
	Severity: parsers.Warning,
	Formats:  []string{respfile.SASFormat.ID},
	Since:    "0.1.0",
	Summary:  "A host of the core has not the same response file, or a newer one.",
	Why: "The upgrade runs on each host with the file that is there, and the guide has the latest one verified, saved and copied to all of them. " +
		"Files are compared by their content. A host without any file of the name is told where the core has several hosts.",
	Source: upgradeGuide + ", Upgrading a Standalone Core, step 4; Upgrading a Multimaster Mesh, steps 2 and 3",
	Bad:    head + "hub.ip: 10.0.0.1\n-- var/opt/opsware/install_opsware/resp/resp.20080301 --\nhub.ip: 10.0.0.2\n",
	Good:   head + "hub.ip: 10.0.0.1\n-- var/opt/opsware/install_opsware/resp/resp.20080301 --\n" + head[len("-- resp.20080301 --\n"):] + "hub.ip: 10.0.0.1\n",
	Root:   true,
	Site:   true,
	Check: before(func(p *rules.Pass, f *respfile.File, _ *respfile.Profile, c *Core) {
		for _, h := range c.Hosts {
			c.sameAnswers(p, f, h)
			h.newerAnswers(p, f)
		}
	}),
}

// sameAnswers looks for the file among those of a host.
func (c *Core) sameAnswers(p *rules.Pass, f *respfile.File, h *Host) {
	wanted := sha256.Sum256(f.Source().Bytes())
	name := path.Base(f.Source().Name())
	beside := ""
	for _, e := range h.folder(answersFolder) {
		file := path.Join(answersFolder, e.Name())
		raw, err := h.bytes(file)
		if err != nil {
			continue
		}
		if sha256.Sum256(raw) == wanted || slices.ContainsFunc(c.Corrected, func(old []byte) bool { return bytes.Equal(old, raw) }) {
			return
		}
		if e.Name() == name {
			beside = file
		}
	}
	switch {
	case h.shown(beside) == path.Clean(f.Source().Name()): // itself, as it was before an edit
	case beside != "":
		p.Report(parsers.Span{}, fmt.Sprintf("%s has the same name and another content", h.shown(beside)), rules.Help("copy this file to all hosts of the core"))
	case len(c.Hosts) > 1 && h.has("/var/opt/opsware"):
		p.Report(parsers.Span{}, fmt.Sprintf("%s has no copy of this file", h.shown(answersFolder)), rules.Help("copy this file to all hosts of the core"))
	}
}

// newerAnswers tells of the newest response file of the host, by the timestamp in its name, where
// that is newer than the one that is checked, and has another content.
func (h *Host) newerAnswers(p *rules.Pass, f *respfile.File) {
	own := path.Base(f.Source().Name())
	if _, err := respfile.Latest([]string{own}); err != nil { // a file that was saved under another name
		return
	}
	names := []string{own}
	for _, e := range h.folder(answersFolder) {
		if e.Name() != own {
			names = append(names, e.Name())
		}
	}
	newest, err := respfile.Latest(names)
	if err != nil || newest == own {
		return
	}
	file := path.Join(answersFolder, newest)
	if raw, err := h.bytes(file); err == nil && !bytes.Equal(raw, f.Source().Bytes()) {
		p.Report(parsers.Span{}, fmt.Sprintf("%s is newer, and has another content", h.shown(file)), rules.Help("verify the latest one, and copy it to all hosts of the core"))
	}
}

// Copy is the copy of a response file on the host, in the installer's folder, by its real
// path: what has the file's name and content there, or "".
func (h *Host) Copy(f *respfile.File) string {
	file := path.Join(answersFolder, path.Base(f.Source().Name()))
	raw, err := h.bytes(file)
	if err != nil || !bytes.Equal(raw, f.Source().Bytes()) {
		return ""
	}
	real, err := root.Resolve(h.Files, inFS(file))
	if err != nil {
		return ""
	}
	return path.Join(h.Dir, real)
}

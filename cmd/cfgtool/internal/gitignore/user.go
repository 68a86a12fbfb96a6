package gitignore

import (
	"bytes"
	"cmp"
	"os"
	"path/filepath"
	"strings"
)

// excludesFile is where the user keeps patterns for all repositories: what
// core.excludesFile of the user's own git configuration says, else git/ignore
// beside it. The configuration of a repository is not asked: another user may
// have written it, and it would name a file for us to read.
func excludesFile() string {
	home, _ := os.UserHomeDir()
	own := filepath.Join(cmp.Or(os.Getenv("XDG_CONFIG_HOME"), filepath.Join(home, ".config")), "git")
	file := filepath.Join(own, "ignore")
	for _, config := range []string{filepath.Join(own, "config"), filepath.Join(home, ".gitconfig")} {
		if said, ok := coreExcludesFile(read(real(config), 1<<20)); ok {
			file = said
		}
	}
	if below, ok := strings.CutPrefix(file, "~/"); ok {
		file = filepath.Join(home, below)
	}
	return real(file)
}

// real is where a path leads: these files are the user's own, and often links.
func real(path string) string {
	if to, err := filepath.EvalSymlinks(path); err == nil {
		return to
	}
	return path
}

// coreExcludesFile reads the one setting out of a configuration of git, as
// git-config(1) describes its form.
func coreExcludesFile(text []byte) (file string, found bool) {
	core := false
	for l := range bytes.Lines(text) {
		l := strings.TrimSpace(string(l))
		if section, ok := strings.CutPrefix(l, "["); ok {
			section, after, _ := strings.Cut(section, "]")
			core = strings.EqualFold(strings.TrimSpace(section), "core")
			l = strings.TrimSpace(after)
		}
		key, value, _ := strings.Cut(l, "=")
		if core && strings.EqualFold(strings.TrimSpace(key), "excludesfile") {
			file, found = configValue(strings.TrimSpace(value)), true
		}
	}
	return file, found
}

// configValue is a value without quotes, escapes, and the comment behind it.
func configValue(written string) string {
	var b strings.Builder
	quoted := false
	for i := 0; i < len(written); i++ {
		switch c := written[i]; {
		case c == '"':
			quoted = !quoted
		case c == '\\' && i+1 < len(written):
			i++
			b.WriteByte(written[i])
		case (c == '#' || c == ';') && !quoted:
			return strings.TrimRight(b.String(), " \t")
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

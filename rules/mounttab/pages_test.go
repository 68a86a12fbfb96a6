package mounttab

import (
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers/parserstest"
	"cfgtool/parsers/profile"
)

// sections are the parts of manual pages that list options, by the types that
// have them; "" is every type, and "x-systemd" those of systemd.
var sections = []struct {
	page, from, to string // headings, as patterns
	fstype         string
}{
	{"mount.8", "^FILESYSTEM-INDEPENDENT", "^FILESYSTEM-SPECIFIC", ""},
	{"mount.8", "^DM-VERITY", "^LOOP-DEVICE", ""},
	{"ext4.5", "^Mount options for ext2", "^FILE ATTRIBUTES", "ext4"},
	{"xfs.5", "^MOUNT OPTIONS", "^REMOVED", "xfs"},
	{"btrfs.5", "^BTRFS SPECIFIC MOUNT", "^NOTES|^BOOTLOADER|^FILESYSTEM FEATURES", "btrfs"},
	{"nfs.5", "^MOUNT OPTIONS", "^nfs4 FILE", "nfs"},
	{"mount.cifs.8", "^OPTIONS", "^SERVICE", "cifs"},
	{"tmpfs.5", "^Mount options", "^VERSIONS", "tmpfs"},
	{"mount.8", "^Mount options for fat$", "^Mount options for hfs", "vfat"},
	{"mount.8", "^Mount options for hfs$", "^Mount options for hpfs", "hfs"},
	{"mount.8", "^Mount options for hpfs", "^Mount options for iso", "hpfs"},
	{"mount.8", "^Mount options for iso9660", "^Mount options for jfs", "iso9660"},
	{"mount.8", "^Mount options for jfs", "^Mount options for msdos", "jfs"},
	{"mount.8", "^Mount options for ntfs", "^Mount options for overlay", "ntfs"},
	{"mount.8", "^Mount options for overlay", "^Mount options for reiserfs", "overlay"},
	{"mount.8", "^Mount options for reiserfs", "^Mount options for ubifs", "reiserfs"},
	{"mount.8", "^Mount options for ubifs", "^Mount options for udf", "ubifs"},
	{"mount.8", "^Mount options for udf", "^Mount options for ufs", "udf"},
	{"mount.8", "^Mount options for vfat", "^Mount options for usbfs", "vfat"},
	{"mount.8", "^Mount options for devpts", "^Mount options for fat", "devpts"},
	{"mount.8", "^Mount options for affs", "^Mount options for debugfs", "affs"},
}

// TestTables reads the embedded data.
func TestTables(t *testing.T) {
	c, err := readCatalogue(optionData)
	require.NoError(t, err)
	require.True(t, c.option("ext4", "data"))
	require.False(t, c.option("ext4", "subvol"))
	require.True(t, c.option("unheard-of", "anything"))
	for name := range c.systemd {
		require.True(t, strings.HasPrefix(name, "x-systemd."), name)
	}
}

func TestNearest(t *testing.T) {
	for name, want := range map[string]string{"noatme": "noatime", "noatmie": "noatime", "noatimes": "noatime", "nosiud": "nosuid", "zzz": "", "": "", "r": "ro"} {
		require.Equal(t, want, nearest(name, 1, documented().generic), name)
	}
}

// TestConformancePages is run by "make conformance": every option that the
// installed manual pages list is in its table.
func TestConformancePages(t *testing.T) {
	if os.Getenv("CFGTOOL_CONFORMANCE") == "" {
		t.Skip("make conformance runs this")
	}
	parserstest.Require(t, "man")
	c := documented()
	for _, s := range sections {
		t.Run(s.page+" "+s.fstype, func(t *testing.T) {
			cmd := exec.Command("man", "-P", "cat", s.page)
			cmd.Env = append(os.Environ(), "MANWIDTH=180", "LC_ALL=C.UTF-8", "MAN_KEEP_FORMATTING=")
			page, err := cmd.Output()
			if err != nil {
				t.Skipf("the manual page %s is not installed", s.page)
			}
			options := listed(string(page), s.from, s.to)
			require.NotEmpty(t, options, "no option found on the page")
			for _, option := range options {
				require.True(t, c.generic[option] || c.byType[s.fstype][option], "%s lists %s of %q, which is in no table", s.page, option, s.fstype)
			}
			t.Logf("%d options", len(options))
		})
	}
	t.Run("systemd.mount.5", func(t *testing.T) {
		page, err := exec.Command("man", "-P", "cat", "systemd.mount.5").Output()
		if err != nil {
			t.Skip("the manual page systemd.mount is not installed")
		}
		for _, option := range regexp.MustCompile(`x-systemd\.[a-z-]+`).FindAllString(plain(string(page)), -1) {
			require.True(t, c.systemd[strings.TrimSuffix(option, "-")], "systemd.mount(5) has %s, which is in no table", option)
		}
	})
}

// source is a list's source, where that is a manual page.
var source = regexp.MustCompile(`^([a-z0-9.-]+)\((\d)\) (and [a-z.]+\(\d\) )?of `)

// TestConformanceSources is run by "make conformance": every name of a list
// stands on the page that the list names.
func TestConformanceSources(t *testing.T) {
	if os.Getenv("CFGTOOL_CONFORMANCE") == "" {
		t.Skip("make conformance runs this")
	}
	parserstest.Require(t, "man")
	var file lists
	require.NoError(t, profile.Decode("options.yaml", "mount-options", optionData, &file))
	for _, list := range slices.Concat(file.Generic, file.Systemd, file.Types, file.Known) {
		require.NotEmpty(t, list.Source)
		m := source.FindStringSubmatch(list.Source)
		if m == nil {
			continue
		}
		t.Run(m[1]+"."+m[2], func(t *testing.T) {
			cmd := exec.Command("man", "-P", "cat", m[2], m[1])
			cmd.Env = append(os.Environ(), "MANWIDTH=180", "LC_ALL=C.UTF-8", "MAN_KEEP_FORMATTING=")
			page, err := cmd.Output()
			if err != nil {
				t.Skipf("the manual page %s(%s) is not installed", m[1], m[2])
			}
			words := make(map[string]bool)
			for _, word := range regexp.MustCompile(`[\w.+-]+`).FindAllString(plain(string(page)), -1) {
				words[strings.TrimRight(word, ".-")] = true
			}
			for _, option := range list.Options {
				require.True(t, words[option], "%s(%s) does not have %s", m[1], m[2], option)
			}
		})
	}
}

// plain takes away how terminals show bold and underlined text.
func plain(page string) string {
	return regexp.MustCompile("\x1b\\[[0-9;]*m|.\b").ReplaceAllString(page, "")
}

var (
	values = regexp.MustCompile(`\{[^}]*\}|\[=[^\]]*\]|\[:?[a-z]+\]|<[^>]*>|\([^)]*\)|=[a-z]+(\|[a-z]+)+$`)
	apart  = regexp.MustCompile(`\s+(and|or)\s+|\s*[|/,]\s*`)
	named  = regexp.MustCompile(`^([a-z_][a-zA-Z0-9_.-]*)(=\S*)?(\s.*)?$`)
)

// listed are the options that the tags of a part of a page name: paragraphs of
// the first indentation that begin with nothing but names.
func listed(page, from, to string) []string {
	var options []string
	inside, before := false, ""
	for line := range strings.Lines(plain(page)) {
		line = strings.TrimRight(line, " \n")
		heading := strings.TrimSpace(line)
		if heading != "" && !strings.HasPrefix(line, "      ") {
			switch {
			case regexp.MustCompile(from).MatchString(heading):
				inside, before = true, ""
				continue
			case regexp.MustCompile(to).MatchString(heading):
				inside = false
			}
		}
		if inside && before == "" && strings.HasPrefix(line, "       ") && len(line) > 7 && line[7] != ' ' {
			tag, _, _ := strings.Cut(heading, "  ")
			options = append(options, tagged(tag)...)
		}
		before = heading
	}
	slices.Sort(options)
	return slices.Compact(options)
}

func tagged(tag string) []string {
	var names []string
	for _, part := range apart.Split(values.ReplaceAllString(tag, ""), -1) {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		m := named.FindStringSubmatch(part)
		if m == nil || m[3] != "" && m[2] == "" {
			return nil
		}
		names = append(names, m[1])
	}
	return names
}

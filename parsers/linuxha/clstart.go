package linuxha

import (
	"bytes"

	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
)

// ClstartFormat is how a node starts, /etc/cluster/clstart.xml (clstart.xml(1M)).
var ClstartFormat = parsers.Format{
	ID:      "clstart",
	Base:    xmlconf.Format.ID,
	Title:   "Linuxha.net start settings",
	Names:   []string{"clstart.xml"},
	Sniff:   sniffClstart,
	Charset: xmlconf.Charset,
	Parse:   func(src *parsers.Source) parsers.Document { return &Clstart{xmlconf.Parse(src)} },
}

// StartRoot is the root element of clstart.xml.
const StartRoot = "clstart_config"

func sniffClstart(text []byte) int {
	if xmlconf.Format.Sniff(text) > 0 && bytes.Contains(text, []byte("<"+StartRoot)) {
		return 90
	}
	return 0
}

// Clstart is a parsed clstart.xml.
type Clstart struct{ *xmlconf.File }

// Base is the file as XML.
func (c *Clstart) Base() parsers.Document { return c.File }

// Setting is what clstart.xml(1M) says of one element.
type Setting struct {
	Name   string
	Number bool   // else yes or no
	Unset  string // what holds when it is missing, where the page says so
}

// Settings are the elements of clstart.xml, in the order of the man page's sample.
var Settings = []Setting{
	{Name: "allow_single_node", Unset: "no"},
	{Name: "background_startup"},
	{Name: "join_existing_cluster"},
	{Name: "autostart_apps"},
	{Name: "timeout", Number: true},
}

// SettingNamed finds a setting.
func SettingNamed(name string) (Setting, bool) {
	for _, s := range Settings {
		if s.Name == name {
			return s, true
		}
	}
	return Setting{}, false
}

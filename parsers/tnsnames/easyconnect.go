package tnsnames

import (
	"bytes"
	"strings"

	"cfgtool/parsers"
)

// EasyConnect is an Easy Connect string, which may stand for a descriptor:
//
//	[[protocol:]//] host {, host} [:port] {, host [:port]} {; …}
//	  [/ [service] [:server] [/ instance]] [? name=value {& name=value}]
//
// A port counts for the hosts before it that have none; lists of addresses are
// separated by ";". An IPv6 address stands in brackets. See Support for Easy
// Connect Plus in the Net Services Administrator's Guide, 19c and later.
type EasyConnect struct {
	Protocol                  Part
	Hosts                     []EasyHost
	Service, Server, Instance Part
	Settings                  []EasySetting
	Rest                      Part // text that no part takes
}

// mostParts is how many hosts, and how many settings, are read; others are Rest. No
// guide names a bound, and no client waits for that many hosts.
const mostParts = 10_000

// Part is a part of a value. It is nowhere, the zero value, when it is not given.
type Part struct {
	Span parsers.Span
	Text string
}

// Given reports whether the part is given, though it may be empty.
func (p Part) Given() bool { return p.Span.End > 0 }

// EasyHost is a host, without brackets, and what stands behind its colon.
type EasyHost struct{ Name, Port Part }

// EasySetting is a name and a value behind "?", the value without quotes.
type EasySetting struct{ Name, Value Part }

// EasyConnect reads the entry's value as an Easy Connect string. It is none
// where it is a list, an include, or not on one line without escapes.
func (e Entry) EasyConnect() (EasyConnect, bool) {
	at := e.ValueSpan()
	text := e.f.src.Slice(at)
	if !e.Atom() || e.Include() || bytes.ContainsAny(text, "\r\n\\#") {
		return EasyConnect{}, false
	}
	r := easyReader{text: string(text), base: at.Start}
	var c EasyConnect
	if i := strings.Index(r.text, "//"); i == 0 {
		r.pos = 2
	} else if i > 0 && r.text[i-1] == ':' && !strings.ContainsAny(r.text[:i-1], "/?:,;[") {
		c.Protocol = r.until(":")
		r.pos = i + 2
	}
	c.Hosts = r.hosts()
	if r.skip("/") {
		c.Service = r.until(":/?")
		if r.skip(":") {
			c.Server = r.until("/?")
		}
		if r.skip("/") {
			c.Instance = r.until("?")
		}
	}
	for separator := "?"; len(c.Settings) < mostParts && r.skip(separator); separator = "&" {
		c.Settings = append(c.Settings, r.setting())
	}
	if r.pos < len(r.text) {
		c.Rest = r.until("")
	}
	return c, true
}

// easyReader reads a text from pos on; the text begins at base.
type easyReader struct {
	text      string
	pos, base int
	missing   string // characters that do not come again
}

func (r *easyReader) rest() string { return r.text[r.pos:] }

// skip goes over what comes next, when it is s.
func (r *easyReader) skip(s string) bool {
	found := strings.HasPrefix(r.rest(), s)
	if found {
		r.pos += len(s)
	}
	return found
}

// closing is where the partner of what comes next is, or 0 where another
// character comes, or it has none.
func (r *easyReader) closing(open, close string) int {
	if !strings.HasPrefix(r.rest(), open) || strings.Contains(r.missing, close) {
		return 0
	}
	n := strings.Index(r.rest()[1:], close)
	if n < 0 {
		r.missing += close
		return 0
	}
	return r.pos + 1 + n
}

// part is what stands between two offsets, without blanks round it.
func (r *easyReader) part(start, end int) Part {
	text := r.text[start:end]
	trimmed := strings.TrimLeft(text, " \t\v\f")
	start += len(text) - len(trimmed)
	trimmed = strings.TrimRight(trimmed, " \t\v\f")
	return Part{parsers.Span{Start: r.base + start, End: r.base + start + len(trimmed)}, trimmed}
}

// until reads to the first of the bytes, or to the end.
func (r *easyReader) until(stops string) Part {
	start := r.pos
	r.pos = len(r.text)
	if i := strings.IndexAny(r.text[start:], stops); i >= 0 {
		r.pos = start + i
	}
	return r.part(start, r.pos)
}

// hosts reads the hosts with their ports.
func (r *easyReader) hosts() []EasyHost {
	var hosts []EasyHost
	for {
		var h EasyHost
		if end := r.closing("[", "]"); end > 0 {
			h.Name = r.part(r.pos+1, end)
			r.pos = end + 1
		} else {
			h.Name = r.until(",;:/?")
		}
		if r.skip(":") {
			h.Port = r.until(",;/?")
		}
		hosts = append(hosts, h)
		if len(hosts) == mostParts || !r.skip(",") && !r.skip(";") {
			return hosts
		}
	}
}

// setting reads a name and a value.
func (r *easyReader) setting() EasySetting {
	s := EasySetting{Name: r.until("=&")}
	if !r.skip("=") {
		return s
	}
	start := r.pos
	if end := r.closing(`"`, `"`); end > 0 {
		r.pos = end + 1
		s.Value = r.part(start+1, end)
		r.until("&")
		return s
	}
	s.Value = r.until("&")
	return s
}

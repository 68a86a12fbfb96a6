package linuxha

import (
	"errors"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/linuxha"
	"cfgtool/rewriters"
	"cfgtool/rewriters/change"
)

// Clconf11 takes clconf.xml from 1.0 to 1.1: it adds the port entries that 1.1
// requires, and the section of known connections that it recommends.
var Clconf11 = rewriters.Migration{
	Format:  linuxha.ClconfFormat.ID,
	From:    "1.0",
	To:      "1.1",
	Summary: "adds the ports of the daemons (names and numbers are assumed) and net_known_connections",
	Inputs:  []string{"--known-connection IP", "--port NAME=N", "--port-base N", "--profile FILE", "VERSION"},
	Plan:    planClconf,
}

// whyPorts heads the hunks of the port entries.
const whyPorts = "1.1 requires the ports of the daemons"

// whyAssumed heads the hunks of those whose names or numbers are assumed.
const whyAssumed = whyPorts + " (names and numbers are assumed)"

// whyConnections heads the hunk of the known connections.
const whyConnections = "1.1 recommends addresses outside the cluster"

func planClconf(doc parsers.Document, in rewriters.Inputs) (rewriters.Plan, error) {
	var plan rewriters.Plan
	p, err := linuxha.LoadProfile(in.Profiles)
	if err != nil {
		return plan, err
	}
	c, ok := parsers.As[*linuxha.Clconf](doc)
	if !ok {
		return plan, change.Refuse(doc, -1, "this is no clconf.xml")
	}
	if err := wellFormed(doc); err != nil {
		return plan, err
	}
	stated, err := statedPorts(doc, p, in)
	if err != nil {
		return plan, err
	}
	addresses, err := knownConnections(doc, in)
	if err != nil {
		return plan, err
	}
	if plan.Notes, err = installed(doc, in); err != nil {
		return plan, err
	}
	global, err := c.Global(p)
	if err != nil {
		return plan, placed(doc, err)
	}

	if len(stated) > 0 {
		plan.Stated = append(plan.Stated, addPorts(p, stated, whyPorts))
	}
	if len(addresses) > 0 {
		plan.Stated = append(plan.Stated, func(d parsers.Document) ([]parsers.Edit, error) {
			c, _ := parsers.As[*linuxha.Clconf](d)
			edits, err := c.AddConnections(p, addresses, whyConnections)
			return edits, placed(d, err)
		})
		for _, a := range addresses {
			if a.Is6() {
				plan.Notes = append(plan.Notes, fmt.Sprintf("%s is an IPv6 address; IPv6 came with 1.4 (assumed: the notes on 1.4 list it as new)", a))
			}
		}
	} else if !hasConnections(c, p) {
		plan.Notes = append(plan.Notes, fmt.Sprintf("a top level section %s is highly recommended: addresses of routers, firewalls or Internet sites that answer ping, outside the cluster; --known-connection IP adds one", p.Clconf.Connections.Name))
	}

	// Numbers are given out once, on the file as it is, past those that it uses
	// and those that are stated: they do not depend on what is written first.
	taken := c.Numbers()
	for _, e := range stated {
		taken[e.port] = true
	}
	for _, port := range p.Clconf.Ports {
		taken[port.Port] = true
	}
	var assumed []entry
	byReason := make(map[string][]string)
	var reasons []string
	for _, port := range p.Clconf.Ports {
		if slices.ContainsFunc(stated, func(e entry) bool { return e.name == port.Name }) || len(linuxha.EntriesNamed(c.File, global, port.Name)) > 0 {
			continue
		}
		number := port.Port
		if number == 0 {
			for number = in.PortBase; taken[number]; number++ {
			}
			if number > linuxha.MaxPort {
				return plan, change.Refuse(doc, global.Start().Start, "there is no free port from --port-base %d on for %s; give a lower one", in.PortBase, port.Name)
			}
			taken[number] = true
		}
		assumed = append(assumed, entry{name: port.Name, port: number})
		reason := port.Reason
		if !port.Assumed {
			reason = "the profile states no number, so one is taken from --port-base on"
		}
		if byReason[reason] == nil {
			reasons = append(reasons, reason)
		}
		byReason[reason] = append(byReason[reason], port.Name)
	}
	if len(assumed) > 0 {
		plan.Assumed = append(plan.Assumed, addPorts(p, assumed, whyAssumed))
	}
	for _, reason := range reasons {
		plan.Why = append(plan.Why, strings.Join(byReason[reason], ", ")+": "+reason)
	}
	return plan, nil
}

// entry is a port entry to be added.
type entry struct {
	name string
	port int
	by   string // who states the number; "" where it is assumed
}

// statedPorts are the entries of a profile that leave nothing open, then those
// of --port, by name. --port overrides a profile.
func statedPorts(doc parsers.Document, p *linuxha.Profile, in rewriters.Inputs) ([]entry, error) {
	if in.PortBase < 1 || in.PortBase > linuxha.MaxPort {
		return nil, change.Refuse(doc, -1, "--port-base %d: a port is 1 to %d", in.PortBase, linuxha.MaxPort)
	}
	var all []entry
	for _, port := range p.Clconf.Ports {
		if n, ok := in.Ports[port.Name]; ok {
			all = append(all, entry{port.Name, n, "--port"})
		} else if port.Stated() {
			all = append(all, entry{port.Name, port.Port, "the profile"})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(in.Ports)) {
		if !slices.ContainsFunc(all, func(e entry) bool { return e.name == name }) {
			all = append(all, entry{name, in.Ports[name], "--port"})
		}
	}
	for _, e := range all {
		if e.port < 1 || e.port > linuxha.MaxPort {
			return nil, change.Refuse(doc, -1, "--port %s=%d: a port is 1 to %d", strconv.Quote(e.name), e.port, linuxha.MaxPort)
		}
	}
	return all, nil
}

// addPorts adds the entries that the file lacks. It refuses a file that says
// another number than is stated.
func addPorts(p *linuxha.Profile, entries []entry, why string) change.Step {
	return func(d parsers.Document) ([]parsers.Edit, error) {
		c, _ := parsers.As[*linuxha.Clconf](d)
		global, err := c.Global(p)
		if err != nil {
			return nil, placed(d, err)
		}
		var missing []linuxha.Entry
		for _, e := range entries {
			there := linuxha.EntriesNamed(c.File, global, e.name)
			if len(there) == 0 {
				missing = append(missing, linuxha.Entry{Name: e.name, Value: strconv.Itoa(e.port)})
			}
			for _, old := range there {
				if n, ok := linuxha.ParsePort(old.Value); e.by != "" && (!ok || n != e.port) {
					return nil, change.Refuse(d, old.Span.Start, "%s is %q here, and %s says %d; change one of the two", e.name, old.Value, e.by, e.port)
				}
			}
		}
		return c.AddPorts(p, global, missing, why)
	}
}

// knownConnections are the addresses of --known-connection, each once.
func knownConnections(doc parsers.Document, in rewriters.Inputs) ([]netip.Addr, error) {
	var all []netip.Addr
	for _, text := range in.KnownConnections {
		a, ok := linuxha.ParseAddr(text)
		if !ok {
			return nil, change.Refuse(doc, -1, "--known-connection %s: this is no IP address", strconv.Quote(text))
		}
		if !slices.Contains(all, a) {
			all = append(all, a)
		}
	}
	return all, nil
}

// hasConnections reports whether a section holds anything.
func hasConnections(c *linuxha.Clconf, p *linuxha.Profile) bool {
	for _, section := range c.Sections(p) {
		if len(c.Connections(section)) > 0 {
			return true
		}
		for range section.Children() {
			return true
		}
	}
	return false
}

// placed makes a refusal of an error that knows its place.
func placed(doc parsers.Document, err error) error {
	var at *linuxha.PlaceError
	if errors.As(err, &at) {
		return change.Refuse(doc, at.Place, "%s", at.Reason)
	}
	return err
}

// wellFormed refuses a document that a reader would refuse: what it holds
// cannot be told for certain.
func wellFormed(doc parsers.Document) error {
	for _, problem := range doc.Problems() {
		if problem.Severity == parsers.Error {
			return change.Refuse(doc, problem.Span.Start, "a file with errors is not migrated; mend this first: %s", problem.Message)
		}
	}
	return nil
}

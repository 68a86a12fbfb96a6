package sascore

import (
	"fmt"
	"slices"

	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
)

// required is the locale that the guide requires.
const required = "en_US.UTF-8"

// COR006 reports that the locale en_US.UTF-8 is not installed.
var COR006 = &rules.Rule{
	ID:       "COR006",
	Name:     "missing-locale",
	Severity: parsers.Error,
	Milder:   map[parsers.Severity]string{parsers.Info: "where the locales were not seen"},
	Formats:  []string{respfile.SASFormat.ID},
	Since:    "0.1.0",
	Summary:  "The locale en_US.UTF-8 is not installed on the host of the Model Repository or of the Software Repository.",
	Why: "The guide requires it there. Locales are looked for in /usr/lib/locale: directories, and locale-archive of Linux. Where " +
		"that tells nothing, this is told as info. Name the hosts with --component truth=NAME and word=NAME.",
	Source: upgradeGuide + ", Preparation for All Upgrades; localedef(1)",
	Bad:    head + "hub.ip: 10.0.0.1\n-- etc/oratab --\ntruth:/u01:Y\n-- usr/lib/locale/de_DE.utf8/LC_CTYPE --\nx\n",
	Good:   head + "hub.ip: 10.0.0.1\n-- etc/oratab --\ntruth:/u01:Y\n-- usr/lib/locale/en_US.utf8/LC_CTYPE --\nx\n",
	Root:   true,
	Site:   true,
	Check: before(func(p *rules.Pass, f *respfile.File, facts *respfile.Profile, c *Core) {
		for _, h := range c.Hosts {
			for _, name := range []string{"truth", "word"} {
				if server := facts.Server(name); c.is(h, server) {
					reportLocale(p, h, server)
				}
			}
		}
	}),
}

func reportLocale(p *rules.Pass, h *Host, server respfile.Server) {
	there, err := h.locales()
	switch {
	case slices.ContainsFunc(there, func(l string) bool { return codeset(l) == codeset(required) }):
	case err != nil:
		p.Report(parsers.Span{}, fmt.Sprintf("whether %s has the locale %s, which the %s needs, was not seen: %s", h.title(), required, server.Title, err),
			rules.At(parsers.Info), rules.Help("run there: locale -a"))
	default:
		p.Report(parsers.Span{}, fmt.Sprintf("%s has not the locale %s, which the %s needs", h.title(), required, server.Title), rules.Help("install it; locale -a lists those that are there"))
	}
}

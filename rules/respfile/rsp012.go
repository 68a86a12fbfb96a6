package respfile

import (
	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
)

// RSP012 reports locales that no system has.
var RSP012 = &rules.Rule{
	ID:       "RSP012",
	Name:     "locale-name",
	Severity: parsers.Warning,
	Formats:  []string{respfile.SASFormat.ID},
	Since:    "0.1.0",
	Summary:  "A locale does not look like one.",
	Why:      "It is the locale of the SAS Web Client. A locale is a language, with a territory and an encoding where they matter, such as en_US.UTF-8.",
	Source:   upgradeGuide + ", table 3-1, default_locale; POSIX.1-2017, section 8.2, for the form",
	Bad:      few + "default_locale: english\n",
	Good:     few + "default_locale: en_US.UTF-8\n",
	Check:    typed(respfile.TypeLocale, "no locale such as en or en_US.UTF-8"),
}

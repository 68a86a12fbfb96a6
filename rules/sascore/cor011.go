package sascore

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
)

// COR011 reports gateways without their certificate.
var COR011 = &rules.Rule{
	ID:       "COR011",
	Name:     "gateway-certificate",
	Severity: parsers.Warning,
	Milder:   map[parsers.Severity]string{parsers.Info: "where the directory of certificates was not seen"},
	Formats:  []string{respfile.SASFormat.ID},
	Since:    "0.1.0",
	Summary:  "The certificate of a core or agent gateway is not in its place, or is empty.",
	Why: "For each parameter of a gateway the guide has two files checked: its opswgw.properties and its opswgw.pem. No tunnel is established without the " +
		"certificate. Where the host's directory of certificates was not seen, this is told as info.",
	Source: upgradeGuide + ", table 3-1, cgw_admin_port to cgw_tunnel_listener_port",
	Bad:    head + "hub.ip: 10.0.0.1\n" + gatewayFile + "-- var/opt/opsware/crypto/twist/detuserpwd --\nx\n",
	Good:   head + "hub.ip: 10.0.0.1\n" + gatewayFile + "-- var/opt/opsware/crypto/opswgw-cgw0-C43/opswgw.pem --\nx\n",
	Root:   true,
	Site:   true,
	Check: before(func(p *rules.Pass, f *respfile.File, facts *respfile.Profile, c *Core) {
		var patterns []string
		names := make(map[string][]string) // of the parameters, by the pattern
		for _, parameter := range facts.Parameters {
			if e := parameter.Evidence; e != nil && e.Beside != "" {
				if names[e.Beside] == nil {
					patterns = append(patterns, e.Beside)
				}
				names[e.Beside] = append(names[e.Beside], parameter.Name)
			}
		}
		for _, beside := range patterns {
			parameter := facts.Parameter(names[beside][0])
			help := rules.Help("it is one of the two files to check for %s", strings.Join(names[beside], ", "))
			for _, h := range c.hosts(parameter.Server) {
				for _, pattern := range parameter.Evidence.Files {
					for _, file := range h.expand(pattern) {
						h.certificate(p, file, strings.Replace(beside, "*", facilityOf(file, pattern), 1), help)
					}
				}
			}
		}
	}),
}

// certificate looks for that of the gateway whose properties these are.
func (h *Host) certificate(p *rules.Pass, properties, file string, help rules.Option) {
	options := []rules.Option{help}
	why, err := h.fault(file)
	if doc, notRead := h.open(properties, opswgw.Format); notRead == nil {
		options = append(options, rules.In(doc.Source(), parsers.Span{}))
		if why != "" && h.elsewhere(p, doc.(*opswgw.File)) {
			return
		}
	}
	crypto := path.Dir(path.Dir(file))
	switch {
	case err == nil && why == "":
		return
	case err == nil && !h.has(crypto):
		err = fmt.Errorf("%s is not there", h.shown(crypto))
	}
	if err != nil {
		p.Report(parsers.Span{}, fmt.Sprintf("the certificate %s of this gateway was not seen: %s", h.shown(file), err), append(options, rules.At(parsers.Info))...)
		return
	}
	p.Report(parsers.Span{}, fmt.Sprintf("the certificate %s of this gateway %s", h.shown(file), why), options...)
}

// elsewhere reports whether the certificate is in another place that the guide names: phase
// 1 of a rolling upgrade has two beside that of the table.
func (h *Host) elsewhere(p *rules.Pass, gateway *opswgw.File) bool {
	known, err := opswgw.LoadProfile(p.Profiles)
	return err == nil && slices.ContainsFunc(known.Certificates(gateway), func(file string) bool {
		why, err := h.fault(file)
		return why == "" && err == nil
	})
}

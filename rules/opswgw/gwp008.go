package opswgw

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
	"cfgtool/rules"
)

// GWP008 reports certificates that are not there.
var GWP008 = &rules.Rule{
	ID:       "GWP008",
	Name:     "missing-certificate",
	Severity: parsers.Warning,
	Formats:  []string{opswgw.Format.ID},
	Since:    "0.1.0",
	Summary:  "A tunnel or listener names a certificate that does not exist, or is empty.",
	Why:      "A tunnel is not established without the certificate. It shows only when the tunnel is needed.",
	Help:     "correct the path, or put the certificate there",
	Source:   upgradeGuide + ", Rolling Mesh Upgrade, phase 1 (cert_location), and table 3-1",
	Bad:      "-- var/opt/opsware/crypto/opswgw-agw0-C43/opswgw.pem --\nx\n-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.TunnelSrc=10.0.0.2:200:0:/var/opt/opsware/opswgw-agw0-C43/opswgw.pem\n",
	Good:     "-- var/opt/opsware/crypto/opswgw-agw0-C43/opswgw.pem --\nx\n-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.TunnelSrc=10.0.0.2:200:0:/var/opt/opsware/crypto/opswgw-agw0-C43/opswgw.pem\n",
	Root:     true,
	Check: rules.For(func(p *rules.Pass, f *opswgw.File) {
		certificates := sync.OnceValue(func() []string { return known(p).Certificates(f) })
		report := func(cert opswgw.Field) {
			why := fault(p.Root, cert.Text)
			if !strings.HasPrefix(cert.Text, "/") || why == "" {
				return
			}
			var there []string
			for _, place := range certificates() {
				if fault(p.Root, place) == "" {
					there = append(there, place)
				}
			}
			var help []rules.Option
			if len(there) > 0 {
				help = append(help, rules.Help("there is %s", strings.Join(there, " and ")))
			}
			p.Report(cert.Span, fmt.Sprintf("the certificate %q %s", cert.Text, why), help...)
		}
		for t := range active(f.TunnelSrcs()) {
			report(t.Cert)
		}
		for t := range active(f.TunnelDsts()) {
			report(t.Cert)
		}
	}),
}

// fault says what is wrong with a file below a root that holds its top directory,
// or "": a copy of /etc tells nothing about /var.
func fault(root fs.FS, file string) string {
	name := strings.TrimPrefix(path.Clean(file), "/")
	top, _, _ := strings.Cut(name, "/")
	if _, err := fs.Stat(root, top); err != nil {
		return ""
	}
	info, err := fs.Stat(root, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "does not exist"
	case err != nil:
		return "cannot be seen"
	case !info.Mode().IsRegular():
		return "is no regular file"
	case info.Size() == 0:
		return "is empty"
	}
	return ""
}

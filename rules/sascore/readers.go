package sascore

import (
	"strings"

	"cfgtool/parsers/respfile"
)

// readers find the evidence of each kind.
var readers = map[string]func(*lookup){
	respfile.EvidenceGatewayFolder: gatewayFolder,
	respfile.EvidenceGatewayEntry:  gatewayEntry,
	respfile.EvidenceGatewayList:   gatewayList,
	respfile.EvidenceListener:      tunnelListener,
	respfile.EvidenceBalanced:      balanced,
	respfile.EvidenceAlias:         netAlias,
	respfile.EvidenceService:       netService,
	respfile.EvidenceNetFolder:     netFolder,
	respfile.EvidenceAccount:       account,
	respfile.EvidenceOracleHome:    oracleHome,
	respfile.EvidenceLine:          line,
	respfile.EvidenceAttribute:     attribute,
	respfile.EvidenceExport:        export,
	respfile.EvidenceSharePath:     sharePath,
	respfile.EvidenceShareName:     shareName,
	respfile.EvidenceMountHost:     mountHost,
	respfile.EvidenceMountPath:     mountPath,
	respfile.EvidencePerson:        person,
	respfile.EvidenceFolder:        folderOfFiles,
}

// person tells where a person may look.
func person(l *lookup) {
	var there []string
	for _, h := range l.on() {
		for _, name := range l.files(h) {
			if h.has(name) {
				there = append(there, h.shown(name))
			}
		}
	}
	l.looked = nil // that they are not there says nothing
	if len(there) > 0 {
		l.manual = "look at " + strings.Join(there, ", ")
	}
}

package respfile

import "cfgtool/parsers/profile"

// Server is a part of a core that has a host, by the name that the parameters
// call it.
type Server struct {
	Name          string           `yaml:"name"`
	Title         string           `yaml:"title"`  // what the guide calls it
	Traces        []string         `yaml:"traces"` // files that show that a host is this server; "*" stands for a part of a name
	profile.Basis `yaml:",inline"` // of the traces
}

// Evidence is where the value of a parameter is seen on a running core.
type Evidence struct {
	Kind string `yaml:"kind"` // how it is read: one of EvidenceKinds
	// Files are absolute paths, each read where it is there. A word in braces
	// is the value of that parameter; "*" stands for a part of a name.
	Files []string `yaml:"files"`
	// Beside is a file that is to be there with them; "*" stands for what it does in Files.
	Beside        string           `yaml:"beside"`
	Of            string           `yaml:"of"`    // what to look at in them, as the kind says
	Names         [][]string       `yaml:"names"` // for EvidenceFolder: the files that it holds, each with other names of it
	profile.Basis `yaml:",inline"` // of taking what is there for the value
}

// The kinds of evidence.
const (
	EvidenceGatewayFolder = "gateway directory"   // the facility in the name of a gateway's directory
	EvidenceGatewayEntry  = "gateway entry"       // the entry Of of opswgw.properties
	EvidenceGatewayList   = "gateway list"        // GWAddress and ProxyPort
	EvidenceListener      = "tunnel listener"     // the port of the TunnelDst whose certificate is called Of
	EvidenceBalanced      = "load balance target" // the targets of the LoadBalanceRule that begins with Of
	EvidenceAlias         = "net service name"    // a name in tnsnames.ora
	EvidenceService       = "net service"         // SERVICE_NAME or SID of truth.servicename in tnsnames.ora
	EvidenceNetFolder     = "net directory"       // a directory that holds tnsnames.ora
	EvidenceAccount       = "database account"    // the account Of of the database that truth.servicename names
	EvidenceOracleHome    = "oracle home"         // oratab, and the profile of the user oracle
	EvidenceLine          = "line"                // a file of one line, which is the value
	EvidenceAttribute     = "directory attribute" // in LDIF; Of is the beginning of the entry's name, and the attribute
	EvidenceExport        = "export"              // a path in exports or dfstab
	EvidenceSharePath     = "share path"          // the path of a share in smb.conf
	EvidenceShareName     = "share name"          // a share in smb.conf
	EvidenceMountHost     = "mount host"          // the host of the mount Of, "store" or "audit"
	EvidenceMountPath     = "mount path"          // and its path
	EvidencePerson        = "for a person"        // files that a person looks at, since no source tells how to read them
	EvidenceFolder        = "directory of files"  // a directory that holds Names
)

// EvidenceKinds are all kinds of evidence.
var EvidenceKinds = []string{EvidenceGatewayFolder, EvidenceGatewayEntry, EvidenceGatewayList, EvidenceListener, EvidenceBalanced,
	EvidenceAlias, EvidenceService, EvidenceNetFolder, EvidenceAccount, EvidenceOracleHome, EvidenceLine, EvidenceAttribute, EvidenceExport,
	EvidenceSharePath, EvidenceShareName, EvidenceMountHost, EvidenceMountPath, EvidencePerson, EvidenceFolder}

// Seen reports whether a program can tell the parameter's value by files.
func (p *Parameter) Seen() bool {
	return p.Evidence != nil && p.Evidence.Kind != EvidencePerson && p.Evidence.Kind != EvidenceAccount
}

// Server is the server of this name, or the zero one.
func (p *Profile) Server(name string) Server {
	for _, s := range p.Servers {
		if s.Name == name {
			return s
		}
	}
	return Server{}
}

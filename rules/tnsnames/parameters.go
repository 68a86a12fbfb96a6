package tnsnames

import (
	"maps"
	"slices"
	"sync"

	"cfgtool/parsers/spelling"
)

// legal are the parameters of each level of a descriptor; "" is the entry
// itself. The pages are those of the Net Services Reference, 19c to 26ai. Behind
// "also" are names that its older editions have, and those that only the drivers'
// sources show.
var legal = map[string][]string{
	// Protocol Address Configuration; Local Naming Parameters, General Syntax.
	"": {"DESCRIPTION", "DESCRIPTION_LIST", "ADDRESS", "ADDRESS_LIST"},
	// Local Naming Parameters, Connect Descriptor Descriptions: lists of addresses
	// and of descriptors take the same three.
	"DESCRIPTION_LIST": {"DESCRIPTION", "FAILOVER", "LOAD_BALANCE", "SOURCE_ROUTE"},
	"ADDRESS_LIST":     {"ADDRESS", "FAILOVER", "LOAD_BALANCE", "SOURCE_ROUTE"},
	// Local Naming Parameters, Optional Parameters for Description, Timeout
	// Parameters, and Compression Parameters. IP and PROTOCOL_STACK are
	// parameters of listener.ora: Listener Parameters, Protocol Address Parameters.
	// Also: TDU, PRESENTATION, SESSION (8i, 9i); HS, which both levels are used for.
	// RECV_TIMEOUT, USE_SNI: node-oracledb, lib/thin/sqlnet/ezConnectResolver.js.
	"DESCRIPTION": {"ADDRESS", "ADDRESS_LIST", "CONNECT_DATA", "SECURITY", "FAILOVER", "LOAD_BALANCE", "SOURCE_ROUTE", "ENABLE", "SDU", "TDU",
		"RECV_BUF_SIZE", "SEND_BUF_SIZE", "TYPE_OF_SERVICE", "CONNECT_TIMEOUT", "TRANSPORT_CONNECT_TIMEOUT", "TCP_CONNECT_TIMEOUT", "RECV_TIMEOUT",
		"RETRY_COUNT", "RETRY_DELAY", "COMPRESSION", "COMPRESSION_LEVELS", "EXPIRE_TIME", "USE_SNI", "HTTPS_PROXY", "HTTPS_PROXY_PORT", "HS",
		"PRESENTATION", "SESSION", "PROTOCOL_STACK", "IP"},
	"COMPRESSION_LEVELS": {"LEVEL"},
	// Protocol Address Configuration, Protocol Parameters: KEYPATH since 18c;
	// Listener Parameters, Protocol Address Parameters and Connection Rate Limiter
	// Parameters. Also: COMMUNITY (SQL*Net); PROGRAM to DETACH, of BEQ (9i).
	"ADDRESS": {"PROTOCOL", "HOST", "PORT", "KEY", "KEYPATH", "SERVER", "PIPE", "PROGRAM", "ARGV0", "ARGS", "ENVS", "DETACH", "IP", "QUEUESIZE", "COMMUNITY",
		"RECV_BUF_SIZE", "SEND_BUF_SIZE", "HTTPS_PROXY", "HTTPS_PROXY_PORT", "WEBSOCK_URI", "FIREWALL", "RATE_LIMIT", "REGISTRATION"},
	// Local Naming Parameters, Connection Data Section and DRCP Parameters (21c).
	// SERVICE_TAG: node-oracledb; USE_TCP_FAST_OPEN: python-oracledb,
	// src/oracledb/impl/base/parsers.pyx. Also: UR, CID, COMMAND, USER (not listed,
	// but written by Oracle's own tools).
	"CONNECT_DATA": {"SERVICE_NAME", "SID", "INSTANCE_NAME", "SERVER", "FAILOVER_MODE", "GLOBAL_NAME", "HS", "RDB_DATABASE", "SHARDING_KEY", "SUPER_SHARDING_KEY",
		"COLOCATION_TAG", "POOL_CONNECTION_CLASS", "POOL_PURITY", "POOL_BOUNDARY", "POOL_NAME", "TUNNEL_SERVICE_NAME", "CONNECTION_ID_PREFIX", "CONNECTION_ID",
		"PRESENTATION", "TYPE_OF_SERVICE", "UR", "CID", "ORACLE_HOME", "USER", "COMMAND", "USE_DBROUTER", "SERVICE_TAG", "USE_TCP_FAST_OPEN"},
	// Net Services Administrator's Guide, Configuring Transparent Application Failover.
	"FAILOVER_MODE": {"BACKUP", "TYPE", "METHOD", "RETRIES", "DELAY", "TRANSACTION"},
	// Local Naming Parameters, Security Section. TLS_ names, since 26ai, are those
	// of SSL_, which it deprecates: Database Security Guide 26ai, Enabling
	// Distinguished Name (DN) Matching.
	"SECURITY": slices.Concat(tls("SSL_"), tls("TLS_"), []string{"MY_WALLET_DIRECTORY", "WALLET_LOCATION", "AUTHENTICATION_SERVICE", "AUTHENTICATION",
		"IGNORE_ANO_ENCRYPTION_FOR_TCPS", "ENCRYPTION_CLIENT", "ENCRYPTION_TYPES_CLIENT", "CRYPTO_CHECKSUM_CLIENT", "CRYPTO_CHECKSUM_TYPES_CLIENT",
		"KERBEROS5_CC_NAME", "KERBEROS5_PRINCIPAL", "TOKEN_AUTH", "TOKEN_LOCATION", "PASSWORD_AUTH", "OCI_IAM_URL", "OCI_TENANCY", "OCI_COMPARTMENT",
		"OCI_DATABASE", "OCI_CONFIG_FILE", "OCI_PROFILE", "AZURE_DB_APP_ID_URI", "TENANT_ID", "CLIENT_ID", "CLIENT_CERTIFICATE", "REDIRECT_URI", "AZURE_CREDENTIALS"}),
	// Listener Parameters, Static Service Registration (SID_LIST) Section, of the
	// reference to 11g; Net Services Administrator's Guide, Configuring and
	// Administering Oracle Net Listener, since. Also: PRESPAWN_MAX, PRESPAWN_LIST (Net8); ARGV0, ARGS.
	"SID_LIST": {"SID_DESC"},
	"SID_DESC": {"SID_NAME", "GLOBAL_DBNAME", "ORACLE_HOME", "PROGRAM", "ENVS", "SDU", "ARGV0", "ARGS", "PRESPAWN_MAX", "PRESPAWN_LIST"},
}

// tls are the parameters of TLS, which have one prefix.
func tls(prefix string) []string {
	names := []string{"SERVER_CERT_DN", "SERVER_DN_MATCH", "ALLOW_WEAK_DN_MATCH", "VERSION", "CIPHER_SUITES", "CLIENT_AUTHENTICATION", "CERTIFICATE_ALIAS", "CERTIFICATE_THUMBPRINT"}
	for i := range names {
		names[i] = prefix + names[i]
	}
	return names
}

// levels are those at which each parameter is legal, in alphabetical order, but
// for the entry itself.
var levels = sync.OnceValue(func() map[string][]string {
	of := make(map[string][]string)
	for _, level := range slices.Sorted(maps.Keys(legal)) {
		for _, name := range legal[level] {
			if level != "" {
				of[name] = append(of[name], level)
			}
		}
	}
	return of
})

// misspelt finds the parameter of a level that differs from name by one
// letter: one too many, one missing, another one, or two that changed places.
func misspelt(level, name string) (meant string, ok bool) {
	if len(name) < 3 || len(levels()[name]) > 0 {
		return "", false
	}
	for _, known := range legal[level] {
		if spelling.Distance(name, known, 2) == 1 {
			return known, true
		}
	}
	return "", false
}

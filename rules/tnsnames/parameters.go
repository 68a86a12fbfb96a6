package tnsnames

import (
	"maps"
	"slices"

	"cfgtool/parsers/spelling"
)

// legal are the parameters that the reference lists for each level of a
// descriptor, with a few that its older editions had. "" is the entry itself.
var legal = map[string][]string{
	"":                 {"DESCRIPTION", "DESCRIPTION_LIST", "ADDRESS", "ADDRESS_LIST"},
	"DESCRIPTION_LIST": {"DESCRIPTION", "FAILOVER", "LOAD_BALANCE", "SOURCE_ROUTE"},
	"DESCRIPTION": {"ADDRESS", "ADDRESS_LIST", "CONNECT_DATA", "SECURITY", "FAILOVER", "LOAD_BALANCE", "SOURCE_ROUTE", "ENABLE", "SDU", "TDU",
		"RECV_BUF_SIZE", "SEND_BUF_SIZE", "TYPE_OF_SERVICE", "CONNECT_TIMEOUT", "TRANSPORT_CONNECT_TIMEOUT", "TCP_CONNECT_TIMEOUT", "RETRY_COUNT", "RETRY_DELAY",
		"COMPRESSION", "COMPRESSION_LEVELS", "EXPIRE_TIME", "USE_SNI", "HTTPS_PROXY", "HTTPS_PROXY_PORT", "HS", "PRESENTATION", "SESSION", "PROTOCOL_STACK", "IP"},
	"ADDRESS_LIST": {"ADDRESS", "FAILOVER", "LOAD_BALANCE", "SOURCE_ROUTE"},
	"ADDRESS": {"PROTOCOL", "HOST", "PORT", "KEY", "SERVER", "PIPE", "PROGRAM", "ARGV0", "ARGS", "ENVS", "DETACH", "IP", "QUEUESIZE", "COMMUNITY",
		"RECV_BUF_SIZE", "SEND_BUF_SIZE", "HTTPS_PROXY", "HTTPS_PROXY_PORT", "WEBSOCK_URI", "FIREWALL", "RATE_LIMIT", "REGISTRATION"},
	"CONNECT_DATA": {"SERVICE_NAME", "SID", "INSTANCE_NAME", "SERVER", "FAILOVER_MODE", "GLOBAL_NAME", "HS", "RDB_DATABASE", "SHARDING_KEY", "SUPER_SHARDING_KEY",
		"COLOCATION_TAG", "POOL_CONNECTION_CLASS", "POOL_PURITY", "POOL_BOUNDARY", "POOL_NAME", "TUNNEL_SERVICE_NAME", "CONNECTION_ID_PREFIX", "CONNECTION_ID",
		"PRESENTATION", "TYPE_OF_SERVICE", "UR", "CID", "ORACLE_HOME", "USER", "COMMAND", "USE_DBROUTER", "SERVICE_TAG"},
	"FAILOVER_MODE": {"BACKUP", "TYPE", "METHOD", "RETRIES", "DELAY", "TRANSACTION"},
	"SECURITY": {"SSL_SERVER_CERT_DN", "SSL_SERVER_DN_MATCH", "SSL_ALLOW_WEAK_DN_MATCH", "MY_WALLET_DIRECTORY", "WALLET_LOCATION", "SSL_VERSION", "SSL_CIPHER_SUITES",
		"SSL_CLIENT_AUTHENTICATION", "SSL_CERTIFICATE_ALIAS", "SSL_CERTIFICATE_THUMBPRINT", "AUTHENTICATION_SERVICE", "AUTHENTICATION", "IGNORE_ANO_ENCRYPTION_FOR_TCPS",
		"ENCRYPTION_CLIENT", "ENCRYPTION_TYPES_CLIENT", "CRYPTO_CHECKSUM_CLIENT", "CRYPTO_CHECKSUM_TYPES_CLIENT", "KERBEROS5_CC_NAME", "KERBEROS5_PRINCIPAL",
		"TOKEN_AUTH", "TOKEN_LOCATION", "PASSWORD_AUTH", "OCI_IAM_URL", "OCI_TENANCY", "OCI_COMPARTMENT", "OCI_DATABASE", "OCI_CONFIG_FILE", "OCI_PROFILE",
		"AZURE_DB_APP_ID_URI", "TENANT_ID", "CLIENT_ID", "CLIENT_CERTIFICATE", "REDIRECT_URI", "AZURE_CREDENTIALS"},
	"SID_LIST": {"SID_DESC"},
	"SID_DESC": {"SID_NAME", "GLOBAL_DBNAME", "ORACLE_HOME", "PROGRAM", "ENVS", "ARGV0", "ARGS", "PRESPAWN_MAX", "PRESPAWN_LIST", "ENV"},
}

// levels are those at which each parameter is legal, in alphabetical order, but
// for the entry itself.
var levels = func() map[string][]string {
	of := make(map[string][]string)
	for _, level := range slices.Sorted(maps.Keys(legal)) {
		for _, name := range legal[level] {
			if level != "" {
				of[name] = append(of[name], level)
			}
		}
	}
	return of
}()

// misspelt finds the parameter of a level that differs from name by one
// letter: one too many, one missing, another one, or two that changed places.
func misspelt(level, name string) (meant string, ok bool) {
	if len(name) < 3 || len(levels[name]) > 0 {
		return "", false
	}
	for _, known := range legal[level] {
		if spelling.Distance(name, known, 2) == 1 {
			return known, true
		}
	}
	return "", false
}

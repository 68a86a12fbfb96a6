package tnsnames

import (
	"strings"

	"cfgtool/parsers/spelling"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// easyConnects checks each Easy Connect string of a tnsnames.ora.
func easyConnects(check func(p *rules.Pass, e tnsnames.Entry, c tnsnames.EasyConnect)) func(*rules.Pass) {
	return rules.For(func(p *rules.Pass, f *tnsnames.File) {
		if f.Source().Format().ID != tnsnames.Format.ID {
			return
		}
		for e := range f.Entries() {
			if c, ok := e.EasyConnect(); ok {
				check(p, e, c)
			}
		}
	})
}

// both makes one check of two.
func both(first, second func(*rules.Pass)) func(*rules.Pass) {
	return func(p *rules.Pass) {
		first(p)
		second(p)
	}
}

// knownEasy reports whether Easy Connect strings take a name behind "?": one of a
// descriptor's levels, or with a dot that of a driver, such as "pyo.machine".
func knownEasy(name string) bool {
	name = strings.ToUpper(name)
	return strings.Contains(name, ".") || len(levels()[name]) > 0
}

// meantEasy is the known name that differs by one letter, or is the same
// without "-" and "_".
func meantEasy(name string) (string, bool) {
	name = strings.ToUpper(name)
	plain := strings.NewReplacer("-", "", "_", "").Replace
	for _, known := range easyNames {
		if plain(known) == plain(name) || len(name) > 3 && spelling.Distance(name, known, 2) == 1 {
			return strings.ToLower(known), true
		}
	}
	return "", false
}

// easyNames are those that the guide and the drivers list for Easy Connect.
// Sources: Net Services Administrator's Guide 23ai, Support for Easy Connect Plus;
// python-oracledb, src/oracledb/impl/base/parsers.pyx, COMMON_PARAM_NAMES;
// node-oracledb, lib/thin/sqlnet/ezConnectResolver.js, initializeUrlAlias.
var easyNames = []string{"ENABLE", "FAILOVER", "LOAD_BALANCE", "RECV_BUF_SIZE", "SEND_BUF_SIZE", "SDU", "SOURCE_ROUTE", "RETRY_COUNT", "RETRY_DELAY",
	"CONNECT_TIMEOUT", "TRANSPORT_CONNECT_TIMEOUT", "RECV_TIMEOUT", "EXPIRE_TIME", "COMPRESSION", "USE_SNI", "HTTPS_PROXY", "HTTPS_PROXY_PORT",
	"POOL_CONNECTION_CLASS", "POOL_PURITY", "POOL_BOUNDARY", "POOL_NAME", "SERVICE_TAG", "CONNECTION_ID_PREFIX",
	"WALLET_LOCATION", "SSL_SERVER_CERT_DN", "SSL_SERVER_DN_MATCH", "TLS_SERVER_CERT_DN", "TLS_SERVER_DN_MATCH"}

// Package linuxha reads and edits the configuration files of Linuxha.net, a
// high-availability cluster of two Linux hosts: clconf.xml, appconf.xml and
// clstart.xml, all XML as package xmlconf reads it.
//
// # Shape
//
// No public document holds the elements of clconf.xml and appconf.xml. Known
// from the "Linuxha.net 1.0.x to 1.1.x Migration Howto":
//
//	clconf.xml   has "global" entries, of which some state the ports of daemons
//	             since 1.1, and a top level section net_known_connections of
//	             white-space separated IP addresses
//	appconf.xml  has "network" settings with attributes, some of which are no
//	             longer used since 1.1
//
// Known from the man page clstart.xml(1M) of June 2005:
//
//	<clstart_config> with the elements allow_single_node, background_startup,
//	join_existing_cluster, autostart_apps (yes or no) and timeout (a number)
//
// The same man page calls a child element an "attribute", so an entry is read
// and written as either; see Entry. Names that no document holds are data in
// profile.yaml, marked as assumed.
//
// # Limits
//
// Elements that are not named here are kept and not judged. Elements that come
// from entities are not seen.
package linuxha

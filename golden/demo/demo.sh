#!/bin/sh
# What cfgtool does, on a copy of the samples beside this file: a cluster of two
# nodes with three applications, and the gateways of a core and a satellite.
set -eu

samples=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$samples/node1" "$samples/node2" "$samples/core" "$samples/satellite" "$work"
cd "$work"
CFGTOOL_ARCHIVE=$work/archive
export CFGTOOL_ARCHIVE

step() { printf '\n# %s\n' "$*"; }

# Runs a command line and shows it; the first argument is the exit code that it must have.
run() {
	want=$1
	shift
	printf '$ %s\n' "$*"
	got=0
	"$@" </dev/null 2>&1 || got=$?
	if [ "$got" -ne "$want" ]; then
		echo "demo: exit code $got instead of $want" >&2
		exit 1
	fi
}

step 'What is wrong with these files?'
run 1 cfgtool check --fail-on warning node1 node2 core satellite

step 'Linuxha.net 1.0 -> 1.1: what has to change in clconf.xml?'
run 0 cfgtool migrate node1/etc/cluster/clconf.xml --to 1.1 --known-connection 192.168.1.1 --known-connection 192.168.1.104 --accept-assumed --dry-run

step 'Do it, on both nodes.'
run 0 cfgtool migrate node1/etc/cluster/clconf.xml node2/etc/cluster/clconf.xml --to 1.1 --known-connection 192.168.1.1 --known-connection 192.168.1.104 --accept-assumed --yes -m 'upgrade to 1.1'

step 'A second run has nothing to do.'
run 0 cfgtool migrate node1/etc/cluster/clconf.xml node2/etc/cluster/clconf.xml --to 1.1 --known-connection 192.168.1.1 --known-connection 192.168.1.104 --accept-assumed --yes

step 'Opsware SAS 6.61: the tunnels of the agent gateway, and backup tunnels to two other cores.'
run 0 cfgtool tunnels list core/etc/opt/opsware/opswgw-agw0-EAST/opswgw.properties
run 0 cfgtool tunnels add-backup --root core --core-gateway 10.2.0.10:2001 --core-gateway 10.3.0.10:2001 --yes
run 0 cfgtool tunnels add-backup --root satellite --core-gateway 10.2.0.10:2001 --core-gateway 10.3.0.10:2001 --yes

step 'Take the local listener of the core gateway out of service, and put it back.'
run 0 cfgtool tunnels disable-listener core/etc/opt/opsware/opswgw-cgw0-EAST/opswgw.properties --yes
run 0 cfgtool tunnels enable-listener core/etc/opt/opsware/opswgw-cgw0-EAST/opswgw.properties --yes

step 'Does the response file of the core match what runs?'
run 1 cfgtool check core/var/opt/opsware/install_opsware/resp/resp.20080301120000 --root core

step 'Back to where we were, change by change.'
run 0 cfgtool log
for change in $(cfgtool log | sed -n 's/^\([0-9TZ]*-[0-9a-f]*\) .*/\1/p'); do
	run 0 cfgtool rollback "$change" --yes
done

for host in node1 node2 core satellite; do
	diff -r "$samples/$host" "$work/$host"
done
printf '\nEvery byte of every file is back.\n'

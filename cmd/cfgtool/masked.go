package main

import "cfgtool/parsers"

// masked is a command line without the secrets in it, such as VALUE in
// -m password=VALUE.
func masked(args []string) []string {
	out := make([]string, len(args))
	for i, arg := range args {
		out[i] = parsers.Mask(arg)
	}
	return out
}

package main

import (
	"slices"
	"strings"

	"cfgtool/parsers"
)

// valued are the commands whose last argument is the value of the one before it.
var valued = []string{"set", "add"}

const mask = "***"

// masked is a command line without the secrets in it: VALUE in KEY=VALUE, and in
// "set FILE KEY VALUE", where KEY is the key of a secret. "@FILE" and "-" only say
// where the value is.
func masked(args []string) []string {
	out := slices.Clone(args)
	hide := func(i int, prefix, value string) {
		if value != "" && value != "-" && !strings.HasPrefix(value, "@") {
			out[i] = prefix + mask
		}
	}
	for i, arg := range args {
		key, value, pair := strings.Cut(arg, "=")
		switch {
		case pair && key == "--value":
			hide(i, "--value=", value)
		case pair && parsers.SecretKey(strings.TrimLeft(key, "-")):
			hide(i, key+"=", value)
		case i > 0 && args[i-1] == "--value":
			hide(i, "", arg)
		case i > 1 && slices.Contains(valued, args[0]) && !strings.HasPrefix(arg, "-") && parsers.SecretKey(args[i-1]):
			hide(i, "", arg)
		}
	}
	return out
}

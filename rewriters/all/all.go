// Package all is the explicit list of the products that cfgtool changes files of.
package all

import (
	"cfgtool/rewriters"
	"cfgtool/rewriters/linuxha"
	"cfgtool/rewriters/mounttab"
	"cfgtool/rewriters/opswgw"
	"cfgtool/rewriters/oraclenet"
	"cfgtool/rewriters/sascore"
)

// Products are all products.
var Products = []rewriters.Product{
	linuxha.Product,
	mounttab.Product,
	opswgw.Product,
	oraclenet.Product,
	sascore.Product,
}

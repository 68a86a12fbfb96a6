module cfgtool

go 1.25.0

require (
	github.com/goccy/go-yaml v1.19.2
	github.com/sergi/go-diff v1.4.0
	github.com/stretchr/testify v1.12.1
	golang.org/x/sys v0.45.0
)

require go.yaml.in/yaml/v3 v3.0.5 // indirect

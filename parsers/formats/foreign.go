package formats

import (
	"path"
	"strings"
)

// Foreign are names of files that are of none of the kinds, whatever their
// content looks like: a YAML file of one line may well look like properties.
// The patterns are for base names in small letters, as for path.Match.
var Foreign = []struct{ What, Names string }{
	{"YAML", "*.yaml *.yml"},
	{"TOML", "*.toml"},
	{"JSON", "*.json *.json5 *.jsonc *.jsonl *.ndjson"},
	{"INI or a unit of systemd", "*.ini *.desktop *.service *.socket *.timer *.mount *.automount *.target *.path *.slice .editorconfig .gitconfig .npmrc .pylintrc"},
	{"text for people", "*.md *.markdown *.rst *.adoc *.tex *.pod *.po"},
	{"a web page or its style", "*.html *.htm *.css *.scss *.sass *.less"},
	{"a script", "*.sh *.bash *.zsh *.fish *.csh *.ksh *.ps1 *.psm1 *.bat *.cmd *.awk *.sed .bashrc .bash_profile .bash_logout .profile .zshrc"},
	{"source code", "*.py *.rb *.pl *.pm *.php *.lua *.tcl *.r *.go *.rs *.js *.mjs *.cjs *.ts *.tsx *.jsx *.vue *.java *.kt *.kts *.scala *.groovy *.gradle *.clj *.c *.cc *.cpp *.cxx *.h *.hh *.hpp *.cs *.fs *.vb *.swift *.m *.sql *.graphql *.proto *.asm *.s *.hs *.ml *.ex *.exs *.erl *.el *.vim"},
	{"a recipe of a build or a host", "dockerfile dockerfile.* *.dockerfile containerfile makefile makefile.* gnumakefile *.mk *.cmake cmakelists.txt jenkinsfile vagrantfile gemfile rakefile procfile *.tf *.tfvars *.hcl *.nix *.bzl build.bazel"},
	{"a table of data", "*.csv *.tsv"},
	{"a log", "*.log"},
	{"a patch", "*.diff *.patch"},
	{"a lock file", "*.lock go.sum go.mod"},
	{"a list of git", ".gitignore .gitattributes .gitmodules .dockerignore"},
	{"a table of accounts or services", "passwd passwd- group group- shadow shadow- gshadow gshadow- subuid subuid- subgid subgid- hosts services protocols sudoers crontab nsswitch.conf resolv.conf"},
}

// ForeignTo tells what a file with this name is that cfgtool does not read, or "".
func ForeignTo(name string) string {
	base := strings.ToLower(path.Base(strings.ReplaceAll(name, `\`, "/")))
	for _, f := range Foreign {
		for pattern := range strings.FieldsSeq(f.Names) {
			if ok, _ := path.Match(pattern, base); ok {
				return f.What
			}
		}
	}
	return ""
}

package main

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/parsers/formats"
	"cfgtool/parsers/respfile"
	"cfgtool/rewriters/all"
	"cfgtool/rewriters/change/store"
	ruleset "cfgtool/rules/all"
)

// bashScript completes in any bash, also without the package bash-completion.
//
//go:embed completion.bash
var bashScript string

// shells are those that the program makes scripts for, with where each reads its own.
var shells = map[string]string{"bash": "~/.local/share/bash-completion/completions/cfgtool", "zsh": "a folder of $fpath, as _cfgtool", "fish": "~/.config/fish/completions/cfgtool.fish"}

func (a *app) completionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "completion bash|zsh|fish",
		Short: "Print the script that completes commands in a shell",
		Long: `Print the script that lets a shell complete commands, flags and their values,
rules, formats, the IDs of changes, and files. 'make install' puts it in its
place; bash and fish take it from where the examples put it, zsh from any folder
of $fpath.`,
		Example: `  source <(cfgtool completion bash)
  cfgtool completion bash > ~/.local/share/bash-completion/completions/cfgtool
  cfgtool completion zsh > ~/.zsh/completions/_cfgtool
  cfgtool completion fish > ~/.config/fish/completions/cfgtool.fish`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || shells[args[0]] == "" {
				return usagef("completion needs the name of a shell: %s", strings.Join(slices.Sorted(maps.Keys(shells)), ", "))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			switch args[0] {
			case "zsh":
				return cmd.Root().GenZshCompletion(a.stdout)
			case "fish":
				return cmd.Root().GenFishCompletion(a.stdout, true)
			}
			_, err := fmt.Fprint(a.stdout, bashScript)
			return err
		},
	}
}

// completing reports whether a shell asks what may come next.
func (a *app) completing() bool {
	return len(a.args) > 0 && (a.args[0] == cobra.ShellCompRequestCmd || a.args[0] == cobra.ShellCompNoDescRequestCmd)
}

// completer tells what may come next; what it returns may have a tab and a description.
type completer = cobra.CompletionFunc

// completed gives every command and flag what completes it: files where the usage says
// FILE, PATH or the like, folders for DIR, and nothing where nothing is known.
func (a *app) completed(root *cobra.Command) {
	root.CompletionOptions.DisableDefaultCmd = true
	if !a.completing() {
		return
	}
	values, arguments := a.valueCompleters(), a.argumentCompleters()
	var visit func(*cobra.Command)
	visit = func(cmd *cobra.Command) {
		path := strings.TrimPrefix(cmd.CommandPath(), "cfgtool ")
		for _, flags := range []*pflag.FlagSet{cmd.LocalNonPersistentFlags(), cmd.PersistentFlags()} {
			flags.VisitAll(func(f *pflag.Flag) {
				what, usage := pflag.UnquoteUsage(f)
				complete := values[f.Name]
				if special := values[path+" --"+f.Name]; special != nil {
					complete = special
				}
				if complete == nil {
					complete = byPlaceholder(what)
				}
				f.Usage = usage // without its quotes, which a shell would show
				_ = cmd.RegisterFlagCompletionFunc(f.Name, complete)
			})
		}
		if cmd.ValidArgsFunction = arguments[path]; cmd.ValidArgsFunction == nil {
			_, use, _ := strings.Cut(cmd.Use, " ")
			cmd.ValidArgsFunction = byPlaceholder(strings.SplitN(use, " ", 2)[0])
		}
		for _, c := range cmd.Commands() {
			visit(c)
		}
	}
	visit(root)
}

// byPlaceholder completes what the usage calls by a name.
func byPlaceholder(what string) completer {
	directive := cobra.ShellCompDirectiveNoFileComp
	switch strings.Trim(strings.SplitN(what, "|", 2)[0], "[]…") {
	case "FILE", "F", "PATH", "PLAN", "RESP", "A", "NAME":
		directive = cobra.ShellCompDirectiveDefault
	case "DIR":
		directive = cobra.ShellCompDirectiveFilterDirs
	}
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) { return nil, directive }
}

// valueCompleters are those of flags, by their names, and by the command's where two
// commands mean different things.
func (a *app) valueCompleters() map[string]completer {
	return map[string]completer{
		"color":   oneOf(colors...),
		"fail-on": oneOf("error\tof errors only", "warning\tof warnings too", "info\tof any finding", "never\texit 0, whatever is found"),
		"as":      oneOf(formatNames()...),
		"role":    oneOf("core", "satellite"), "platform": oneOf("linux", "solaris"),
		"accept":  oneOf(overridableNames()...),
		"enable":  commaList(func() []string { return ruleNames(true) }),
		"disable": commaList(func() []string { return ruleNames(false) }),
		"output": func(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
			if strings.Contains(typed, "=") {
				return nil, cobra.ShellCompDirectiveDefault
			}
			return beginning(typed, formsOf(cmd)), cobra.ShellCompDirectiveNoFileComp
		},
		"component": completeComponent,
		"host": func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
			if strings.Contains(typed, "=") { // a folder or a tar
				return nil, cobra.ShellCompDirectiveDefault
			}
			return nil, cobra.ShellCompDirectiveNoFileComp
		},
		"root": byPlaceholder("PATH"), // a folder or a tar
		"map": func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
			pattern, format, ok := strings.Cut(typed, "=")
			if !ok {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return before(pattern+"=", beginning(format, formatNames())), cobra.ShellCompDirectiveNoFileComp
		},
		"migrate --to":  oneOf(versions()...),
		"rollback --to": a.completeChange,
	}
}

// argumentCompleters are those of the arguments of commands, by their paths.
func (a *app) argumentCompleters() map[string]completer {
	return map[string]completer{
		"rollback":     a.first(a.completeChange, cobra.ShellCompDirectiveNoFileComp),
		"archive show": a.first(a.completeChange, cobra.ShellCompDirectiveNoFileComp),
		"archive diff": a.first(a.completeChange, cobra.ShellCompDirectiveDefault),
		"explain": a.first(func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
			return beginning(typed, append(explainable(), "accept\twhat --accept can override")), cobra.ShellCompDirectiveNoFileComp
		}, cobra.ShellCompDirectiveNoFileComp),
		"completion": a.first(oneOf(slices.Sorted(maps.Keys(shells))...), cobra.ShellCompDirectiveNoFileComp),
		"help":       completeCommand,
		"man":        completeCommand,
	}
}

// completeCommand completes the commands below those that are named.
func completeCommand(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	about, rest, err := cmd.Root().Find(args)
	if err != nil || len(rest) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	for _, c := range about.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name()+"\t"+c.Short)
		}
	}
	return beginning(typed, names), cobra.ShellCompDirectiveNoFileComp
}

// first completes the first argument; those after it as the directive says.
func (a *app) first(complete completer, then cobra.ShellCompDirective) completer {
	return func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, then
		}
		return complete(cmd, args, typed)
	}
}

// beginning takes what begins as it was typed, in capitals or not.
func beginning(typed string, candidates []string) []string {
	var out []string
	for _, c := range candidates {
		if len(c) >= len(typed) && strings.EqualFold(c[:len(typed)], typed) {
			out = append(out, c)
		}
	}
	return out
}

// before puts a text before all candidates.
func before(text string, candidates []string) []string {
	out := make([]string, len(candidates))
	for i, c := range candidates {
		out[i] = text + c
	}
	return out
}

func oneOf(candidates ...string) completer {
	return func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		return beginning(typed, candidates), cobra.ShellCompDirectiveNoFileComp
	}
}

// commaList completes the last of several with commas between them.
func commaList(candidates func() []string) completer {
	return func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		at := strings.LastIndexByte(typed, ',') + 1
		others := slices.DeleteFunc(beginning(typed[at:], candidates()), func(c string) bool {
			name, _, _ := strings.Cut(c, "\t")
			return slices.Contains(strings.Split(typed[:at], ","), name)
		})
		return before(typed[:at], others), cobra.ShellCompDirectiveNoFileComp
	}
}

func formatNames() []string {
	var out []string
	for _, f := range formats.All {
		out = append(out, f.ID+"\t"+f.Title)
	}
	return out
}

func overridableNames() []string {
	var out []string
	for _, known := range overridable {
		out = append(out, known[0]+"\t"+known[1])
	}
	return out
}

// ruleNames are the IDs of the opt-in rules, or of those that run anyway.
func ruleNames(optIn bool) []string {
	var out []string
	for _, r := range ruleset.Rules {
		if r.OptIn == optIn {
			out = append(out, r.ID+"\t"+r.Name)
		}
	}
	slices.Sort(out)
	return out
}

// explainable are all rules by their IDs, and by their names.
func explainable() []string {
	out := append(ruleNames(false), ruleNames(true)...)
	slices.Sort(out)
	names := make(map[string]string) // two kinds of file may share one
	for _, r := range ruleset.Rules {
		names[r.Name] = strings.TrimPrefix(names[r.Name]+", "+r.ID, ", ")
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		out = append(out, name+"\t"+names[name])
	}
	return out
}

func versions() []string {
	var out []string
	for _, p := range all.Products {
		for _, m := range p.Migrations {
			out = append(out, m.To)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// completeComponent completes COMPONENT=NAME, with the names of --host.
func completeComponent(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	component, name, ok := strings.Cut(typed, "=")
	var names []string
	if ok {
		hosts, _ := cmd.Flags().GetStringArray("host")
		for _, host := range hosts {
			host, _, _ = strings.Cut(host, "=")
			names = append(names, host)
		}
		return before(component+"=", beginning(name, slices.Compact(slices.Sorted(slices.Values(names))))), cobra.ShellCompDirectiveNoFileComp
	}
	if profile, err := respfile.LoadProfile(nil); err == nil {
		for _, s := range profile.Servers {
			names = append(names, s.Name+"=")
		}
	}
	return beginning(typed, names), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// completeChange completes the IDs of the changes in the archive, the newest first, or
// the ends of them, if that is what was begun.
// Without an archive that can be read there are none.
func (a *app) completeChange(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	directive := cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	dir := ""
	if f := cmd.Flags().Lookup("archive"); f != nil {
		dir = f.Value.String()
	}
	s, err := a.existing(dir)
	if err != nil {
		return nil, directive
	}
	changes, _ := s.Changes()
	var whole, ends []string
	for _, c := range slices.Backward(changes) {
		_, end, _ := strings.Cut(c.ID, "-")
		whole, ends = append(whole, c.ID+"\t"+changeLine(c)), append(ends, end+"\t"+changeLine(c))
	}
	if out := beginning(typed, whole); len(out) > 0 {
		return out, directive
	}
	return beginning(typed, ends), directive
}

// changeLine is a change on one short line.
func changeLine(c store.Change) string {
	command := brief(c.Args)
	if c.Reason != "" {
		command = load.Quote(c.Reason) + ": " + command
	}
	return fmt.Sprintf("%s %s, %s", c.Time.Local().Format(time.DateTime), c.Actor, command)
}

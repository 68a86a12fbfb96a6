package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/url"
	"path"
	"path/filepath"
	"strings"

	"cfgtool/parsers"
	"cfgtool/rules"
)

// SARIF is the result of a check as a log of the Static Analysis Results
// Interchange Format, version 2.1.0 (OASIS Standard), which code hosts and
// editors show.
//
// Lines and columns are 1-based and columns count code points. Findings of
// severity info are notes. A file that could not be read is a notification of
// the invocation, which was then not successful; a guess of what kind a file is
// is one, too. Source lines are left out,
// since they may hold secrets.
type SARIF struct {
	Version string     `json:"version"`
	Schema  string     `json:"$schema"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool struct {
		Driver sarifDriver `json:"driver"`
	} `json:"tool"`
	ColumnKind  string            `json:"columnKind"`
	Invocations []sarifInvocation `json:"invocations"`
	Artifacts   []sarifArtifact   `json:"artifacts"`
	Results     []sarifResult     `json:"results"`
}

type sarifDriver struct {
	Name    string      `json:"name"`
	Version string      `json:"semanticVersion"`
	Rules   []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID      string       `json:"id"`
	Name    string       `json:"name"`
	Short   sarifMessage `json:"shortDescription"`
	Full    sarifMessage `json:"fullDescription"`
	Help    sarifMessage `json:"help"`
	Default struct {
		Level string `json:"level"`
	} `json:"defaultConfiguration"`
}

type sarifMessage struct {
	Text string `json:"text"`
}

type sarifInvocation struct {
	Successful    bool                `json:"executionSuccessful"`
	Notifications []sarifNotification `json:"toolExecutionNotifications"`
}

type sarifNotification struct {
	Level     string          `json:"level"`
	Message   sarifMessage    `json:"message"`
	Locations []sarifLocation `json:"locations"`
}

type sarifArtifact struct {
	Location sarifURI `json:"location"`
}

type sarifURI struct {
	URI string `json:"uri"`
}

type sarifResult struct {
	Rule         string            `json:"ruleId"`
	Index        int               `json:"ruleIndex"`
	Level        string            `json:"level"`
	Message      sarifMessage      `json:"message"`
	Locations    []sarifLocation   `json:"locations"`
	Related      []sarifLocation   `json:"relatedLocations,omitempty"`
	Fingerprints map[string]string `json:"partialFingerprints"`
	Fixes        []sarifFix        `json:"fixes,omitempty"`
}

type sarifLocation struct {
	Physical struct {
		Artifact sarifURI     `json:"artifactLocation"`
		Region   *sarifRegion `json:"region,omitempty"`
	} `json:"physicalLocation"`
	Message *sarifMessage `json:"message,omitempty"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndLine     int `json:"endLine"`
	EndColumn   int `json:"endColumn"`
}

type sarifFix struct {
	Description sarifMessage  `json:"description"`
	Changes     []sarifChange `json:"artifactChanges"`
}

type sarifChange struct {
	Artifact     sarifURI           `json:"artifactLocation"`
	Replacements []sarifReplacement `json:"replacements"`
}

type sarifReplacement struct {
	Deleted  sarifRegion   `json:"deletedRegion"`
	Inserted *sarifMessage `json:"insertedContent,omitempty"`
}

// sarifLevels are the levels of severities.
var sarifLevels = map[parsers.Severity]string{parsers.Info: "note", parsers.Warning: "warning", parsers.Error: "error"}

// WriteSARIF writes findings as SARIF, each as soon as it is described. version is that of
// cfgtool. A fix that would write or remove a secret is left out.
func WriteSARIF(w io.Writer, result rules.Result, files []File, secrets map[*parsers.Source][]parsers.Span, version string) error {
	run := sarifRun{ColumnKind: "unicodeCodePoints", Artifacts: []sarifArtifact{}, Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: "cfgtool", Version: version, Rules: []sarifRule{}}

	invocation := sarifInvocation{Successful: true, Notifications: []sarifNotification{}}
	for _, f := range files {
		run.Artifacts = append(run.Artifacts, sarifArtifact{Location: sarifURI{fileURI(f.File)}})
		at := sarifLocation{}
		at.Physical.Artifact.URI = fileURI(f.File)
		switch {
		case f.Error != "":
			invocation.Successful = false
			invocation.Notifications = append(invocation.Notifications, sarifNotification{"error", sarifMessage{f.Error}, []sarifLocation{at}})
		case f.Guessed:
			invocation.Notifications = append(invocation.Notifications, sarifNotification{"note", sarifMessage{f.Guess()}, []sarifLocation{at}})
		}
	}
	for i, m := range result.More {
		if i > 0 && result.More[i-1].Source == m.Source && result.More[i-1].Rule == m.Rule {
			continue // of another severity
		}
		at := sarifLocation{}
		at.Physical.Artifact.URI = fileURI(m.Source.Name())
		invocation.Notifications = append(invocation.Notifications, sarifNotification{"note",
			sarifMessage{fmt.Sprintf("%d more results of %s are not listed", others(result.More[i:]), m.Rule.ID)}, []sarifLocation{at}})
	}
	run.Invocations = []sarifInvocation{invocation}

	index := make(map[*rules.Rule]int)
	for _, f := range result.Findings {
		if _, ok := index[f.Rule]; !ok {
			index[f.Rule] = len(index)
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, newSARIFRule(f.Rule))
		}
	}
	seen := make(map[string]int)
	log := SARIF{Version: "2.1.0", Schema: "https://json.schemastore.org/sarif-2.1.0.json", Runs: []sarifRun{run}}
	return stream(w, log, "results", 3, len(result.Findings), func(i int) any {
		f := result.Findings[i]
		r := newSARIFResult(f, secrets[f.Source])
		r.Index = index[f.Rule]
		// What stays the same when lines are added above.
		print := fingerprint(f)
		r.Fingerprints = map[string]string{"cfgtool/v1": fmt.Sprintf("%s:%d", print, seen[print])}
		seen[print]++
		return r
	})
}

func newSARIFResult(f rules.Finding, secrets []parsers.Span) sarifResult {
	message := f.Message
	if f.Help != "" {
		message += "\n" + f.Help
	}
	r := sarifResult{Rule: f.Rule.ID, Level: sarifLevels[f.Severity], Message: sarifMessage{message},
		Locations: []sarifLocation{newSARIFLocation(f.Source, f.Span, "")}}
	for _, other := range f.Related {
		r.Related = append(r.Related, newSARIFLocation(other.Source, other.Span, other.Message))
	}
	if f.Fix != nil && !touches(f.Fix.Edits, secrets) {
		r.Fixes = []sarifFix{newSARIFFix(f)}
	}
	return r
}

func newSARIFRule(r *rules.Rule) sarifRule {
	out := sarifRule{ID: r.ID, Name: r.Name, Short: sarifMessage{r.Summary}, Full: sarifMessage{r.Why},
		Help: sarifMessage{fmt.Sprintf("%s\n\nSource: %s", r.Why, r.Source)}}
	out.Default.Level = sarifLevels[r.Severity]
	return out
}

func newSARIFLocation(src *parsers.Source, span parsers.Span, message string) sarifLocation {
	var l sarifLocation
	l.Physical.Artifact.URI = fileURI(src.Name())
	l.Physical.Region = newSARIFRegion(src, span)
	if message != "" {
		l.Message = &sarifMessage{message}
	}
	return l
}

func newSARIFRegion(src *parsers.Source, span parsers.Span) *sarifRegion {
	p := NewPlace(src, span)
	return &sarifRegion{p.Line, p.Column, p.EndLine, p.EndColumn}
}

func newSARIFFix(f rules.Finding) sarifFix {
	out := sarifFix{Description: sarifMessage{"cfgtool check --fix"}, Changes: []sarifChange{{Artifact: sarifURI{fileURI(f.Source.Name())}}}}
	if f.Fix.Safety == rules.Unsafe {
		out.Description.Text += " --unsafe"
	}
	for _, e := range f.Fix.Edits {
		r := sarifReplacement{Deleted: *newSARIFRegion(f.Source, e.Span)}
		if len(e.New) > 0 {
			r.Inserted = &sarifMessage{string(e.New)}
		}
		out.Changes[0].Replacements = append(out.Changes[0].Replacements, r)
	}
	return out
}

// fingerprint tells a finding from others by what it says, not where. Messages
// never hold secrets, so neither does it.
func fingerprint(f rules.Finding) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{f.Rule.ID, filepath.ToSlash(f.Source.Name()), f.Message}, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// fileURI is the URI of a file: relative for a relative name (RFC 3986).
func fileURI(name string) string {
	name = filepath.ToSlash(name)
	u := url.URL{Path: path.Clean(name)}
	if filepath.IsAbs(name) {
		u.Scheme = "file"
		if !strings.HasPrefix(name, "/") { // a drive letter
			u.Path = "/" + u.Path
		}
	}
	return u.String()
}

// Package work counts what a program does: calls of functions, rounds of loops,
// and bytes and elements that the standard library looks at or copies for it.
// counted_test.go puts the calls of it into a copy of cfgtool's own sources.
package work

import (
	"bytes"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"unicode/utf8"
)

// Places are how often each function was called, and each loop went round, with
// what was done for it meanwhile.
var Places [1 << 16]atomic.Int64

var last atomic.Int64 // place

// Step counts a call, or a round of a loop, at a place.
func Step(place int64) {
	Places[place].Add(1)
	last.Store(place)
}

func add(n int) { Places[last.Load()].Add(int64(n)) }

// Steps is all the work since the start.
func Steps() (sum int64) {
	for i := range Places {
		sum += Places[i].Load()
	}
	return sum
}

type text interface{ ~string | ~[]byte }

// Spread counts what append and copy move.
func Spread[S any](s S) S {
	add(reflect.ValueOf(s).Len())
	return s
}

// Copied counts what copy moved.
func Copied(n int) int {
	add(n)
	return n
}

// first looks from the start on, to what it finds.
func first[S text, T any](f func(S, T) int) func(S, T) int {
	return func(s S, t T) int {
		i := f(s, t)
		if i < 0 {
			add(len(s))
		} else {
			add(i + 1)
		}
		return i
	}
}

// final looks from the end on.
func final[S text, T any](f func(S, T) int) func(S, T) int {
	return func(s S, t T) int {
		i := f(s, t)
		add(len(s) - max(i, 0))
		return i
	}
}

// has looks from the start on for what index finds.
func has[S text, T any](index func(S, T) int) func(S, T) bool {
	index = first(index)
	return func(s S, t T) bool { return index(s, t) >= 0 }
}

// cut takes off what it looks at.
func cut[S text, T any](f func(S, T) S) func(S, T) S {
	return func(s S, t T) S {
		left := f(s, t)
		add(len(s) - len(left))
		return left
	}
}

// whole looks at all of a text, or makes as much.
func whole[S text, T any](f func(S) T) func(S) T {
	return func(s S) T {
		add(len(s))
		return f(s)
	}
}

func whole2[S text, A, T any](f func(S, A) T) func(S, A) T {
	return func(s S, a A) T {
		add(len(s))
		return f(s, a)
	}
}

func whole3[S text, A, B, T any](f func(S, A, B) T) func(S, A, B) T {
	return func(s S, a A, b B) T {
		add(len(s))
		return f(s, a, b)
	}
}

// both compares two texts.
func both[S text, T any](f func(S, S) T) func(S, S) T {
	return func(a, b S) T {
		add(min(len(a), len(b)))
		return f(a, b)
	}
}

// parts cuts in two at what it finds.
func parts[S text](f func(S, S) (S, S, bool)) func(S, S) (S, S, bool) {
	return func(s, sep S) (S, S, bool) {
		before, after, found := f(s, sep)
		add(len(before) + 1)
		return before, after, found
	}
}

var (
	BytesIndex         = first(bytes.Index)
	BytesIndexAny      = first(bytes.IndexAny)
	BytesIndexByte     = first(bytes.IndexByte)
	BytesLastIndexByte = final(bytes.LastIndexByte)
	BytesContains      = has(bytes.Index)
	BytesContainsAny   = has(bytes.IndexAny)
	BytesTrim          = cut(bytes.Trim)
	BytesTrimLeft      = cut(bytes.TrimLeft)
	BytesTrimRight     = cut(bytes.TrimRight)
	BytesCut           = parts(bytes.Cut)
	BytesCount         = whole2(bytes.Count)
	BytesToUpper       = whole(bytes.ToUpper)
	BytesToLower       = whole(bytes.ToLower)
	BytesClone         = whole(bytes.Clone)
	BytesEqual         = both(bytes.Equal)
	BytesEqualFold     = both(bytes.EqualFold)
	BytesHasPrefix     = both(bytes.HasPrefix)
	BytesHasSuffix     = both(bytes.HasSuffix)

	StringsIndex         = first(strings.Index)
	StringsIndexAny      = first(strings.IndexAny)
	StringsIndexByte     = first(strings.IndexByte)
	StringsLastIndex     = final(strings.LastIndex)
	StringsLastIndexAny  = final(strings.LastIndexAny)
	StringsLastIndexByte = final(strings.LastIndexByte)
	StringsContains      = has(strings.Index)
	StringsContainsAny   = has(strings.IndexAny)
	StringsContainsRune  = has(strings.IndexRune)
	StringsTrim          = cut(strings.Trim)
	StringsTrimLeft      = cut(strings.TrimLeft)
	StringsTrimRight     = cut(strings.TrimRight)
	StringsCut           = parts(strings.Cut)
	StringsCount         = whole2(strings.Count)
	StringsSplit         = whole2(strings.Split)
	StringsFields        = whole(strings.Fields)
	StringsToUpper       = whole(strings.ToUpper)
	StringsToLower       = whole(strings.ToLower)
	StringsToValidUTF8   = whole2(strings.ToValidUTF8)
	StringsReplaceAll    = whole3(strings.ReplaceAll)
	StringsEqualFold     = both(strings.EqualFold)
	StringsHasPrefix     = both(strings.HasPrefix)
	StringsHasSuffix     = both(strings.HasSuffix)
	StringsCompare       = both(strings.Compare)

	Utf8Valid             = whole(utf8.Valid)
	Utf8ValidString       = whole(utf8.ValidString)
	Utf8RuneCount         = whole(utf8.RuneCount)
	Utf8RuneCountInString = whole(utf8.RuneCountInString)
)

func StringsTrimSpace(s string) string {
	left := strings.TrimSpace(s)
	add(len(s) - len(left))
	return left
}

func BytesTrimSpace(s []byte) []byte {
	left := bytes.TrimSpace(s)
	add(len(s) - len(left))
	return left
}

func StringsJoin(parts []string, sep string) string {
	joined := strings.Join(parts, sep)
	add(len(joined))
	return joined
}

func StringsRepeat(s string, n int) string {
	add(len(s) * n)
	return strings.Repeat(s, n)
}

func StringsReplace(s, old, new string, n int) string {
	add(len(s))
	return strings.Replace(s, old, new, n)
}

func SlicesIndex[S ~[]E, E comparable](s S, v E) int {
	i := slices.Index(s, v)
	if i < 0 {
		add(len(s))
	}
	add(i + 1)
	return i
}

func SlicesContains[S ~[]E, E comparable](s S, v E) bool { return SlicesIndex(s, v) >= 0 }

func SlicesInsert[S ~[]E, E any](s S, i int, v ...E) S {
	add(len(s) - i + len(v))
	return slices.Insert(s, i, v...)
}

func SlicesDelete[S ~[]E, E any](s S, i, j int) S {
	add(len(s) - i)
	return slices.Delete(s, i, j)
}

func SlicesClone[S ~[]E, E any](s S) S {
	add(len(s))
	return slices.Clone(s)
}

func SlicesConcat[S ~[]E, E any](all ...S) S {
	joined := slices.Concat(all...)
	add(len(joined))
	return joined
}

func SlicesReverse[S ~[]E, E any](s S) {
	add(len(s))
	slices.Reverse(s)
}

func SlicesEqual[S ~[]E, E comparable](a, b S) bool {
	add(min(len(a), len(b)))
	return slices.Equal(a, b)
}

// RegexpRegexp counts what an expression looks at.
type RegexpRegexp struct{ r *regexp.Regexp }

func RegexpMustCompile(s string) *RegexpRegexp { return &RegexpRegexp{regexp.MustCompile(s)} }

func (r *RegexpRegexp) MatchString(s string) bool { return whole(r.r.MatchString)(s) }

func (r *RegexpRegexp) FindString(s string) string { return whole(r.r.FindString)(s) }

func (r *RegexpRegexp) FindStringSubmatch(s string) []string {
	return whole(r.r.FindStringSubmatch)(s)
}

func (r *RegexpRegexp) FindStringSubmatchIndex(s string) []int {
	return whole(r.r.FindStringSubmatchIndex)(s)
}

func (r *RegexpRegexp) ReplaceAllStringFunc(s string, by func(string) string) string {
	return whole2(r.r.ReplaceAllStringFunc)(s, by)
}

func StringsSplitN(s, sep string, n int) []string {
	add(len(s))
	return strings.SplitN(s, sep, n)
}

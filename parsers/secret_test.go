package parsers_test

import (
	"bytes"
	_ "embed"
	"iter"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
)

// hiding is a document of which some places are secret.
type hiding struct {
	parsers.Document
	values, concealed []parsers.Span
}

func (h hiding) Values() iter.Seq[parsers.Value] {
	return func(yield func(parsers.Value) bool) {
		for _, s := range h.values {
			if !yield(parsers.Value{Span: s, Secret: true}) {
				return
			}
		}
	}
}

func (h hiding) Source() *parsers.Source {
	return parsers.NewSource("", bytes.Repeat([]byte("x"), 100), parsers.Format{})
}

func (h hiding) Concealed(parsers.Span) []parsers.Span { return h.concealed }

// TestSecretsAreJoined: what two secrets share, and what only one of them
// covers, is hidden once.
func TestSecretsAreJoined(t *testing.T) {
	d := hiding{
		values:    []parsers.Span{{0, 5}, {10, 12}, {20, 30}, {40, 40}},
		concealed: []parsers.Span{{3, 9}, {12, 13}, {22, 25}, {50, 51}},
	}
	require.Equal(t, []parsers.Span{{0, 9}, {10, 13}, {20, 30}, {50, 51}}, parsers.Secrets(d))
	require.Empty(t, parsers.Secrets(hiding{}))
}

func TestSecrecyOfKeys(t *testing.T) {
	for secrecy, keys := range map[parsers.Secrecy]string{
		parsers.Certain: `password db.password twist.buildmgr.passwd decrypt_passwd clientSecret auth.token PASSWORD x.password[2] passcode
			ldapPassword myPASSWORD password1 passphrase pass-phrase /a/b/@password MY_PASSWORD encryptedPassword usersecrets`,
		parsers.Likely: `truth.oaPwd DB_PASS pass userPass2 truth.vaultPwd db_pw pw pwd bearer credential credentials
			password.default passwordHash passwordhash PASSWORDS_LISTENER password.scott label.password password.confirm api_key apiKey private.key
			rootpw olcRootPW dbpass adminpwd user.token API_TOKEN secret.value
			secretKey aws_secret_access_key s3-secret-access-key cloud.secret-key AccountKey signing.key encryptionKey shared.key
			master.key wifi.psk db.creds snmp.community snmp.read.community rocommunity`,
		parsers.Open: `path passport opswgw.TunnelSrc bypass tokenizer password.length.minimum compass x.token.count password.file passwordPolicy
			passwd_program "" token.type pass.through passed pwd.dir keystore key passwordless.x password_expiry secretfile
			passwordEncoder password.min 1 _ x secretKeyRef secret.keys.file encryption.key.size community url.community sharedkeyboard credit`,
	} {
		for key := range strings.FieldsSeq(keys) {
			assert.Equal(t, secrecy, parsers.SecrecyOf(key), key)
		}
	}
}

func TestValuesThatAreNoSecrets(t *testing.T) {
	for _, v := range []string{"", "yes", "FALSE", "${db.password}"} {
		require.False(t, parsers.Secret("password", v), v)
	}
	for _, v := range []string{"Enter your password", "/etc/token", "<token>", "${TOKEN}", "true"} {
		require.False(t, parsers.Secret("user.token", v), v)
	}
	require.False(t, parsers.Secret("label.password", "Enter your password"))
	for _, v := range []string{"my pass phrase", "${PW:hunter2}", "/x", "<x>", "yesterday"} {
		require.True(t, parsers.Secret("password", v), v)
	}
}

// TestSecretPlaces: what is between [ and ] is hidden, and nothing else.
func TestSecretPlaces(t *testing.T) {
	for _, marked := range strings.Split(secretTexts, "\n--\n") {
		var want []string
		for _, part := range strings.Split(marked, "⟦")[1:] {
			secret, _, _ := strings.Cut(part, "⟧")
			want = append(want, secret)
		}
		text := strings.NewReplacer("⟦", "", "⟧", "").Replace(marked)
		var got []string
		for _, s := range parsers.SecretPlaces(text) {
			got = append(got, text[s.Start:s.End])
		}
		assert.Equal(t, want, got, "%s", text)
	}
}

//go:embed testdata/secrets.txt
var secretTexts string

func TestSpansFrom(t *testing.T) {
	spans := []parsers.Span{{0, 2}, {5, 6}, {8, 9}}
	for offset, want := range map[int]int{-1: 0, 0: 0, 1: 0, 2: 1, 5: 1, 6: 2, 8: 2, 9: 3, 100: 3} {
		require.Equal(t, spans[want:], parsers.SpansFrom(spans, offset), offset)
	}
	require.Empty(t, parsers.SpansFrom(nil, 0))
}

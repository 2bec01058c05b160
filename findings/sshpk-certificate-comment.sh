#!/usr/bin/env bash
# Versions: npm sshpk 1.18.0, on keys and certificates of OpenSSH 9.2p1 (Debian 12, openssh-client 1:9.2p1-2+deb12u10).
#
# Guessed: a comment of two words is no obstacle, in a certificate as in a key: ssh-keygen hands the comment of the key
# on to its certificate. RFC 4716's form keeps its Comment; a key on a security token (sk-ssh-ed25519@openssh.com) is
# known as such or refused.
# Happens: a certificate whose comment holds a blank is "not a valid SSH certificate line", while the key with the same
# comment is read. The Comment of RFC 4716's form is dropped: the key is called "(unnamed)". The issuer
# of every certificate is "CN=**". Of token keys not even the type is known.
# Source: the library itself.
#
# Seen (comment of the key: key; certificate; the key in RFC 4716's form):
#   ann@example.org: ann@example.org; UID=ann by CN=**; (unnamed)
#   Ann Lee: Ann Lee; Not a valid SSH certificate line; (unnamed)
set -eu

name=sshpk-certificate-comment
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts sshpk@1.18.0

# Unpacks Debian packages, given as name=version, below root.
deb() {
	apt-get -q -o APT::Sandbox::User=root download "$@" >/dev/null 2>&1 || { echo "$name: cannot download $*"; exit 2; }
	for file in *.deb; do dpkg-deb -x "$file" root; rm "$file"; done
}

deb openssh-client=1:9.2p1-2+deb12u10
keygen=$dir/root/usr/bin/ssh-keygen
"$keygen" -q -t ed25519 -N '' -C ca -f ca

cat >ask.mjs <<'JS'
import { readFileSync } from 'node:fs'
import sshpk from 'sshpk'
const attempt = (work) => {
	try { return work() } catch (e) { return e.message.replace(/^.*: /, '') }
}
const text = (name) => readFileSync(name, 'utf8')
console.log([
	attempt(() => sshpk.parseKey(text('key.pub'), 'ssh').comment),
	attempt(() => {
		const certificate = sshpk.parseCertificate(text('key-cert.pub'), 'openssh')
		return `${certificate.subjects[0]} by ${certificate.issuer}`
	}),
	attempt(() => sshpk.parseKey(text('key.rfc4716')).comment)
].join('; '))
JS
seen=$(
	for comment in ann@example.org 'Ann Lee'; do
		rm -f key key.pub key-cert.pub
		"$keygen" -q -t ed25519 -N '' -C "$comment" -f key
		"$keygen" -q -s ca -I id -n ann key.pub
		"$keygen" -e -m RFC4716 -f key.pub >key.rfc4716
		echo "$comment: $(node ask.mjs)"
	done
)
want='ann@example.org: ann@example.org; UID=ann by CN=**; (unnamed)
Ann Lee: Ann Lee; Not a valid SSH certificate line; (unnamed)'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")

#!/usr/bin/env bash
# Versions: ssmtp 2.64 (Debian 12, ssmtp 2.64-11): `ssmtp -t`, the small sendmail, and a group of recipients.
#
# Guessed: `To: Legal: ann@example.org, bob@example.org;`, a group as mail headers have them, goes to Ann and to Bob.
# Happens: the name of the group becomes part of the first address, "Legal: ann@example.org", and the last one is no
# recipient at all: what ends in a semicolon is passed over. The exit status is 0. The empty group of a mail
# that names nobody, "undisclosed-recipients:;", is nobody, rightly.
# Source: the program itself; RFC 5322, 3.4 (group).
#
# Seen (recipients that the mail server is told):
#   ann@example.org, bob@example.org: <ann@example.org> <bob@example.org>
#   Legal: ann@example.org, bob@example.org;: <Legal: ann@example.org>
#   undisclosed-recipients:; and Bcc: <ann@example.org>
set -eu

name=ssmtp-group
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

# Unpacks Debian packages, given as name=version, below root.
deb() {
	apt-get -q -o APT::Sandbox::User=root download "$@" >/dev/null 2>&1 || { echo "$name: cannot download $*"; exit 2; }
	for file in *.deb; do dpkg-deb -x "$file" root; rm "$file"; done
}

# What it links with is Debian 12's, whatever its fixes are today.
deb ssmtp=2.64-11 libffi8 libgmp10 libgnutls-openssl27 libgnutls30 libhogweed6 libidn2-0 libnettle8 libp11-kit0 libtasn1-6 \
	libunistring2

cat >serve.mjs <<'JS'
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
const lib = process.argv[2]
const headers = {
	'ann@example.org, bob@example.org': 'To: ann@example.org, bob@example.org',
	'Legal: ann@example.org, bob@example.org;': 'To: Legal: ann@example.org, bob@example.org;',
	'undisclosed-recipients:; and Bcc': 'To: undisclosed-recipients:;\nBcc: ann@example.org'
}
let told
const server = createServer((socket) => {
	let data = false, rest = ''
	socket.on('error', () => {}).write('220 mail\r\n')
	socket.on('data', (more) => {
		const lines = (rest + more).split('\r\n')
		rest = lines.pop()
		for (const line of lines) {
			if (data && line !== '.') continue
			if (/^RCPT TO:/.test(line)) told.push(line.slice(8))
			data = line === 'DATA'
			socket.write(data ? '354 go on\r\n' : line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n')
		}
	})
})
await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
writeFileSync('conf', `mailhub=127.0.0.1:${server.address().port}\nhostname=example.org\nFromLineOverride=YES\n`)
for (const [what, lines] of Object.entries(headers)) {
	told = []
	await new Promise((done) => {
		const env = { ...process.env, LD_LIBRARY_PATH: lib }
		const program = spawn('root/usr/sbin/ssmtp', ['-Cconf', '-i', '-t'], { env, stdio: ['pipe', 'inherit', 'inherit'] })
		program.on('close', done)
		program.stdin.end(`${lines}\nSubject: A change\n\nPlease look.\n`)
	})
	console.log(`${what}: ${told.join(' ')}`)
}
server.close()
JS
seen=$(node serve.mjs "$(echo "$dir"/root/usr/lib/*-linux-gnu)" 2>&1)
want='ann@example.org, bob@example.org: <ann@example.org> <bob@example.org>
Legal: ann@example.org, bob@example.org;: <Legal: ann@example.org>
undisclosed-recipients:; and Bcc: <ann@example.org>'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")

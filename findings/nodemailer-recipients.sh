#!/usr/bin/env bash
# Versions: npm nodemailer 10.6.1: recipients as people write them into a list.
#
# Guessed: a comma that stands outside quotes parts two recipients; one without an address, such as a role, is refused,
# or is left to the mail server as a local name.
# Happens: what has no @ is glued to the recipient behind it, as part of that person's name: "legal, Bob <…>" goes to
# Bob alone, who is called "legal, Bob", and no error says that legal got nothing. A handle becomes an address with
# an empty local part, and of "deputy @lena" the blank is taken out, which makes an address that nobody wrote.
# Source: the library itself.
#
# Seen (recipients of the envelope; the header To):
#   legal, Bob <bob@example.org>: bob@example.org; "legal, Bob" <bob@example.org>
#   Ann; Bob <bob@example.org>: bob@example.org; "Ann, Bob" <bob@example.org>
#   @legal, Bob <bob@example.org>: ""@legal bob@example.org; <""@legal>, Bob <bob@example.org>
#   deputy @lena: deputy@lena; deputy@lena
set -eu

name=nodemailer-recipients
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts nodemailer@10.6.1

cat >ask.mjs <<'JS'
import nodemailer from 'nodemailer'
const transport = nodemailer.createTransport({ streamTransport: true, buffer: true })
const lists = ['legal, Bob <bob@example.org>', 'Ann; Bob <bob@example.org>', '@legal, Bob <bob@example.org>', 'deputy @lena']
for (const to of lists) {
	const sent = await transport.sendMail({ from: 'owners@example.org', to, subject: 'A change', text: 'Please look.' })
	const header = sent.message.toString().match(/^To: (.*?)\r?$/m)[1]
	console.log(`${to}: ${sent.envelope.to.join(' ')}; ${header}`)
}
JS
seen=$(node ask.mjs)
want='legal, Bob <bob@example.org>: bob@example.org; "legal, Bob" <bob@example.org>
Ann; Bob <bob@example.org>: bob@example.org; "Ann, Bob" <bob@example.org>
@legal, Bob <bob@example.org>: ""@legal bob@example.org; <""@legal>, Bob <bob@example.org>
deputy @lena: deputy@lena; deputy@lena'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")

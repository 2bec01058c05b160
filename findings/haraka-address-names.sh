#!/usr/bin/env bash
# Versions: npm @haraka/email-address 3.1.6: the names of people in a header, as name() gives them.
#
# Guessed: name() is the name as it was written, less quotes and remarks; "Lee, Ann" may be turned round.
# Happens: it is made up anew. With a comma, what stands around it is swapped where both sides are one word, whether
# it is a person or not ("Inc. Acme"); otherwise parts go missing: of "von der Leyen, Ann" the first name, of
# "Lee, Ann, Legal" all but Ann. Words in capitals or without any get new ones, also addresses, and a person who
# gave no name gets one from the address. The name as written is in phrase.
# Source: the library itself.
#
# Seen (name(), then phrase):
#   "Lee, Ann" <a@example.org>: Ann Lee; Lee, Ann
#   "Acme, Inc." <a@example.org>: Inc. Acme; Acme, Inc.
#   "von der Leyen, Ann" <a@example.org>: von der Leyen; von der Leyen, Ann
#   "Lee, Ann, Legal" <a@example.org>: Ann; Lee, Ann, Legal
#   "LEGAL" <a@example.org>: Legal; LEGAL
#   "a@example.org" <a@example.org>: A@Example.Org; a@example.org
#   ann_lee@example.org: Ann Lee;
set -eu

name=haraka-address-names
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts @haraka/email-address@3.1.6

cat >ask.mjs <<'JS'
import { parseHeader } from '@haraka/email-address'
const names = ['Lee, Ann', 'Acme, Inc.', 'von der Leyen, Ann', 'Lee, Ann, Legal', 'LEGAL', 'a@example.org']
for (const text of [...names.map((name) => `"${name}" <a@example.org>`), 'ann_lee@example.org']) {
	const [address] = parseHeader(text)
	console.log(`${text}: ${address.name()}; ${address.phrase ?? ''}`.trim())
}
JS
seen=$(node ask.mjs)
want='"Lee, Ann" <a@example.org>: Ann Lee; Lee, Ann
"Acme, Inc." <a@example.org>: Inc. Acme; Acme, Inc.
"von der Leyen, Ann" <a@example.org>: von der Leyen; von der Leyen, Ann
"Lee, Ann, Legal" <a@example.org>: Ann; Lee, Ann, Legal
"LEGAL" <a@example.org>: Legal; LEGAL
"a@example.org" <a@example.org>: A@Example.Org; a@example.org
ann_lee@example.org: Ann Lee;'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")

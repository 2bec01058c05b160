# The table of `make check-attacks`: what mowners says to each attack, and what git alone does with the same push. Lines of
# ATTACK, what git does, the reason that the test asks for, and what mowners said first, with tabs between them (`beside` in
# tests/cli/world.bash).
BEGIN {
	FS = "\t"
	row("attack", "mowners says", "git alone")
}

{
	kind = substr($1, 1, index($1, ":") - 1)
	text = $4
	sub(/^[^ ]+: /, "", text)
	sub(/^(refused|could not decide): /, "", text)
	sub(/;.*/, "", text)
	sub(/ +$/, "", text)
	if (length(text) > 180)
		text = substr(text, 1, 177) "..."
	if (text == "")
		text = $3
	else if (text ~ /cannot land yet$/ && index(text, $3) == 0)
		text = text ": " $3
	if (kind != last_kind)
		print "\n" kind
	if (($1, text, $2) in seen)
		next
	seen[$1, text, $2] = 1
	row($1 == last ? "" : "  " substr($1, length(kind) + 3), text, $2)
	last = $1
	last_kind = kind
	pushes++
	passed += $2 == "accepted"
}

END {
	printf "\n%d kinds of push, each refused with mowners; git alone accepts %d of them\n", pushes, passed
}

# Cells of 32, 37 and 8 columns with a gap between them, broken between words.
function row(attack, says, git,    first, second) {
	do {
		first = cut_at(attack, 32)
		second = cut_at(says, 37)
		printf "%s\n", trimmed(sprintf("%-32s  %-37s  %s", first, second, git))
		attack = rest_of(attack, first)
		says = rest_of(says, second)
		if (attack != "")
			attack = "    " attack
		git = ""
	} while (attack != "" || says != "")
}

function cut_at(text, width,    at) {
	if (length(text) <= width)
		return text
	for (at = width + 1; at > width / 2 && substr(text, at, 1) != " "; at--)
		;
	return substr(text, 1, at > width / 2 ? at - 1 : width)
}

function rest_of(text, cut) {
	text = substr(text, length(cut) + 1)
	sub(/^ +/, "", text)
	return text
}

function trimmed(line) {
	sub(/ +$/, "", line)
	return line
}

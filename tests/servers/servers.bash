# Servers of git on loopback, for tests that push to them with git: each file of tests starts its own in setup_file, on a free
# port and below $SERVERS, and stops it in teardown_file. Their configuration is that of mowners-hooks(7).
#
#     load ../cli/helper
#     load ../cli/world
#     load servers

# shellcheck disable=SC2154,SC2034 # of helper and world

# What is in /usr/sbin is no program of everybody's.
PATH=$PATH:/usr/sbin:/sbin

# The servers of this file share this folder; their repositories are in $SRV.
servers_new() { # [FOLDER]
	export SERVERS="$BATS_FILE_TMPDIR/servers" SRV="${1:-$BATS_FILE_TMPDIR/servers/srv}"
	mkdir -p "$SERVERS" "$SRV"
}

# The display of mowners-hooks(7) that becomes a file of that name.
page_file() { # NAME
	awk -v name="$1" '
		$0 == ".\\\" test: file " name { getline; inside = 1; next }
		inside && /^\.Ed$/ { exit }
		inside { sub(/^\\&/, ""); gsub(/\\\(dq/, "\""); gsub(/\\e/, "\\"); found = 1; print }
		END { exit !found }' "$BATS_TEST_DIRNAME/../../man/mowners-hooks.7"
}

free_port() {
	perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1")->sockport'
}

# sshd for one account, its own, which hands over nothing of the client's environment but what git needs.
sshd_start() { # [LINE…], of its configuration
	ssh-keygen -q -t ed25519 -N '' -f "$SERVERS/host"
	cat >"$SERVERS/sshd_config" <<-END
		HostKey $SERVERS/host
		PidFile none
		StrictModes no
		UsePAM no
		PasswordAuthentication no
		KbdInteractiveAuthentication no
		AcceptEnv LANG LC_* GIT_PROTOCOL
	END
	printf '%s\n' "$@" >>"$SERVERS/sshd_config"
	server_start sshd sshd_here && export SSHD=$PORT
}

sshd_here() {
	exec /usr/sbin/sshd -D -e -f "$SERVERS/sshd_config" -o ListenAddress="127.0.0.1:$PORT"
}

# git of one of the people goes by their key there.
ssh_key() { # WHO
	git config -f "$SANDBOX/people/$1/.gitconfig" core.sshCommand "ssh -F none -i $SANDBOX/people/$1/key \
-o IdentitiesOnly=yes -o UserKnownHostsFile=$SERVERS/known -o StrictHostKeyChecking=accept-new -o BatchMode=yes"
}

# Between two looks at what is waited for.
pause() {
	read -rt 0.02 <> <(:) || true
}

# Whether it runs, and does not only wait to be taken note of.
runs() { # PID
	grep -qs '^State:.[^Z]' "/proc/$1/status"
}

# Waits until somebody listens on $PORT, or the program that is to has ended.
listens() { # PID
	until (: <"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; do
		runs "$1" || return 1
		pause
	done
}

# Starts a server that stays in the foreground. Its port may be taken before it has it: then another one is.
server_start() { # NAME COMMAND…; the command may name $PORT
	local name=$1 try pid

	shift
	for try in 1 2 3 4 5; do
		PORT=$(free_port)
		export PORT
		"$@" >"$SERVERS/$name.log" 2>&1 3>&- &
		pid=$!
		if listens "$pid"; then
			echo "$pid" >>"$SERVERS/pids"
			return 0
		fi
	done
	cat "$SERVERS/$name.log"
	return 1
}

servers_stop() {
	local pid

	[[ -e ${SERVERS-}/pids ]] || return 0
	while read -r pid; do
		kill "$pid" || continue
		while runs "$pid"; do
			pause
		done
	done <"$SERVERS/pids"
}

# ---- The world, on such a server ------------------------------------------------------------------------------------

# Its server lies where those of this file look for it, and tells who pushes as that platform does; each of the people, and
# Tess, logs in there as `log_in WHO` of the file of tests says, at what `address` says.
world_on() { # PLATFORM
	local who

	WORLD_EDIT='/^version/a evidence = signed, pusher
		s/^@[a-z]* .*<\([a-z]*\)@example.com>/&, github \1, gitlab \1, gitea \1/' made_once world_made || return 1
	mv "$SERVER" "$SRV/$BATS_TEST_NUMBER.git" && SERVER="$SRV/$BATS_TEST_NUMBER.git" || return 1
	hooks_put "$1" || return 1
	git remote set-url origin "$(address "$BATS_TEST_NUMBER.git")" || return 1
	for who in "$SANDBOX/people/"*; do
		log_in "${who##*/}" || return 1
	done
	HOME="$SANDBOX/people/tess" GIT_CONFIG_GLOBAL="$SANDBOX/people/tess/.gitconfig"
}

hooks_put() { # PLATFORM
	mowners -C "$SERVER" install --server --platform "$1" >/dev/null
}

# Tess has a key too, which no rules know.
world_made() {
	world_make >/dev/null 2>&1 && (cd "$SANDBOX" && keys_new tess && rm OWNERS.signers)
}

# ---- What each server must do ---------------------------------------------------------------------------------------

# What is pushed is refused with the reason, and lands once whom it concerns has approved it over the same server.
lands_approved() {
	change hero email/hero.png
	accepted git push -q origin hero
	refused "main: 1 changed file cannot land yet" git push origin hero:main
	[[ $(said) == *"email/hero.png"*"@marc"*"mowners approve origin/hero"* ]]
	accepted as marc mowners approve --yes origin/hero
	git -C "$SERVER" rev-parse -q --verify refs/mowners/approvals
	accepted git push -q origin hero:main
	[ "$(git -C "$SERVER" rev-parse main)" = "$(git rev-parse hero)" ]
	[[ $(audited) == *$'\n'"pusher "*" tess"$'\n'*"refs/heads/main"$'\n'"verdict approved"* ]]
}

# The newest entry of the server's audit.
audited() {
	git -C "$SERVER" log -1 --format=%B refs/mowners/audit
}

# A stop stops what was approved, until it is taken back.
stops() {
	local id

	change halt email/hero.png
	accepted git push -q origin halt
	accepted as marc mowners approve --yes origin/halt
	accepted as marc mowners stop --yes -m "wrong colour" origin/halt
	id=$(sed -n 's/^  Record   //p' <<<"$output")
	refused "wrong colour" git push origin halt:main
	accepted as marc mowners withdraw --yes "$id"
	accepted git push -q origin halt:main
}

# Of several refs one is refused: none lands. What nobody guards is free, and goes again.
judges_together() {
	change first email/hero.png
	change second guild/type.woff2
	refused "main: 1 changed file cannot land yet" git push origin first:main second:refs/heads/topic second:refs/tags/v1
	accepted git push -q origin second:refs/heads/topic second:refs/tags/v1
	[ "$(git -C "$SERVER" rev-parse topic v1)" = "$(git rev-parse second second)" ]
	accepted git push -q origin :refs/heads/topic :refs/tags/v1
	# Approvals count once they are there, not in the push that brings them.
	change third email/hero.png
	accepted git push -q origin third
	accepted as marc mowners approve --yes --no-push origin/third
	refused "main: 1 changed file cannot land yet" as marc git push origin refs/mowners/approvals third:main
	accepted as marc mowners sync
	accepted git push -q origin third:main
}

# What is refused whatever the approvals: of the default branch, and of the store of approvals.
holds() {
	change other email/hero.png
	accepted git push -q origin other
	accepted as marc mowners approve --yes origin/other
	refused "main" git push origin :main
	refused "main" git push origin "+$(git commit-tree -m orphan 'HEAD^{tree}'):main"
	refused "refs/replace" git push origin "other:refs/replace/$(git rev-parse origin/main)"
	refused "refs/mowners/approvals" git push origin :refs/mowners/approvals
	refused "refs/mowners/approvals" git push origin +other:refs/mowners/approvals
	refused "refs/mowners/audit" git push origin +other:refs/mowners/audit
}

# Work of one of the people: who made it and pushes it approves it, where authors may, and nobody else.
knows_pusher() {
	change post blog/post.md && git commit -q --amend --no-edit --author="Omar <omar@example.com>"
	refused "main: 1 changed file cannot land yet" as hana git push origin post:main
	accepted as omar git push -q origin post:main
	[[ $(audited) == *$'\n'"pusher "*" omar"$'\n'* ]]
}

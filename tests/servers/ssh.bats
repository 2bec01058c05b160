# sshd with one account for all: whose key it is tells who pushes.

load ../cli/helper
load ../cli/world
load servers

setup_file() {
	servers_new
	: >"$SERVERS/authorized_keys"
	sshd_start "AuthorizedKeysFile $SERVERS/authorized_keys"
}

teardown_file() {
	servers_stop
}

address() { # REPOSITORY
	echo "ssh://$(id -un)@127.0.0.1:$SSHD$SRV/$1"
}

# The line of authorized_keys is the page's, but for the key and whom it names.
log_in() { # WHO
	ssh_key "$1"
	[[ ! -e $SERVERS/$1.in ]] || return 0
	: >"$SERVERS/$1.in"
	page_file authorized_keys | sed "s|REMOTE_USER=tess|REMOTE_USER=$1|; s|ssh-ed25519 .*|$(cat "$SANDBOX/people/$1/key.pub")|" \
		>>"$SERVERS/authorized_keys"
}

@test "approved, stopped, several refs, deleted, forced, the store: as by the file system" {
	world_on http
	lands_approved
	stops
	judges_together
	holds
}

@test "who pushes is whose key it is, and nothing that the client says" {
	world_on http
	knows_pusher
	# The way there is git's own, wherever it is told.
	ssh=$(as marc git config core.sshCommand)
	as marc git config --global --unset core.sshCommand
	change hero email/hero.png
	accepted git push -q origin hero
	accepted as marc env GIT_SSH_COMMAND="$ssh" "$MOWNERS" approve --yes origin/hero
	accepted git push -q origin hero:main
	change mine blog/post.md && git commit -q --amend --no-edit --author="Omar <omar@example.com>"
	refused "main: 1 changed file cannot land yet" as hana env REMOTE_USER=omar git -c core.sshCommand="$(as hana git config core.sshCommand) -o SendEnv=REMOTE_USER" push origin mine:main
	# A key of the account that names nobody.
	sed -i.kept 's/REMOTE_USER=tess //' "$SERVERS/authorized_keys"
	refused "says http, but REMOTE_USER, which names the pusher there, is not set for this hook" git push origin mine
	mowners -C "$SERVER" install --server --platform none >/dev/null
	accepted git push -q origin mine
	refused "main: 1 changed file cannot land yet" git push origin mine:main
	mv "$SERVERS/authorized_keys.kept" "$SERVERS/authorized_keys"
}

@test "nothing but git runs for such a key" {
	world_on http
	read -r -a ssh <<<"$(git config core.sshCommand)"
	run "${ssh[@]}" -p "$SSHD" "$(id -un)@127.0.0.1" "touch $SANDBOX/made"
	[ "$status" -ne 0 ]
	run "${ssh[@]}" -p "$SSHD" "$(id -un)@127.0.0.1" </dev/null
	[ "$status" -ne 0 ]
	run "${ssh[@]}" -p "$SSHD" "$(id -un)@127.0.0.1" "git-receive-pack '$SERVER'; touch $SANDBOX/made"
	[ "$status" -ne 0 ]
	[ ! -e "$SANDBOX/made" ]
}

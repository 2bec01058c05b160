# gitolite, which keeps who may push to which ref: the hook beside its own, and as a VREF.

# shellcheck disable=SC2154,SC2030,SC2031 # of helper and world; each test is a shell of its own

load ../cli/helper
load ../cli/world
load servers

# gitolite as the page sets it up; repositories are 1, 2, …, one a test.
setup_file() {
	export ACCOUNT="$BATS_FILE_TMPDIR/account"
	servers_new "$ACCOUNT/repositories"
	mkdir -p "$ACCOUNT/.ssh"
	ssh-keygen -q -t ed25519 -N '' -f "$SERVERS/admin"
	in_account gitolite setup -pk "$SERVERS/admin.pub" 2>&1
	[ "$(git -C "$SRV/gitolite-admin.git" symbolic-ref HEAD)" = refs/heads/master ]
	page_file gitolite.rc >"$SERVERS/rc"
	sed -i -e '/^ *GIT_CONFIG_KEYS /d' -e "/^%RC = (/r $SERVERS/rc" "$ACCOUNT/.gitolite.rc"
	sshd_start "AuthorizedKeysFile $ACCOUNT/.ssh/authorized_keys" "SetEnv HOME=$ACCOUNT"
}

teardown_file() {
	servers_stop
}

in_account() { # COMMAND…
	HOME="$ACCOUNT" GIT_CONFIG_GLOBAL="$ACCOUNT/.gitconfig" "$@"
}

address() { # REPOSITORY
	echo "ssh://$(id -un)@127.0.0.1:$SSHD/${1%.git}"
}

log_in() { # WHO
	ssh_key "$1"
}

as_admin() { # COMMAND…
	GIT_SSH_COMMAND="ssh -F none -i $SERVERS/admin -o IdentitiesOnly=yes -o UserKnownHostsFile=$SERVERS/known \
-o StrictHostKeyChecking=accept-new" "$@"
}

# The rules of this test are gitolite's, by a push to gitolite-admin.
gitolite_has() { # LINE…
	local who admin="$SANDBOX/admin"

	[[ -e $admin ]] || as_admin git clone -q "$(address gitolite-admin)" "$admin" || return 1
	for who in "$SANDBOX/people/"*; do
		cp "$who/key.pub" "$admin/keydir/${who##*/}.pub" || return 1
	done
	grep -q include "$admin/conf/gitolite.conf" || echo 'include "*-test.conf"' >>"$admin/conf/gitolite.conf"
	printf '%s\n' "$@" >"$admin/conf/$BATS_TEST_NUMBER-test.conf"
	git -C "$admin" add -A && git -C "$admin" commit -qm rules && as_admin git -C "$admin" push -q
}

# The rules of the page, for this test's repository; SCRIPT changes them, as sed(1) does.
page_rules() { # NAME [SCRIPT]
	page_file "$1" | sed -e "s/^repo .*/repo $BATS_TEST_NUMBER/" -e "s/^@staff/@staff$BATS_TEST_NUMBER/; s/= @staff/&$BATS_TEST_NUMBER/" -e "${2-}"
}

# Hooks for all repositories, as the page puts them there; none of the repository's own.
hooks_put() { # PLATFORM
	page_file gitolite.sh >"$SANDBOX/hooks.sh"
	rm "$SERVER/hooks/pre-receive" "$SERVER/hooks/post-receive"
	in_account sh -e "$SANDBOX/hooks.sh"
}

@test "beside its hook: approved, stopped, several refs, deleted, forced, the store" {
	world_on gitolite
	gitolite_has "$(page_rules gitolite.conf)"
	[ "$(git -C "$SERVER" config mowners.platform)" = gitolite ]
	run_split mowners -C "$SERVER" doctor
	[ "$status" -eq 0 ]
	lands_approved
	stops
	judges_together
	holds
	knows_pusher
}

@test "a repository that gitolite makes has the hooks; rights to refs are gitolite's, and the store needs one" {
	world_on gitolite
	gitolite_has "$(page_rules gitolite.conf '/RW+/s/.*/    RW main$ = tess\n    RW topic = @all/')" '' "repo new" "    RW+ = tess"
	[ "$(readlink "$SRV/new.git/hooks/pre-receive")" = "$ACCOUNT/local/hooks/common/pre-receive" ]
	run_split mowners -C "$SRV/new.git" doctor --format json
	[[ $output == *"hooks/pre-receive, of this version"* ]]
	change hero email/hero.png
	accepted git push -q origin hero:topic/hero
	run as marc mowners approve --yes origin/topic/hero
	[ "$status" -ne 0 ]
	[[ $(said) == *"DENIED"* ]]
	gitolite_has "$(page_rules gitolite.conf '/RW+/s/.*/    RW main$ = tess\n    RW topic = @all/')" "$(page_file gitolite-refs.conf)"
	accepted as marc mowners approve --yes origin/topic/hero
	# Whom gitolite refuses a ref it refuses that ref alone; what mowners refuses it refuses whole.
	run as marc git push origin hero:main hero:topic/two
	[[ $output == *"FATAL: W any $BATS_TEST_NUMBER marc DENIED"* || $output == *"DENIED by fallthru"* ]]
	[ "$(git -C "$SERVER" rev-parse topic/two)" = "$(git rev-parse hero)" ]
	[ "$(git -C "$SERVER" rev-parse main)" != "$(git rev-parse hero)" ]
	accepted git push -q origin hero:main
	# On the server nobody says who pushes.
	git -C "$SERVER" config --get mowners.platform
	refused "says gitolite, but GL_USER, which names the pusher there, is not set for this hook" \
		env GL_BYPASS_ACCESS_CHECKS=1 git push "$SERVER" hero:refs/heads/topic/three
}

@test "as a VREF: ref by ref, in the order of the push" {
	world_on gitolite
	page_file gitolite-vref.sh >"$SANDBOX/vref.sh"
	in_account sh -e "$SANDBOX/vref.sh"
	rm "$ACCOUNT/local/hooks/common/pre-receive"
	gitolite_has "$(page_rules gitolite.conf)" "$(page_file gitolite-vref.conf)"
	[ "$(git -C "$SERVER" config receive.advertiseAtomic)" = false ]
	run_split mowners -C "$SERVER" doctor
	[ "$status" -eq 1 ]
	output=$(said)
	[[ $output == *"gitolite has a rule with VREF/mowners"* && $output != *"every push is accepted"* ]]
	# git itself would refuse this before any update hook.
	git -C "$SERVER" config receive.denyDeleteCurrent ignore
	lands_approved
	stops
	holds
	knows_pusher
	change first email/hero.png
	change second guild/type.woff2
	run git push origin first:main second:refs/heads/topic second:refs/tags/v1
	[ "$status" -ne 0 ]
	[[ $(said) == *"mowners: main: 1 changed file cannot land yet"*"enforce: this ref is refused, and stays as it was"* ]]
	[ "$(git -C "$SERVER" rev-parse topic v1)" = "$(git rev-parse second second)" ]
	accepted git push -q origin :refs/heads/topic :refs/tags/v1
	# git sends main first, which is judged before the approvals are there; they land all the same.
	change third email/hero.png
	accepted git push -q origin third
	accepted as marc mowners approve --yes --no-push origin/third
	run as marc git push origin refs/mowners/approvals third:main
	[[ $(said) == *"mowners: main: 1 changed file cannot land yet"*"refs/mowners/approvals -> refs/mowners/approvals"* ]]
	accepted git push -q origin third:main
}

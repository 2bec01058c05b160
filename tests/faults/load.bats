#!/usr/bin/env bats
# As much as there may be: decided right within the deadline, or refused for that stated reason.

# shellcheck disable=SC2154 # run_split sets stderr

load helper

DEADLINE=30

# Runs it, and says how long it took; no longer than the deadline.
within() { # COMMAND…
	local ended=0 start=$EPOCHREALTIME took

	"$@" || ended=$?
	took=$(((${EPOCHREALTIME/./} - ${start/./}) / 1000))
	echo "# ${BATS_TEST_DESCRIPTION}: ${*:1:1} took $took ms" >&3
	[ "$ended" -eq 0 ] && [ "$took" -lt $((DEADLINE * 1000)) ]
}

# A branch off main that brings so many files to Marc's folder.
wide() { # BRANCH COUNT
	{
		printf 'blob\nmark :1\ndata 2\nx\n\ncommit refs/heads/%s\nmark :2\ncommitter Tess Tester <tess@example.com> 1800000000 +0000\ndata 4\nwide\nfrom %s\n' \
			"$1" "$(git rev-parse origin/main)"
		seq -f 'M 100644 :1 email/%06.0f' "$2" | sed 's,/\(...\),/\1/,'
	} | git fast-import --quiet
}

@test "100,000 changed paths: unapproved, approved, and without the time for it" {
	world
	wide wide 100000
	within refused "100000 of 100000 changed files cannot land yet" git push -q origin wide:main
	within approve marc wide
	git -C "$SERVER" config mowners.deadline 1
	run git push -q origin wide:main
	[ "$status" -eq 0 ] || [[ $(said) == *"could not decide within 1 second (git config mowners.deadline)"*"the push is refused"* ]]
	git -C "$SERVER" config --unset mowners.deadline
	if [[ $status -ne 0 ]]; then
		within accepted git push -q origin wide:main
	fi
	git -C "$SERVER" log -1 --format=%B refs/mowners/audit | grep -q "$(git rev-parse wide)"
}

@test "1,000 protected refs in a push: to what is there, and to what nobody approved" {
	world
	change hero email/hero.png
	seq -f 'create refs/heads/r/%.0f refs/heads/main' 1000 | git update-ref --stdin
	within accepted git push -q origin 'refs/heads/r/*:refs/heads/release/*'
	seq -f 'update refs/heads/r/%.0f refs/heads/hero' 1000 | git update-ref --stdin
	within refused "and 980 more refs" git push -q origin 'refs/heads/r/*:refs/heads/release/*'
}

@test "a store of 100,000 records" {
	SERVER="$SANDBOX/many.git"
	"$BATS_TEST_DIRNAME/../bench/make-repo" --files 2000 --patterns 100 --last 20 --records 100000 --approved --bare "$SERVER" >/dev/null
	git clone -q "$SERVER" "$SANDBOX/clone" && cd "$SANDBOX/clone"
	mowners -C "$SERVER" install --server >/dev/null 2>&1
	git -C "$SERVER" update-ref refs/heads/main "$(git rev-parse main~1)"
	git checkout -q -b other main~1 && echo x >>"$(git ls-files | sed -n 1500p)" && git commit -qam other
	within refused "cannot land yet" git push -q origin other:main
	within accepted git push -q origin main
}

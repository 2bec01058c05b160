# A group in every state: approved, missing, stale, impossible for two reasons, unowned; a name that hides text.
repo_new
owners <<-'END'
	[mowners]
	version = 1

	[rules]
	accountable = @tomas

	[approved]
	path        = /approved/
	accountable = @lena

	[missing]
	path        = /missing/
	accountable = @marc
	level       = standard

	[stale]
	path        = /stale/
	accountable = @lena
	review      = @paul

	[author]
	path        = /author/
	accountable = @tess

	[gone]
	path        = /gone/
	accountable = @hana
	review      = 2 of @pair

	[open]
	path        = /open/
	accountable = @marc
	responsible = @tess
	level       = lightweight

	[people]
	@lena  = Lena Fischer <lena@example.com>
	@marc  = Marc Ode <marc@example.com>
	@paul  = Paul Rey <paul@example.com>
	@tomas = Tomas Riva <tomas@example.com>
	@hana  = Hana Mori <hana@example.com>, until 2026-10-31
	@tess  = Tess Tester <tess@example.com>

	[teams]
	@pair = @hana @paul
END
changed=(approved/a missing/$'two\nlines' stale/a author/a gone/a gone/b open/a nobody/a)
files "${changed[@]}"
commit_all "first"
git checkout -q -b winter
for file in "${changed[@]}"; do
	echo draft >"$file"
done
commit_all "draft"
printf '{"by": "@lena", "commit": "%s", "made": "2026-11-20T09:30:00Z"}\n' "$(git rev-parse winter)" >"$SANDBOX/evidence"
echo final >stale/a
git commit -q -a --amend -m "final"
ask 1 check --explain --evidence "$SANDBOX/evidence" main winter

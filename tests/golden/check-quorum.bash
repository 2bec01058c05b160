# People of a quorum who are away, gone, or made the change; a deputy who acts; two people asked by the level.
repo_new
owners <<-'END'
	[mowners]
	version = 1

	[rules]
	accountable = @tomas

	[brand]
	path        = /brand/
	accountable = @lena
	review      = 2 of @guild
	              all of @legal
	level       = detailed

	[otherwise]
	accountable = @tomas

	[people]
	@lena  = Lena Fischer <lena@example.com>, deputy @marc @ines, away 2026-11-20..2027-01-05
	@marc  = Marc Ode <marc@example.com>
	@ines  = Ines Paz <ines@example.com>
	@greta = Greta Holm <greta@example.com>, away 2026-11-22..2026-11-24
	@paul  = Paul Rey <paul@example.com>
	@tomas = Tomas Riva <tomas@example.com>, deputy @lena
	@hana  = Hana Mori <hana@example.com>, until 2026-10-31
	@tess  = Tess Tester <tess@example.com>

	[teams]
	@guild = @lena @marc @ines @hana @tess
	@legal = @greta @paul
END
files brand/logo.svg brand/logo@2x.png readme
commit_all "first"
git checkout -q -b winter
echo winter | tee brand/logo.svg brand/logo@2x.png >readme
commit_all "winter"
printf '{"by": "@ines", "commit": "%s", "as": "review.guild"}\n' "$(git rev-parse winter)" >"$SANDBOX/evidence"
ask 1 check --explain --evidence "$SANDBOX/evidence" main winter

# Everything is approved, by the owner's deputy, two of a quorum and one for a lightweight area.
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

	[blog]
	path        = /blog/
	accountable = @tomas
	responsible = @ines
	level       = lightweight

	[people]
	@lena  = Lena Fischer <lena@example.com>, deputy @marc, away 2026-11-20..2027-01-05
	@marc  = Marc Ode <marc@example.com>
	@ines  = Ines Paz <ines@example.com>
	@tomas = Tomas Riva <tomas@example.com>
	@paul  = Paul Rey <paul@example.com>

	[teams]
	@guild = @marc @ines @paul
END
files brand/logo.svg blog/post
commit_all "first"
git checkout -q -b winter
echo winter | tee blog/post >brand/logo.svg
commit_all "winter"
for who in @marc @ines; do
	printf '{"by": "%s", "commit": "%s"}\n' "$who" "$(git rev-parse winter)"
done >"$SANDBOX/evidence"
ask 0 check --explain --evidence "$SANDBOX/evidence" main winter

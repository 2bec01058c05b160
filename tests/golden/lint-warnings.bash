# Nothing is wrong, a lot is odd: no keys, patterns that match nothing, nobody accountable, nobody who could approve.
repo_new
owners <<-'END'
	[mowners]
	version = 1

	[rules]
	accountable = @tomas

	[brand]
	path        = /brand/
	              /brands/
	accountable = @lena
	responsible = @lena
	confirm-by  = 2026-06-30

	[email]
	path   = /email/
	review = 2 of @legal

	[people]
	@lena  = Lena Fischer <lena@example.com>
	@tomas = Tomas Riva <tomas@example.com>, deputy @lena
	@greta = Greta Holm <greta@example.com>, until 2026-10-31
	@paul  = Paul Rey <paul@example.com>

	[teams]
	@legal = @greta @paul
END
files brand/logo.svg email/hero.png email/offer.txt readme
commit_all "first"
ask 1 lint

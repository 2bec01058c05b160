# Nothing is found.
repo_new
owners <<-'END'
	[mowners]
	version  = 1
	evidence = forge

	[rules]
	accountable = @tomas

	[otherwise]
	accountable = @lena

	[people]
	@lena  = Lena Fischer <lena@example.com>, deputy @tomas
	@tomas = Tomas Riva <tomas@example.com>, deputy @lena
END
files readme
commit_all "first"
ask 0 lint

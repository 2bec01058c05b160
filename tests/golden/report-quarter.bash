# What landed in a quarter, without records: what is owned, what was taken back and mended, and what nobody can tell.
repo_new
git config mowners.target main
landed() { # DAY SUBJECT
	git add . && GIT_AUTHOR_DATE="$1T09:00:00Z" GIT_COMMITTER_DATE="$1T12:30:00Z" git commit -q -m "$2"
}
files brand/logo.svg web/index.html notes.txt
landed 2026-08-03 'before there were rules'
owners <<-'END'
	[mowners]
	version = 1
	repository = acme

	[rules]
	accountable = @tomas

	[brand]
	path        = /brand/
	accountable = @lena
	review      = @guild
	level       = detailed

	[otherwise]
	accountable = @tomas

	[people]
	@lena  = Lena Fischer <lena@example.com>
	@tomas = Tomas Riva <tomas@example.com>

	[teams]
	@guild = @lena
END
landed 2026-09-01 'rules'
echo red >brand/logo.svg
landed 2026-09-20 'a red logo'
printf '%s\n' brand/logo.svg >brand/logo.svg
landed 2026-09-28 'not red'
mkdir web/news
printf '[news]\npath = *\naccountable = @lena\n' >web/news/OWNERS
landed 2026-10-05 'news has an owner'
echo news >web/news/a.md
landed 2026-10-06 'news'
echo better news >web/news/a.md
landed 2026-10-09 'fix(news): a date'
echo newest >web/news/a.md
landed 2026-11-20 'too young to be watched'
ask 0 report

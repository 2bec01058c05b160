# What landed, without somebody: what would have waited, for whom, whom it falls to, which deputies mend it.
repo_new
owners <<-'END'
	[mowners]
	version = 1

	[rules]
	accountable = @tomas

	[web]
	path        = /web/
	accountable = @tomas
	review      = 1 of @guild

	[brand]
	path        = /brand/
	accountable = @lena
	review      = 2 of @guild

	[freeze sale]
	path  = /sale/
	from  = 2026-11-20
	until = 2026-11-30

	[otherwise]
	accountable = @zoe

	[people]
	@lena  = Lena Fischer <lena@example.com>
	@tomas = Tomas Riva <tomas@example.com>
	@ines  = Ines Paz <ines@example.com>
	@marc  = Marc Ode <marc@example.com>, away 2026-11-01..2026-11-15
	@zoe   = Zoe Lind <zoe@example.com>, deputy @tomas
	@kai   = Kai Berg <kai@example.com>, external

	[teams]
	@guild = @lena @ines @marc
END
by() { # WHO PATH SUBJECT
	mkdir -p "$(dirname "$2")" && echo "$3" >"$2"
	git add . && git commit -q --author="$1 <$1@example.com>" -m "$3"
}
by tess web/index.html "first"
by kai web/index.html '=HYPERLINK("http://x"); what a spreadsheet would run'
by tess brand/logo.svg "logo"
by lena brand/logo.svg $'logo\e[31m, red'
by zoe brand/logo.svg "logo of Zoe's"
by tomas notes.txt "notes"
by tess sale/banner.svg "sale"
by ines 'brand/a b.svg' "by two

Co-authored-by: Marc Ode <marc@example.com>"
ask 1 rehearse --since 7d --without @lena

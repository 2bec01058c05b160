# Every day that rules name, one of them over, one a moment; texts that a calendar must not take for its own.
repo_new
owners <<-'END'
	[mowners]
	version = 1
	repository = acme-marketing

	[rules]
	accountable = @tomas
	confirm-by  = 2027-06-30

	[brand]
	path        = /brand/
	accountable = @lena
	confirm-by  = 2026-10-31

	[photos]
	path         = /brand/photos/
	rights-until = 2026-12-31

	[gone]
	path         = /films/
	rights-until = 2026-12-31

	[old-photos]
	path         = /old/
	rights-until = 2026-11-21T18:00:00+01:00
	accountable  = @tomas

	[freeze xmas]
	path   = *
	from   = 2026-12-24
	until  = 2027-01-02
	allow  = @tomas
	reason = Fêtes: no "sends", please\nBEGIN:VEVENT — until the offices open again, everywhere,日本 too

	[freeze over]
	path  = *
	from  = 2026-10-01
	until = 2026-10-02

	[freeze sale]
	path  = *
	from  = 2026-11-22T06:00:00Z
	until = 2026-11-27T18:00:00Z

	[freeze launch]
	path  = /films/
	opens = 2026-12-01T07:00:00Z
	allow = @agency

	[freeze day]
	path  = /films/
	opens = 2026-12-01

	[people]
	@lena  = Lena Fischer <lena@example.com>, until 2027-03-31
	@tomas = Tomas Riva <tomas@example.com>
	@ella  = Ella Moor <ella@example.com>, external, until 2026-11-20

	[teams]
	@agency = @ella, until 2026-12-31
END
mkdir -p brand/photos old && files 'brand/photos/a, b;c.jpg' brand/photos/d.jpg brand/logo.svg $'old/\e[31m::x.jpg'
commit_all "first"
ask 0 agenda

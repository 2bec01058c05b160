# What areas and people make of each other: one finding of each kind that is not of a pattern's spelling.
repo_new
owners <<-'END'
	[mowners]
	version  = 1
	evidence = forge
	accept   = unowned until 2026-10-31, the folders come from the agency

	[rules]
	accountable = @tomas

	[brand]
	path        = /brand/
	              /brand/logo.svg
	              !/brand/sketches/
	accountable = @lena
	responsible = @lena

	[images]
	path        = *.svg
	              /brand/sketches/
	              !/brand/sketches/
	accountable = @marc
	review      = 1 of @everybody
	consulted   = @greta @agency
	responsible = @ella

	[press]
	path        = /press/
	accountable = @marc
	level       = lightweight

	[all-press]
	path        = /press/**
	accountable = @lena

	[otherwise]
	accountable = @tomas

	[level lightweight]
	decided-by = accountable

	[people]
	@lena  = Lena Fischer <lena@example.com>, deputy @marc, away 2026-12-20..2027-01-05
	@marc  = Marc Ode <marc@example.com>, away 2026-12-28..2027-01-02, deputy @lena @greta
	@tomas = Tomas Riva <tomas@example.com>, deputy @lena
	@greta = Greta Holm <greta@example.com>, until 2026-10-31
	@ella  = Ella Moor <ella@north.example>, external

	[teams]
	@everybody = a@x.org b@x.org c@x.org d@x.org e@x.org f@x.org g@x.org h@x.org i@x.org j@x.org k@x.org
	@agency    = @ella, until 2026-06-30
END
files brand/logo.svg brand/guide.md brand/sketches/idea.txt email/hero.svg press/a.md
commit_all "first"
ask 1 lint

# What areas set, what was outdone, gates that add up, gates of one name, who is away and who acts.
studio_new
owners brand/print <<-'END'
	[posters]
	path        = posters/
	accountable = @ines
	review      = 1 of @brand-guild
	              all of @sam @ella
	consulted   = @greta
	level       = standard
END
files brand/print/posters/spring.claims.md
commit_all "posters"
ask 0 why brand/print/posters/spring.claims.md

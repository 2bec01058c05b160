# Roles of every kind, gates with and without a name of their own, the rules, a folder, a name that hides text.
studio_new
owners brand/print <<-'END'
	[posters]
	path           = posters/
	review.printer = 1 of @sam @ella
	review.paper   = @paul
	consulted      = @greta
END
files $'brand/print/posters/two\nlines' "brand/a tab	and \"quotes\""
commit_all "posters"
ask 0 who brand/logo.svg email/hero.png email/offer.claims.md brand/print/posters/spring.pdf \
	$'brand/print/posters/two\nlines' "brand/a tab	and \"quotes\"" OWNERS brand/ . brand/$'\xff'.png

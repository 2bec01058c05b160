# Areas, one of which another outdoes for some files, with nested rules.
studio_new
mkdir -p brand/print && printf '[print]\npath = *.pdf\n       !draft*\naccountable = @ines\nreview.colour = 1 of @sam @ella\nlevel = standard\n' >brand/print/OWNERS
files brand/print/a.pdf brand/print/draft.pdf
git add .
ask 0 matrix

# Nobody is accountable.
studio_strict
ask 1 why email/hero.png

# What nobody claims, at a level where one approval is enough.
studio_new
ask 0 why email/hero.png

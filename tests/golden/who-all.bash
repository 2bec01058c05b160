# Every file, some of them unowned.
studio_strict
ask 1 who --all

# Folders, some of which nobody owns a file of.
studio_strict
ask 1 coverage

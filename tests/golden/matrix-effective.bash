# What files have in the end.
studio_strict
ask 0 matrix --effective

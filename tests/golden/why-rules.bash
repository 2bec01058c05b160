# The rules themselves.
studio_new
ask 0 why OWNERS

# The checks of the sources can fail: each kind of breach, made in a small tree of its own.

bats_require_minimum_version 1.5.0

setup() {
	CHECKS=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	cd "$BATS_TEST_TMPDIR" || return 1
	mkdir -p src/base src/git src/steps src/rules/match src/verdict src/report objects/base
	printf '#include <stddef.h>\n' >src/base/buf.h
	printf '#include "base/buf.h"\n' >src/verdict/judge.c
}

@test "check-layers: a tree in order passes" {
	run "$CHECKS/check-layers" .
	[ "$status" -eq 0 ]
	[[ $output == *'2 files, 2 includes, 0 wrong'* ]]
}

@test "check-layers: a room that comes later may not be included" {
	printf '#include "verdict/judge.h"\n' >src/base/buf.c
	run "$CHECKS/check-layers" .
	[ "$status" -eq 1 ]
	[[ $output == *'src/base/buf.c:1: base/ may not include verdict/'* ]]
}

@test "check-layers: a room of a layer is apart from the others" {
	printf '#include "rules/rules.h"\n' >src/rules/match/glob.c
	run "$CHECKS/check-layers" .
	[ "$status" -eq 1 ]
	[[ $output == *'src/rules/match/glob.c:1: rules/match/ may not include rules/'* ]]
}

@test "check-layers: what is pure reaches no git through other headers" {
	printf '#include "rules/rules.h"\n' >src/verdict/judge.c
	printf '#include "base/bad.h"\n' >src/rules/rules.h
	printf '#include "git/repo.h"\n' >src/base/bad.h
	run "$CHECKS/check-layers" .
	[ "$status" -eq 1 ]
	[[ $output == *'src/verdict/judge.c: is pure and reaches git/repo.h: verdict/judge.c > rules/rules.h > base/bad.h > git/repo.h'* ]]
}

@test "check-layers: a library belongs to one layer" {
	printf '#include <git2.h>\n' >src/verdict/judge.c
	run "$CHECKS/check-layers" .
	[ "$status" -eq 1 ]
	[[ $output == *'<git2.h> belongs to git/ alone'* ]]
}

@test "check-layers: an unknown room is wrong" {
	mkdir src/shed
	printf '#include "base/buf.h"\n' >src/shed/spade.c
	run "$CHECKS/check-layers" .
	[ "$status" -eq 1 ]
	[[ $output == *'src/shed is no room that this check knows'* ]]
}

@test "check-layers: two objects that call each other are a circle" {
	printf '#include <stddef.h>\nvoid there(void);\nvoid here(void)\n{\n\tthere();\n}\n' >src/base/here.c
	printf '#include <stddef.h>\nvoid here(void);\nvoid there(void)\n{\n\there();\n}\n' >src/base/there.c
	cc -c -o objects/base/here.o src/base/here.c
	cc -c -o objects/base/there.o src/base/there.c
	run "$CHECKS/check-layers" . objects
	[ "$status" -eq 1 ]
	[[ $output == *'these call each other in a circle'* ]]
	[[ $output == *'base/here.o'* ]]

	printf '#include <stddef.h>\nvoid there(void)\n{\n}\n' >src/base/there.c
	cc -c -o objects/base/there.o src/base/there.c
	run "$CHECKS/check-layers" . objects
	[ "$status" -eq 0 ]
	[[ $output == *'2 objects call each other 1 times, never in a circle'* ]]
}

@test "check-dialect: a function has five parameters at most" {
	command -v clang-query || skip 'no clang-query (make deps-dev)'
	printf 'int five(int a, int b, int c, int d, int e)\n{\n\treturn a + b + c + d + e;\n}\n' >five.c
	printf 'int six(int a, int b, int c, int d, int e, int f)\n{\n\treturn a + b + c + d + e + f;\n}\n' >six.c
	run "$CHECKS/check-dialect" -std=gnu11 -- five.c
	[ "$status" -eq 0 ]
	run "$CHECKS/check-dialect" -std=gnu11 -- five.c six.c
	[ "$status" -eq 1 ]
	[[ $output == *'six.c:1:1:'* ]]
	[[ $output == *'take five parameters at most'* ]]
}

@test "check-layers: nothing to look at is a failure" {
	run "$CHECKS/check-layers" . objects
	[ "$status" -eq 1 ]
	[[ $output == *'found no objects to check'* ]]
	rm -r src/*
	run "$CHECKS/check-layers" .
	[ "$status" -eq 1 ]
}

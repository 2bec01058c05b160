# Everything that the public header declares has a comment: that the check of it can fail.

# shellcheck disable=SC2154 # run_split sets stderr

load helper

check_contracts() { # HEADER
	run_split "$BATS_TEST_DIRNAME/../check-contracts" "$1"
}

# A header of one declaration that must be complained about by this name.
lacks() { # NAME TEXT
	printf '%b\n' "$2" >header.h
	check_contracts header.h
	[ "$status" -ne 0 ] || fail_with "nothing was said about: $2"
	[[ $stderr == *"no comment: $1" ]] || fail_with "$stderr"
	[ "$(wc -l <<<"$stderr")" -eq 1 ] || fail_with "$stderr"
}

fail_with() { # TEXT
	printf '%s\n' "$1"
	return 1
}

@test "the header" {
	for header in "$BATS_TEST_DIRNAME"/../../include/mowners.h "$BATS_TEST_DIRNAME"/../../include/mowners/*.h; do
		check_contracts "$header"
		[ "$status" -eq 0 ]
		[ -z "$stderr" ]
	done
}

@test "what has no comment of its own is named" {
	lacks mow_f 'MOW_API int mow_f(int a, int b);'
	lacks mow_f '/* Of another. */\nMOW_API int mow_e(void);\nMOW_API int mow_f(void);'
	lacks mow_f 'MOW_API int mow_e(void); /* behind */\nMOW_API int\nmow_f(int a,\n\tint b);'
	lacks mow_f '/* Too far above. */\n\nMOW_API const char *mow_f(void);'
	lacks mow_f '/* ---- A heading ---- */\nMOW_API int mow_f(void);'
	lacks mow_fn 'typedef void mow_fn(int);'
	lacks mow_s 'struct mow_s;'
	lacks mow_s 'struct mow_s {\n\tint a; /* one */\n};'
	lacks b '/* A struct. */\nstruct mow_s {\n\tint a; /* one */\n\tconst char *b;\n};'
	lacks a '/* A struct. */\nstruct mow_s {\n\tint a[4];\n\tint b; /* two */\n};'
	lacks mow_e 'enum mow_e {\n\tMOW_A /* one */\n};'
	lacks MOW_A '/* An enum. */\nenum mow_e {\n\tMOW_A = -1,\n\tMOW_B /* two */\n};'
	lacks MOW_B '/* An enum. */\nenum mow_e {\n\tMOW_A, /* one */\n\tMOW_B\n};'
	lacks MOW_B '/* An enum. */\nenum mow_e {\n\tMOW_A, /* one */\n\tMOW_B, MOW_C /* three */\n};'
	lacks MOW_N '#define MOW_N 1'
}

@test "a comment above, behind, of many lines" {
	printf '%s\n' '/*' ' * Several' ' * lines.' ' */' 'MOW_API int mow_f(int a,' '	int b);' '' '/* An enum. */' 'enum mow_e {' \
		'	MOW_A = 0, /* one, of' '		    * two lines */' '	MOW_B /* two */' '};' '' '/* One. */' 'struct mow_s {' \
		'	/* above' '	 * it */' '	int a, b;' '	const char *c; /* behind */' '};' '#define MOW_N 1 /* many */' >header.h
	check_contracts header.h
	[ -z "$stderr" ]
	[ "$status" -eq 0 ]
}

@test "nothing to check is no success" {
	: >header.h
	check_contracts header.h
	[ "$status" -ne 0 ]
}

@test "make check-api fails with it" {
	local include="$BATS_TEST_DIRNAME/../../include"

	cp -r "$include" .
	sed '/^\/\* Closes it/d' "$include/mowners/repo.h" >include/mowners/repo.h
	[ "$(diff -r "$include" include | grep -c '^<')" -eq 1 ]
	printf 'int none;\n' >none.c
	cc -c -o none.o none.c
	ar rcs none.a none.o
	cc -shared -o none.so none.o
	run_split "$BATS_TEST_DIRNAME/../check-api" include/mowners.h none.a none.so
	[ "$status" -ne 0 ]
	[[ $stderr == *"no comment: mow_repo_free"* ]]
	[[ $stderr == *"mowners/repo.h has no contract for some of it"* ]]
}

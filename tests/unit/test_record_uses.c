/* A record's id, fields, lines, dates and limits, and its signature's armour. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/child.h"
#include "evidence/record/record.h"
#include "evidence/record/armour.h"
#include "record_fixture.h"

/* The id as coreutils count it. */
static void sha256sum(char out[DIGEST_HEX], const char *text, size_t len)
{
	static const char *const argv[] = {"sha256sum", NULL};
	MOW_AUTO(buf) output = BUF_INIT;
	struct child child = {.argv = argv, .input = text, .input_len = len, .output = &output, .timeout = 60};

	assert_int_equal(child_run(&child, NULL), MOW_OK);
	assert_int_equal(child.status, 0);
	assert_true(output.len >= DIGEST_HEX);
	memcpy(out, output.data, DIGEST_HEX - 1);
	out[DIGEST_HEX - 1] = '\0';
}

static void test_id(void **state)
{
	char expected[DIGEST_HEX];
	MOW_AUTO(record) bare = {0};
	MOW_AUTO(record) record = {0};
	MOW_AUTO(buf) text = BUF_INIT;

	(void)state;
	sha256sum(expected, APPROVE, strlen(APPROVE));
	assert_int_equal(record_parse(&bare, APPROVE, strlen(APPROVE), NULL), MOW_OK);
	assert_string_equal(bare.id, expected);

	/* The signature is no part of it. */
	buf_adds(&text, APPROVE);
	armour_write(&text, "any bytes at all, of whatever length there may be in a signature, over two rows", 80);
	assert_int_equal(record_parse(&record, text.data, text.len, NULL), MOW_OK);
	assert_string_equal(record.id, expected);
	assert_int_equal(record.text_len, strlen(APPROVE));
	assert_int_equal(record.armour_len, text.len - strlen(APPROVE));
	assert_memory_equal(record.text, text.data, record.text_len);
	assert_string_equal(record.armour, text.data + strlen(APPROVE));
}

static void test_fields(void **state)
{
	static const char text[] =
		"mowners-approval 1\nrepository acme\ntarget refs/heads/main\nbase " A40
		"\ndecision stop\nas review.legal\nby Lena@example.com\n" DATES "reason why not\n" STEP1 STEP2;
	char hex[OID_HEX];
	MOW_AUTO(record) r = {0};

	(void)state;
	assert_int_equal(record_parse(&r, text, sizeof text - 1, NULL), MOW_OK);
	assert_string_equal(r.repository, "acme");
	assert_string_equal(r.target, "refs/heads/main");
	oid_format(hex, &r.base);
	assert_string_equal(hex, A40);
	assert_int_equal(r.decision, RECORD_STOP);
	assert_string_equal(decisions[r.decision].name, "stop");
	assert_string_equal(r.as, "review.legal");
	assert_string_equal(r.by, "Lena@example.com");
	assert_null(r.witness);
	assert_int_equal(r.made, 1795352100);
	assert_int_equal(r.expires, 1795352100 + RECORD_LIFE);
	assert_string_equal(r.reason, "why not");
	assert_null(r.withdraws);
	assert_null(r.move);
	assert_int_equal(r.path_count, 0);
	assert_int_equal(r.step_count, 2);
	assert_int_equal(r.steps[0].old_mode, MODE_FILE);
	oid_format(hex, &r.steps[0].new_id);
	assert_string_equal(hex, B40);
	assert_int_equal(r.steps[1].old_mode, MODE_NONE);
	assert_true(oid_is_zero(&r.steps[1].old_id));
	assert_string_equal(r.steps[1].path, "brand/q4 final.psd");
	assert_int_equal(r.steps[1].path_len, 18);
}

static void test_other_fields(void **state)
{
	MOW_AUTO(record) paths = {0};
	MOW_AUTO(record) move = {0};
	MOW_AUTO(record) withdraw = {0};
	MOW_AUTO(record) carried = {0};

	(void)state;
	assert_int_equal(record_parse(&paths, STOP "path %2A.psd\npath a%20b/\n",
				      strlen(STOP "path %2A.psd\npath a%20b/\n"), NULL),
			 MOW_OK);
	assert_int_equal(paths.path_count, 2);
	assert_string_equal(paths.paths[0], "*.psd");
	assert_string_equal(paths.paths[1], "a b/");
	assert_int_equal(
		record_parse(&move, OVERRIDE "move " A40 " " Z40 "\n", strlen(OVERRIDE "move " A40 " " Z40 "\n"), NULL),
		MOW_OK);
	assert_string_equal(move.move, A40 " " Z40);
	assert_int_equal(
		record_parse(&withdraw, WITHDRAW "record " ID64 "\n", strlen(WITHDRAW "record " ID64 "\n"), NULL),
		MOW_OK);
	assert_string_equal(withdraw.withdraws, ID64);
	assert_int_equal(record_parse(&carried, CARRIED, strlen(CARRIED), NULL), MOW_OK);
	assert_string_equal(carried.witness, "ci@example.com gitlab!42 review 77 head " A40);
}

/* A byte that is changed, lost or added makes another record or none. */
static void try_mutant(const char *text, size_t len, const char *id)
{
	MOW_AUTO(record) record = {0};
	struct mow_error err;

	if (record_parse(&record, text, len, &err)) {
		assert_int_equal(err.code, MOW_EINVAL);
		assert_null(strchr(err.message, '\n'));
		return;
	}
	assert_string_not_equal(record.id, id);
}

static void test_mutations(void **state)
{
	static const char text[] = "mowners-approval 1\nrepository a b\ntarget refs/heads/m\nbase " A40
				   "\ndecision approve\nas review.x\nby l@e\n" WITNESS DATES "reason x y\n" STEP1 STEP2;
	size_t len = sizeof text - 1;
	char mutant[sizeof text + 1];
	MOW_AUTO(record) record = {0};

	(void)state;
	assert_int_equal(record_parse(&record, text, len, NULL), MOW_OK);
	for (size_t at = 0; at < len; at++) {
		for (int byte = 0; byte < 256; byte++) {
			memcpy(mutant, text, len);
			mutant[at] = (char)byte;
			if (mutant[at] != text[at])
				try_mutant(mutant, len, record.id);
		}
		memcpy(mutant, text, at);
		memcpy(mutant + at, text + at + 1, len - at - 1);
		try_mutant(mutant, len - 1, record.id);
		memcpy(mutant + at, " ", 1);
		memcpy(mutant + at + 1, text + at, len - at);
		try_mutant(mutant, len + 1, record.id);
		try_mutant(text, at, record.id);
	}
}

/* A NUL anywhere ends nothing quietly. */
static void test_nul(void **state)
{
	static const char behind[] = APPROVE "\0";
	static const char inside[] =
		"mowners-approval 1\ntarget refs/heads/main\0x\nbase " A40 "\ndecision approve\n" WHO DATES STEP1;

	(void)state;
	assert_int_equal(record_parse(&(struct record){0}, behind, sizeof behind - 1, NULL), MOW_EINVAL);
	assert_int_equal(record_parse(&(struct record){0}, inside, sizeof inside - 1, NULL), MOW_EINVAL);
	assert_int_equal(record_parse(&(struct record){0}, NULL, 0, NULL), MOW_EINVAL);
}

static void test_dates(void **state)
{
	MOW_AUTO(record) record = {0};
	MOW_AUTO(record) stop = {0};

	(void)state;
	assert_int_equal(record_parse(&record, APPROVE, strlen(APPROVE), NULL), MOW_OK);
	assert_null(record_date_problem(&record, record.made));
	assert_null(record_date_problem(&record, record.made - RECORD_AHEAD));
	assert_string_equal(record_date_problem(&record, record.made - RECORD_AHEAD - 1), "made in the future");
	assert_null(record_date_problem(&record, record.expires - 1));
	assert_string_equal(record_date_problem(&record, record.expires), "expired on 2027-02-20");
	assert_non_null(record_date_problem(&record, INT64_MAX));
	assert_non_null(record_date_problem(&record, INT64_MIN));
	assert_int_equal(record_parse(&stop, STOP STEP1, strlen(STOP STEP1), NULL), MOW_OK);
	assert_null(record_date_problem(&stop, INT64_MAX));
}

/* What the fields say is what is written, or nothing is. */
static void test_format_refuses(void **state)
{
	struct mow_error err = {0};
	MOW_AUTO(record) good = {0};
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	assert_int_equal(record_parse(&good, APPROVE, strlen(APPROVE), NULL), MOW_OK);
	struct record bad = good;
	bad.reason = "ok\nstep 100644 " A40 " 100644 " B40 " a";
	assert_int_equal(record_format(&out, &bad, &err), MOW_EINVAL);
	bad = good;
	bad.target = NULL;
	assert_int_equal(record_format(&out, &bad, &err), MOW_EINVAL);
	bad = good;
	bad.target = "main";
	assert_int_equal(record_format(&out, &bad, &err), MOW_EINVAL);
	bad = good;
	bad.expires = bad.made;
	assert_int_equal(record_format(&out, &bad, &err), MOW_EINVAL);
	bad = good;
	bad.expires = INT64_MAX;
	assert_int_equal(record_format(&out, &bad, &err), MOW_EINVAL);
	bad = good;
	bad.step_count = 0;
	assert_int_equal(record_format(&out, &bad, &err), MOW_EINVAL);
	bad = good;
	struct step turned[2] = {good.steps[1], good.steps[0]};
	bad.steps = turned;
	assert_int_equal(record_format(&out, &bad, &err), MOW_EINVAL);
	bad = good;
	bad.withdraws = ID64;
	assert_int_equal(record_format(&out, &bad, &err), MOW_EINVAL);
	bad = good;
	bad.decision = (enum record_decision)17;
	assert_int_equal(record_format(&out, &bad, &err), MOW_EINVAL);
	assert_string_equal(out.data, "");
}

static void add_steps(struct buf *text, unsigned count)
{
	buf_adds(text, FRONT);
	for (unsigned i = 0; i < count; i++)
		buf_addf(text, "step 100644 " A40 " 100644 " B40 " %06u\n", i);
}

static void test_most_steps(void **state)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(record) record = {0};
	struct mow_error err = {0};

	(void)state;
	add_steps(&text, RECORD_STEPS_MAX);
	assert_int_equal(record_parse(&record, text.data, text.len, NULL), MOW_OK);
	assert_int_equal(record.step_count, RECORD_STEPS_MAX);
	buf_reset(&text);
	add_steps(&text, RECORD_STEPS_MAX + 1);
	assert_int_equal(record_parse(&record, text.data, text.len, &err), MOW_EINVAL);
	assert_non_null(strstr(err.message, "more than 100000"));
}

static void test_longest_path(void **state)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(record) record = {0};

	(void)state;
	buf_adds(&text, FRONT "step 100644 " A40 " 100644 " B40 " ");
	size_t before = text.len;
	for (int i = 0; i < 65535; i++)
		buf_adds(&text, "%FF");
	buf_addc(&text, '\n');
	assert_int_equal(record_parse(&record, text.data, text.len, NULL), MOW_OK);
	assert_int_equal(record.steps[0].path_len, 65535);
	buf_cut(&text, before);
	for (int i = 0; i < 65536; i++)
		buf_addc(&text, 'a');
	buf_addc(&text, '\n');
	assert_int_equal(record_parse(&(struct record){0}, text.data, text.len, NULL), MOW_EINVAL);
}

static void test_sizes(void **state)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(record) record = {0};
	struct mow_error err = {0};

	(void)state;
	buf_adds(&text, FRONT "reason ");
	buf_pad(&text, 'x', RECORD_MAX - text.len - 1 - strlen(STEP1));
	buf_adds(&text, "\n" STEP1);
	assert_int_equal(text.len, RECORD_MAX);
	assert_int_equal(record_parse(&record, text.data, text.len, NULL), MOW_OK);
	buf_addc(&text, '\n');
	assert_int_equal(record_parse(&record, text.data, text.len, &err), MOW_EINVAL);
	assert_non_null(strstr(err.message, "16777216"));
}

static void test_long_armour(void **state)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO_FREE char *blob = calloc(1, RECORD_ARMOUR_MAX);

	(void)state;
	assert_non_null(blob);
	buf_adds(&text, APPROVE);
	armour_write(&text, blob, RECORD_ARMOUR_MAX / 4 * 3);
	assert_int_equal(record_parse(&(struct record){0}, text.data, text.len, NULL), MOW_EINVAL);
}

/* An armour of every length is read back, and re-wrapped it is none. */
static void test_armour_rows(void **state)
{
	unsigned char blob[220];

	(void)state;
	for (size_t i = 0; i < sizeof blob; i++)
		blob[i] = (unsigned char)(i * 37 + 1);
	for (size_t len = 1; len <= sizeof blob; len++) {
		MOW_AUTO(buf) armour = BUF_INIT;
		MOW_AUTO(buf) back = BUF_INIT;
		MOW_AUTO(buf) wrapped = BUF_INIT;
		armour_write(&armour, blob, len);
		assert_true(armour_read(&back, armour.data, armour.len));
		assert_int_equal(back.len, len);
		assert_memory_equal(back.data, blob, len);
		size_t middle = strlen(ARMOUR_BEGIN) + 2;
		buf_add(&wrapped, armour.data, middle);
		buf_addc(&wrapped, '\n');
		buf_add(&wrapped, armour.data + middle, armour.len - middle);
		assert_false(armour_read(&back, wrapped.data, wrapped.len));
		assert_int_equal(back.len, len);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_id),
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_other_fields),
		cmocka_unit_test(test_mutations),
		cmocka_unit_test(test_nul),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_format_refuses),
		cmocka_unit_test(test_most_steps),
		cmocka_unit_test(test_longest_path),
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_long_armour),
		cmocka_unit_test(test_armour_rows),
	};

	return cmocka_run_group_tests_name("record_uses", tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "git_fixture.h"
#include "steps/trailers.h"

static int put_trailer(const char *key, const char *value, void *context)
{
	buf_addf(context, "%s: %s\n", key, value);
	return 0;
}

/* What git makes of each row is the truth; they are here for what they are about. */
static const char *const rows[] = {
	"",
	"\n",
	"title\n",
	"title\n\nCo-authored-by: A <a@x>\n",
	"title\n\nCo-authored-by: A <a@x>",
	"Co-authored-by: A <a@x>\n",
	"Co-authored-by: A <a@x>\n\n",
	"\nCo-authored-by: A <a@x>\n",
	"\n\nCo-authored-by: A <a@x>\n",
	"title\nCo-authored-by: A <a@x>\n",
	"title\n\nbody\nCo-authored-by: A <a@x>\n",
	"title\n\nbody\n\nCo-authored-by: A <a@x>\nCo-authored-by: B <b@x>\n",
	"title\n\nCo-authored-by: A <a@x>\n\nbody\n",
	"title\n\nCo-authored-by: A <a@x>\n\n\n\n",
	"title\n\nCo-authored-by: A <a@x>\n   \n\t\n",
	"title\n \t\nCo-authored-by: A <a@x>\n",
	"title\r\n\r\nCo-authored-by: A <a@x>\r\n",
	"title\n\nCo-authored-by: A\n  <a@x>\n",
	"title\n\nCo-authored-by: A\n\t\n <a@x>\n",
	"title\n\nCo-authored-by:\n A <a@x>\n",
	"title\n\n continued\nCo-authored-by: A <a@x>\n",
	"title\n\nother line\nSigned-off-by: S <s@x>\nCo-authored-by: A <a@x>\n",
	"title\n\na b\nc d\ne f\nSigned-off-by: S <s@x>\n",
	"title\n\na b\nc d\ne f\ng h\nSigned-off-by: S <s@x>\n",
	"title\n\na b\nc d\ne f\ng h\nSigned-off-by: S <s@x>\nx: y\n",
	"title\n\n(cherry picked from commit 1234)\nCo-authored-by: A <a@x>\nfree text\n",
	"title\n\nsigned-off-by: S <s@x>\nfree text\n",
	"title\n\nCo-authored-by : A <a@x>\n",
	"title\n\nCo-authored-by  \t: A <a@x>\n",
	"title\n\nCo authored by: A <a@x>\n",
	"title\n\nco-AUTHORED-by: A <a@x>\n",
	"title\n\n Co-authored-by: A <a@x>\n",
	"title\n\n: A <a@x>\nx: y\n",
	"title\n\nCo-authored-by= A <a@x>\n",
	"title\n\nBug #43: x\nCo-authored-by: A\n",
	"title\n\nCo-authored-by: A <a@x>\n---\npatch\n",
	"title\n---\n\nCo-authored-by: A <a@x>\n",
	"title\n\nCo-authored-by: A <a@x>\n--- a/file\n+++ b/file\n",
	"title\n\nCo-authored-by: A <a@x>\n---",
	"title\n\nCo-authored-by: A <a@x>\n----\n",
	"title\n\nCo-authored-by: A <a@x>\n---x\n",
	"---\n\nCo-authored-by: A <a@x>\n",
	"title\n\nCo-authored-by: A <a@x>\n# comment\n",
	"title\n\nCo-authored-by: A <a@x>\n# comment\nCo-authored-by: B <b@x>\n",
	"title\n\n# comment\nCo-authored-by: A <a@x>\n",
	"# comment\n\nCo-authored-by: A <a@x>\n",
	"# comment\ntitle\n\nCo-authored-by: A <a@x>\n",
	"#\n#\n",
	"title\n\nCo-authored-by: A <a@x>\n\nConflicts:\n\ta\n\tb\n",
	"title\n\nCo-authored-by: A <a@x>\n\nConflicts:\n\ta\nb\n",
	"title\n\nCo-authored-by: A <a@x>\nConflicts:\n\ta\n",
	"Conflicts:\n\ta\n",
	"title\n\nCo-authored-by: A <a@x>\n# ------------------------ >8 ------------------------\nmore\n",
	"title\n\nCo-authored-by: A <a@x>\n# ------------------------ >8 ------------------------",
	"# ------------------------ >8 ------------------------\n\nCo-authored-by: A <a@x>\n",
	"title\n\nx\n# ------------------------ >8 ------------------------\n\nCo-authored-by: A <a@x>\n",
	"title\n\nCo-authored-by: A <a@x>\nx\n",
	"title\n\n\nCo-authored-by: A <a@x>\n\nx: y\n",
	"title\n\nCo-authored-by: \377\376 <a@x>\n",
	"title\n\nC\303\266-authored-by: A <a@x>\n",
	"title\n\n\vx\nCo-authored-by: A <a@x>\n",
	"title\n\nCo-authored-by: A \v <a@x>\f\n",
	"title\n\nhttps://x\nCo-authored-by: A <a@x>\n",
};

enum { GENERATED = 600, ROWS = sizeof rows / sizeof rows[0] };

/* Lines of which messages are made. */
static const char *const lines[] = {
	"",
	"",
	"",
	"title",
	"free text",
	"Co-authored-by: A <a@x>",
	"Co-authored-by: B <b@x>",
	"co-authored-by:C <c@x>",
	"Signed-off-by: S <s@x>",
	" continued",
	"\tcontinued",
	"# comment",
	"key : value",
	"(cherry picked from commit 12)",
	"Conflicts:",
	"\tfile",
	"   ",
	"---",
	"--- x",
	"a: ",
	": b",
	"a=b",
	"#",
	"key",
	"\r",
	"x: y\r",
};

static void make_message(struct buf *out, uint32_t number)
{
	buf_reset(out);
	if (number < ROWS) {
		buf_adds(out, rows[number]);
		return;
	}
	if (roll(4) != 0)
		buf_adds(out, "title\n\n");
	for (uint32_t k = roll(9); k > 0; k--) {
		/* The dividers end most of what follows: seldom. */
		uint32_t line = roll(sizeof lines / sizeof lines[0]);
		if ((line == 17 || line == 18) && roll(3) != 0)
			line = 5;
		buf_adds(out, lines[line]);
		if (k > 1 || roll(4) != 0)
			buf_addc(out, '\n');
	}
}

static struct buf messages[ROWS + GENERATED];

static int setup(void **state)
{
	if (fixture_setup(state) != 0)
		return -1;
	fixture_seed = 9;
	for (uint32_t i = 0; i < ROWS + GENERATED; i++) {
		messages[i] = (struct buf)BUF_INIT;
		make_message(&messages[i], i);
	}
	return 0;
}

static int teardown(void **state)
{
	for (uint32_t i = 0; i < ROWS + GENERATED; i++)
		buf_release(&messages[i]);
	return fixture_teardown(state);
}

/* What git said of each message, which \1 ends, is what we find in that way. */
static void compare(const struct buf *said, enum trailers_way way)
{
	struct buf got = BUF_INIT;
	size_t found = 0;
	const char *at = said->data;
	for (uint32_t i = 0; i < ROWS + GENERATED; i++) {
		struct mow_error err = {0, ""};
		const char *end = strchr(at, '\001');
		assert_non_null(end);
		buf_reset(&got);
		assert_int_equal(trailers_each(messages[i].data, way, put_trailer, &got, &err), 0);
		found += got.len > 0;
		if (got.len != (size_t)(end - at) || memcmp(got.data, at, got.len) != 0)
			fail_msg("message %u:\n%s\ngit:\n%.*s\nwe:\n%s", i, messages[i].data, (int)(end - at), at,
				 got.data);
		at = end + 1;
	}
	assert_in_range(found, 150, ROWS + GENERATED);
	buf_release(&got);
}

static void as_interpret_trailers(void **state)
{
	struct buf said = BUF_INIT;

	(void)state;
	sh("mkdir messages");
	for (uint32_t i = 0; i < ROWS + GENERATED; i++) {
		char path[64];
		(void)snprintf(path, sizeof path, "messages/%05u", i);
		write_file(path, messages[i].data);
	}
	assert_int_equal(
		fixture_run(
			&said,
			"for f in messages/*; do timeout 20 git interpret-trailers --parse <$f || echo FAILED; printf '\\001'; done"),
		0);
	compare(&said, TRAILERS_INTERPRET);
	buf_release(&said);
}

static void as_log(void **state)
{
	struct buf said = BUF_INIT;
	struct buf stream = BUF_INIT;

	(void)state;
	for (uint32_t i = 0; i < ROWS + GENERATED; i++) {
		buf_addf(&stream, "commit refs/heads/main\ncommitter C <c@x> %u +0000\ndata %zu\n", 1000 + i,
			 messages[i].len);
		buf_add(&stream, messages[i].data, messages[i].len);
		buf_addc(&stream, '\n');
	}
	sh("git init -q -b main log");
	sh_in("git -C log fast-import --quiet", &stream);
	assert_int_equal(
		fixture_run(
			&said,
			"git -C log log --topo-order --reverse --format='%(trailers:only,unfold)%x01' | sed -z 's/\\x01\\n/\\x01/g'"),
		0);
	compare(&said, TRAILERS_LOG);
	buf_release(&stream);
	buf_release(&said);
}

/* git 2.39 does not end here, where a cut line stands behind a divider. */
static void cut_behind_divider(void **state)
{
	struct buf got = BUF_INIT;

	(void)state;
	assert_int_equal(
		trailers_each(
			"t\n\nCo-authored-by: A <a@x>\n---\nx\n# ------------------------ >8 ------------------------\ny\n",
			TRAILERS_INTERPRET, put_trailer, &got, NULL),
		0);
	assert_string_equal(got.data, "Co-authored-by: A <a@x>\n");
	buf_release(&got);
}

static int stop(const char *key, const char *value, void *context)
{
	(void)key;
	(void)value;
	return ++*(int *)context == 2 ? 31 : 0;
}

static void stops(void **state)
{
	int count = 0;

	(void)state;
	assert_int_equal(trailers_each("t\n\na: 1\nb: 2\nc: 3\n", TRAILERS_LOG, stop, &count, NULL), 31);
	assert_int_equal(count, 2);
}

/* Two megabytes of what is worst for each part. */
static void large(void **state)
{
	static const char *const pieces[] = {"\n", "a: b\n", " \n", "#\n",        "Conflicts:\n",
					     "x",  "a",      " ",   "a: b\n c\n", ":"};
	struct buf message = BUF_INIT;
	struct buf got = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
		buf_reset(&message);
		buf_adds(&message, "t\n\n");
		while (!message.failed && message.len < 2 * 1024 * 1024)
			buf_adds(&message, pieces[i]);
		buf_reset(&got);
		assert_int_equal(trailers_each(message.data, TRAILERS_LOG, put_trailer, &got, NULL), 0);
	}
	buf_release(&message);
	buf_release(&got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_interpret_trailers),
		cmocka_unit_test(as_log),
		cmocka_unit_test(cut_behind_divider),
		cmocka_unit_test(stops),
		cmocka_unit_test(large),
	};

	return cmocka_run_group_tests_name("steps_trailers", tests, setup, teardown);
}

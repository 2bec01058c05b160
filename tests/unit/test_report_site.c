/* report/site: what pages are called, whatever people are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/digest.h"
#include "report/site/address.h"

struct row {
	const char *label;
	const char *plain; /* between "person-" and ".html", or the digest */
	bool digest;
};

static const struct row rows[] = {
	{"@lena", "lena", false},
	{"@lena_b-2", "lena_b-2", false},
	{"@con", "con", false},
	{"@abcdefghijklmnopqrstuvwxyz0123456789abcd", "abcdefghijklmnopqrstuvwxyz0123456789abcd", false},
	{"@abcdefghijklmnopqrstuvwxyz0123456789abcde", "abcdefghijklmnopqrstuvwxyz0123456789abcd", true},
	{"lena", "lena", true}, /* no handle: an e-mail of a kind */
	{"jo@example.com", "jo-example-com", true},
	{"@a.b", "a-b", true},
	{"@Lena", "-ena", true},
	{"../../etc/passwd", "------etc-passwd", true},
	{"@", "", true},
	{"", "", true},
	{"<script>\"'&", "-script----", true},
	{"gr\xC3\xBC\xC3\x9F\xff", "gr-----", true},
};

static void people_are_told_apart(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		MOW_AUTO(buf) found = BUF_INIT;
		MOW_AUTO(buf) wanted = BUF_INIT;
		char digest[DIGEST_HEX];
		digest_hex(digest, rows[i].label, strlen(rows[i].label));
		buf_addf(&wanted, "person-%s", rows[i].plain);
		if (rows[i].digest)
			buf_addf(&wanted, ".%.32s", digest);
		buf_adds(&wanted, ".html");
		address_person(&found, rows[i].label);
		assert_string_equal(found.data, wanted.data);
	}
}

static void requests_go_by_their_ids(void **state)
{
	MOW_AUTO(buf) found = BUF_INIT;

	(void)state;
	address_request(&found, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
	assert_string_equal(found.data, "request-0123456789abcdef0123456789abcdef.html");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(people_are_told_apart),
		cmocka_unit_test(requests_go_by_their_ids),
	};

	return cmocka_run_group_tests_name("site", tests, NULL, NULL);
}

/* The header Link: where the next page is, and headers that do not say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forge/link.h"

struct row {
	const char *name, *header;
	int result;
	const char *address;
};

static const struct row rows[] = {
	{"nothing", "", 0, NULL},
	{"blanks", " \t", 0, NULL},
	{"next", "<https://h/x?page=2>; rel=\"next\"", 1, "https://h/x?page=2"},
	{"next and last", "<https://h/x?page=2>; rel=\"next\", <https://h/x?page=9>; rel=\"last\"", 1,
	 "https://h/x?page=2"},
	{"last and next", "<https://h/9>; rel=\"last\", <https://h/2>; rel=\"next\"", 1, "https://h/2"},
	{"no next", "<https://h/1>; rel=\"prev\", <https://h/1>; rel=\"first\"", 0, NULL},
	{"without quotes", "<https://h/2>;rel=next", 1, "https://h/2"},
	{"another case", "<https://h/2>; REL=\"NEXT\"", 1, "https://h/2"},
	{"several relations", "<https://h/2>; rel=\"prefetch next\"", 1, "https://h/2"},
	{"a word that holds it", "<https://h/2>; rel=\"nextish\"", 0, NULL},
	{"other parameters", "<https://h/2>; title=\"a; rel=x, <b>\"; rel=\"next\"", 1, "https://h/2"},
	{"an escaped quote", "<https://h/2>; title=\"a\\\"; rel=\\\"prev\"; rel=\"next\"", 1, "https://h/2"},
	{"a parameter without a value", "<https://h/2>; crossorigin; rel=next", 1, "https://h/2"},
	{"the first rel counts", "<https://h/2>; rel=\"prev\"; rel=\"next\"", 0, NULL},
	{"a comma in the address", "<https://h/2,3>; rel=next", 1, "https://h/2,3"},
	{"blanks everywhere", " <https://h/2> ;  rel =  \"next\" , <x>; rel=last", 1, "https://h/2"},
	{"empty items", ", ,<https://h/2>; rel=next, ,", 1, "https://h/2"},
	{"an empty item at the end", "<https://h/2>; rel=prev,", 0, NULL},
	{"relative", "</x?page=2>; rel=next", 1, "/x?page=2"},
	{"no address", "<>; rel=next", MOW_EINVAL, NULL},
	{"not closed", "<https://h/2; rel=next", MOW_EINVAL, NULL},
	{"no brackets", "https://h/2; rel=next", MOW_EINVAL, NULL},
	{"a quote that is not closed", "<https://h/2>; rel=\"next", MOW_EINVAL, NULL},
	{"an escape at the end", "<https://h/2>; rel=\"next\\", MOW_EINVAL, NULL},
	{"something between", "<https://h/2>; rel=prev x, <https://h/3>; rel=next", MOW_EINVAL, NULL},
	{"bytes behind", "<https://h/1>; rel=prev, nonsense", MOW_EINVAL, NULL},
};

static void test_row(void **state)
{
	const struct row *row = *state;
	struct buf out = BUF_INIT;

	assert_int_equal(link_next(&out, row->header), row->result);
	if (row->address != NULL)
		assert_string_equal(out.data, row->address);
	buf_release(&out);
}

int main(void)
{
	struct CMUnitTest tests[sizeof rows / sizeof *rows];

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		tests[i] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, (void *)&rows[i]};
	return cmocka_run_group_tests_name("forge_link", tests, NULL, NULL);
}

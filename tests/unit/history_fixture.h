/* Random histories for tests of steps: few names, so that files and folders change places, odd ones among them. Include
 * after git_fixture.h. */
#ifndef MOW_TESTS_HISTORY_FIXTURE_H
#define MOW_TESTS_HISTORY_FIXTURE_H

#include "base/escape.h"
#include "git_fixture.h"

static const char *const history_names[] = {"a",       "a-b",      "a.b",      "a0", "b",  "B",     "new\nline",
					    "q\"uote", "\377\376", "\303\244", " ",  "-x", "tab\t", "z"};

FIXTURE_UNUSED static void history_path(struct buf *out)
{
	for (uint32_t depth = roll(4);; depth--) {
		buf_adds(out, history_names[roll(sizeof history_names / sizeof history_names[0])]);
		if (depth == 0)
			break;
		buf_addc(out, '/');
	}
}

/* One change of one path, for git fast-import. */
FIXTURE_UNUSED static void history_change(struct buf *stream)
{
	struct buf path = BUF_INIT;
	struct buf quoted = BUF_INIT;
	uint32_t kind = roll(20);
	uint32_t content = roll(8);

	history_path(&path);
	escape_path_git(&quoted, path.data, path.len);
	bool is_quoted = quoted.data[0] == '"';
	const char *quote = is_quoted ? "" : "\"";
	if (kind < 5)
		buf_addf(stream, "D %s%s%s\n", quote, quoted.data, quote);
	else if (kind < 6)
		buf_addf(stream, "M 160000 %040x %s%s%s\n", content + 1, quote, quoted.data, quote);
	else
		buf_addf(stream, "M %s inline %s%s%s\ndata 2\n%u\n\n",
			 kind < 8    ? "120000"
			 : kind < 11 ? "100755"
				     : "100644",
			 quote, quoted.data, quote, content);
	buf_release(&path);
	buf_release(&quoted);
}

#endif

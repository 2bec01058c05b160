#include "steps/named.h"

#include <string.h>
#include <strings.h>

#include "base/error.h"
#include "steps/trailers.h"

struct naming {
	struct author_list *list;
	struct author_sets *people;
	struct mow_error *err;
};

/* "Name <email>", or more of them on one line: each is one. An e-mail may also stand alone. */
static int add_coauthor(struct naming *naming, const char *value)
{
	MOW_AUTO(buf) name = BUF_INIT;
	MOW_AUTO(buf) email = BUF_INIT;
	const char *at = value;
	const char *open;
	const char *close;

	while ((open = strchr(at, '<')) != NULL && (close = strchr(open, '>')) != NULL) {
		buf_reset(&name);
		buf_reset(&email);
		buf_add(&name, at, (size_t)(open - at));
		buf_add(&email, open + 1, (size_t)(close - open) - 1);
		if (name.failed || email.failed)
			return mow_fail_memory(naming->err);
		int result = author_sets_add(naming->list, naming->people, name.data, email.data, naming->err);
		if (result != MOW_OK)
			return result;
		at = close + 1;
	}
	if (at != value || value[0] == '\0')
		return MOW_OK;
	bool alone = strchr(value, '@') != NULL && strpbrk(value, " \t<>") == NULL;
	return author_sets_add(naming->list, naming->people, value, alone ? value : "", naming->err);
}

static int see_trailer(const char *key, const char *value, void *context)
{
	return strcasecmp(key, "co-authored-by") == 0 ? add_coauthor(context, value) : MOW_OK;
}

/* What git finds in one way or the other: people look at `git log`, forges at what they like. */
static int read_trailers(struct naming *naming, const char *message)
{
	int result = trailers_each(message, TRAILERS_INTERPRET, see_trailer, naming, naming->err);

	return result != MOW_OK ? result : trailers_each(message, TRAILERS_LOG, see_trailer, naming, naming->err);
}

int named_people(struct author_list *out, struct author_sets *people, const struct commit *commit,
		 struct mow_error *err)
{
	struct naming naming = {out, people, err};

	out->count = 0;
	int result = author_sets_add(out, people, commit->author_name, commit->author_email, err);
	if (result == MOW_OK && strcasestr(commit->message, "co-authored-by") != NULL)
		result = read_trailers(&naming, commit->message);
	return result;
}

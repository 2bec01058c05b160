#include "forge/forge.h"

#include <string.h>

#include "base/error.h"
#include "forge/reader.h"

const struct forge *const forges[] = {&forge_github, &forge_gitlab, &forge_gitea, NULL};

const struct forge *forge_find(const char *name)
{
	for (size_t i = 0; forges[i] != NULL; i++)
		if (strcmp(forges[i]->name, name) == 0)
			return forges[i];
	return NULL;
}

static int check_open(const struct forge_answer *answer, const struct forge_place *place, struct mow_error *err)
{
	MOW_AUTO(buf) name = BUF_INIT;

	if (answer->request.closed == NULL)
		return MOW_OK;
	forge_add_name(&name, place);
	return mow_fail(err, MOW_EUNSUPPORTED, "%s %s", name.data, answer->request.closed);
}

static bool has_approval(const struct forge_answer *answer)
{
	for (size_t i = 0; i < answer->opinions.count; i++)
		if (answer->opinions.items[i].decision == FORGE_APPROVES && answer->opinions.items[i].why_not == NULL)
			return true;
	return false;
}

/* Where a request went to another branch, its page did not show what that branch already had. */
static void leave_out_turned(struct forge_answer *answer)
{
	for (size_t i = 0; answer->request.turned > 0 && i < answer->opinions.count; i++) {
		struct forge_opinion *opinion = &answer->opinions.items[i];
		int64_t made = forge_moment(opinion->made);
		if (opinion->decision == FORGE_APPROVES && opinion->why_not == NULL &&
		    (made == INT64_MAX || made - FORGE_SEEN < answer->request.turned))
			opinion->why_not = "it was given before the request came to this branch, or less than two "
					   "minutes after; approve it again";
	}
}

static int read_opinions(struct forge_answer *answer, struct forge_reader *reader, struct mow_error *err)
{
	const struct forge *forge = reader->place->forge;
	int result = forge->opinions(answer, reader, err);

	if (result == MOW_OK && forge->turned != NULL && has_approval(answer))
		result = forge->turned(answer, reader, err);
	if (result == MOW_OK)
		leave_out_turned(answer);
	return result;
}

/* One round. `moved`: the request is not what it was at its beginning. */
static int ask(struct forge_answer *out, bool *moved, struct forge_reader *reader, struct mow_error *err)
{
	const struct forge_place *place = reader->place;
	MOW_AUTO(forge_answer) after = {0};
	int result = place->forge->request(out, reader, err);

	if (result == MOW_OK)
		result = check_open(out, place, err);
	if (result == MOW_OK)
		result = read_opinions(out, reader, err);
	if (result == MOW_OK)
		result = place->forge->request(&after, reader, err);
	if (result == MOW_OK)
		result = check_open(&after, place, err);
	if (result == MOW_OK)
		*moved = strcmp(out->request.head, after.request.head) != 0 ||
			 strcmp(out->request.target, after.request.target) != 0;
	return result;
}

static int ask_until_still(struct forge_answer *out, struct forge_reader *reader, struct mow_error *err)
{
	bool moved = false;
	MOW_AUTO(buf) name = BUF_INIT;
	int result = ask(out, &moved, reader, err);

	if (result == MOW_OK && moved) {
		forge_answer_release(out);
		result = ask(out, &moved, reader, err);
	}
	if (result < 0 || !moved)
		return result;
	forge_add_name(&name, reader->place);
	return mow_fail(err, MOW_ESYSTEM,
			"%s was pushed to while its approvals were read, twice; the next job reads them", name.data);
}

int forge_ask(struct forge_answer *out, const struct forge_place *place, const struct forge_access *access,
	      struct mow_error *err)
{
	MOW_AUTO(forge_reader) reader = FORGE_READER_INIT;
	int result = reader_open(&reader, place, access, err);

	return result == MOW_OK ? ask_until_still(out, &reader, err) : result;
}

int forge_ask_more(struct forge_answer *answer, const struct forge_place *place, const struct forge_access *access,
		   forge_read_fn *read, struct mow_error *err)
{
	MOW_AUTO(forge_reader) reader = FORGE_READER_INIT;

	if (read == NULL)
		return MOW_OK;
	int result = reader_open(&reader, place, access, err);
	return result == MOW_OK ? read(answer, &reader, err) : result;
}

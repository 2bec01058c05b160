#include "api/rules.h"

#include <stdlib.h>
#include <string.h>

#include "api/filter.h"
#include "api/roles.h"
#include "api/show.h"
#include "base/error.h"

int mow_rules_open(struct mow_rules **out, struct mow_repo *repo, const char *text, struct mow_error *err)
{
	struct mow_rules *rules = calloc(1, sizeof *rules);
	MOW_AUTO(snapshot) source = {0};
	int result;

	if (rules == NULL)
		return mow_fail_memory(err);
	rules->repo = repo;
	rules->presenter.now = repo->now;
	result = snapshot_open(&source, repo->git, text, err);
	source.unverified = true;
	if (result == MOW_OK)
		result = ruleset_open(&rules->ruleset, &source, err);
	if (result < 0) {
		free(rules);
		return result;
	}
	*out = rules;
	return MOW_OK;
}

void mow_rules_free(struct mow_rules *rules)
{
	if (rules == NULL)
		return;
	ruleset_release(&rules->ruleset);
	free(rules->shown);
	presenter_reset(&rules->presenter);
	arena_release(&rules->answer);
	free(rules);
}

static int settle(struct mow_rules *rules, int result, struct mow_error *err)
{
	if (result < 0 || !rules->ruleset.erroneous)
		return result;
	return mow_fail(err, MOW_ERULES, "the OWNERS files have errors; mowners lint lists all of them");
}

int mow_rules_read(struct mow_rules *rules, const struct mow_path *path, const struct mow_finding_sink *sink,
		   struct mow_error *err)
{
	return settle(rules, ruleset_read(&rules->ruleset, path->bytes, path->len, sink, err), err);
}

int mow_rules_read_all(struct mow_rules *rules, const struct mow_finding_sink *sink, struct mow_error *err)
{
	return settle(rules, ruleset_read_all(&rules->ruleset, sink, err), err);
}

bool mow_rules_is_empty(const struct mow_rules *rules)
{
	return rules->ruleset.root_result == MOW_ENOTFOUND;
}

void rules_forget_shown(struct mow_rules *rules)
{
	presenter_reset(&rules->presenter);
	if (rules->shown != NULL)
		memset(rules->shown, 0, RULES_SHOWN * sizeof(struct mow_owners *));
	rules->shown_count = 0;
}

/* The public form of what the resolver found, but for the path. */
static int show(struct mow_owners **out, struct mow_rules *rules, const struct requirement *found,
		struct mow_error *err)
{
	struct mow_owners *shown;
	int result = MOW_OK;

	if (rules->shown_count++ == RULES_SHOWN)
		rules_forget_shown(rules);
	shown = arena_alloc(&rules->presenter.arena, sizeof *shown);
	if (shown == NULL)
		return mow_fail_memory(err);
	rules->presenter.rules = rules->ruleset.rules;
	if (found != NULL)
		result = presenter_owners(shown, &rules->presenter, found, err);
	else
		*shown = (struct mow_owners){.level = "standard"};
	if (result == MOW_OK)
		*out = shown;
	return result;
}

/* `found` NULL: there are no rules. */
static int answer(const struct mow_owners **out, struct mow_rules *rules, const struct requirement *found,
		  const struct mow_path *path, struct mow_error *err)
{
	size_t number = found != NULL ? found->number : 0;
	struct mow_owners **place;

	if (rules->shown == NULL)
		rules->shown = calloc(RULES_SHOWN, sizeof(struct mow_owners *));
	if (rules->shown == NULL)
		return mow_fail_memory(err);
	place = &rules->shown[number % RULES_SHOWN];
	if (*place == NULL || (*place)->number != number) {
		int result = show(place, rules, found, err);
		if (result < 0)
			return result;
	}
	(*place)->path = path->bytes;
	(*place)->path_len = path->len;
	*out = *place;
	return MOW_OK;
}

int mow_owners(const struct mow_owners **out, struct mow_rules *rules, const struct mow_path *path,
	       struct mow_error *err)
{
	const struct requirement *found = NULL;
	int result = MOW_OK;

	if (rules->ruleset.rules != NULL)
		result = resolver_look_up(&found, rules->ruleset.resolver, path, err);
	return result < 0 ? result : answer(out, rules, found, path, err);
}

/* What a role of an answer names, as lists of texts: one list, or one a gate. NULL: no memory. */
static const struct mow_list *role_lists(size_t *count, const struct mow_owners *owners, enum role role,
					 struct arena *arena)
{
	struct mow_list *lists = arena_array(arena, owners->review_count + 1, sizeof *lists);

	*count = 1;
	if (lists == NULL || role == ROLE_RESPONSIBLE)
		return lists != NULL ? &owners->responsible : NULL;
	if (role == ROLE_CONSULTED)
		return &owners->consulted;
	if (role == ROLE_INFORMED)
		return &owners->informed;
	if (role == ROLE_ACCOUNTABLE) {
		lists[0].items = &owners->accountable;
		lists[0].count = owners->accountable != NULL;
		return lists;
	}
	for (size_t i = 0; i < owners->review_count; i++) {
		lists[i].items = owners->review[i].of;
		lists[i].count = owners->review[i].of_count;
	}
	*count = owners->review_count;
	return lists;
}

/* `*count` owners of the rules; NULL: no memory. */
static size_t *role_owners(size_t *count, struct mow_rules *rules, const struct mow_owners *owners, enum role role)
{
	size_t list_count, total = 0;
	const struct mow_list *lists = role_lists(&list_count, owners, role, &rules->answer);

	for (size_t i = 0; lists != NULL && i < list_count; i++)
		total += lists[i].count;
	size_t *named = lists != NULL ? arena_array(&rules->answer, total + 1, sizeof *named) : NULL;
	*count = 0;
	for (size_t i = 0; named != NULL && i < list_count; i++)
		for (size_t j = 0; j < lists[i].count; j++)
			named[(*count)++] =
				people_owner(rules->ruleset.rules, lists[i].items[j], strlen(lists[i].items[j]));
	return named;
}

int mow_owners_people(struct mow_people *out, struct mow_rules *rules, const struct mow_owners *owners,
		      const char *name, struct mow_error *err)
{
	size_t *people, named_count, all, kept = 0;
	enum role role;

	arena_release(&rules->answer);
	if (role_find(&role, name, err) != MOW_OK)
		return MOW_EINVAL;
	const size_t *named = role_owners(&named_count, rules, owners, role);
	if (named == NULL)
		return mow_fail_memory(err);
	if (named_count == 0) {
		*out = (struct mow_people){NULL, 0};
		return MOW_OK;
	}
	people = arena_array(&rules->answer, rules->ruleset.rules->people_count + 1, sizeof *people);
	if (people == NULL)
		return mow_fail_memory(err);
	all = people_expand(people, rules->ruleset.rules, named, named_count, rules->repo->now);
	for (size_t i = 0; i < all; i++)
		if (people_in_service(rules->ruleset.rules, people[i], rules->repo->now))
			people[kept++] = people[i];
	if (kept == 0 && role == ROLE_ACCOUNTABLE) {
		*out = (struct mow_people){owners->acting, owners->acting_count};
		return MOW_OK;
	}
	const char *const *labels = people_labels(rules->ruleset.rules, people, kept, &rules->answer);
	if (labels == NULL)
		return mow_fail_memory(err);
	*out = (struct mow_people){labels, kept};
	return MOW_OK;
}

int mow_rules_path_kind(struct mow_rules *rules, const char *path, size_t len, struct mow_error *err)
{
	return snapshot_path_kind(&rules->ruleset.snapshot, path, len, err);
}

struct walking {
	struct mow_rules *rules;
	const struct mow_walk *walk;
	struct filter *filter; /* NULL: none */
	struct mow_error *err;
};

static int visit(const struct requirement *found, const struct mow_path *file, void *context)
{
	const struct walking *walking = context;
	const struct mow_owners *owners;
	int result = walking->filter != NULL ? filter_ask(walking->filter, found, walking->err) : 1;

	if (result <= 0)
		return result;
	if (walking->walk->paths) {
		const struct mow_owners path = {.number = 1, .path = file->bytes, .path_len = file->len};
		return walking->walk->each(&path, walking->walk->context);
	}
	result = answer(&owners, walking->rules, found, file, walking->err);
	return result < 0 ? result : walking->walk->each(owners, walking->walk->context);
}

int rules_walk(struct mow_rules *rules, const struct ruleset_walk *walk, struct mow_error *err)
{
	return settle(rules, ruleset_walk(&rules->ruleset, walk, err), err);
}

int mow_rules_walk(struct mow_rules *rules, const struct mow_walk *walk, struct mow_error *err)
{
	struct snapshot *own = &rules->ruleset.snapshot;
	MOW_AUTO(snapshot) head = {0};
	MOW_AUTO(filter) filter = {0};
	struct walking walking = {rules, walk, walk->only != NULL ? &filter : NULL, err};
	struct ruleset_walk files = {own, walk->prefix, visit, &walking, walk->sink};
	int result =
		walk->only != NULL ? filter_init(&filter, walk->only, &rules->ruleset, rules->repo->now, err) : MOW_OK;

	if (result == MOW_OK && own->kind == SNAPSHOT_WORKTREE && !walk->tracked) {
		result = snapshot_open(&head, own->repo, "HEAD", err);
		files.files = &head;
	}
	if (result == MOW_OK)
		result = rules_walk(rules, &files, err);
	return result == MOW_OK && walk->only != NULL ? filter_check(&filter, err) : result;
}

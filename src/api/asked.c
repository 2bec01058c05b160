#include "api/asked.h"

#include <string.h>

#include "base/error.h"

/* Nobody of the rules asks under their e-mail. */
static struct mow_told_person requester(const struct asked_source *source, const char *email)
{
	const struct rules *rules = policy_rules(source->verdict->policy);
	size_t person = people_by_email(rules, email, strlen(email));

	return (struct mow_told_person){person != RULES_NONE ? rules->people[person].name : email, email};
}

static int fill_people(struct mow_asked *out, const struct mow_verdict *verdict, struct arena *arena)
{
	const struct rules *rules = policy_rules(verdict->policy);
	struct mow_told_person *people = arena_array(arena, verdict->ask_count + 1, sizeof *people);

	if (people == NULL)
		return MOW_ENOMEM;
	for (size_t i = 0; i < verdict->ask_count; i++) {
		const struct person *person = &rules->people[verdict->ask_people[i]];
		people[i] = (struct mow_told_person){person->name, person->emails_first};
	}
	out->people = people;
	out->people_count = verdict->ask_count;
	return MOW_OK;
}

static int fill_paths(struct mow_asked *out, const struct record *record, struct arena *arena)
{
	size_t count = record->step_count < MOW_TOLD_PATHS ? record->step_count : MOW_TOLD_PATHS;
	struct mow_path *paths = arena_array(arena, count + 1, sizeof *paths);

	if (paths == NULL)
		return MOW_ENOMEM;
	for (size_t i = 0; i < count; i++) {
		const struct step *step = &record->steps[i];
		const char *path = arena_dup(arena, step->path, step->path_len);
		if (path == NULL)
			return MOW_ENOMEM;
		paths[i] = (struct mow_path){path, step->path_len, MOW_PATH_FILE};
	}
	out->paths = paths;
	out->path_count = count;
	out->files = record->step_count;
	return MOW_OK;
}

int asked_fill(struct mow_asked *out, const struct asked_source *source, struct arena *arena, struct mow_error *err)
{
	const struct record *record = source->record;
	const char *email = arena_dup(arena, record->by, strlen(record->by));
	struct mow_asked asked = {.record = arena_dup(arena, record->id, strlen(record->id)),
				  .target = arena_dup(arena, record->target, strlen(record->target)),
				  .made = record->made};

	if (record->reason != NULL)
		asked.reason = arena_dup(arena, record->reason, strlen(record->reason));
	if (email == NULL || asked.record == NULL || asked.target == NULL ||
	    (record->reason != NULL && asked.reason == NULL) || fill_people(&asked, source->verdict, arena) != MOW_OK ||
	    fill_paths(&asked, record, arena) != MOW_OK)
		return mow_fail_memory(err);
	asked.by = requester(source, email);
	*out = asked;
	return MOW_OK;
}

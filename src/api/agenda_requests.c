/* Requests for approval that wait: judged as things are now, as if who asks had made the change. */
#include <string.h>

#include "api/agenda.h"
#include "api/log.h"
#include "api/verdict.h"
#include "base/array.h"
#include "base/error.h"
#include "base/strings.h"

struct requests {
	struct mow_agenda *agenda;
	struct mow_log *log;
};

/* What of it has not landed, been taken back or changed. */
static int take_steps(struct mow_verdict *verdict, const struct requests *requests, const struct mow_log_entry *entry)
{
	struct mow_error *err = requests->agenda->err;
	struct arena *arena = &verdict->arena;
	struct step *steps = arena_array(arena, entry->held + 1, sizeof *steps);
	size_t count = 0;

	if (steps == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < entry->record.files; i++) {
		const struct mow_step *from = &entry->files[i].step;
		if (entry->files[i].state != MOW_LOG_HOLDS)
			continue;
		struct step *step = &steps[count++];
		*step = (struct step){.path = arena_dup(arena, from->path, from->path_len),
				      .path_len = from->path_len,
				      .old_mode = from->old_mode,
				      .new_mode = from->new_mode};
		if (step->path == NULL)
			return mow_fail_memory(err);
		(void)oid_parse(&step->old_id, from->old_id, OID_HEX - 1);
		(void)oid_parse(&step->new_id, from->new_id, OID_HEX - 1);
	}
	return verdict_take_steps(verdict, steps, count, err);
}

static int judge(struct mow_verdict *verdict, const struct requests *requests, const struct mow_log_entry *entry)
{
	struct mow_agenda *agenda = requests->agenda;
	struct mow_log *log = requests->log;
	const struct log_target *target = NULL;
	int result = log_target_find(&target, log, entry->record.target, agenda->err);

	if (result == MOW_OK)
		result = take_steps(verdict, requests, entry);
	if (result != MOW_OK)
		return result;
	const struct change change = {.repo = agenda->rules->repo,
				      .policy = &log->policy,
				      .target = target->ref,
				      .remote = log->remote,
				      .is_protected = target->is_protected,
				      .old_tip = target->tip,
				      .old_id = target->tip,
				      .author = arena_dup(&verdict->arena, entry->record.by, strlen(entry->record.by)),
				      .store = log->store};
	return change.author != NULL ? verdict_run(verdict, &change, log->sink, agenda->err)
				     : mow_fail_memory(agenda->err);
}

/* Anybody who can give something that lacks, and who asked. */
static int find_names(struct strings *out, const struct mow_verdict *verdict, const char *by)
{
	if (array_reserve(out, 1) != MOW_OK)
		return MOW_ENOMEM;
	out->items[out->count++] = by;
	for (size_t i = 0; i < mow_verdict_groups(verdict); i++) {
		const struct mow_group *group = mow_verdict_group(verdict, i);
		for (size_t k = 0; k < group->need_count; k++) {
			const struct mow_need *need = group->needs[k];
			if (array_reserve(out, need->ask_count) != MOW_OK)
				return MOW_ENOMEM;
			for (size_t a = 0; a < need->ask_count; a++)
				out->items[out->count++] = need->ask[a];
		}
	}
	return MOW_OK;
}

/* In the agenda's own memory. */
static int keep_names(struct mow_agenda_item *item, struct mow_agenda *agenda, const struct mow_verdict *verdict)
{
	const char *const *ask;
	size_t count = mow_verdict_ask(verdict, &ask);
	const char **who = arena_array(&agenda->arena, count + 1, sizeof *who);

	for (size_t i = 0; who != NULL && i < count; i++) {
		who[i] = arena_dup(&agenda->arena, ask[i], strlen(ask[i]));
		if (who[i] == NULL)
			return mow_fail_memory(agenda->err);
	}
	item->who = who;
	item->who_count = count;
	return who != NULL ? MOW_OK : mow_fail_memory(agenda->err);
}

/* NULL: there is no text, or no memory. */
static const char *keep(struct mow_agenda *agenda, const char *text)
{
	return text != NULL ? arena_dup(&agenda->arena, text, strlen(text)) : NULL;
}

/* `*verdict` becomes the item's where it is kept. */
static int add(struct mow_agenda *agenda, const struct mow_log_entry *entry, struct mow_verdict **kept)
{
	const struct mow_verdict *verdict = *kept;
	MOW_AUTO(strings) names = {0};
	const struct mow_step *first = mow_verdict_group(verdict, 0)->steps[0];
	struct mow_agenda_item item = {.kind = MOW_AGENDA_REQUEST,
				       .from = entry->record.made,
				       .end = entry->record.made,
				       .name = keep(agenda, entry->record.id),
				       .text = keep(agenda, entry->record.reason),
				       .by = keep(agenda, entry->label != NULL ? entry->label : entry->record.by),
				       .target = keep(agenda, entry->record.target),
				       .path = arena_dup(&agenda->arena, first->path, first->path_len),
				       .path_len = first->path_len,
				       .files = mow_verdict_steps(verdict),
				       .verdict = agenda->options->verdicts ? verdict : NULL};
	size_t before = agenda->items.count;

	if (item.name == NULL || item.by == NULL || item.target == NULL || item.path == NULL)
		return mow_fail_memory(agenda->err);
	int result = keep_names(&item, agenda, verdict);
	if (result == MOW_OK && find_names(&names, verdict, item.by) != MOW_OK)
		result = mow_fail_memory(agenda->err);
	if (result == MOW_OK)
		result = agenda_add(agenda, &item, names.items, names.count);
	if (agenda->items.count > before && item.verdict != NULL)
		*kept = NULL;
	return result;
}

/* A mow_log_fn. */
static int take_request(const struct mow_log_entry *entry, void *context)
{
	const struct requests *requests = context;
	struct mow_agenda *agenda = requests->agenda;
	struct mow_verdict *verdict = NULL;

	if (entry->held == 0)
		return MOW_OK;
	int result = verdict_alloc(&verdict, agenda->err);
	if (result == MOW_OK)
		result = judge(verdict, requests, entry);
	if (result == MOW_OK && mow_verdict_outcome(verdict) == MOW_OUTCOME_BLOCKED && mow_verdict_groups(verdict) > 0)
		result = add(agenda, entry, &verdict);
	mow_verdict_free(verdict);
	return result;
}

int agenda_find_requests(struct mow_agenda *agenda)
{
	const struct mow_log_options asked = {.decision = "request"};
	struct requests requests = {.agenda = agenda};
	struct mow_error why = {0, ""};
	int result = mow_log_new(&requests.log, agenda->rules->repo, &asked, NULL, &why);

	if (result == MOW_ENOTFOUND) {
		agenda->note = keep(agenda, why.message);
		return agenda->note != NULL ? MOW_OK : mow_fail_memory(agenda->err);
	}
	if (result != MOW_OK)
		return mow_fail(agenda->err, result, "%s", why.message);
	agenda->log = requests.log;
	result = mow_log_each(requests.log, take_request, &requests, agenda->err);
	return result == MOW_ENOTFOUND ? MOW_OK : result;
}

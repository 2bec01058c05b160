/* Which records were asked for. */
#include "api/log_find.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/array.h"
#include "base/error.h"

static void finding_release(struct finding *finding)
{
	buf_release(&finding->bytes);
	buf_release(&finding->below);
	map_release(&finding->spoken);
	free(finding->pending.items);
	free(finding->stops.items);
	pattern_set_free(finding->set);
	free(finding->whose.items);
	pattern_matches_release(&finding->matches);
	arena_release(&finding->arena);
}
MOW_AUTO_DEFINE(finding)

/* ---- Who and what ------------------------------------------------------------------------------------------------- */

static bool is_wanted(const struct mow_log *log, const struct record *head)
{
	const struct rules *rules = policy_rules(&log->policy);

	if (log->decision >= 0 && (int)head->decision != log->decision)
		return false;
	if (log->by != NULL)
		return strcasecmp(log->by, head->by) == 0;
	if (log->makers == NULL)
		return true;
	size_t person = people_by_email(rules, head->by, strlen(head->by));
	return person != RULES_NONE && log->makers[person];
}

static struct log_head head_of(const struct record *head, const char *id, const struct oid *blob)
{
	struct log_head made = {.made = head->made, .blob = *blob};

	memcpy(made.id, id, DIGEST_HEX);
	return made;
}

static int add_head(struct finding *finding, const struct log_head *head)
{
	struct mow_log *log = finding->log;

	if (array_reserve(&log->heads, 1) != MOW_OK)
		return mow_fail_memory(finding->err);
	log->heads.items[log->heads.count++] = *head;
	return MOW_OK;
}

/* Whether withdrawals of it are asked for with it. */
static bool has_filter(const struct mow_log *log)
{
	return log->path_count > 0 || log->target != NULL;
}

/* It speaks of what was asked for. */
static int speak(struct finding *finding, const struct log_head *head, bool wanted)
{
	if (has_filter(finding->log)) {
		const char *id = arena_dup(&finding->arena, head->id, sizeof head->id - 1);
		if (id == NULL || map_put(&finding->spoken, id, sizeof head->id - 1, 0) != MOW_OK)
			return mow_fail_memory(finding->err);
	}
	return wanted ? add_head(finding, head) : MOW_OK;
}

/* ---- Each record -------------------------------------------------------------------------------------------------- */

static int pend(struct finding *finding, const struct record *record, const struct log_head *head)
{
	struct pending *pending;

	if (!is_wanted(finding->log, record))
		return MOW_OK;
	if (array_reserve(&finding->pending, 1) != MOW_OK)
		return mow_fail_memory(finding->err);
	pending = &finding->pending.items[finding->pending.count++];
	pending->head = *head;
	memcpy(pending->other, record->withdraws, DIGEST_HEX);
	return MOW_OK;
}

/* With all that it says. */
static int take_whole(struct finding *finding, const struct record *record, const struct log_head *head)
{
	const struct mow_log *log = finding->log;

	if (record->decision == RECORD_WITHDRAW)
		return pend(finding, record, head);
	if (log->target != NULL && strcmp(log->target, record->target) != 0)
		return MOW_OK;
	if (log->path_count > 0 && record->path_count > 0)
		return log_keep_patterns(finding, record, &(struct patterned){*head, is_wanted(log, record), false});
	if (log->path_count > 0 && !log_says_any(finding, record))
		return buf_check(&finding->below, finding->err);
	return speak(finding, head, is_wanted(log, record));
}

/* By its head alone, where that is enough. */
static int take_bytes(struct finding *finding, const char *id, const struct oid *blob, struct mow_error *why)
{
	const struct mow_log *log = finding->log;
	MOW_AUTO(record) head = {0};
	MOW_AUTO(record) whole = {0};
	int result = record_parse_head(&head, finding->bytes.data, finding->bytes.len, why);

	if (result != MOW_OK)
		return result;
	if (store_part_of(&head) != finding->part)
		return MOW_EINVAL;
	const struct log_head made = head_of(&head, id, blob);
	if (log->path_count == 0 && (head.decision != RECORD_WITHDRAW || log->target == NULL)) {
		bool there = log->target == NULL || strcmp(log->target, head.target) == 0;
		return there ? speak(finding, &made, is_wanted(log, &head)) : MOW_OK;
	}
	result = store_parse(&whole, blob, &finding->bytes, why);
	return result == MOW_OK ? take_whole(finding, &whole, &made) : result;
}

/* Whether the file is to blame. */
static bool is_fault(int result)
{
	return result == MOW_ENOTFOUND || result == MOW_EINVAL || result == MOW_ETOOBIG;
}

/* A store_record_fn. */
static int take_file(const char *id, const struct oid *blob, void *context)
{
	struct finding *finding = context;
	struct mow_error why = {0, ""};

	repo_progress(finding->log->repo->git, "records", ++finding->read);
	int result = store_load(&finding->bytes, finding->log->repo->git, blob, &why);

	if (result == MOW_OK)
		result = take_bytes(finding, id, blob, &why);
	if (!is_fault(result))
		return result != MOW_OK && why.message[0] != '\0' ? mow_fail(finding->err, result, "%s", why.message)
								  : result;
	finding->log->unreadable++;
	return MOW_OK;
}

/* ---- By the index ------------------------------------------------------------------------------------------------- */

/* The index may name any file of the repository: only what lies in records/ is a record. */
static int take_candidate(struct finding *finding, const struct oid *blob)
{
	const struct mow_log *log = finding->log;
	struct repo *git = log->repo->git;
	MOW_AUTO(record) record = {0};
	struct mow_error why = {0, ""};
	bool holds = false;
	int result = store_load(&finding->bytes, git, blob, &why);

	if (result == MOW_OK)
		result = store_parse(&record, blob, &finding->bytes, &why);
	if (result == MOW_OK)
		result = store_holds(&holds, git, &log->store, &(struct store_file){record.id, *blob}, &why);
	if (is_fault(result) || (result == MOW_OK && !holds))
		return MOW_OK;
	if (result != MOW_OK)
		return mow_fail(finding->err, result, "%s", why.message);
	const struct log_head head = head_of(&record, record.id, blob);
	return store_part_of(&record) == STORE_RECORDS ? take_whole(finding, &record, &head) : MOW_OK;
}

static int look_up(struct finding *finding)
{
	const struct mow_log *log = finding->log;
	MOW_AUTO(store_found) found = {.limit = SIZE_MAX};
	MOW_AUTO(store_asks) asks = {0};
	struct steps steps = {.count = log->path_count};
	int result = MOW_OK;

	steps.items = arena_array(&finding->arena, log->path_count, sizeof *steps.items);
	if (steps.items == NULL)
		return mow_fail_memory(finding->err);
	for (size_t i = 0; i < log->path_count; i++) {
		steps.items[i].path = arena_dup(&finding->arena, log->paths[i].bytes, log->paths[i].len);
		steps.items[i].path_len = log->paths[i].len;
		if (steps.items[i].path == NULL)
			return mow_fail_memory(finding->err);
	}
	result = store_asks_make(&asks, &steps, finding->err);
	if (result == MOW_OK)
		result = store_look_up(&found, log->repo->git, &log->store, &asks, finding->err);
	for (size_t i = 0; result == MOW_OK && i < found.count; i++)
		result = take_candidate(finding, &found.items[i].blob);
	return result;
}

bool log_names_files(const struct mow_log *log)
{
	for (size_t i = 0; i < log->path_count; i++)
		if (log->paths[i].kind == MOW_PATH_FOLDER)
			return false;
	return log->path_count > 0;
}

/* ---- All of them -------------------------------------------------------------------------------------------------- */

static int add_stops(struct finding *finding)
{
	int result = log_match_patterns(finding);

	for (size_t i = 0; result == MOW_OK && i < finding->stops.count; i++)
		if (finding->stops.items[i].listed)
			result = speak(finding, &finding->stops.items[i].head, finding->stops.items[i].wanted);
	return result;
}

static int add_pending(struct finding *finding)
{
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < finding->pending.count; i++) {
		const struct pending *pending = &finding->pending.items[i];
		if (map_get(&finding->spoken, pending->other, sizeof pending->other - 1, NULL))
			result = add_head(finding, &pending->head);
	}
	return result;
}

static int compare_heads(const void *a, const void *b)
{
	const struct log_head *x = a, *y = b;

	if (x->made != y->made)
		return x->made > y->made ? -1 : 1;
	return strcmp(x->id, y->id);
}

int log_find(struct mow_log *log, struct mow_error *err)
{
	MOW_AUTO(finding) finding = {
		.log = log, .part = STORE_RECORDS, .bytes = BUF_INIT, .below = BUF_INIT, .err = err};
	struct repo *git = log->repo->git;
	int result = MOW_OK;

	if (oid_is_zero(&log->store))
		return MOW_OK;
	result =
		log_names_files(log) ? look_up(&finding) : store_each_other(git, &log->store, take_file, &finding, err);
	finding.part = STORE_STOPS;
	if (result == MOW_OK)
		result = store_each_stop(git, &log->store, take_file, &finding, err);
	repo_progress(git, NULL, 0);
	if (result == MOW_OK)
		result = add_stops(&finding);
	if (result == MOW_OK)
		result = add_pending(&finding);
	if (result == MOW_OK && log->heads.count > 0)
		qsort(log->heads.items, log->heads.count, sizeof *log->heads.items, compare_heads);
	return result;
}

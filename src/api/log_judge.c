/* What becomes of a record: by the questions that the verdict asks (evidence/gather/, verdict/), one after the other.
 */
#include "api/log.h"

#include <string.h>

#include "api/record.h"
#include "base/error.h"
#include "git/tree.h"
#include "rules/match/pattern.h"

/* ---- Who owns what it speaks of ----------------------------------------------------------------------------------- */

int log_find_owners(struct log_look *look)
{
	struct ruleset *ruleset = &look->log->policy.ruleset;
	const struct steps *steps = examination_steps(look->examination);
	const struct requirement **owners = arena_array(look->arena, steps->count + 1, sizeof *owners);
	int result = MOW_OK;

	if (owners == NULL)
		return mow_fail_memory(look->err);
	look->owners = owners;
	look->present = arena_array(look->arena, steps->count + 1, sizeof *look->present);
	if (look->present == NULL)
		return mow_fail_memory(look->err);
	if (!look->target->is_protected || oid_is_zero(&look->target->tip))
		return MOW_OK;
	result = repo_commit_tree(&look->tree, look->log->repo->git, &look->target->tip, look->err);
	if (result == MOW_OK)
		result = ruleset_read_steps(ruleset, steps, look->log->sink, look->err);
	for (size_t i = 0; result == MOW_OK && i < steps->count; i++) {
		const struct mow_path path = step_path(&steps->items[i]);
		result = resolver_look_up(&owners[i], ruleset->resolver, &path, look->err);
	}
	return result;
}

/* ---- Of the whole ------------------------------------------------------------------------------------------------- */

static enum mow_log_state state_of_fault(enum gather_fault fault)
{
	static const enum mow_log_state states[] = {
		[FAULT_NONE] = MOW_LOG_HOLDS,
		[FAULT_TARGET] = MOW_LOG_NO_TARGET,
		[FAULT_REPOSITORY] = MOW_LOG_REPOSITORY,
		[FAULT_UNNAMED] = MOW_LOG_REPOSITORY,
		[FAULT_NOBODY] = MOW_LOG_NOBODY,
		[FAULT_WITNESS] = MOW_LOG_WITNESS,
		[FAULT_EXPIRED] = MOW_LOG_EXPIRED,
		[FAULT_AHEAD] = MOW_LOG_AHEAD,
		[FAULT_WITHDRAWN] = MOW_LOG_TAKEN_BACK,
		[FAULT_OVERRIDE] = MOW_LOG_NO_OVERRIDE,
		[FAULT_BASE] = MOW_LOG_BASE,
		[FAULT_SIGNATURE] = MOW_LOG_SIGNATURE,
	};

	return states[fault];
}

/* What keeps all of it, whatever it says of files; HOLDS: nothing. */
static enum mow_log_state judge_whole(const struct log_look *look, const struct examined *item)
{
	const struct rules *rules = policy_rules(&look->log->policy);

	if (item->fault == FAULT_WITHDRAWN || item->record->decision == RECORD_WITHDRAW)
		return state_of_fault(item->fault);
	if (item->fault == FAULT_REPOSITORY || item->fault == FAULT_UNNAMED)
		return MOW_LOG_REPOSITORY;
	if (oid_is_zero(&look->target->tip))
		return MOW_LOG_NO_TARGET;
	if (!look->target->is_protected)
		return MOW_LOG_OPEN;
	if (rules->broken)
		return MOW_LOG_BROKEN;
	if (item->fault != FAULT_NONE)
		return state_of_fault(item->fault);
	if (item->record->path_count > 0 && !people_in_service(rules, item->person, look->log->repo->now))
		return MOW_LOG_NO_ROLE;
	return item->record->move != NULL && item->record->made < look->log->repo->now - VERDICT_OVERRIDE_LIFE
		       ? MOW_LOG_TOO_OLD
		       : MOW_LOG_HOLDS;
}

/* Whether the target still has what a step leads from. */
static int is_current(bool *out, const struct log_look *look, const struct step *step, size_t number)
{
	struct log_present *present = &look->present[number];
	const struct mow_path path = step_path(step);
	struct tree_entry entry = {.mode = MODE_NONE};
	int result = MOW_OK;

	if (!present->known) {
		result = tree_find(&entry, look->log->repo->git, &look->tree, &path, look->err);
		if (result != MOW_OK && result != MOW_ENOTFOUND)
			return result;
		/* What is a folder now is no file. */
		bool file = result == MOW_OK && entry.mode != MODE_TREE;
		*present = (struct log_present){.known = true, .mode = file ? entry.mode : MODE_NONE};
		if (file)
			present->id = entry.oid;
	}
	*out = present->mode == step->old_mode && oid_equal(&present->id, &step->old_id);
	return MOW_OK;
}

static int judge_step(struct mow_log_file *file, struct mow_log_entry *out, const struct log_look *look,
		      const struct examined *item, size_t number)
{
	const struct examined_step *step = &item->steps[number];
	enum record_decision decision = item->record->decision;
	bool current = true;
	int result = MOW_OK;

	file->state = out->state;
	if (step->landed && out->state != MOW_LOG_NO_TARGET)
		file->state = step->unknown ? MOW_LOG_UNTOLD : MOW_LOG_LANDED;
	if (file->state != MOW_LOG_HOLDS)
		return MOW_OK;
	if (decision == RECORD_APPROVE || decision == RECORD_OVERRIDE)
		result = is_current(&current, look, &item->record->steps[number], step->number);
	if (result == MOW_OK)
		file->state = current ? log_judge_owned(out, look, look->owners[step->number], item) : MOW_LOG_CHANGED;
	return result;
}

/* The state of the whole, from those of its files. */
static enum mow_log_state sum_up(struct mow_log_entry *out)
{
	enum mow_log_state state = MOW_LOG_LANDED;

	for (size_t i = 0; i < out->record.files; i++) {
		out->held += out->files[i].state == MOW_LOG_HOLDS;
		if (state == MOW_LOG_LANDED && out->files[i].state != MOW_LOG_HOLDS)
			state = out->files[i].state;
	}
	if (out->held == 0)
		return state;
	return out->held == out->record.files ? MOW_LOG_HOLDS : MOW_LOG_PARTLY;
}

static void show_step(struct mow_step *out, const struct step *step)
{
	out->path = step->path;
	out->path_len = step->path_len;
	out->old_mode = step->old_mode;
	out->new_mode = step->new_mode;
	oid_format(out->old_id, &step->old_id);
	oid_format(out->new_id, &step->new_id);
}

static int judge_files(struct mow_log_entry *out, const struct log_look *look, const struct examined *item)
{
	const struct record *record = item->record;
	struct mow_log_file *files = arena_array(look->arena, out->record.files + 1, sizeof *files);
	int result = files != NULL ? MOW_OK : mow_fail_memory(look->err);

	for (size_t i = 0; result == MOW_OK && i < record->step_count; i++) {
		show_step(&files[i].step, &record->steps[i]);
		files[i].state = out->state;
		if (item->steps != NULL)
			result = judge_step(&files[i], out, look, item, i);
	}
	for (size_t i = 0; result == MOW_OK && i < record->path_count; i++) {
		files[i].step.path = record->paths[i];
		files[i].step.path_len = strlen(record->paths[i]);
		files[i].state = out->state;
	}
	out->files = files;
	out->held = 0;
	if (result == MOW_OK && out->record.files > 0)
		out->state = sum_up(out);
	return result;
}

/* ---- Stops by patterns, of files that are asked about -------------------------------------------------------------- */

static int compile(struct pattern_set **out, const struct record *record, struct mow_error *err)
{
	MOW_AUTO_PTR(pattern_set) set = NULL;
	int result = pattern_set_new(&set, err);

	for (size_t i = 0; result == MOW_OK && i < record->path_count; i++)
		result = pattern_set_add(set, record->paths[i], strlen(record->paths[i]), err);
	if (result == MOW_OK)
		result = pattern_set_compile(set, err);
	if (result == MOW_OK)
		*out = MOW_STEAL(set);
	return result;
}

static int judge_path(struct mow_log_entry *out, const struct log_look *look, const struct examined *item,
		      const struct mow_path *path)
{
	struct ruleset *ruleset = &look->log->policy.ruleset;
	const struct requirement *requirement = NULL;
	int result = ruleset_read(ruleset, path->bytes, path->len, look->log->sink, look->err);

	if (result == MOW_OK)
		result = resolver_look_up(&requirement, ruleset->resolver, path, look->err);
	if (result == MOW_OK)
		out->state = log_judge_owned(out, look, requirement, item);
	return result;
}

/* Whether it stands at one of them. */
static int judge_paths(struct mow_log_entry *out, const struct log_look *look, const struct examined *item)
{
	const struct mow_log *log = look->log;
	MOW_AUTO_PTR(pattern_set) set = NULL;
	MOW_AUTO(pattern_matches) matches = {0};
	bool stands = false;
	int result = compile(&set, item->record, look->err);

	for (size_t i = 0; result == MOW_OK && !stands && i < log->path_count; i++) {
		if (pattern_set_match(&matches, set, &log->paths[i]) != MOW_OK)
			return mow_fail_memory(look->err);
		if (matches.count == 0)
			continue;
		result = judge_path(out, look, item, &log->paths[i]);
		stands = out->state == MOW_LOG_HOLDS;
	}
	return result;
}

/* What a withdrawal takes back, where that is here. */
static int judge_withdrawal(struct mow_log_entry *out, const struct log_look *look, const struct examined *item)
{
	const struct mow_log *log = look->log;
	const struct rules *rules = policy_rules(&log->policy);
	MOW_AUTO(record) other = {0};
	struct mow_error why = {0, ""};
	int result = store_read(&other, log->repo->git, &log->store, item->record->withdraws, &why);

	if (result == MOW_ENOTFOUND || result == MOW_EINVAL)
		return MOW_OK;
	if (result != MOW_OK)
		return mow_fail(look->err, result, "%s", why.message);
	out->other_decision = decisions[other.decision].name;
	out->is_theirs = rules != NULL && item->person != RULES_NONE &&
			 people_by_email(rules, other.by, strlen(other.by)) == item->person;
	return MOW_OK;
}

int log_judge(struct mow_log_entry *out, const struct log_look *look, struct examined *item)
{
	const struct rules *rules = policy_rules(&look->log->policy);
	int result = MOW_OK;

	*out = (struct mow_log_entry){.state = MOW_LOG_OPEN};
	record_show(&out->record, item->record);
	if (rules != NULL && item->person != RULES_NONE) {
		out->name = rules->people[item->person].name;
		out->label = people_label(rules, item->person);
	}
	if (look->examination != NULL)
		out->state = judge_whole(look, item);
	if (out->state == MOW_LOG_TAKEN_BACK)
		log_take_back(out, look, item, item->person);
	if (item->record->decision == RECORD_WITHDRAW)
		result = judge_withdrawal(out, look, item);
	if (out->state == MOW_LOG_HOLDS && item->record->path_count > 0 && log_names_files(look->log))
		result = judge_paths(out, look, item);
	if (result == MOW_OK)
		result = judge_files(out, look, item);
	/* Only what holds otherwise is worth the process. */
	bool holds = out->state == MOW_LOG_HOLDS || out->held > 0;
	if (result != MOW_OK || look->examination == NULL || !holds)
		return result;
	result = examination_verify(look->examination, item, look->err);
	if (result != MOW_OK || item->fault != FAULT_SIGNATURE)
		return result;
	out->why = item->why;
	out->state = MOW_LOG_SIGNATURE;
	return judge_files(out, look, item);
}

/* What I am about to approve: the steps in which I hold a role, as one signed record. */
#include <stdlib.h>
#include <string.h>

#include "api/show.h"
#include "api/signing.h"
#include "api/verdict.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/escape.h"
#include "evidence/store.h"

struct role_steps {
	struct mow_approval_role shown;
	const struct mow_step **items;
	size_t count, capacity;
};

struct mow_approval {
	struct mow_repo *repo;
	struct mow_verdict *verdict;
	struct arena arena;
	struct buf name, email;
	size_t person;
	const char *label;
	const char *as; /* "*", "accountable", "review.GATE" */
	const char *home;
	struct {
		struct role_steps *items;
		size_t count, capacity;
	} roles;
	struct {
		const char **items;
		size_t count, capacity;
	} notes;
	struct step *steps;
	struct record record; /* its own memory is in `arena` */
	struct buf text, armour;
	struct signing signing;
	bool is_signed;
};

static int note(struct mow_approval *approval, const char *text, struct mow_error *err)
{
	const char *kept = arena_dup(&approval->arena, text, strlen(text));

	if (!kept || array_reserve(&approval->notes, 1))
		return mow_fail_memory(err);
	approval->notes.items[approval->notes.count++] = kept;
	return 0;
}

static bool is_chosen(const struct mow_approve_options *options, const struct step *step)
{
	size_t i, len;

	for (i = 0; i < options->path_count; i++) {
		len = strlen(options->paths[i]);
		if (len <= step->path_len && memcmp(step->path, options->paths[i], len) == 0 &&
		    (!len || len == step->path_len || step->path[len] == '/' || step->path[len - 1] == '/'))
			return true;
	}
	return options->path_count == 0;
}

static int add_to_role(struct mow_approval *approval, const char *role, const struct mow_step *step,
		       struct mow_error *err)
{
	struct role_steps *at = NULL;
	size_t i;

	for (i = 0; i < approval->roles.count && !at; i++)
		if (strcmp(approval->roles.items[i].shown.role, role) == 0)
			at = &approval->roles.items[i];
	if (!at) {
		if (array_reserve(&approval->roles, 1))
			return mow_fail_memory(err);
		at = &approval->roles.items[approval->roles.count++];
		memset(at, 0, sizeof *at);
		at->shown.role = role;
	}
	if (array_reserve(at, 1))
		return mow_fail_memory(err);
	at->items[at->count++] = step;
	at->shown.steps = at->items;
	at->shown.step_count = at->count;
	return 0;
}

/* The roles in which the person's word counts for a subject, of those that were asked for; each once. */
struct held {
	const char **names;
	size_t count;
	bool author; /* made the change and is asked about it no more */
	bool known;
};

static bool is_asked(const struct mow_approval *approval, const char *role)
{
	return strcmp(approval->as, "*") == 0 || strcmp(approval->as, role) == 0;
}

static int find_held(struct held *out, struct mow_approval *approval, const struct subject *subject,
		     struct mow_error *err)
{
	const struct mow_verdict *verdict = approval->verdict;
	const struct rules *rules = verdict->book->rules;
	unsigned roles = verdict_roles(rules, subject, approval->person, verdict->now);
	size_t i;

	out->known = true;
	out->names = arena_array(&approval->arena, subject->owners->gate_count + 2, sizeof *out->names);
	if (!out->names)
		return mow_fail_memory(err);
	if ((roles & ROLE_ACCOUNTABLE) && is_asked(approval, "accountable"))
		out->names[out->count++] = "accountable";
	for (i = 0; (roles & ROLE_GATE) && i < subject->owners->gate_count; i++) {
		const char *role;

		if (!verdict_in_gate(rules, subject, i, approval->person, verdict->now))
			continue;
		role = arena_printf(&approval->arena, "review.%s", subject->owners->gates[i].name);
		if (!role)
			return mow_fail_memory(err);
		if (is_asked(approval, role))
			out->names[out->count++] = role;
	}
	if ((roles & ROLE_RESPONSIBLE) && is_asked(approval, "responsible"))
		out->names[out->count++] = "responsible";
	out->author = (roles & ROLE_AUTHOR) && !out->count;
	return 0;
}

static int note_own_work(struct mow_approval *approval, const struct step *first, size_t count, struct mow_error *err)
{
	MOW_AUTO(buf) text = BUF_INIT;

	if (!count)
		return 0;
	buf_adds(&text, "you made the change to ");
	escape_path(&text, first->path, first->path_len);
	if (count > 1)
		buf_addf(&text, " and to %zu more files", count - 1);
	buf_adds(&text, " yourself, so somebody else must approve it; mowners check says who can");
	return buf_check(&text, err) ? MOW_ENOMEM : note(approval, text.data, err);
}

/* Picks the steps and says which roles they are for. */
static int pick(struct mow_approval *approval, const struct mow_approve_options *options, struct mow_error *err)
{
	struct mow_verdict *verdict = approval->verdict;
	struct held *held = arena_array(&approval->arena, verdict->subjects.count + 1, sizeof *held);
	const struct step *own = NULL;
	size_t i, j, own_count = 0;
	int result = 0;

	approval->steps = arena_array(&approval->arena, verdict->steps.count + 1, sizeof *approval->steps);
	if (!held || !approval->steps)
		return mow_fail_memory(err);
	for (i = 0; i < verdict->steps.count; i++) {
		const struct step *step = &verdict->steps.items[i];
		struct held *at = &held[verdict->subject_of[i]];

		if (!is_chosen(options, step))
			continue;
		if (!at->known)
			result = find_held(at, approval, &verdict->subjects.items[verdict->subject_of[i]], err);
		for (j = 0; result == 0 && j < at->count; j++)
			result = add_to_role(approval, at->names[j], &verdict->shown[i], err);
		if (result < 0)
			return result;
		if (at->author && !own_count++)
			own = step;
		if (at->count)
			approval->steps[approval->record.step_count++] = *step;
	}
	return note_own_work(approval, own, own_count, err);
}

/* Who I am to the rules; RULES_NONE and a note where they do not know me. */
static int find_person(struct mow_approval *approval, struct mow_error *err)
{
	const struct rules *rules = approval->verdict->book->rules;
	MOW_AUTO(buf) text = BUF_INIT;
	int result = repo_identity(&approval->name, &approval->email, approval->repo->git, err);

	if (result < 0)
		return result;
	approval->person = people_by_email(rules, approval->email.data, approval->email.len);
	if (approval->person != RULES_NONE) {
		approval->label = arena_printf(&approval->arena, "%s (%s)", rules->people[approval->person].name,
					       people_label(rules, approval->person));
		return approval->label ? 0 : mow_fail_memory(err);
	}
	escape_text(&text, approval->email.data, approval->email.len);
	approval->label = arena_dup(&approval->arena, text.data, text.len);
	buf_adds(
		&text,
		" is nobody whom the OWNERS file knows; git config user.email must be an e-mail that its [people] lists for you");
	if (!approval->label || buf_check(&text, err))
		return mow_fail_memory(err);
	return note(approval, text.data, err);
}

static int fill_record(struct mow_approval *approval, const struct mow_approve_options *options, struct mow_error *err)
{
	struct mow_verdict *verdict = approval->verdict;
	struct record *record = &approval->record;

	record->repository = verdict->book->rules->repository;
	record->target = verdict->target;
	record->base = verdict->old_tip;
	record->decision = RECORD_APPROVE;
	record->as = approval->as;
	record->by = approval->email.data;
	record->made = approval->repo->now;
	record->expires = options->expires ? options->expires : record->made + RECORD_LIFE;
	record->reason = options->reason ? arena_dup(&approval->arena, options->reason, strlen(options->reason)) : NULL;
	record->steps = approval->steps;
	if (options->reason && !record->reason)
		return mow_fail_memory(err);
	if (record->expires <= record->made)
		return mow_fail(err, MOW_EINVAL, "an approval must end after it was made; --expires takes a later day");
	return 0;
}

static int check_as(struct mow_approval *approval, const char *as, struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	approval->as = as ? arena_dup(&approval->arena, as, strlen(as)) : "*";
	if (!approval->as)
		return mow_fail_memory(err);
	if (!as || strcmp(as, "*") == 0 || strcmp(as, "accountable") == 0 || (strncmp(as, "review.", 7) == 0 && as[7]))
		return 0;
	escape_text(&shown, as, strlen(as));
	return mow_fail(err, MOW_EINVAL, "one approves as accountable or as review.GATE, not as %s", shown.data);
}

static int prepare(struct mow_approval *approval, const struct mow_approve_options *options, mow_finding_fn *found,
		   void *context, struct mow_error *err)
{
	int result = check_as(approval, options->as, err);

	if (result == 0)
		result = mow_verdict_new(&approval->verdict, approval->repo, &options->change, found, context, err);
	if (result == 0 && approval->verdict->outcome == MOW_OUTCOME_OPEN)
		return note(approval,
			    "nothing needs approval there: that branch is not protected, or there is no OWNERS file",
			    err);
	if (result == 0)
		result = find_person(approval, err);
	if (result < 0 || approval->person == RULES_NONE)
		return result;
	result = pick(approval, options, err);
	return result < 0 || !approval->record.step_count ? result : fill_record(approval, options, err);
}

int mow_approval_new(struct mow_approval **out, struct mow_repo *repo, const struct mow_approve_options *options,
		     mow_finding_fn *found, void *context, struct mow_error *err)
{
	struct mow_approval *approval = calloc(1, sizeof *approval);
	int result;

	if (!approval)
		return mow_fail_memory(err);
	approval->repo = repo;
	approval->name = approval->email = approval->text = approval->armour = (struct buf)BUF_INIT;
	approval->signing = (struct signing)SIGNING_INIT;
	approval->person = RULES_NONE;
	approval->label = "";
	approval->home = options->home;
	result = prepare(approval, options, found, context, err);
	if (result < 0) {
		mow_approval_free(approval);
		return result;
	}
	*out = approval;
	return 0;
}

void mow_approval_free(struct mow_approval *approval)
{
	size_t i;

	if (!approval)
		return;
	mow_verdict_free(approval->verdict);
	for (i = 0; i < approval->roles.count; i++)
		free(approval->roles.items[i].items);
	free(approval->roles.items);
	free(approval->notes.items);
	buf_release(&approval->name);
	buf_release(&approval->email);
	buf_release(&approval->text);
	buf_release(&approval->armour);
	signing_release(&approval->signing);
	arena_release(&approval->arena);
	free(approval);
}

const char *mow_approval_person(const struct mow_approval *approval)
{
	return approval->label;
}

const char *mow_approval_target(const struct mow_approval *approval)
{
	return approval->verdict->target;
}

size_t mow_approval_steps(const struct mow_approval *approval)
{
	return approval->record.step_count;
}

size_t mow_approval_roles(const struct mow_approval *approval)
{
	return approval->roles.count;
}

const struct mow_approval_role *mow_approval_role(const struct mow_approval *approval, size_t index)
{
	return &approval->roles.items[index].shown;
}

size_t mow_approval_notes(const struct mow_approval *approval)
{
	return approval->notes.count;
}

const char *mow_approval_note(const struct mow_approval *approval, size_t index)
{
	return approval->notes.items[index];
}

const char *mow_approval_text(struct mow_approval *approval, struct mow_error *err)
{
	if (approval->text.len)
		return approval->text.data;
	return record_format(&approval->text, &approval->record, err) < 0 ? NULL : approval->text.data;
}

int mow_approval_sign(struct mow_approval *approval, struct mow_error *err)
{
	struct record *record = &approval->record;
	const struct mow_verdict *verdict = approval->verdict;
	int result = signing_find(&approval->signing, approval->repo, &verdict->keyring->signers, verdict->book->rules,
				  approval->person, approval->home, err);

	if (result < 0)
		return result;
	record->by = approval->signing.principal;
	buf_reset(&approval->text);
	if (!mow_approval_text(approval, err))
		return MOW_ENOMEM;
	record->text = approval->text.data;
	record->text_len = approval->text.len;
	digest_hex(record->id, record->text, record->text_len);
	buf_reset(&approval->armour);
	result = signers_sign(&approval->armour, approval->signing.key.data, record->text, record->text_len, err);
	if (result < 0)
		return result;
	record->armour = approval->armour.data;
	record->armour_len = approval->armour.len;
	approval->is_signed = true;
	/* What the server would not accept is not handed on: a key that has expired, an agent that signed with another
	 * one. */
	result = signers_verify(&verdict->keyring->verifier, record, err);
	approval->is_signed = result == 0;
	return result;
}

static struct commit_text commit_text(const struct mow_approval *approval)
{
	return (struct commit_text){approval->name.data, approval->email.data, approval->repo->now,
				    "mowners approve\n"};
}

int mow_approval_store(struct mow_approval *approval, bool fetch, struct mow_error *err)
{
	struct commit_text text = commit_text(approval);
	const char *remote = NULL;
	int result = approval->is_signed ? 0 : mow_fail(err, MOW_EINVAL, "an approval is signed before it is stored");

	if (result == 0 && fetch)
		result = mow_repo_remote(&remote, approval->repo, err);
	if (result == 0 && remote)
		result = store_fetch(approval->repo->git, remote, &text, err);
	return result < 0 ? result : store_add(approval->repo->git, &approval->record, 1, &text, err);
}

int mow_approval_push(struct mow_approval *approval, struct mow_error *err)
{
	struct commit_text text = commit_text(approval);
	const char *remote;
	int result = mow_repo_remote(&remote, approval->repo, err);

	if (result < 0)
		return result;
	return remote ? store_push(approval->repo->git, remote, &text, err)
		      : mow_fail(err, MOW_ENOTFOUND,
				 "this repository has no remote to push the approval to; it is kept here");
}

const char *mow_approval_id(const struct mow_approval *approval)
{
	return approval->record.id;
}

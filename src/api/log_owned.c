/* What a record is worth for a file, by who owns that: the questions of verdict/, whoever made the change. */
#include <string.h>

#include "api/log.h"

/* The class of a step, whoever made the change. */
static struct step_class class_of(const struct requirement *requirement, bool late)
{
	return (struct step_class){.requirement = requirement, .escalated = late && requirement->escalate != NULL};
}

struct log_holder {
	const struct requirement *requirement;
	size_t person;
};

/* The roles of a person, each asked once. */
static unsigned roles_of(const struct log_look *look, const struct requirement *requirement, size_t person, bool late)
{
	struct mow_log *log = look->log;
	struct log_holder key = {requirement, person};
	size_t roles;

	if (!map_get(&log->roles, &key, sizeof key, &roles)) {
		const struct step_class now = class_of(requirement, false), then = class_of(requirement, true);
		struct log_holder *kept = arena_alloc(&log->arena, sizeof *kept);
		roles = judge_roles(log->judge, &now, person) | judge_roles(log->judge, &then, person) << LOG_LATE;
		if (kept != NULL) {
			*kept = key;
			(void)map_put(&log->roles, kept, sizeof *kept, roles); /* without memory it is asked again */
		}
	}
	return (unsigned)(late ? roles >> LOG_LATE : roles & ((1u << LOG_LATE) - 1));
}

/* ---- Of one file -------------------------------------------------------------------------------------------------- */

static bool may_count(const struct log_look *look, const struct requirement *requirement,
		      const struct approval *approval, bool late)
{
	const struct step_class class = class_of(requirement, late);
	const struct judge_holder holder = {approval->person, roles_of(look, requirement, approval->person, late)};

	return judge_may_count(look->log->judge, &class, &holder, &approval->role);
}

static enum mow_log_state judge_approval(const struct log_look *look, const struct requirement *requirement,
					 const struct approval *approval)
{
	const struct step_class class = class_of(requirement, true);

	if (!may_count(look, requirement, approval, true))
		return MOW_LOG_NO_ROLE;
	if (!judge_counts(look->log->judge, &class, approval))
		return judge_lack(look->log->judge, &class, approval) == LACK_AGE ? MOW_LOG_TOO_OLD : MOW_LOG_EVIDENCE;
	return may_count(look, requirement, approval, false) ? MOW_LOG_HOLDS : MOW_LOG_ESCALATION;
}

static enum mow_log_state judge_override(const struct log_look *look, const struct requirement *requirement,
					 const struct approval *approval)
{
	const struct step_class class = class_of(requirement, false);

	if (judge_passes(look->log->judge, &class, approval))
		return MOW_LOG_HOLDS;
	return approval->made < look->log->repo->now - VERDICT_OVERRIDE_LIFE ? MOW_LOG_TOO_OLD : MOW_LOG_NO_OVERRIDE;
}

/* Who has taken back a stop of somebody else, so that it does not stand here; RULES_NONE: nobody. */
static size_t lifted_by(const struct log_look *look, const struct step_class *class, const struct stop *stop)
{
	for (size_t i = 0; i < stop->lifted_count; i++) {
		struct stop one = *stop;
		one.lifted = &stop->lifted[i];
		one.lifted_count = 1;
		if (!judge_stands(look->log->judge, class, &one))
			return stop->lifted[i];
	}
	return RULES_NONE;
}

void log_take_back(struct mow_log_entry *out, const struct log_look *look, const struct examined *item, size_t by)
{
	out->taken_by = people_label(policy_rules(&look->log->policy), by);
	(void)examiner_taken(&out->taken_at, look->log->examiner, item->record->id, by);
}

static enum mow_log_state judge_stop(struct mow_log_entry *out, const struct log_look *look,
				     const struct requirement *requirement, const struct examined *item)
{
	const struct step_class class = class_of(requirement, false);
	struct stop alone = item->stop;

	alone.lifted_count = 0;
	if (!judge_stands(look->log->judge, &class, &alone))
		return MOW_LOG_NO_ROLE;
	size_t by = lifted_by(look, &class, &item->stop);
	if (by == RULES_NONE)
		return MOW_LOG_HOLDS;
	log_take_back(out, look, item, by);
	return MOW_LOG_TAKEN_BACK;
}

enum mow_log_state log_judge_owned(struct mow_log_entry *out, const struct log_look *look,
				   const struct requirement *requirement, const struct examined *item)
{
	if (requirement->broken != NULL)
		return MOW_LOG_BROKEN;
	switch (item->record->decision) {
	case RECORD_STOP:
		return judge_stop(out, look, requirement, item);
	case RECORD_OVERRIDE:
		return judge_override(look, requirement, &item->approval);
	case RECORD_APPROVE:
		return judge_approval(look, requirement, &item->approval);
	case RECORD_REQUEST:
	case RECORD_WITHDRAW:
		break;
	}
	return MOW_LOG_HOLDS;
}

/* What becomes of a record, as sentences. */
#include <string.h>

#include "base/clock.h"
#include "report/log.h"
#include "report/phrase.h"

enum { PATHS_SHOWN = 3 };

const char *log_state(enum mow_log_state state)
{
	static const char *const words[] = {
		[MOW_LOG_HOLDS] = "holds",
		[MOW_LOG_PARTLY] = "partly",
		[MOW_LOG_TAKEN_BACK] = "withdrawn",
		[MOW_LOG_LANDED] = "landed",
		[MOW_LOG_UNTOLD] = "untold",
		[MOW_LOG_NO_TARGET] = "no-target",
		[MOW_LOG_REPOSITORY] = "repository",
		[MOW_LOG_OPEN] = "open",
		[MOW_LOG_NOBODY] = "nobody",
		[MOW_LOG_WITNESS] = "witness",
		[MOW_LOG_EXPIRED] = "expired",
		[MOW_LOG_AHEAD] = "ahead",
		[MOW_LOG_NO_OVERRIDE] = "no-override",
		[MOW_LOG_BASE] = "base",
		[MOW_LOG_CHANGED] = "changed",
		[MOW_LOG_BROKEN] = "broken",
		[MOW_LOG_NO_ROLE] = "no-role",
		[MOW_LOG_ESCALATION] = "escalation",
		[MOW_LOG_TOO_OLD] = "too-old",
		[MOW_LOG_EVIDENCE] = "evidence",
		[MOW_LOG_SIGNATURE] = "signature",
	};

	return words[state];
}

static bool decides(const struct mow_log_entry *entry, const char *decision)
{
	return strcmp(entry->record.decision, decision) == 0;
}

static void add_moment(struct buf *out, int64_t moment)
{
	char when[CLOCK_TEXT];

	clock_format_moment(when, moment);
	buf_addf(out, "%.10s at %.5s UTC", when, when + 11);
}

static void add_maker(struct buf *out, const struct mow_log_entry *entry)
{
	buf_adds(out, entry->label != NULL ? entry->label : "its maker");
}

static void say_withdrawal(struct buf *out, const struct mow_log_entry *entry)
{
	if (entry->other_decision == NULL) {
		buf_adds(out, "what it takes back is not here");
		return;
	}
	if (entry->is_theirs) {
		buf_adds(out, "it holds for good");
		return;
	}
	if (strcmp(entry->other_decision, "stop") != 0) {
		buf_adds(out, "it has no effect: what it takes back is somebody else's");
		return;
	}
	buf_adds(out, "the stop is somebody else's; it is lifted where ");
	add_maker(out, entry);
	buf_adds(out, " is accountable and no author, and it was made in no other place");
}

static void say_holds(struct buf *out, const struct mow_log_entry *entry)
{
	if (decides(entry, "withdraw")) {
		say_withdrawal(out, entry);
		return;
	}
	if (decides(entry, "stop")) {
		buf_adds(out, "it stands");
		if (entry->record.patterns) {
			buf_adds(out, " wherever ");
			add_maker(out, entry);
			buf_adds(out, " holds a role");
		}
		return;
	}
	buf_adds(out, decides(entry, "request")    ? "it waits"
		      : decides(entry, "override") ? "it counts as one part"
						   : "it holds");
	buf_adds(out, " until ");
	add_moment(out, entry->record.expires);
}

static void say_taken(struct buf *out, const struct mow_log_entry *entry)
{
	buf_adds(out, entry->taken_by != NULL ? entry->taken_by : "its maker");
	buf_adds(out, " took it back on ");
	add_moment(out, entry->taken_at);
}

static void say_role(struct buf *out, const struct mow_log_entry *entry)
{
	add_maker(out, entry);
	if (strcmp(entry->record.as, "*") == 0)
		buf_adds(out, " holds no role there now");
	else
		buf_addf(out, " does not count there now as %s", entry->record.as);
}

static void say_expired(struct buf *out, const struct mow_log_entry *entry)
{
	if (entry->record.witness != NULL)
		buf_adds(out, "a forge's approval counts for 24 hours, and ");
	buf_adds(out, "it has expired");
	if (entry->record.witness == NULL) {
		buf_adds(out, ", on ");
		add_moment(out, entry->record.expires);
	}
}

static const char *plain_words(enum mow_log_state state)
{
	switch (state) {
	case MOW_LOG_LANDED:
		return "it has landed, so it is spent";
	case MOW_LOG_UNTOLD:
		return "nobody can tell whether it has landed, as a tree that came in meanwhile cannot be read";
	case MOW_LOG_REPOSITORY:
		return "it is for another repository";
	case MOW_LOG_NOBODY:
		return "the rules know nobody of that e-mail";
	case MOW_LOG_WITNESS:
		return "it carries a forge's approval, by somebody whom [mowners] witness does not name";
	case MOW_LOG_AHEAD:
		return "it was made in the future";
	case MOW_LOG_BROKEN:
		return "an OWNERS file above has errors, so nothing counts there: mowners lint";
	case MOW_LOG_EVIDENCE:
		return "the level there takes none of its kind";
	default:
		return NULL;
	}
}

/* "main": a target as people call it. */
static void add_target(struct buf *out, const struct mow_log_entry *entry)
{
	phrase_ref(out, entry->record.target);
}

static void say_state(struct buf *out, const struct mow_log_entry *entry, enum mow_log_state state)
{
	const char *plain = plain_words(state);

	if (plain != NULL) {
		buf_adds(out, plain);
		return;
	}
	switch (state) {
	case MOW_LOG_TAKEN_BACK:
		say_taken(out, entry);
		break;
	case MOW_LOG_NO_TARGET:
		buf_adds(out, "there is no ");
		add_target(out, entry);
		buf_adds(out, " here");
		break;
	case MOW_LOG_OPEN:
		buf_adds(out, "nothing is asked for ");
		add_target(out, entry);
		break;
	case MOW_LOG_EXPIRED:
		say_expired(out, entry);
		break;
	case MOW_LOG_NO_OVERRIDE:
		add_maker(out, entry);
		buf_adds(out, " can let nothing through there");
		break;
	case MOW_LOG_BASE:
		buf_adds(out, "it was made on a commit that ");
		add_target(out, entry);
		buf_adds(out, " never was at");
		break;
	case MOW_LOG_CHANGED:
		add_target(out, entry);
		buf_adds(out, " has another version by now than it is from");
		break;
	case MOW_LOG_NO_ROLE:
		say_role(out, entry);
		break;
	case MOW_LOG_ESCALATION:
		add_maker(out, entry);
		buf_adds(out, " can decide there once the change has waited for as long as escalate says");
		break;
	case MOW_LOG_TOO_OLD:
		buf_adds(out, decides(entry, "override") ? "an override counts for 24 hours"
							 : "it is older than max-age of the level there");
		break;
	case MOW_LOG_SIGNATURE:
		buf_adds(out, entry->why);
		break;
	default:
		say_holds(out, entry);
		break;
	}
}

/* ---- Where files differ ------------------------------------------------------------------------------------------- */

/* "; not for a.svg, b.svg and 2 more: it has landed, so it is spent" */
static void say_others(struct buf *out, const struct mow_log_entry *entry, enum mow_log_state state)
{
	size_t count = 0;

	buf_adds(out, "; not for ");
	for (size_t i = 0; i < entry->record.files; i++) {
		const struct mow_step *step = &entry->files[i].step;
		if (entry->files[i].state != state || count++ >= PATHS_SHOWN)
			continue;
		buf_adds(out, count > 1 ? ", " : "");
		phrase_path(out, step->path, step->path_len);
	}
	if (count > PATHS_SHOWN)
		buf_addf(out, " and %zu more", count - PATHS_SHOWN);
	buf_adds(out, ": ");
	say_state(out, entry, state);
}

void words_log(struct buf *out, const struct mow_log_entry *entry)
{
	unsigned said = 0; /* a bit for each state */

	if (entry->state != MOW_LOG_PARTLY) {
		say_state(out, entry, entry->state);
		return;
	}
	buf_addf(out, "it %s for %zu of %zu files", decides(entry, "stop") ? "stands" : "holds", entry->held,
		 entry->record.files);
	for (size_t i = 0; i < entry->record.files; i++) {
		enum mow_log_state state = entry->files[i].state;
		if (state == MOW_LOG_HOLDS || (said & 1u << state) != 0)
			continue;
		said |= 1u << state;
		say_others(out, entry, state);
	}
}

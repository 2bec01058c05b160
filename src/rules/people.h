/* Who is who on a day. */
#ifndef MOW_RULES_PEOPLE_H
#define MOW_RULES_PEOPLE_H

#include "rules/rules.h"

bool people_in_service(const struct rules *rules, size_t person, int64_t now);
bool people_away(const struct rules *rules, size_t person, int64_t now);
/* In service and not away. */
bool people_present(const struct rules *rules, size_t person, int64_t now);
/* From `now` on the person is out of service, whatever the rules say. */
void people_leave(struct rules *rules, size_t person, int64_t now);
/* From now on these are the person's deputies, for whoever asks with an index made from then on (struct eligibility).
 * The list must live as long as it is theirs. */
void people_take_deputies(struct rules *rules, size_t person, size_t *deputies, size_t count);
/* The last day of the absence that `now` falls into (its first moment); absences that touch count as one. false: not
 * away. */
bool people_away_until(int64_t *day, const struct rules *rules, size_t person, int64_t now);
bool people_is_deputy(const struct rules *rules, size_t deputy, size_t of);

/* The person of an e-mail, whatever case; RULES_NONE: nobody that the rules know. */
size_t people_by_email(const struct rules *rules, const char *email, size_t len);
/*
 * Those of an author's address: of an e-mail, and of the addresses that forges write for an account where its e-mail is
 * private: ID+NAME or NAME at users.noreply.HOST (GitHub), ID-NAME or NAME there (GitLab), ID+NAME or NAME at
 * noreply.HOST (Gitea, Forgejo). A HOST of one's own does not tell which forge it is, and NAME may begin as an ID does,
 * so an address may be more than one person's; each counts. Into `out`, each once; returns how many.
 */
#define PEOPLE_OF_ADDRESS 6
size_t people_by_address(size_t out[PEOPLE_OF_ADDRESS], const struct rules *rules, const char *email, size_t len);
/* Of an account; `platform` is "github", "gitlab" or "gitea". */
size_t people_by_account(const struct rules *rules, const char *platform, const char *account);
/* The owner of "@handle" or an e-mail, whatever case; RULES_NONE. */
size_t people_owner(const struct rules *rules, const char *text, size_t len);

/* "@lena", or the e-mail of someone without a handle. */
const char *people_label(const struct rules *rules, size_t person);

/* Whether number `index` of a team's people is in it at that moment. */
static inline bool people_in_team(const struct team *team, size_t index, int64_t now)
{
	return team->terms == NULL || (team->terms[index].from <= now && now < team->terms[index].end);
}

/* The people of owners at a moment, teams expanded, each once, in order, into `out` (room for people_count), whether
 * they serve or not. Returns how many. */
size_t people_expand(size_t *out, const struct rules *rules, const size_t *owners, size_t count, int64_t now);

/* Whether a list of owners names the person directly, or a team that has them as a member directly at that moment. */
bool people_named(const struct rules *rules, const size_t *owners, size_t count, size_t person, int64_t now);

/* Whether a team has the person, directly or through others, at that moment. */
bool people_team_has(const struct team *team, size_t person, int64_t now);

/* Whether a list of owners, teams expanded, has the person at that moment. */
bool people_listed(const struct rules *rules, const size_t *owners, size_t count, size_t person, int64_t now);

/* Whether the person may carry a forge's approvals: a witness, a bot, in service. */
bool people_may_witness(const struct rules *rules, size_t person, int64_t now);

/* Whether the person is one of those who may break the glass: in service, themself, no external and no bot. */
bool people_may_override(const struct rules *rules, size_t person, int64_t now);

#endif

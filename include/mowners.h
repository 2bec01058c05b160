/*
 * mowners: who decides about which file of a git repository, and whether they have.
 *
 * libmowners opens a repository, reads the rules in its OWNERS files, tells who owns a path, lists the steps of a
 * change, and judges it by the approvals there are. OWNERS(5) defines the rules, mowners-approvals(5) the
 * approvals and the verdict; this header is the manual of the calls:
 * what holds for all of them here, each in the part that is about it.
 *
 * A fallible function returns 0 (MOW_OK) or a negative enum mow_result, and then has filled `err` (the caller's; may be
 * NULL) and left its outputs untouched. "Nobody owns this" and "not approved" are answers, not errors. Any of them may
 * fail with MOW_ENOMEM, MOW_EGIT and MOW_ESYSTEM; the comments name the others.
 *
 * An out parameter that comes first is the caller's to free with the function of its type (which takes NULL). Every
 * other pointer that is returned belongs to the handle it came from, and lives as long, unless its comment says less.
 * A handle is freed before the one that it was made from. What the caller passes is read during the call only, unless a
 * comment says otherwise. An index is below the count that belongs to it.
 *
 * Strings that the library hands out are UTF-8, NUL-terminated, and hold no control characters, except paths: those are
 * the bytes git has, NUL-terminated, relative to the repository's root, with `/` between components. Whatever comes
 * from the repository and is not a path is escaped before it enters a message. Lines and columns count from 1, columns
 * in bytes. Moments are seconds since 1970-01-01T00:00:00Z; a day is its first moment, in UTC. Ids of git are 40
 * hexadecimal digits in lower case; zeros stand for nothing.
 *
 * An owner is written "@handle" (a person or a team) or as an e-mail, both in lower case; a person is called by their
 * handle, or without one by their first e-mail. The roles are, as OWNERS(5) has them:
 *
 *     "accountable"  decides
 *     "review.GATE"  agrees as one of the gate GATE, whose name is in lower case; "review" is all gates together
 *     "responsible"  makes it; counts as one of the people that a level asks for
 *     "consulted"    is asked; never counts
 *     "informed"     is told; never counts
 *
 * A function says which of them it takes or gives.
 *
 * The library prints nothing, never exits, reads no environment variable itself (git's, if asked to, see
 * mow_repo_options.from_env), and has no state outside its handles but libgit2's own. One handle, one thread.
 */
#ifndef MOWNERS_H
#define MOWNERS_H

/* Of this header; versions follow semver.org. */
#define MOW_VERSION "0.1.0"

#include "mowners/result.h"
#include "mowners/repo.h"
#include "mowners/rules.h"
#include "mowners/lint.h"
#include "mowners/coverage.h"
#include "mowners/matrix.h"
#include "mowners/last_changes.h"
#include "mowners/effects.h"
#include "mowners/keys.h"
#include "mowners/draft.h"
#include "mowners/export.h"
#include "mowners/edit.h"
#include "mowners/verdict.h"
#include "mowners/remote.h"
#include "mowners/record.h"
#include "mowners/log.h"
#include "mowners/approval.h"
#include "mowners/asset.h"
#include "mowners/carry.h"
#include "mowners/push.h"
#include "mowners/audit.h"
#include "mowners/agenda.h"
#include "mowners/ready.h"
#include "mowners/doctor.h"
#include "mowners/rehearse.h"
#include "mowners/report.h"

#endif

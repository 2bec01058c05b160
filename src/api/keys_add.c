/* Lines for the OWNERS.signers of the working tree. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "api/keys.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/file_write.h"
#include "base/levenshtein.h"

#define MODE_NEW 0644

struct mow_keys_addition {
	struct policy policy;
	struct signers given;
	struct mow_new_key *items;
	struct arena arena;
	struct buf path; /* of the file */
	struct buf old;  /* its bytes; none where it is not there */
	struct buf new;  /* with the lines */
	bool is_new;     /* a line is to be added */
};

/* ---- The file as it is ---------------------------------------------------------------------------------------- */

/* Whether it still holds what was read: a sparse working tree may lack it, somebody may have saved it meanwhile. */
static int check_same(const struct mow_keys_addition *addition, const char *otherwise, int code, struct mow_error *err)
{
	MOW_AUTO(buf) now = BUF_INIT;
	int result = file_read(&now, addition->path.data, SIGNERS_FILE_MAX, err);

	if (result != MOW_OK && result != MOW_ENOTFOUND)
		return result;
	if (now.len == addition->old.len && (now.len == 0 || memcmp(now.data, addition->old.data, now.len) == 0))
		return MOW_OK;
	return mow_fail(err, code, "%s", otherwise);
}

static int read_old(struct signers *out, struct mow_keys_addition *addition, struct mow_repo *repo,
		    struct mow_error *err)
{
	int result =
		snapshot_read(&addition->old, &addition->policy.ruleset.snapshot, RULES_SIGNERS, SIGNERS_FILE_MAX, err);

	if (result != MOW_OK && result != MOW_ENOTFOUND)
		return result;
	buf_addf(&addition->path, "%s" RULES_SIGNERS, repo_work_dir(repo->git));
	result = buf_check(&addition->path, err);
	if (result == MOW_OK)
		result = check_same(addition,
				    "OWNERS.signers is left out of this working tree; bring it here first: git "
				    "sparse-checkout add /OWNERS.signers",
				    MOW_EINVAL, err);
	const struct file_text text = {RULES_SIGNERS, addition->old.data, addition->old.len};
	if (result == MOW_OK)
		result = signers_parse(out, &text, policy_rules(&addition->policy), NULL, err);
	if (result == MOW_OK && out->broken)
		return mow_fail(err, MOW_EINVAL,
				"OWNERS.signers has errors, so no key in it counts; correct it first, mowners lint "
				"shows where");
	return result;
}

/* ---- Whose the keys are --------------------------------------------------------------------------------------- */

/* Nobody has the e-mail: the one that was meant, if there is one like it. */
static int fail_nobody(struct mow_keys_addition *addition, const char *email, struct mow_error *err)
{
	const struct rules *rules = policy_rules(&addition->policy);
	MOW_AUTO(buf) shown = BUF_INIT;
	size_t count = 0, capacity = 0;

	for (size_t i = 0; i < rules->people_count; i++)
		capacity += rules->people[i].email_count;
	const char **emails = arena_array(&addition->arena, capacity + 1, sizeof *emails);
	if (emails == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < rules->people_count; i++)
		for (size_t j = 0; j < rules->people[i].email_count; j++)
			emails[count++] = rules->people[i].emails[j];
	escape_text(&shown, email, strlen(email));
	if (buf_check(&shown, err) != MOW_OK)
		return MOW_ENOMEM;
	const char *near = levenshtein_nearest(email, emails, count);
	if (near != NULL)
		return mow_fail(err, MOW_EINVAL,
				"%s is the e-mail of nobody in OWNERS; is %s (%s) meant? Then correct the line",
				shown.data, near, people_label(rules, people_by_email(rules, near, strlen(near))));
	return mow_fail(
		err, MOW_EINVAL,
		"%s is the e-mail of nobody in OWNERS; add the person to [people] there first, or let them send "
		"a line with the e-mail that stands there",
		shown.data);
}

static int fail_taken(const struct mow_keys_addition *addition, const struct signer *entry, const char *label,
		      struct mow_error *err)
{
	const char *name;
	const char *owner = keys_label(&name, policy_rules(&addition->policy), entry->principal);

	return mow_fail(
		err, MOW_EINVAL,
		"this is the key of %s (line %u of " RULES_SIGNERS
		"), and a key that two people have counts for neither; %s makes one of their own: mowners install --client",
		owner, entry->line, label);
}

static int take_key(struct mow_keys_addition *addition, size_t at, const struct signers *old, int64_t now,
		    struct mow_error *err)
{
	const struct rules *rules = policy_rules(&addition->policy);
	const struct signer *given = &addition->given.items[at];
	struct mow_new_key *item = &addition->items[at];
	const struct signers_of of = {old, rules, people_by_email(rules, given->principal, strlen(given->principal)),
				      now};

	if (of.person == RULES_NONE)
		return fail_nobody(addition, given->principal, err);
	item->label = keys_label(&item->name, rules, given->principal);
	if (given->shared)
		return mow_fail(
			err, MOW_EINVAL,
			"line %u: this key is given for two people, and would count for neither; each makes one "
			"of their own",
			given->line);
	const struct signer *entry = signers_nearest(&of, given->key);
	if (entry != NULL && people_by_email(rules, entry->principal, strlen(entry->principal)) != of.person)
		return fail_taken(addition, entry, item->label, err);
	item->listed = entry != NULL;
	addition->is_new |= entry == NULL;
	int result = keys_show(&item->key, given, &addition->arena, err);
	if (result == MOW_OK && entry != NULL) {
		item->key.line = entry->line;
		item->key.from = entry->valid_from;
		item->key.end = entry->valid_end;
		item->key.shared = entry->shared;
	}
	return result;
}

/* ---- The file as it will be ----------------------------------------------------------------------------------- */

/* Appends the lines that list a key which is not there: as they were given, without what surrounds them. */
static void add_lines(struct mow_keys_addition *addition, const struct mow_key_lines *lines)
{
	unsigned number = 1;
	size_t item = 0;

	buf_add(&addition->new, addition->old.data, addition->old.len);
	if (addition->old.len > 0 && addition->old.data[addition->old.len - 1] != '\n')
		buf_addc(&addition->new, '\n');
	for (size_t at = 0; at < lines->len; number++) {
		const char *start = lines->bytes + at, *end = memchr(start, '\n', lines->len - at);
		size_t len = end != NULL ? (size_t)(end - start) : lines->len - at;
		bool wanted = false;
		at += len + 1;
		for (; item < addition->given.count && addition->given.items[item].line == number; item++)
			wanted |= !addition->items[item].listed;
		while (len > 0 && strchr(" \t\r", start[len - 1]) != NULL)
			len--;
		for (; len > 0 && strchr(" \t", *start) != NULL; len--)
			start++;
		if (!wanted)
			continue;
		buf_add(&addition->new, start, len);
		buf_addc(&addition->new, '\n');
	}
}

/* What is written can be read, and takes no key from anybody. */
static int check_new(const struct mow_keys_addition *addition, const struct mow_finding_sink *sink,
		     struct mow_error *err)
{
	const struct file_text text = {RULES_SIGNERS, addition->new.data, addition->new.len};
	MOW_AUTO(signers) signers = {0};
	int result = signers_parse(&signers, &text, policy_rules(&addition->policy), NULL, err);

	if (result == MOW_OK && signers.broken) {
		result = signers_parse(&signers, &text, policy_rules(&addition->policy), sink, err);
		return result != MOW_OK
			       ? result
			       : mow_fail(err, MOW_EINVAL,
					  "with these lines " RULES_SIGNERS " would have errors, so nothing is added");
	}
	return result;
}

static int look(struct mow_keys_addition *addition, struct mow_repo *repo, const struct mow_key_lines *lines,
		const struct mow_finding_sink *sink, struct mow_error *err)
{
	const struct file_text text = {lines->name, lines->bytes, lines->len};
	MOW_AUTO(signers) old = {0};
	int result = keys_open_policy(&addition->policy, repo, NULL, NULL, err);

	if (result == MOW_OK)
		result = read_old(&old, addition, repo, err);
	if (result == MOW_OK)
		result = signers_parse(&addition->given, &text, policy_rules(&addition->policy), sink, err);
	if (result == MOW_OK && addition->given.broken)
		return mow_fail(err, MOW_ERULES,
				"nothing was added; a line is EMAIL namespaces=\"" SIGNERS_NAMESPACE
				"\" TYPE KEY, as mowners install --client shows it to whom the key belongs");
	if (result == MOW_OK && addition->given.count == 0)
		return mow_fail(err, MOW_EINVAL, "nothing was added: there is no line with a key");
	if (result != MOW_OK)
		return result;
	addition->items = arena_array(&addition->arena, addition->given.count, sizeof *addition->items);
	if (addition->items == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; result == MOW_OK && i < addition->given.count; i++)
		result = take_key(addition, i, &old, repo->now, err);
	if (result == MOW_OK)
		add_lines(addition, lines);
	if (result == MOW_OK)
		result = buf_check(&addition->new, err);
	return result == MOW_OK ? check_new(addition, sink, err) : result;
}

int mow_keys_addition_new(struct mow_keys_addition **out, struct mow_repo *repo, const struct mow_key_lines *lines,
			  const struct mow_finding_sink *sink, struct mow_error *err)
{
	if (repo_work_dir(repo->git) == NULL)
		return mow_fail(err, MOW_EINVAL,
				"keys are added in a clone, and pushed like every change of the rules; here is no "
				"working tree");
	struct mow_keys_addition *addition = calloc(1, sizeof *addition);
	if (addition == NULL)
		return mow_fail_memory(err);
	addition->policy = (struct policy)POLICY_INIT;
	addition->path = addition->old = addition->new = (struct buf)BUF_INIT;
	int result = look(addition, repo, lines, sink, err);
	if (result != MOW_OK)
		mow_keys_addition_free(addition);
	else
		*out = addition;
	return result;
}

void mow_keys_addition_free(struct mow_keys_addition *addition)
{
	if (addition == NULL)
		return;
	policy_release(&addition->policy);
	signers_release(&addition->given);
	buf_release(&addition->path);
	buf_release(&addition->old);
	buf_release(&addition->new);
	arena_release(&addition->arena);
	free(addition);
}

size_t mow_keys_addition_count(const struct mow_keys_addition *addition)
{
	return addition->given.count;
}

const struct mow_new_key *mow_keys_addition_key(const struct mow_keys_addition *addition, size_t index)
{
	return &addition->items[index];
}

int mow_keys_addition_write(const struct mow_keys_addition *addition, struct mow_error *err)
{
	struct stat st;

	if (!addition->is_new)
		return MOW_OK;
	int result = check_same(addition, "somebody else wrote OWNERS.signers meanwhile; nothing was added, try again",
				MOW_EDENIED, err);
	unsigned mode = lstat(addition->path.data, &st) == 0 ? (unsigned)st.st_mode & 0777 : MODE_NEW;
	return result == MOW_OK ? file_write(addition->path.data, addition->new.data, addition->new.len, mode, err)
				: result;
}

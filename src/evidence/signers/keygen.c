#include "evidence/signers/keygen.h"

#include <string.h>

#include "base/child.h"
#include "base/error.h"
#include "base/file.h"
#include "base/file_temp.h"
#include "evidence/field.h"

#define REVOKED_MAX ((size_t)64 << 20)

/* A KRL that cannot be had must not look like a key that is good, nor like one that is revoked. */
static int check_revoked_file(const struct keygen_question *question, struct mow_error *err)
{
	static const char magic[] = "SSHKRL\n"; /* and its NUL */
	MOW_AUTO(buf) bytes = BUF_INIT;
	MOW_AUTO(buf) path = BUF_INIT;
	struct mow_error why = {0};
	const char *revoked = question->verifier->revoked;

	if (revoked == NULL)
		return MOW_OK;
	field_quote(&path, revoked, strlen(revoked));
	if (file_read_named(&bytes, revoked, REVOKED_MAX, &why))
		return mow_fail(err, MOW_ESYSTEM, "the list of revoked keys cannot be read: %s", why.message);
	if (bytes.len < sizeof magic || memcmp(bytes.data, magic, sizeof magic) != 0)
		return mow_fail(err, MOW_ESYSTEM, "%s is no list of revoked keys; make it with ssh-keygen -k",
				path.data);
	return MOW_OK;
}

/* A moment in OpenSSH's digits, in the time zone that children have: UTC. It takes none before 1970. */
static void add_moment(struct buf *out, int64_t moment)
{
	char text[CLOCK_TEXT];

	clock_format_moment(text, moment > 0 ? moment : 1);
	for (const char *at = text; *at != '\0'; at++)
		if (*at >= '0' && *at <= '9')
			buf_addc(out, *at);
}

/* The allowed-signers file that ssh-keygen gets: one entry, of words that have been checked, so that both have the same
 * opinion of it. */
static void write_allowed(struct buf *out, const struct signer *signer, const char *name_space)
{
	buf_addf(out, "%s namespaces=\"%s\"", signer->principal, name_space);
	if (signer->valid_from != INT64_MIN) {
		buf_adds(out, ",valid-after=\"");
		add_moment(out, signer->valid_from);
		buf_addc(out, '"');
	}
	if (signer->valid_end != INT64_MAX) {
		buf_adds(out, ",valid-before=\"");
		add_moment(out, signer->valid_end);
		buf_addc(out, '"');
	}
	buf_addf(out, " %s %s\n", signer->type, signer->key);
}

/* `input`: whose text it reads; NULL: nothing. */
static int run(struct buf *output, const char *const *argv, const struct keygen_question *input, int *status,
	       struct mow_error *err)
{
	MOW_AUTO(buf) errors = BUF_INIT; /* not shown: what it says of a bad signature is no more than that */
	struct child child = {
		.argv = argv,
		.environment = CHILD_CLEAN,
		.input = input != NULL ? input->text : NULL,
		.input_len = input != NULL ? input->text_len : 0,
		.output = output,
		.errors = &errors,
		.limit = (size_t)1 << 16,
		.timeout = SIGNERS_TIMEOUT,
	};
	struct mow_error why = {0};

	int result = child_run(&child, &why);
	if (result == MOW_ENOTFOUND)
		return mow_fail(err, MOW_ENOTFOUND, "there is no ssh-keygen; install OpenSSH (openssh-client)");
	if (result != MOW_OK)
		return mow_fail(err, result, "%s", why.message);
	*status = child.status;
	return MOW_OK;
}

/* Paths of the files that ssh-keygen reads. */
struct files {
	struct buf allowed, signature, key;
};

static void files_release(struct files *files)
{
	buf_release(&files->allowed);
	buf_release(&files->signature);
	buf_release(&files->key);
}
MOW_AUTO_DEFINE(files)

static int write_files(struct files *files, struct file_temp *temp, const struct keygen_question *question,
		       struct mow_error *err)
{
	MOW_AUTO(buf) text = BUF_INIT;
	const struct signer *signer = question->signer;

	write_allowed(&text, signer, question->name_space);
	int result = buf_check(&text, err);
	if (result == MOW_OK)
		result = file_temp_add(temp, &files->allowed, &(struct file_text){"allowed", text.data, text.len}, err);
	buf_reset(&text);
	buf_addf(&text, "%s %s\n", signer->type, signer->key);
	if (result == MOW_OK)
		result = buf_check(&text, err);
	if (result == MOW_OK)
		result = file_temp_add(temp, &files->key, &(struct file_text){"key.pub", text.data, text.len}, err);
	if (result == MOW_OK)
		result = file_temp_add(temp, &files->signature,
				       &(struct file_text){"signature", question->armour, question->armour_len}, err);
	return result;
}

/*
 * After a no: ssh-keygen says the same of a wrong signature, of a revoked key and of a list of revoked keys that it
 * cannot read. So it is asked about the key alone: 0 is not revoked, 1 revoked, anything else no answer.
 */
static int explain_no(const struct keygen_question *question, const struct files *files, struct mow_error *err)
{
	const char *const argv[] = {"ssh-keygen", "-Q", "-f", question->verifier->revoked, files->key.data, NULL};
	int status = 0;

	if (question->verifier->revoked != NULL) {
		int result = run(NULL, argv, NULL, &status, err);
		if (result != MOW_OK)
			return result;
	}
	if (status == 1)
		return mow_fail(err, MOW_EDENIED,
				"is signed with a key of %s that has been revoked (%s:%u); it takes a new one",
				question->who, question->verifier->signers->file, question->signer->line);
	if (status != 0)
		return mow_fail(err, MOW_ESYSTEM,
				"the list of revoked keys is damaged; make it again with ssh-keygen -k");
	return mow_fail(err, MOW_EDENIED, "has a signature that is not by %s over these bytes", question->who);
}

int keygen_verify(const struct keygen_question *question, struct mow_error *err)
{
	MOW_AUTO(file_temp) temp = {.path = ""};
	MOW_AUTO(files) files = {BUF_INIT, BUF_INIT, BUF_INIT};
	MOW_AUTO(buf) output = BUF_INIT;
	MOW_AUTO(buf) expected = BUF_INIT;
	MOW_AUTO(buf) when = BUF_INIT;
	int status = -1;

	int result = check_revoked_file(question, err);
	if (result == MOW_OK)
		result = file_temp_init(&temp, err);
	if (result == MOW_OK)
		result = write_files(&files, &temp, question, err);
	if (result != MOW_OK)
		return result;
	buf_adds(&when, "-Overify-time=");
	add_moment(&when, question->verifier->now);
	buf_addf(&expected, "Good \"%s\" signature for %s with ", question->name_space, question->signer->principal);
	if (when.failed || expected.failed)
		return mow_fail_memory(err);
	const char *revoked = question->verifier->revoked;
	const char *const argv[] = {"ssh-keygen",
				    "-Y",
				    "verify",
				    "-f",
				    files.allowed.data,
				    "-I",
				    question->signer->principal,
				    "-n",
				    question->name_space,
				    "-s",
				    files.signature.data,
				    when.data,
				    revoked != NULL ? "-r" : NULL,
				    revoked,
				    NULL};
	result = run(&output, argv, question, &status, err);
	if (result != MOW_OK)
		return result;
	if (status == 0 && strncmp(output.data, expected.data, expected.len) == 0)
		return MOW_OK;
	return explain_no(question, &files, err);
}

#include "ci/access.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"

#define TOKEN_FILE_MAX 8192 /* bytes */
#define PAUSE 1000          /* milliseconds before the second try, and twice as long before the third */

const char *access_variable(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && value[0] != '\0' ? value : NULL;
}

/* A token and its line end. */
static int read_token(const char **out, struct arena *arena, const char *path, struct mow_error *err)
{
	MOW_AUTO(buf) text = BUF_INIT;
	int result = file_read_named(&text, path, TOKEN_FILE_MAX, err);

	if (result < 0)
		return result;
	while (text.len > 0 && (text.data[text.len - 1] == '\n' || text.data[text.len - 1] == '\r'))
		buf_cut(&text, text.len - 1);
	if (memchr(text.data, '\0', text.len) != NULL)
		return mow_fail(err, MOW_EINVAL, "MOWNERS_TOKEN_FILE names a file that is no text");
	*out = arena_dup(arena, text.data, text.len);
	return *out != NULL ? MOW_OK : mow_fail_memory(err);
}

static int find_token(const char **out, struct arena *arena, const struct forge *forge, struct mow_error *err)
{
	*out = access_variable("MOWNERS_TOKEN");
	if (*out == NULL && access_variable("MOWNERS_TOKEN_FILE") != NULL)
		return read_token(out, arena, access_variable("MOWNERS_TOKEN_FILE"), err);
	for (size_t i = 0; *out == NULL && forge->token_variables[i] != NULL; i++)
		*out = access_variable(forge->token_variables[i]);
	return MOW_OK;
}

/* Tests do not wait. */
static unsigned find_pause(void)
{
	const char *value = access_variable("MOWNERS_RETRY_PAUSE");

	return value != NULL && strlen(value) <= 4 && strspn(value, "0123456789") == strlen(value)
		       ? (unsigned)strtoul(value, NULL, 10)
		       : PAUSE;
}

int access_find(struct forge_access *out, struct arena *arena, const struct place *place, struct mow_error *err)
{
	struct forge_access access = {.pause = find_pause(), .ca_folder = access_variable("SSL_CERT_DIR")};
	int result = find_token(&access.token, arena, place->at.forge, err);

	access.ca_file = access_variable("CURL_CA_BUNDLE");
	if (access.ca_file == NULL)
		access.ca_file = access_variable("SSL_CERT_FILE");
	if (access.ca_file == NULL)
		access.ca_file = place->ca_file;
	if (result == MOW_OK)
		*out = access;
	return result;
}

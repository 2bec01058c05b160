/* Forges write hooks/pre-receive anew when they are upgraded, and run what lies in a folder of theirs. */
#include <string.h>

#include "base/error.h"
#include "cmd/install.h"

#define NAME "mowners"

static const struct {
	const char *platform;
	const char *folder; /* instead of git's own; NULL: below that */
} forges[] = {{"gitea", NULL}, {"gitlab", "custom_hooks/"}};

void install_place_release(struct install_place *place)
{
	buf_release(&place->folder);
}

/* The folder that `folder` lies in. */
static size_t parent_len(const char *folder)
{
	size_t len = strlen(folder) - 1;

	while (len > 0 && folder[len - 1] != '/')
		len--;
	return len;
}

int install_place_find(struct install_place *out, const struct mow_hooks *hooks, const char *platform, const char *hook,
		       struct mow_error *err)
{
	out->name = hook;
	for (size_t i = 0; platform != NULL && i < sizeof forges / sizeof *forges; i++) {
		if (strcmp(platform, forges[i].platform) != 0)
			continue;
		if (forges[i].folder != NULL) {
			buf_add(&out->folder, hooks->folder, parent_len(hooks->folder));
			buf_adds(&out->folder, forges[i].folder);
		} else {
			buf_adds(&out->folder, hooks->folder);
		}
		buf_addf(&out->folder, "%s.d/", hook);
		out->name = NAME;
		return buf_check(&out->folder, err);
	}
	buf_adds(&out->folder, hooks->folder);
	return buf_check(&out->folder, err);
}

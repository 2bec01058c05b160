#include "cmd/commit_name.h"

#include <string.h>

#include "base/text.h"
#include "report/phrase.h"

enum { ABBREVIATED = 12 };

void commit_name_release(struct commit_name *naming)
{
	buf_release(&naming->name);
	buf_release(&naming->first);
}

struct name_search {
	struct commit_name *naming;
	const struct commit_name_request *request;
};

/* One branch; of those whose tip the commit is a remote-tracking one is the best name: it is there already. */
static int consider(const char *ref, const char *tip, void *context)
{
	const struct name_search *search = context;
	struct commit_name *naming = search->naming;
	const struct commit_name_request *request = search->request;
	const char *tracking = text_after(ref, "refs/remotes/");
	const char *branch = text_after(ref, "refs/heads/");
	const char *remote = request->remote;

	if (strcmp(tip, request->commit) != 0)
		return 0;
	if (tracking != NULL && phrase_is_plain(tracking) && strstr(tracking, "/HEAD") == NULL) {
		buf_reset(&naming->name);
		buf_reset(&naming->first);
		buf_adds(&naming->name, tracking);
	}
	if (branch == NULL || !phrase_is_plain(branch) || strcmp(ref, request->target) == 0 || naming->name.len > 0)
		return 0;
	if (remote != NULL && !request->server)
		buf_addf(&naming->first, "git push %s %s", remote, branch);
	if (remote != NULL)
		buf_addf(&naming->name, "%s/", remote);
	buf_adds(&naming->name, branch);
	return 0;
}

void commit_name_find(struct commit_name *out, struct mow_repo *repo, const struct commit_name_request *request)
{
	struct name_search search = {out, request};

	(void)mow_repo_each_branch(repo, consider, &search, NULL);
	if (out->name.len > 0)
		return;
	buf_addf(&out->name, "%.*s", ABBREVIATED, request->commit);
	if (request->remote != NULL && phrase_is_plain(request->remote))
		buf_addf(&out->first, "git push %s %s:refs/heads/NAME", request->remote, out->name.data);
}

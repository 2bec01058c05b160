#include "cmd/naming.h"

#include <string.h>

#include "base/child.h"
#include "report/phrase.h"

enum { ABBREVIATED = 12, WAIT_SECONDS = 10 };

void naming_release(struct naming *naming)
{
	buf_release(&naming->name);
	buf_release(&naming->first);
	buf_release(&naming->head);
}

/* What git prints, without its last LF; false where it could not tell. */
static bool ask_git(struct buf *out, const char *git_dir, const char *const *argv)
{
	MOW_AUTO(buf) variable = BUF_INIT;
	MOW_AUTO(buf) errors = BUF_INIT;
	const char *extra[] = {NULL, NULL};
	struct child child = {.argv = argv,
			      .environment = CHILD_USER,
			      .extra = extra,
			      .output = out,
			      .errors = &errors,
			      .limit = (size_t)1 << 20,
			      .timeout = WAIT_SECONDS};

	if (git_dir != NULL) {
		buf_addf(&variable, "GIT_DIR=%s", git_dir);
		extra[0] = variable.data;
	}
	if (variable.failed || child_run(&child, NULL) != MOW_OK || child.status != 0 || out->failed)
		return false;
	if (out->len > 0 && out->data[out->len - 1] == '\n')
		buf_cut(out, out->len - 1);
	return true;
}

static const char *after(const char *text, const char *prefix)
{
	size_t len = strlen(prefix);

	return strncmp(text, prefix, len) == 0 ? text + len : NULL;
}

/* One ref whose tip the commit is. A remote-tracking branch is the best name: it is there already. */
static void consider(struct naming *naming, const struct naming_request *request, const char *ref)
{
	const char *tracking = after(ref, "refs/remotes/");
	const char *branch = after(ref, "refs/heads/");
	const char *remote = request->remote;

	if (tracking != NULL && phrase_is_plain(tracking) && strstr(tracking, "/HEAD") == NULL) {
		buf_reset(&naming->name);
		buf_reset(&naming->first);
		buf_adds(&naming->name, tracking);
	}
	if (branch == NULL || !phrase_is_plain(branch) || strcmp(ref, request->target) == 0 || naming->name.len > 0)
		return;
	if (remote != NULL && !request->server)
		buf_addf(&naming->first, "git push %s %s", remote, branch);
	if (remote != NULL)
		buf_addf(&naming->name, "%s/", remote);
	buf_adds(&naming->name, branch);
}

static void consider_all(struct naming *naming, const struct naming_request *request)
{
	MOW_AUTO(buf) refs = BUF_INIT;
	const char *const argv[] = {"git",           "for-each-ref", "--format=%(refname)", "--points-at",
				    request->commit, "refs/heads/",  "refs/remotes/",       NULL};
	char *line, *rest;

	if (!ask_git(&refs, request->git_dir, argv))
		return;
	rest = refs.data;
	while (refs.len > 0 && (line = strsep(&rest, "\n")) != NULL)
		consider(naming, request, line);
}

void naming_find(struct naming *out, const struct naming_request *request)
{
	static const char *const head[] = {"git", "symbolic-ref", "-q", "HEAD", NULL};

	(void)ask_git(&out->head, request->git_dir, head);
	consider_all(out, request);
	if (out->name.len > 0)
		return;
	buf_addf(&out->name, "%.*s", ABBREVIATED, request->commit);
	if (request->remote != NULL && phrase_is_plain(request->remote))
		buf_addf(&out->first, "git push %s %s:refs/heads/NAME", request->remote, out->name.data);
}

#include "cmd/decide_sheet.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/file_temp.h"
#include "cmd/browser.h"
#include "cmd/page_lang.h"
#include "cmd/terminal.h"
#include "report/contact/contact.h"
#include "report/phrase.h"

/* The steps that the record names, each once. */
static size_t find_steps(const struct mow_step **out, const struct mow_approval *approval)
{
	size_t count = 0, kept = 0;

	for (size_t i = 0; i < mow_approval_roles(approval); i++) {
		const struct mow_approval_role *role = mow_approval_role(approval, i);
		memcpy(out + count, role->steps, role->step_count * sizeof *out);
		count += role->step_count;
	}
	if (count > 0)
		qsort(out, count, sizeof *out, contact_compare);
	for (size_t i = 0; i < count; i++)
		if (kept == 0 || out[kept - 1] != out[i])
			out[kept++] = out[i];
	return kept;
}

static int write_sheet(const char *path, struct mow_repo *repo, const struct mow_approval *approval,
		       struct mow_error *err)
{
	MOW_AUTO(file_draft) draft = FILE_DRAFT_INIT;
	size_t room = 1;

	for (size_t i = 0; i < mow_approval_roles(approval); i++)
		room += mow_approval_role(approval, i)->step_count;
	MOW_AUTO_FREE const struct mow_step **only = calloc(room, sizeof *only);
	if (only == NULL)
		return mow_fail_memory(err);
	struct contact_sheet sheet = {.repo = repo,
				      .draft = &draft,
				      .most = CONTACT_MOST,
				      .person = mow_approval_person(approval),
				      .only = only,
				      .only_count = find_steps(only, approval)};
	int result = page_lang(&sheet.lang, NULL, repo, err);
	if (result == MOW_OK)
		result = file_draft_begin(&draft, path, 0600, err);
	if (result == MOW_OK)
		result = report_contact(&sheet, mow_approval_verdict(approval), err);
	return result == MOW_OK ? file_draft_end(&draft, err) : result;
}

static void say(const char *path, const char *program, bool started)
{
	MOW_AUTO(buf) out = BUF_INIT;

	buf_adds(&out, "mowners: what is asked about is in ");
	phrase_path(&out, path, strlen(path));
	if (started) {
		buf_adds(&out, ", and opens by ");
		phrase_path(&out, program, strlen(program));
	} else if (program != NULL) {
		buf_adds(&out, "; open it yourself: there is no ");
		phrase_path(&out, program, strlen(program));
	} else {
		buf_adds(&out, "; open it yourself, or set BROWSER to a program that does");
	}
	buf_addc(&out, '\n');
	terminal_say(&out);
}

int decide_sheet(struct file_temp *temp, struct mow_repo *repo, const struct mow_approval *approval,
		 struct mow_error *err)
{
	MOW_AUTO(buf) path = BUF_INIT;
	const char *program = NULL;
	int result = file_temp_init(temp, err);

	if (result != MOW_OK)
		return result;
	buf_addf(&path, "%s/sheet.html", temp->path);
	result = buf_check(&path, err);
	if (result == MOW_OK)
		result = write_sheet(path.data, repo, approval, err);
	if (result != MOW_OK)
		return result;
	/* While somebody is asked, Ctrl-C is to work. */
	hold_release(&temp->hold);
	bool started = browser_open(&program, repo, path.data);
	say(path.data, program, started);
	return MOW_OK;
}

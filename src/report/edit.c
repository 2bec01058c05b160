#include "report/edit.h"

#include <string.h>

#include "base/ascii.h"
#include "report/phrase.h"

void report_edited(struct buf *out, const struct mow_edit *edit, bool nul)
{
	for (size_t i = 0; i < mow_edit_count(edit); i++) {
		const char *path = mow_edit_file(edit, i)->path;
		if (nul)
			buf_adds(out, path);
		else
			phrase_path(out, path, strlen(path));
		buf_addc(out, nul ? '\0' : '\n');
	}
}

void report_renamed(struct buf *out, const struct mow_edit *edit, const struct mow_rename *rename)
{
	size_t gates = mow_edit_gates(edit);

	buf_addf(out, "mowners: %s is %s now, in ", rename->from, rename->to);
	phrase_count(out, mow_edit_count(edit), "file");
	if (gates > 0) {
		buf_adds(out, "\n  Gates    ");
		phrase_count(out, gates, "gate");
		buf_adds(out, gates > 1 ? " are called " : " is called ");
		ascii_add_lower(out, rename->to + 1, strlen(rename->to + 1));
		buf_adds(out, " now; who approved --as review.");
		ascii_add_lower(out, rename->from + 1, strlen(rename->from + 1));
		buf_adds(out, " approves again");
	}
	buf_adds(out, "\n  Next     git add, and commit; it counts once that landed\n");
}

#include "report/tsv.h"

#include "base/escape.h"

void tsv_begin(struct tsv *tsv)
{
	if (tsv->begun && !tsv->nul)
		buf_addc(tsv->out, '\t');
	tsv->begun = true;
}

void tsv_finish(struct tsv *tsv)
{
	if (tsv->nul)
		buf_addc(tsv->out, '\0');
}

void tsv_path(struct tsv *tsv, const char *path, size_t len)
{
	tsv_begin(tsv);
	tsv_quote(tsv, path, len);
	tsv_finish(tsv);
}

void tsv_quote(struct tsv *tsv, const char *path, size_t len)
{
	if (tsv->nul)
		buf_add(tsv->out, path, len);
	else
		escape_path_git(tsv->out, path, len);
}

void tsv_field(struct tsv *tsv, const char *text)
{
	tsv_begin(tsv);
	buf_adds(tsv->out, text != NULL && text[0] != '\0' ? text : "-");
	tsv_finish(tsv);
}

void tsv_number(struct tsv *tsv, size_t number)
{
	tsv_begin(tsv);
	buf_addu(tsv->out, number);
	tsv_finish(tsv);
}

void tsv_list(struct tsv *tsv, const char *const *items, size_t count)
{
	tsv_begin(tsv);
	if (count == 0)
		buf_addc(tsv->out, '-');
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buf_addc(tsv->out, ',');
		buf_adds(tsv->out, items[i]);
	}
	tsv_finish(tsv);
}

void tsv_end(struct tsv *tsv)
{
	if (!tsv->nul)
		buf_addc(tsv->out, '\n');
	tsv->begun = false;
}

/* In which language a page is written: never by the locale, so that the same command writes the same page anywhere. */
#ifndef MOW_CMD_PAGE_LANG_H
#define MOW_CMD_PAGE_LANG_H

#include "mowners.h"
#include "report/html/lang.h"

/* The option --lang in a table of options: its argument, and what it is. */
#define PAGE_LANGS "en|de|fr"
#define PAGE_LANG "the language of the page; default: git config mowners.lang, or en"

/* What --lang gave, or else git config mowners.lang, or English. MOW_EINVAL: git config names another one. */
int page_lang(enum lang *out, const char *asked, struct mow_repo *repo, struct mow_error *err);

#endif

/* Answers of the resolver as text, and asked for with checks, for tests. */
#ifndef TESTS_OWNERS_HELP_H
#define TESTS_OWNERS_HELP_H

#include "base/buf.h"
#include "rules/resolve/resolver.h"

/* Thirteen lines; a text behind it begins in line 14, in [mowners]. */
#define OWNERS_HELP_HEAD                                                                                   \
	"[rules]\naccountable = @t\n"                                                                      \
	"[people]\n"                                                                                       \
	"@t = T <t@example.com>\n@u = U <u@example.com>\n@v = V <v@example.com>\n@w = W <w@example.com>\n" \
	"[teams]\n"                                                                                        \
	"@two = @t @u\n@three = @t @u @v\n"                                                                \
	"; a line\n"                                                                                       \
	"[mowners]\nversion = 1\n"

/* "AREA WHO RLIST GGATES CLIST ILIST LEVEL [broken(FILE)] [rules] : AREAS" */
void owners_help_describe(struct buf *out, const struct rules *rules, const struct requirement *owners);

/* A path that ends in a slash is a folder's; "" is the root folder. Must succeed. */
const struct requirement *owners_help_look_up(struct resolver *resolver, const char *path);

/*
 * Explaining must name the areas of the answer, each with a pattern of its own that matches, as the slow matcher sees
 * it too; [otherwise] and [rules] with none.
 */
void owners_help_explain(struct resolver *resolver, const struct rules *rules, const char *path,
			 const struct requirement *owners);

#endif

/*
 * Markdown, as GitHub, GitLab, Gitea and CommonMark read it: what comes from the repository goes into code spans, where
 * nothing is a mention, a link, a reference to an issue or HTML. Backslashes do not do that: GitHub and GitLab look for
 * mentions, addresses and commits in the finished text, when those are gone.
 *
 * In a span stands what phrase_text and phrase_path write, and no `::` and no `<!` either, for the sake of who looks at
 * the document with less than a reader of Markdown. No line begins with what is written here, unless the caller begins
 * it so.
 */
#ifndef MOW_REPORT_MARKDOWN_H
#define MOW_REPORT_MARKDOWN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* How many bytes of one thing are shown; of a longer one the beginning and "…". */
#define MARKDOWN_LONG 240

/* A command that holds nothing to escape (phrase_argument). False, and nothing appended: it is none, or cannot be shown
 * whole and as it is. */
bool markdown_command(struct buf *out, const char *command);

/* A path, and a text that is a name as a whole. */
void markdown_path(struct buf *out, const char *path, size_t len);
void markdown_name(struct buf *out, const char *text);

/*
 * A sentence in which names stand among words ("away until 5 January; @marc can act"), escaped here: each run of words
 * that are more than letters or a small number goes into a code span, at most `most` bytes of the sentence are read.
 */
void markdown_sentence(struct buf *out, const char *text, size_t most);

#endif

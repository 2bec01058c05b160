/* Part of mowners.h: the rules as a file that a forge reads. */
#ifndef MOWNERS_EXPORT_H
#define MOWNERS_EXPORT_H

#include <stddef.h>

#include "rules.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The rules of one state of the repository as a CODEOWNERS file. */
struct mow_export;

/*
 * Makes it: `format` is "codeowners" (of GitHub) or "gitlab". It asks the same people as the rules about every file
 * that there is (those that mow_rules_walk goes through), as far as that file can say; about others by the patterns of
 * the areas. Errors in OWNERS files go to `sink`.
 *
 *     MOW_EINVAL     no such format
 *     MOW_ENOTFOUND  there is no OWNERS file
 *     MOW_ERULES     it has errors
 */
MOW_API int mow_export_new(struct mow_export **out, struct mow_rules *rules, const char *format,
			   const struct mow_finding_sink *sink, struct mow_error *err);

/* Frees it. */
MOW_API void mow_export_free(struct mow_export *exported);

/* Its text, with a NUL behind. */
MOW_API const char *mow_export_text(const struct mow_export *exported);

/* How much the rules say that the file cannot. */
MOW_API size_t mow_export_losses(const struct mow_export *exported);

/* One of that, a sentence. */
MOW_API const char *mow_export_loss(const struct mow_export *exported, size_t index);

#ifdef __cplusplus
}
#endif

#endif

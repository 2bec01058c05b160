/*
 * Patterns that leave out files which they were meant for: another case, another form of the accents, a name in
 * brackets. Each pattern is also tried in the form that macOS and Windows compare, on the paths in that form, and with
 * its brackets as plain characters.
 */
#ifndef MOW_API_LINT_VARIANTS_H
#define MOW_API_LINT_VARIANTS_H

#include "base/buf.h"
#include "rules/resolve/resolver.h"

/* What a pattern leaves out. */
struct lint_left_out {
	enum finding_code code; /* why, of the first file */
	size_t files;           /* that its area does not have; 0: nothing is left out */
	size_t meant;           /* these, and those that its area has or not for another reason */
	const char *first;      /* path of one of `files`, else of `meant`; NULL: there is none */
};

/* Of one OWNERS file. Two sets, since few paths have anything that changes in the other form. */
struct lint_variants {
	const struct rules_file *file;
	struct resolver *resolver;
	struct variant_set {
		struct pattern_set *set;
		uint32_t *patterns; /* of which pattern each is, and whether by its brackets */
		bool *brackets;
		size_t count;
		/* In the OWNERS file's folder and in that which was entered; NULL: not asked for yet. */
		const struct pattern_state *root, *state;
		struct arena *states;   /* where each of these lives */
	} plain, changed;               /* patterns that are in that form already, and the others */
	size_t above, below;            /* bytes of that folder's path in the other form, up to the OWNERS file's */
	struct lint_left_out *left_out; /* by pattern */
	struct arena *arena;            /* of all that */
	struct pattern_matches matches, exact; /* of the path at hand: of one set; in truth */
};

/* Zeroed at the start; released with lint_variants_release. The resolver is one of the file's rules. */
int lint_variants_init(struct lint_variants *variants, const struct rules_file *file, struct resolver *resolver,
		       struct arena *arena, struct mow_error *err);
void lint_variants_release(struct lint_variants *variants);

/* Goes to a folder, that of the OWNERS file or one below: its whole path in the form that is compared. */
void lint_variants_enter(struct lint_variants *variants, const char *folded, size_t len);

/* A file in that folder, which the resolver has entered too: its whole path, and the same in the form that is compared.
 */
struct lint_variants_path {
	const char *bytes, *folded;
	size_t len, folded_len;
	size_t folder; /* bytes of its path */
	bool same;     /* in both forms */
	enum mow_path_kind kind;
};
int lint_variants_see(struct lint_variants *variants, const struct lint_variants_path *path, struct mow_error *err);

#endif

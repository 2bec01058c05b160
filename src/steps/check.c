#include "steps/check.h"

/* Trees are checked where steps come from: steps_between reads each folder that differs to its end. */
int steps_check(struct repo *repo, const struct oid *old_tree, const struct oid *new_tree, const struct steps *steps,
		struct mow_error *err)
{
	int result = check_symlinks(repo, steps, err);

	return result ? result : check_collisions(repo, old_tree, new_tree, steps, err);
}

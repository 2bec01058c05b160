/* A whole path, folder by folder. */
#include <string.h>

#include "rules/match/pattern_set.h"
#include "rules/match/pattern_state.h"

int pattern_set_match(struct pattern_matches *out, const struct pattern_set *set, const struct mow_path *path)
{
	MOW_AUTO(arena) arena = {0};
	struct mow_path rest = *path;
	const char *slash;

	const struct pattern_state *state = pattern_state_root(set, &arena);
	while (state != NULL && (slash = memchr(rest.bytes, '/', rest.len)) != NULL) {
		size_t name = (size_t)(slash - rest.bytes);
		state = pattern_state_enter(set, state, rest.bytes, name, &arena);
		rest.bytes += name + 1;
		rest.len -= name + 1;
	}
	return state == NULL ? MOW_ENOMEM : pattern_state_match(out, set, state, &rest);
}

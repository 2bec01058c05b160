/* The open requests of a project. */
#ifndef MOW_FORGE_OPEN_H
#define MOW_FORGE_OPEN_H

#include "forge/forge.h"

/* Their numbers, as texts. */
struct forge_open {
	const char **items;
	size_t count, capacity;
	struct arena arena;
};
void forge_open_release(struct forge_open *open);
MOW_AUTO_DEFINE(forge_open)

/* Lists them; the number of the place is not looked at. `out` is empty before. */
int forge_list_open(struct forge_open *out, const struct forge_place *place, const struct forge_access *access,
		    struct mow_error *err);

#endif

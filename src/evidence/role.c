#include "evidence/role.h"

#include <string.h>

#include "base/text.h"

bool role_parse(struct role *out, const char *text, size_t len)
{
	static const char review[] = "review.";
	size_t size = sizeof review - 1;

	if (text_is(text, len, "*"))
		*out = (struct role){AS_ALL, NULL};
	else if (text_is(text, len, "accountable"))
		*out = (struct role){AS_ACCOUNTABLE, NULL};
	else if (len > size && memcmp(text, review, size) == 0)
		*out = (struct role){AS_GATE, text + size};
	else
		return false;
	return true;
}

bool role_covers_gate(const struct role *role, const char *gate)
{
	return role->as == AS_ALL || (role->as == AS_GATE && strcmp(role->gate, gate) == 0);
}

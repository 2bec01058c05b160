#include "convert/carry.h"

int carry_regexp(struct buf *out, const struct carry *carry, struct mow_error *err)
{
	(void)out;
	(void)err;
	losses_tell(carry->losses, carry->line, "not yet");
	return 0;
}

/* The page that shows what is about to be decided, before somebody is asked. */
#ifndef MOW_CMD_DECIDE_SHEET_H
#define MOW_CMD_DECIDE_SHEET_H

#include "base/file_temp.h"
#include "mowners.h"

/*
 * Writes it into a temporary folder of the user's, opens it in their browser and says where it is, whether that can be
 * opened or not. It is there until `temp` is released; a signal that ends the program before leaves it.
 */
int decide_sheet(struct file_temp *temp, struct mow_repo *repo, const struct mow_approval *approval,
		 struct mow_error *err);

#endif

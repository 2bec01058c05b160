/* Handles of the library as locals that free themselves: MOW_AUTO_PTR(mow_repo) repo = NULL. */
#ifndef MOW_CMD_HANDLES_H
#define MOW_CMD_HANDLES_H

#include "base/cleanup.h"
#include "mowners.h"

MOW_AUTO_PTR_DEFINE(mow_repo)
MOW_AUTO_PTR_DEFINE(mow_rules)
MOW_AUTO_PTR_DEFINE(mow_verdict)
MOW_AUTO_PTR_DEFINE(mow_approval)
MOW_AUTO_PTR_DEFINE(mow_push)
MOW_AUTO_PTR_DEFINE(mow_draft)
MOW_AUTO_PTR_DEFINE(mow_export)
MOW_AUTO_PTR_DEFINE(mow_keys)
MOW_AUTO_PTR_DEFINE(mow_keys_addition)
MOW_AUTO_PTR_DEFINE(mow_edit)
MOW_AUTO_PTR_DEFINE(mow_audit)
MOW_AUTO_PTR_DEFINE(mow_coverage)
MOW_AUTO_PTR_DEFINE(mow_matrix)
MOW_AUTO_PTR_DEFINE(mow_effects)
MOW_AUTO_PTR_DEFINE(mow_log)
MOW_AUTO_PTR_DEFINE(mow_ready)
MOW_AUTO_PTR_DEFINE(mow_agenda)
MOW_AUTO_PTR_DEFINE(mow_rehearsal)
MOW_AUTO_PTR_DEFINE(mow_report)

#endif

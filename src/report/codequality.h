/*
 * The report that GitLab calls Code Quality, and Code Climate made up: a list of objects, of which GitLab reads
 * description, check_name, fingerprint, severity, and the path and the first line of location.
 */
#ifndef MOW_REPORT_CODEQUALITY_H
#define MOW_REPORT_CODEQUALITY_H

#include "base/buf.h"
#include "report/annotations.h"

/* Errors are "blocker", since they keep changes from landing; warnings are "minor". The last one says how many were
 * left out. */
void codequality_write(struct buf *out, const struct annotations *list);

#endif

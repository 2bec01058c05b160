#include "report/lint/lint.h"

const struct format lint_formats[] = {LINT_FORMATS(FORMAT_ROW){NULL, NULL}};

#define WRITER(name, help) report_lint_##name,
lint_format_fn *const lint_writers[] = {LINT_FORMATS(WRITER)};

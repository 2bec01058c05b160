#include "report/why/why.h"

const struct format why_formats[] = {WHY_FORMATS(FORMAT_ROW){NULL, NULL}};

#define WRITER(name, help) why_##name,
why_format_fn *const why_writers[] = {WHY_FORMATS(WRITER)};

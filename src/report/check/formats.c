#include "report/check/check.h"

const struct format check_formats[] = {CHECK_FORMATS(FORMAT_ROW){NULL, NULL}};

#define WRITER(name, help) &check_##name,
const struct check_format *const check_writers[] = {CHECK_FORMATS(WRITER)};

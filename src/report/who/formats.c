#include "report/who/who.h"

const struct format who_formats[] = {WHO_FORMATS(FORMAT_ROW){NULL, NULL}};

#define WRITER(name, help) &who_##name,
const struct who_format *const who_writers[] = {WHO_FORMATS(WRITER)};

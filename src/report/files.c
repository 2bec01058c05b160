#include "report/files.h"

#define NAME(name, writer, help) FORMAT_ROW(name, help)
const struct format files_formats[] = {FILES_FORMATS(NAME){NULL, NULL}};

#define WRITER(name, writer, help) &who_##writer,
const struct who_format *const files_writers[] = {FILES_FORMATS(WRITER)};

/* Reading one OWNERS file as a whole: all of its sections, in the order in which they need each other. */
#ifndef MOW_RULES_READ_LOAD_H
#define MOW_RULES_READ_LOAD_H

#include "rules/read/context.h"

/* Reads the file, padded as struct lines has it, into load->rules and load->file; what it finds is in load->found then.
 * All but `found` is released by load_release. */
int load_read(struct load *load, char *bytes, size_t len);
void load_release(struct load *load);
MOW_AUTO_DEFINE(load)

#endif

/* With what a forge is asked: the token and the certificates of the environment. */
#ifndef MOW_CI_ACCESS_H
#define MOW_CI_ACCESS_H

#include "base/arena.h"
#include "forge/place.h"

/* A variable of the environment; NULL: it is not there, or empty. */
const char *access_variable(const char *name);

/*
 * The token of MOWNERS_TOKEN, else of the file that MOWNERS_TOKEN_FILE names, else of the forge's own variables; none
 * is no failure. Certificates: CURL_CA_BUNDLE, else SSL_CERT_FILE, else what the runner names; SSL_CERT_DIR. Texts are
 * the arena's or the environment's. MOW_EINVAL: the file cannot be one of a token.
 */
int access_find(struct forge_access *out, struct arena *arena, const struct place *place, struct mow_error *err);

#endif

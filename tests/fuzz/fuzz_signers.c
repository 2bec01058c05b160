/*
 * Signers' files: entries come out of a file without errors only, name no more than plain e-mails and whole keys, and
 * are found again.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/base64.h"
#include "evidence/field.h"
#include "evidence/signers/signers.h"
#include "evidence/signers/ssh.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool good)
{
	if (!good)
		abort();
}

static void see(const struct mow_finding *finding, void *context)
{
	size_t *errors = context;

	check(strchr(finding->message, '\n') == NULL && strchr(finding->message, '\x1B') == NULL &&
	      finding->message[0] != '\0');
	*errors += finding->severity == MOW_ERROR;
}

static void check_entry(const struct signers *signers, const struct signer *signer)
{
	MOW_AUTO(buf) blob = BUF_INIT;
	size_t first;

	check(field_email(signer->principal, strlen(signer->principal)));
	check(base64_decode(&blob, signer->key, strlen(signer->key)));
	check(ssh_check_key(signer->type, strlen(signer->type), blob.data, blob.len));
	check(signer->valid_from < signer->valid_end);
	check(map_get(&signers->keys, signer->key, strlen(signer->key), &first));
	check(signers->items[first].shared == signer->shared);
	size_t at = first;
	while (at != SIZE_MAX && &signers->items[at] != signer)
		at = signers->items[at].next_of_key;
	check(at != SIZE_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	MOW_AUTO(signers) signers = {0};
	size_t errors = 0;

	check(signers_parse(&signers, &(struct file_text){"OWNERS.signers", (const char *)data, size}, NULL,
			    &(const struct mow_finding_sink){see, &errors}, NULL) == MOW_OK);
	check(signers.broken == (errors > 0));
	check(!signers.broken || signers.count == 0);
	for (size_t i = 0; i < signers.count && i < 1000; i++)
		check_entry(&signers, &signers.items[i]);
	return 0;
}

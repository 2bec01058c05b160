#include "report/site/address.h"

#include <stdbool.h>
#include <string.h>

#include "base/digest.h"

enum { PLAIN_MOST = 40, DIGITS = 32 };

void address_person(struct buf *out, const char *label)
{
	const char *name = label + (label[0] == '@');
	size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-");
	bool whole = name[len] == '\0' && len > 0 && len <= PLAIN_MOST;
	char digest[DIGEST_HEX];

	buf_adds(out, "person-");
	for (size_t i = 0; i < PLAIN_MOST && name[i] != '\0'; i++) {
		bool plain = strchr("abcdefghijklmnopqrstuvwxyz0123456789_-", name[i]) != NULL;
		buf_addc(out, plain ? name[i] : '-');
	}
	if (!whole || name == label) {
		digest_hex(digest, label, strlen(label));
		buf_addf(out, ".%.*s", DIGITS, digest);
	}
	buf_adds(out, ".html");
}

void address_request(struct buf *out, const char *id)
{
	buf_addf(out, "request-%.*s.html", DIGITS, id);
}

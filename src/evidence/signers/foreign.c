#include <string.h>

#include "evidence/signers/line.h"

/* Keys in other forms, by what is in their first line; and what their last line begins with. */
static const struct foreign {
	const char *begin, *also, *end;
	bool is_private;
} foreign_keys[] = {
	{"-----BEGIN ", "PRIVATE KEY-----", "-----END ", true},
	{"PuTTY-User-Key-File-", "", "Private-MAC: ", true},
	{"b3BlbnNzaC1rZXktdjE", "", "-----END ", true}, /* how the rows within the first one begin */
	{"---- BEGIN SSH2 PUBLIC KEY ----", "", "---- END ", false},
	{"-----BEGIN ", "PUBLIC KEY-----", "-----END ", false},
};

static const char *find_word(const struct signers_line *line, const char *word)
{
	return memmem(line->text, line->len, word, strlen(word));
}

/* In comments too: what is to be secret is not secret there either. */
bool signers_report_foreign(struct signers_line *line)
{
	for (size_t i = 0; i < sizeof foreign_keys / sizeof *foreign_keys; i++) {
		const struct foreign *foreign = &foreign_keys[i];
		const char *at = find_word(line, foreign->begin);
		if (at == NULL || find_word(line, foreign->also) == NULL)
			continue;
		line->skip = foreign->end;
		if (foreign->is_private)
			signers_report(
				line, (size_t)(at - line->text), FINDING_PRIVATE_KEY,
				"this is a private key, with which whoever sees it approves in its owner's name: "
				"never push it; take it out, make a new key (ssh-keygen -t ed25519) and list the "
				"line of its .pub file here, since this one is not secret any more");
		else
			signers_report(line, (size_t)(at - line->text), FINDING_BAD_KEY,
				       "a public key in a form that OpenSSH does not list; ssh-keygen -i -f FILE turns "
				       "it into one line");
		return true;
	}
	return false;
}

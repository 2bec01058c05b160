/* Every rule of the format: what is read is written again as the same bytes, what breaks one is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "evidence/record/record.h"
#include "record_fixture.h"

struct row {
	const char *name;
	const char *text;
	const char *says; /* of an invalid one: part of the message */
};

/* Every one of them is read, and written again from its fields as the same bytes. */
static const struct row valid[] = {
	{"approve", APPROVE, NULL},
	{"all optional lines",
	 "mowners-approval 1\nrepository acme-marketing\ntarget refs/heads/main\nbase " Z40
	 "\ndecision approve\nas review.legal\nby lena@example.com\n" WITNESS DATES
	 "reason Clear space is right now\n" STEP1,
	 NULL},
	{"repository of several words",
	 "mowners-approval 1\nrepository Acme Märkte\n"
	 "target refs/heads/main\nbase " A40 "\ndecision approve\n" WHO DATES STEP1,
	 NULL},
	{"witness of github", HEAD "decision approve\n" WHO "witness ci@x gitea#1 review 1 head " A40 "\n" DATES STEP1,
	 NULL},
	{"witness of gitea",
	 HEAD "decision approve\n" WHO "witness ci@x github#999 review 10 head " A40 "\n" DATES STEP1, NULL},
	{"as accountable", HEAD "decision approve\nas accountable\nby lena@example.com\n" DATES STEP1, NULL},
	{"as a gate named by e-mail", HEAD "decision approve\nas review.legal@example.com\nby l@e\n" DATES STEP1, NULL},
	{"e-mail beyond ascii", HEAD "decision approve\nas *\nby l\xC3\xA9na@ex\xC3\xA4mple.com\n" DATES STEP1, NULL},
	{"e-mail that begins with a dash", HEAD "decision approve\nas *\nby -f@example.com\n" DATES STEP1, NULL},
	{"tag as target", "mowners-approval 1\ntarget refs/tags/v1\nbase " A40 "\ndecision approve\n" WHO DATES STEP1,
	 NULL},
	{"target beyond ascii",
	 "mowners-approval 1\ntarget refs/heads/\xC3\xA9t\xC3\xA9\nbase " A40 "\ndecision approve\n" WHO DATES STEP1,
	 NULL},
	{"one second of life",
	 HEAD "decision approve\n" WHO "made 2026-11-22T12:55:00Z\nexpires 2026-11-22T12:55:01Z\n" STEP1, NULL},
	{"a leap day", HEAD "decision approve\n" WHO "made 2028-02-29T23:59:59Z\nexpires 9999-12-31T23:59:59Z\n" STEP1,
	 NULL},
	{"reason with joiners and emoji", FRONT "reason \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x8E\xA8 ok\n" STEP1, NULL},
	{"reason with spaces around", FRONT "reason  ok \n" STEP1, NULL},
	{"deleted", FRONT "step 100644 " A40 " 000000 " Z40 " a\n", NULL},
	{"mode only", FRONT "step 100644 " A40 " 100755 " A40 " a\n", NULL},
	{"link and gitlink", FRONT "step 120000 " A40 " 160000 " B40 " a\n", NULL},
	{"path of every unreserved byte", FRONT "step 100644 " A40 " 100644 " B40 " aZ09._~/-x/...\n", NULL},
	{"path of odd bytes", FRONT "step 100644 " A40 " 100644 " B40 " %01%0A%20%25%2A%FF/-%7F%80\n", NULL},
	{"sorted by decoded bytes",
	 FRONT "step 100644 " A40 " 100644 " B40 " a%20b\nstep 100644 " A40 " 100644 " B40 " a-b\nstep 100644 " A40
	       " 100644 " B40 " a/b\nstep 100644 " A40 " 100644 " B40 " a%C3%A9\n",
	 NULL},
	{"shorter path first", FRONT "step 100644 " A40 " 000000 " Z40 " a\nstep 000000 " Z40 " 100644 " B40 " a/b\n",
	 NULL},
	{"stop of steps", STOP STEP1 STEP2, NULL},
	{"stop of paths", STOP "path %2A.psd\npath /brand/\npath brand/%2A%2A\n", NULL},
	{"withdraw", WITHDRAW "record " ID64 "\n", NULL},
	{"withdraw with a reason", WITHDRAW "reason sorry\nrecord " ID64 "\n", NULL},
	{"override of steps", OVERRIDE STEP1 STEP2, NULL},
	{"override of a deletion", OVERRIDE "move " A40 " " Z40 "\n", NULL},
	{"override of a rewind", OVERRIDE "move " A40 " " B40 "\n", NULL},
	{"request", HEAD "decision request\n" WHO DATES STEP1, NULL},
	{"request with a reason", HEAD "decision request\n" WHO DATES "reason please\n" STEP1, NULL},
};

static const struct row invalid[] = {
	{"nothing", "", "line 1"},
	{"another version", "mowners-approval 2\n" STEP1, "line 1"},
	{"magic with a space", "mowners-approval 1 \n" STEP1, "line 1"},
	{"magic cut", "mowners-approval 1", "line 1"},
	{"magic alone", "mowners-approval 1\n", "line 2: the `target` line is missing"},
	{"byte order mark", "\xEF\xBB\xBF" APPROVE, "line 1"},
	{"blank line in front", "\n" APPROVE, "line 1"},
	{"windows line ends", "mowners-approval 1\r\ntarget refs/heads/main\r\n", "line 1"},
	{"cr in one line",
	 "mowners-approval 1\ntarget refs/heads/main\r\nbase " A40 "\ndecision approve\n" WHO DATES STEP1, "line 2"},
	{"cr behind the last step", FRONT "step 100644 " A40 " 100644 " B40 " a\r\n", "line 9"},
	{"last line cut", FRONT "step 100644 " A40 " 100644 " B40 " a", "line 9: is cut off"},
	{"blank line behind", APPROVE "\n", "line 11"},
	{"blank line inside", HEAD "\ndecision approve\n" WHO DATES STEP1, "line 4"},
	{"unknown line", HEAD "mood good\ndecision approve\n" WHO DATES STEP1,
	 "line 4: the `decision` line must stand here"},
	{"unknown line behind", APPROVE "note x\n", "line 11"},
	{"doubled target",
	 "mowners-approval 1\ntarget refs/heads/main\ntarget refs/heads/main\nbase " A40
	 "\ndecision approve\n" WHO DATES STEP1,
	 "line 3"},
	{"doubled repository",
	 "mowners-approval 1\nrepository a\nrepository a\ntarget refs/heads/main\nbase " A40
	 "\ndecision approve\n" WHO DATES STEP1,
	 "line 3"},
	{"doubled decision", HEAD "decision approve\ndecision approve\n" WHO DATES STEP1, "line 5"},
	{"doubled reason", FRONT "reason a\nreason b\n" STEP1, "line 10"},
	{"doubled witness", HEAD "decision approve\n" WHO WITNESS WITNESS DATES STEP1, "line 8"},
	{"by before as", HEAD "decision approve\nby lena@example.com\nas *\n" DATES STEP1, "line 5: the `as` line"},
	{"expires before made",
	 HEAD "decision approve\n" WHO "expires 2027-02-20T12:55:00Z\nmade 2026-11-22T12:55:00Z\n" STEP1, "line 7"},
	{"witness before by", HEAD "decision approve\nas *\n" WITNESS "by lena@example.com\n" DATES STEP1, "line 6"},
	{"repository behind the target", HEAD "repository a\ndecision approve\n" WHO DATES STEP1, "line 4"},
	{"reason behind the steps", APPROVE "reason x\n", "line 11"},
	{"no target", "mowners-approval 1\nbase " A40 "\ndecision approve\n" WHO DATES STEP1, "line 2"},
	{"no base", "mowners-approval 1\ntarget refs/heads/main\ndecision approve\n" WHO DATES STEP1, "line 3"},
	{"no decision", HEAD WHO DATES STEP1, "line 4"},
	{"no as", HEAD "decision approve\nby lena@example.com\n" DATES STEP1, "line 5"},
	{"no by", HEAD "decision approve\nas *\n" DATES STEP1, "line 6"},
	{"no made", HEAD "decision approve\n" WHO "expires 2027-02-20T12:55:00Z\n" STEP1, "line 7"},
	{"no expires", HEAD "decision approve\n" WHO "made 2026-11-22T12:55:00Z\n" STEP1, "line 8"},
	{"no steps", FRONT, "line 9: a `step` line is missing"},
	{"keyword in capitals", HEAD "Decision approve\n" WHO DATES STEP1, "line 4"},
	{"keyword with a tab", HEAD "decision\tapprove\n" WHO DATES STEP1, "line 4"},
	{"keyword without a value", HEAD "decision \n" WHO DATES STEP1, "line 4"},
	{"keyword indented", HEAD " decision approve\n" WHO DATES STEP1, "line 4"},

	{"empty repository", "mowners-approval 1\nrepository \ntarget refs/heads/main\n", "line 2: `repository`"},
	{"repository with a tab", "mowners-approval 1\nrepository a\tb\ntarget refs/heads/main\n",
	 "line 2: `repository`"},
	{"short target", "mowners-approval 1\ntarget main\n", "line 2: `target`"},
	{"target HEAD", "mowners-approval 1\ntarget HEAD\n", "line 2: `target`"},
	{"target with a star", "mowners-approval 1\ntarget refs/heads/*\n", "line 2: `target`"},
	{"target with two dots", "mowners-approval 1\ntarget refs/heads/a..b\n", "line 2: `target`"},
	{"target with a space", "mowners-approval 1\ntarget refs/heads/a b\n", "line 2: `target`"},
	{"target with a final slash", "mowners-approval 1\ntarget refs/heads/\n", "line 2: `target`"},
	{"target that ends in lock", "mowners-approval 1\ntarget refs/heads/a.lock\n", "line 2: `target`"},
	{"base cut", "mowners-approval 1\ntarget refs/heads/main\nbase 9f3c\n", "line 3: `base`"},
	{"base in capitals",
	 "mowners-approval 1\ntarget refs/heads/main\nbase 9F3C0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b\n", "line 3"},
	{"base too long", "mowners-approval 1\ntarget refs/heads/main\nbase " A40 "0\n", "line 3"},
	{"unknown decision", HEAD "decision agree\n" WHO DATES STEP1, "line 4: `decision` must be approve"},
	{"decision in capitals", HEAD "decision Approve\n" WHO DATES STEP1, "line 4"},
	{"decision with a space", HEAD "decision approve \n" WHO DATES STEP1, "line 4"},
	{"unknown role", HEAD "decision approve\nas owner\nby lena@example.com\n" DATES STEP1, "line 5: `as`"},
	{"gate without a name", HEAD "decision approve\nas review.\nby lena@example.com\n" DATES STEP1, "line 5: `as`"},
	{"gate with a space", HEAD "decision approve\nas review.a b\nby lena@example.com\n" DATES STEP1,
	 "line 5: `as`"},
	{"by without an at", HEAD "decision approve\nas *\nby lena\n" DATES STEP1, "line 6: `by` must be an e-mail"},
	{"by a handle", HEAD "decision approve\nas *\nby @lena\n" DATES STEP1, "line 6"},
	{"by two", HEAD "decision approve\nas *\nby a@b,c@d\n" DATES STEP1, "line 6"},
	{"by with a name", HEAD "decision approve\nas *\nby Lena <lena@example.com>\n" DATES STEP1, "line 6"},
	{"by with a star", HEAD "decision approve\nas *\nby *@example.com\n" DATES STEP1, "line 6"},
	{"by ends in at", HEAD "decision approve\nas *\nby lena@\n" DATES STEP1, "line 6"},
	{"by with a no-break space", HEAD "decision approve\nas *\nby le\xC2\xA0na@example.com\n" DATES STEP1,
	 "line 6"},
	{"by with a zero width space", HEAD "decision approve\nas *\nby le\xE2\x80\x8Bna@example.com\n" DATES STEP1,
	 "line 6"},
	{"by is no utf-8", HEAD "decision approve\nas *\nby le\xFFna@example.com\n" DATES STEP1, "line 6"},

	{"witness of a stop", HEAD "decision stop\n" WHO WITNESS DATES "reason no\n" STEP1,
	 "line 7: a witness carries approvals only"},
	{"witness of another forge",
	 HEAD "decision approve\n" WHO "witness ci@x forge!1 review 1 head " A40 "\n" DATES STEP1, "line 7"},
	{"witness with the other sign",
	 HEAD "decision approve\n" WHO "witness ci@x gitlab#1 review 1 head " A40 "\n" DATES STEP1, "line 7"},
	{"witness with a leading zero",
	 HEAD "decision approve\n" WHO "witness ci@x gitlab!01 review 1 head " A40 "\n" DATES STEP1, "line 7"},
	{"witness with review zero",
	 HEAD "decision approve\n" WHO "witness ci@x gitlab!1 review 0 head " A40 "\n" DATES STEP1, "line 7"},
	{"witness without a number",
	 HEAD "decision approve\n" WHO "witness ci@x gitlab! review 1 head " A40 "\n" DATES STEP1, "line 7"},
	{"witness without a head", HEAD "decision approve\n" WHO "witness ci@x gitlab!1 review 1 head\n" DATES STEP1,
	 "line 7"},
	{"witness with two spaces",
	 HEAD "decision approve\n" WHO "witness ci@x  gitlab!1 review 1 head " A40 "\n" DATES STEP1, "line 7"},
	{"witness with more behind",
	 HEAD "decision approve\n" WHO "witness ci@x gitlab!1 review 1 head " A40 " x\n" DATES STEP1, "line 7"},
	{"witness who is no e-mail",
	 HEAD "decision approve\n" WHO "witness ci gitlab!1 review 1 head " A40 "\n" DATES STEP1, "line 7"},

	{"made with a fraction", HEAD "decision approve\n" WHO "made 2026-11-22T12:55:00.0Z\n", "line 7: `made`"},
	{"made with an offset", HEAD "decision approve\n" WHO "made 2026-11-22T12:55:00+00:00\n", "line 7"},
	{"made in lower case", HEAD "decision approve\n" WHO "made 2026-11-22t12:55:00z\n", "line 7"},
	{"made a day", HEAD "decision approve\n" WHO "made 2026-11-22\n", "line 7"},
	{"made on the 29th of February", HEAD "decision approve\n" WHO "made 2027-02-29T00:00:00Z\n", "line 7"},
	{"made in the leap second", HEAD "decision approve\n" WHO "made 2026-12-31T23:59:60Z\n", "line 7"},
	{"expires when made",
	 HEAD "decision approve\n" WHO "made 2026-11-22T12:55:00Z\nexpires 2026-11-22T12:55:00Z\n" STEP1,
	 "line 8: `expires` must be later"},
	{"expires before it was made",
	 HEAD "decision approve\n" WHO "made 2026-11-22T12:55:00Z\nexpires 2026-11-22T12:54:59Z\n" STEP1, "line 8"},

	{"empty reason", FRONT "reason \n" STEP1, "line 9: `reason`"},
	{"blank reason", FRONT "reason  \xC2\xA0 \n" STEP1, "line 9: `reason`"},
	{"reason with a tab", FRONT "reason a\tb\n" STEP1, "line 9"},
	{"reason with an escape", FRONT "reason a\x1B[31mb\n" STEP1, "line 9"},
	{"reason with del",
	 FRONT "reason a\x7F"
	       "b\n" STEP1,
	 "line 9"},
	{"reason with c1",
	 FRONT "reason a\xC2\x85"
	       "b\n" STEP1,
	 "line 9"},
	{"reason turned round",
	 FRONT "reason a\xE2\x80\xAE"
	       "b\n" STEP1,
	 "line 9"},
	{"reason with an isolate",
	 FRONT "reason a\xE2\x81\xA6"
	       "b\n" STEP1,
	 "line 9"},
	{"reason with a line separator",
	 FRONT "reason a\xE2\x80\xA8"
	       "b\n" STEP1,
	 "line 9"},
	{"reason that is no utf-8",
	 FRONT "reason a\xC0\x80"
	       "b\n" STEP1,
	 "line 9"},
	{"stop without a reason", HEAD "decision stop\n" WHO DATES STEP1, "needs a reason"},
	{"override without a reason", HEAD "decision override\n" WHO DATES STEP1, "needs a reason"},

	{"step without a path", FRONT "step 100644 " A40 " 100644 " B40 " \n", "line 9: `step`"},
	{"step cut", FRONT "step 100644 " A40 " 100644 " B40 "\n", "line 9: `step`"},
	{"step with two spaces", FRONT "step 100644 " A40 "  100644 " B40 " a\n", "line 9"},
	{"step of a folder", FRONT "step 040000 " A40 " 100644 " B40 " a\n", "line 9"},
	{"step of an old mode", FRONT "step 100664 " A40 " 100644 " B40 " a\n", "line 9"},
	{"step of a short mode", FRONT "step 0 " Z40 " 100644 " B40 " a\n", "line 9"},
	{"nothing with an id", FRONT "step 000000 " A40 " 100644 " B40 " a\n", "line 9"},
	{"something without an id", FRONT "step 100644 " Z40 " 100644 " B40 " a\n", "line 9"},
	{"new something without an id", FRONT "step 100644 " A40 " 100644 " Z40 " a\n", "line 9"},
	{"id in capitals", FRONT "step 100644 9F3C0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b 100644 " B40 " a\n", "line 9"},
	{"id cut", FRONT "step 100644 9f3c 100644 1b7e a\n", "line 9"},
	{"old is new", FRONT "step 100644 " A40 " 100644 " A40 " a\n", "line 9: old and new are the same"},
	{"nothing to nothing", FRONT "step 000000 " Z40 " 000000 " Z40 " a\n", "line 9: old and new are the same"},
	{"steps not sorted", FRONT STEP2 STEP1, "line 10: steps are sorted"},
	{"path twice", FRONT STEP1 "step 100755 " A40 " 100644 " B40 " brand/logo.svg\n", "line 10: steps are sorted"},
	{"step twice", FRONT STEP1 STEP1, "line 10: steps are sorted"},
	{"sorted by encoded bytes",
	 FRONT "step 100644 " A40 " 100644 " B40 " a%C3%A9\nstep 100644 " A40 " 100644 " B40 " a/b\n",
	 "line 10: steps are sorted"},
	{"path with a raw space", FRONT "step 100644 " A40 " 100644 " B40 " a b\n", "percent-encoded"},
	{"path in raw utf-8", FRONT "step 100644 " A40 " 100644 " B40 " \xC3\xA9\n", "percent-encoded"},
	{"path encoded in lower case", FRONT "step 100644 " A40 " 100644 " B40 " a%2a\n", "percent-encoded"},
	{"path encoded without need", FRONT "step 100644 " A40 " 100644 " B40 " %61\n", "percent-encoded"},
	{"slash encoded", FRONT "step 100644 " A40 " 100644 " B40 " a%2Fb\n", "percent-encoded"},
	{"path with half a code", FRONT "step 100644 " A40 " 100644 " B40 " a%2\n", "percent-encoded"},
	{"path with a plus", FRONT "step 100644 " A40 " 100644 " B40 " a+b\n", "percent-encoded"},
	{"path with nul", FRONT "step 100644 " A40 " 100644 " B40 " a%00b\n", "a repository can hold"},
	{"path from the root", FRONT "step 100644 " A40 " 100644 " B40 " /a\n", "a repository can hold"},
	{"path with a final slash", FRONT "step 100644 " A40 " 100644 " B40 " a/\n", "a repository can hold"},
	{"path with two slashes", FRONT "step 100644 " A40 " 100644 " B40 " a//b\n", "a repository can hold"},
	{"path with a dot", FRONT "step 100644 " A40 " 100644 " B40 " a/./b\n", "a repository can hold"},
	{"path that goes up", FRONT "step 100644 " A40 " 100644 " B40 " a/../b\n", "a repository can hold"},
	{"path of two dots", FRONT "step 100644 " A40 " 100644 " B40 " ..\n", "a repository can hold"},

	{"approve of paths", FRONT "path /brand/\n", "line 9: a `step` line must stand here"},
	{"approve of a move", FRONT "move " A40 " " B40 "\n", "line 9"},
	{"approve of a record", FRONT "record " ID64 "\n", "line 9"},
	{"stop of both", STOP STEP1 "path /brand/\n", "line 11"},
	{"stop of a move", STOP "move " A40 " " B40 "\n", "line 10"},
	{"stop of nothing", STOP, "line 10: a `step` or `path` line is missing"},
	{"paths not sorted", STOP "path /brand/\npath %2A.psd\n", "line 11: patterns are sorted"},
	{"path twice in a stop", STOP "path /brand/\npath /brand/\n", "line 11: patterns are sorted"},
	{"path of an exclusion", STOP "path %21brand/\n", "line 10: `path`"},
	{"path with a raw star", STOP "path *.psd\n", "percent-encoded"},
	{"path of an empty pattern", STOP "path /\n", "line 10"},
	{"path with an open class", STOP "path a%5Bb\n", "line 10"},
	{"path with a line feed", STOP "path a%0Ab\n", "line 10: `path`"},
	{"path with nul in a stop", STOP "path a%00b\n", "line 10: `path`"},
	{"path that is no utf-8", STOP "path a%FFb\n", "line 10: `path`"},
	{"override of both", OVERRIDE STEP1 "move " A40 " " B40 "\n", "line 11"},
	{"two moves", OVERRIDE "move " A40 " " B40 "\nmove " A40 " " B40 "\n", "line 11"},
	{"move to itself", OVERRIDE "move " A40 " " A40 "\n", "line 10: `move`"},
	{"move from nothing", OVERRIDE "move " Z40 " " A40 "\n", "line 10: `move`"},
	{"override of paths", OVERRIDE "path /brand/\n", "line 10"},
	{"withdraw of steps", WITHDRAW STEP1, "line 9: a `record` line must stand here"},
	{"withdraw of two", WITHDRAW "record " ID64 "\nrecord " ID64 "\n", "line 10"},
	{"withdraw of a short id", WITHDRAW "record 0123456789ab\n", "line 9: `record`"},
	{"withdraw in capitals", WITHDRAW "record A123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n",
	 "line 9: `record`"},
	{"request of a record", HEAD "decision request\n" WHO DATES "record " ID64 "\n", "line 9"},

	{"garbage behind", APPROVE "-----\n", "line 11: the signature is not written as"},
	{"armour without an end", APPROVE "-----BEGIN SSH SIGNATURE-----\nAAAA\n", "line 11"},
	{"armour of nothing", APPROVE "-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n", "line 11"},
	{"armour without its last line feed",
	 APPROVE "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----", "line 11"},
	{"two line feeds behind the armour",
	 APPROVE "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n\n", "line 11"},
	{"armour twice",
	 APPROVE "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n"
		 "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n",
	 "line 11"},
	{"armour with windows line ends",
	 APPROVE "-----BEGIN SSH SIGNATURE-----\r\nAAAA\r\n-----END SSH SIGNATURE-----\r\n", "line 11"},
	{"armour in other rows", APPROVE "-----BEGIN SSH SIGNATURE-----\nAAAA\nAAAA\n-----END SSH SIGNATURE-----\n",
	 "line 11"},
	{"armour with spare bits", APPROVE "-----BEGIN SSH SIGNATURE-----\nAB==\n-----END SSH SIGNATURE-----\n",
	 "line 11"},
	{"armour without padding", APPROVE "-----BEGIN SSH SIGNATURE-----\nAA\n-----END SSH SIGNATURE-----\n",
	 "line 11"},
	{"armour with more padding", APPROVE "-----BEGIN SSH SIGNATURE-----\nAA======\n-----END SSH SIGNATURE-----\n",
	 "line 11"},
	{"armour of another kind", APPROVE "-----BEGIN PGP SIGNATURE-----\nAAAA\n-----END PGP SIGNATURE-----\n",
	 "line 11"},
	{"a blank line before the armour",
	 APPROVE "\n-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n", "line 11"},
};

/* What was read once is read again for its signature, with the same outcome. */
static void check_signed(const char *text)
{
	static const char armour[] = "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n";
	MOW_AUTO(record) first = {0};
	MOW_AUTO(record) again = {0};
	MOW_AUTO(buf) bytes = BUF_INIT;

	buf_adds(&bytes, text);
	buf_adds(&bytes, armour);
	assert_int_equal(record_parse(&first, bytes.data, bytes.len, NULL), MOW_OK);
	assert_int_equal(record_parse_signed(&again, bytes.data, bytes.len, first.id, NULL), MOW_OK);
	assert_string_equal(again.id, first.id);
	assert_string_equal(again.by, first.by);
	assert_int_equal(again.made, first.made);
	assert_int_equal(again.expires, first.expires);
	assert_string_equal(again.expired, first.expired);
	assert_int_equal(again.text_len, strlen(text));
	assert_memory_equal(again.text, text, again.text_len);
	assert_string_equal(again.armour, armour);
	assert_int_equal(again.armour_len, sizeof armour - 1);
}

static void test_valid(void **state)
{
	const struct row *row = *state;
	struct mow_error err = {0};
	MOW_AUTO(record) record = {0};
	MOW_AUTO(buf) again = BUF_INIT;

	if (record_parse(&record, row->text, strlen(row->text), &err))
		fail_msg("%s", err.message);
	assert_int_equal(record_format(&again, &record, &err), MOW_OK);
	assert_string_equal(again.data, row->text);
	assert_int_equal(record.text_len, strlen(row->text));
	assert_int_equal(record.armour_len, 0);
	assert_string_equal(record.armour, "");
	check_signed(row->text);
}

static void test_invalid(void **state)
{
	const struct row *row = *state;
	struct mow_error err = {0};
	struct record record = {.made = 4711};

	int result = record_parse(&record, row->text, strlen(row->text), &err);
	assert_int_equal(result, MOW_EINVAL);
	assert_int_equal(err.code, MOW_EINVAL);
	if (strstr(err.message, row->says) == NULL)
		fail_msg("says: %s", err.message);
	assert_int_equal(record.made, 4711);
}

int main(void)
{
	static struct CMUnitTest tests[COUNT(valid) + COUNT(invalid)];
	size_t count = 0;

	for (size_t i = 0; i < COUNT(valid); i++)
		tests[count++] =
			(struct CMUnitTest){valid[i].name, test_valid, NULL, NULL, (void *)(uintptr_t)&valid[i]};
	for (size_t i = 0; i < COUNT(invalid); i++)
		tests[count++] =
			(struct CMUnitTest){invalid[i].name, test_invalid, NULL, NULL, (void *)(uintptr_t)&invalid[i]};
	return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}

/* The same as test_rules_messages.c for what values say, for whole files, and for files below the root. */
#include "rules_messages.h"

static const struct row rows[] = {
	/* ---- lists ---- */
	{TEXT(A "consulted = @no\n"),
	 "12:13 undeclared: \"@no\" is neither in [people] nor in [teams]; declare it there"},
	{TEXT(A "consulted = @bt\n"),
	 "12:13 undeclared: \"@bt\" is neither in [people] nor in [teams]; did you mean \"@t\"?"},
	{TEXT(A "consulted = @bott\n"),
	 "12:13 undeclared: \"@bott\" is neither in [people] nor in [teams]; did you mean \"@bot\"?"},
	{TEXT(A "consulted = @-\n"), "12:13 bad-owner: \"@-\" is no handle: @ and up to 39 of A-Z a-z 0-9 . _ / -"},
	{TEXT(A "consulted = lena\n"),
	 "12:13 bad-owner: \"lena\" is neither a handle nor an e-mail; did you mean \"@lena\"?"},
	{TEXT(A "consulted = lena!\n"),
	 "12:13 bad-owner: \"lena!\" is neither a handle nor an e-mail; write @name or name@example.com"},
	{TEXT(A "consulted = lena@\n"), "12:13 bad-email: \"lena@\" is no e-mail"},
	{TEXT(A "consulted = @t and @u\n"),
	 "12:16 bad-owner: take \"and\" out: names stand side by side, or with a comma between"},
	{TEXT(A "consulted = @t & @u\n"),
	 "12:16 bad-owner: take \"&\" out: names stand side by side, or with a comma between"},
	{TEXT(A "consulted = @t,,@u\n"), "12:15 stray-comma: a comma stands between two words; take this one out"},
	{TEXT(A "accountable = @t or @u\n"),
	 "12:18 several-owners: \"accountable\" names exactly one person, who decides; keep one and list the others in \"review\""},
	{TEXT(A "accountable = or @t\n"),
	 "12:15 several-owners: \"accountable\" names exactly one person, who decides; keep one and list the others in \"review\""},
	{TEXT(A "accountable = @t @u\n"),
	 "12:18 several-owners: \"accountable\" names exactly one person, who decides; keep one and list the others in \"review\""},
	{TEXT(A "accountable = @two\n[teams]\n@two = @t @u\n"),
	 "12:15 not-a-person: \"@two\" is a team and cannot be accountable; name one person"},
	{TEXT(A "accountable = @bot\n"),
	 "12:15 bot-accountable: @bot is a bot and cannot be accountable; name a person"},
	{TEXT(A "accountable = @ext\n"),
	 "12:15 external-accountable: @ext is external and cannot be accountable; name somebody of the company, or set external-accountable in [mowners]"},
	{TEXT("@l = L <l@x>, deputy @ext\n[a]\npath = /x\naccountable = @l\n"),
	 "10:22 external-accountable: @ext is external and cannot act for @l, who is accountable in [a], line 13"},
	{TEXT("@l = L <l@x>, deputy @bot\n[a]\npath = /x\naccountable = @l\n"),
	 "10:22 bot-accountable: @bot is a bot and cannot act for @l, who is accountable in [a], line 13"},
	/* ---- gates ---- */
	{TEXT(A "review = @t @u\n"),
	 "12:10 several-owners: several owners: say how many of them must agree, such as \"1 of\" or \"all of\" before them"},
	{TEXT(A "review.x = @t and @u\nreview.y = @t\n"),
	 "12:15 several-owners: say how many must agree: write \"all of @t @u\", or \"1 of @t @u\" where one of them is enough"},
	{TEXT(A "review = 2 @t @u\n"), "12:10 bad-gate: write \"2 of\" and then who, such as \"2 of @design @legal\""},
	{TEXT(A "review = two of @t @u\n"),
	 "12:10 bad-gate: before \"of\" stands a number or \"all\", such as \"2 of @design @legal\""},
	{TEXT(A "review = 0 of @t\n"),
	 "12:10 quorum: a gate asks for at least 1 person; write a number such as 1 or 2"},
	{TEXT(A "review = 3 of @t @u\n"), "12:10 quorum: this asks for 3 people, and the list has 2"},
	{TEXT(A "review = 10 of @t @u\n"), "12:10 quorum: this asks for 10 people, and the list has 2"},
	{TEXT(A "review = 2 of @t,,\n"), "12:17 stray-comma: a comma stands between two words; take this one out\n"
					 "12:18 stray-comma: a comma stands between two words; take this one out"},
	{TEXT(A "review = 2 of @t @no\n"),
	 "12:18 undeclared: \"@no\" is neither in [people] nor in [teams]; declare it there"},
	{TEXT(A "review = 2 of @two\n[teams]\n@two = @t\n"),
	 "12:10 quorum: this asks for 2 people, and the list has 1 only"},
	{TEXT(A "review." TEN("aaaa") "a = @t\n"),
	 "12:1 name-too-long: a gate's name of 41 characters; at most 40 are allowed"},
	{TEXT(A "review.A = @t\n"),
	 "12:1 bad-name: \"review.A\": the name of a gate is made of a-z, 0-9, - and _, a letter or digit first"},
	/* ---- other ---- */
	{TEXT(A "escalate = @t\n"),
	 "12:1 escalate-alone: \"escalate\" goes with \"accountable\": set both in this section\n"
	 "12:12 bad-escalation: write who may act as well, and when, such as \"@tomas after 3d\""},
	{TEXT(A "accountable = @t\nescalate = @t after long\n"),
	 "13:21 bad-value: \"long\" is no length of time; write hours, days or weeks, such as 12h, 3d or 2w"},
	{TEXT(A "escalate = @t after 3d\n"),
	 "12:1 escalate-alone: \"escalate\" goes with \"accountable\": set both in this section"},
	{TEXT(A "level = heavy\n"),
	 "12:9 bad-value: \"level\" does not take \"heavy\"; it takes one of: lightweight, standard, detailed"},
	{TEXT(A "level = detaild\n"),
	 "12:9 bad-value: \"level\" does not take \"detaild\"; did you mean \"detailed\"?"},
	{TEXT(A "level = Detailed\n"),
	 "12:9 bad-value: \"level\" does not take \"Detailed\"; did you mean \"detailed\"?"},
	{TEXT(A "level = standard detailed\n"), "12:18 bad-value: \"level\" takes one level and nothing else"},
	{TEXT(A "level = ,\n"), "12:9 bad-value: \"level\" takes one level and nothing else"},
	{TEXT(A "confirm-by = soon\n"), "12:14 bad-date: \"soon\" is no date; write one such as 2027-03-31"},
	{TEXT(A "confirm-by = 1 2\n"), "12:16 bad-value: \"confirm-by\" takes one date and nothing else"},
	{TEXT(A "accept = unowned\n"),
	 "12:10 bad-value: write the code of a warning, until when, and why, such as: no-signer until 2027-03-31, her key comes with the new laptop"},
	{TEXT(A "accept = unowned until 2026-12-01,\n"),
	 "12:10 bad-value: write the code of a warning, until when, and why, such as: no-signer until 2027-03-31, her key comes with the new laptop"},
	{TEXT(A "accept = unowned since 2026-12-01, x\n"),
	 "12:10 bad-value: write the code of a warning, until when, and why, such as: no-signer until 2027-03-31, her key comes with the new laptop"},
	{TEXT(A "accept = unowned until 2026-12-01 x y\n"),
	 "12:10 bad-value: write the code of a warning, until when, and why, such as: no-signer until 2027-03-31, her key comes with the new laptop"},
	{TEXT(A "accept = unownd until 2026-12-01, a\n"),
	 "12:10 bad-value: lint has no warning \"unownd\"; did you mean \"unowned\"?"},
	{TEXT(A "accept = unknown-key until 2026-12-01, a\n"),
	 "12:10 bad-value: lint has no warning \"unknown-key\"; take the word in brackets behind the warning"},
	{TEXT(A "accept = nonsense until 2026-12-01, a\n"),
	 "12:10 bad-value: lint has no warning \"nonsense\"; take the word in brackets behind the warning"},
	{TEXT(A "accept = unowned until soon, a\n"),
	 "12:24 bad-date: \"soon\" is no date; write one such as 2027-03-31"},
	{TEXT("[freeze x]\npath = /x\n"),
	 "10:1 freeze-dates: [freeze x] needs either both \"from\" and \"until\", or \"opens\" alone"},
	{TEXT("[freeze x]\npath = /x\nfrom = 2026-02-01\nuntil = 2026-01-01\n"),
	 "10:1 reversed-dates: \"from\" is after \"until\" in [freeze x]; turn them round"},
	{TEXT("[freeze x]\npath = /x\nopens = 1 2\n"), "12:11 bad-value: \"opens\" takes one date and nothing else"},
	{TEXT("[level detailed]\npeople = 0\n"), "11:10 bad-value: \"0\" is no number from 1 to 99"},
	{TEXT("[level detailed]\npeople = 1 2\n"), "11:12 bad-value: \"people\" takes one number and nothing else"},
	{TEXT("[level detailed]\nmax-age = 1 2\n"),
	 "11:13 bad-value: \"max-age\" takes one length of time and nothing else"},
	{TEXT("[level detailed]\nmax-age = long\n"),
	 "11:11 bad-value: \"long\" is no length of time; write hours, days or weeks, such as 12h, 3d or 2w"},
	{TEXT("[level detailed]\nevidence = mail\n"),
	 "11:12 bad-value: \"evidence\" does not take \"mail\"; it takes one of: signed, forge, pusher"},
	{TEXT("[level detailed]\ndecided-by = a b\n"),
	 "11:16 bad-value: \"decided-by\" takes one word and nothing else"},
};

/* ---- Files that are whole ---- */

static const struct row wholes[] = {
	{TEXT("[mowner]\nversion = 1\nfoo = 1\n[rules]\naccountable = t@x\n"),
	 "1:1 unknown-section: unknown section [mowner]; did you mean [mowners]?\n"
	 "3:1 unknown-key: [mowners] knows no key \"foo\""},
	{TEXT("[rules]\naccountable = t@x\n"),
	 "0:0 missing-section: the section [mowners] is missing; the file at the root needs it"},
	{TEXT("[mowners]\n[rules]\naccountable = t@x\n"), "1:1 missing-version: [mowners] needs \"version = 1\""},
	{TEXT("[mowners]\nversion = 2\n"),
	 "2:11 version: this file is of version 2 of the format; this program reads version 1"},
	{TEXT("[mowners]\nversion = one\n[rules]\naccountable = t@x\n"),
	 "2:11 version: \"one\" is no version; this program reads version 1"},
	{TEXT("[mowners]\nversion = 1 2\n[rules]\naccountable = t@x\n"),
	 "2:13 bad-value: \"version\" takes one number and nothing else"},
	{TEXT("[mowners]\nversion = 1\n[rules]\nlevel = standard\n"),
	 "3:1 missing-key: [rules] needs the key \"accountable\""},
	{TEXT("[mowners]\nversion = 1\n[rules]\naccountable = t@x\nlevel = lightweight\n"),
	 "5:1 rules-level: the rules themselves cannot be lightweight; write standard or detailed, or leave it out"},
	{TEXT("a = b\n[mowners]\nversion = 1\n[rules]\naccountable = t@x\n"),
	 "1:1 no-section: a key before any section; write a line such as [name] above it"},
	{TEXT("\xff\xfe"
	      "a\0"),
	 "0:0 not-text: this file is UTF-16; save it as plain text, encoding UTF-8"},
	{TEXT("PK\3\4"),
	 "0:0 not-text: this file is a document of a word processor or a spreadsheet; save it as plain text, encoding UTF-8"},
	{TEXT("# See https://go.k8s.io/owners\n\napprovers:\n- ann\noptions:\n  no_parent_owners: true\n"),
	 "3:1 other-format: this OWNERS file is one of Kubernetes' Prow, and mowners takes every file of that name for its own; take it out, or keep what it came with in a submodule"},
	{TEXT("set noparent\r\nann@example.com\r\n"),
	 "1:1 other-format: this OWNERS file is one of Gerrit or Chromium, and mowners takes every file of that name for its own; take it out, or keep what it came with in a submodule"},
	{TEXT("  ann@example.com # ann\nper-file *.c=bob@example.com\n"),
	 "1:1 other-format: this OWNERS file is one of Gerrit or Chromium, and mowners takes every file of that name for its own; take it out, or keep what it came with in a submodule"},
	{TEXT("\xef\xbb\xbf"
	      "approvers:\n- ann\n"),
	 "1:1 other-format: this OWNERS file is one of Kubernetes' Prow, and mowners takes every file of that name for its own; take it out, or keep what it came with in a submodule"},
	{TEXT("inherited: true\nowners:\n- ann@example.com\n"),
	 "1:1 other-format: this OWNERS file is one of Gerrit or Chromium, and mowners takes every file of that name for its own; take it out, or keep what it came with in a submodule"},
	{TEXT("# all\n* @ann\n/docs/ @bob\n"),
	 "2:1 other-format: this file is written as CODEOWNERS is; rename it to CODEOWNERS, then: mowners init --from codeowners CODEOWNERS"},
	{TEXT("*.md\tann@example.com @bob # docs\r\n"),
	 "1:1 other-format: this file is written as CODEOWNERS is; rename it to CODEOWNERS, then: mowners init --from codeowners CODEOWNERS"},
	{TEXT("/docs/ @ann #and = more\n# ====\n*.md @bob # = #\n# =="),
	 "1:1 other-format: this file is written as CODEOWNERS is; rename it to CODEOWNERS, then: mowners init --from codeowners CODEOWNERS"},
	{TEXT("; @ann @bob\n[mowners]\nversion = 1 2\n[rules]\naccountable = t@x\n"),
	 "3:13 bad-value: \"version\" takes one number and nothing else"},
	{TEXT("* @ann = Ann\n[mowners]\nversion = 1\n[rules]\naccountable = t@x\n"),
	 "1:1 no-section: a key before any section; write a line such as [name] above it"},
	{TEXT("docs the @ann\n[mowners]\nversion = 1\n[rules]\naccountable = t@x\n"),
	 "1:1 no-section: a key before any section; write a line such as [name] above it"},
	{TEXT("@ann\n[mowners]\nversion = 1\n[rules]\naccountable = t@x\n"),
	 "1:1 no-section: a key before any section; write a line such as [name] above it"},
	{TEXT("[rules]\naccountable = @t\n[people]\n@t = Tomas <t@x>\n[mowners]\nversion = 1\nevidence = mail\n"),
	 "7:12 bad-value: \"evidence\" does not take \"mail\"; it takes one of: signed, forge, pusher"},
	{TEXT("[rules]\naccountable = @t\n[people]\n@t = Tomas <t@x>\n[mowners]\nversion = 1\nprotect = a..b\n"),
	 "7:11 bad-ref: \"a..b\" has \"..\" or \"@{\", which no ref has; write a branch, tags/\xe2\x80\xa6, or refs/\xe2\x80\xa6"},
	{TEXT("[rules]\naccountable = @t\n[people]\n@t = Tomas <t@x>\n[mowners]\nversion = 1\nrepository = a b\n"),
	 "7:16 bad-value: \"repository\" takes a name without white space or commas and nothing else"},
	{TEXT("[rules]\naccountable = @t\n[people]\n@t = Tomas <t@x>\n[mowners]\nversion = 1\nrepository = " HUNDRED(
		 "a") "a\n"),
	 "7:14 name-too-long: a name of 101 bytes; at most 100 are allowed"},
	{TEXT("[rules]\naccountable = @t\n[people]\n@t = Tomas <t@x>\n[mowners]\nversion = 1\nrepository = a\xc2\xad"
	      "b\n"),
	 "7:14 bad-value: \"a\\xC2\\xADb\" holds characters that do not show"},
	{TEXT("[rules]\naccountable = @t\n[people]\n@t = Tomas <t@x>\n[mowners]\nversion = 1\nwitness = @t\n"),
	 "7:11 not-a-bot: \"@t\" is no bot; a witness is one, declared so in [people]"},
	{TEXT("[rules]\naccountable = @t\n[people]\n@t = Tomas <t@x>\n[mowners]\nversion = 1\nwitness = @two\n[teams]\n@two = @t\n"),
	 "7:11 not-a-person: \"@two\" is a team and cannot be a witness; name one person"},
	{TEXT("[rules]\naccountable = @t\n[people]\n@t = Tomas <t@x>\n[mowners]\nversion = 1\noverride = 2 of @t\n"),
	 "7:12 quorum: this asks for 2 people, and the list has 1 only"},
	{TEXT("[rules]\naccountable = @t\n[people]\n@t = Tomas <t@x>\n[mowners]\nversion = 1\nstale-after = never\n"),
	 "7:15 bad-value: \"never\" is no length of time; write hours, days or weeks, such as 12h, 3d or 2w"},
	{TEXT("[rules]\naccountable = @t\n[people]\n@t = Tomas <t@x>\n[mowners]\nversion = 1\nstale-after = 1d 2d\n"),
	 "7:18 bad-value: \"stale-after\" takes one length of time and nothing else"},
	{TEXT("[rules]\naccountable = @t\n[people]\n@t = Tomas <t@x>\n[mowners]\nversion = 1\nmode = off\n"),
	 "7:8 bad-value: \"mode\" does not take \"off\"; it takes one of: enforce, advise"},
	{TEXT("[rules]\naccountable = @t\n[people]\n@t = Tomas <t@x>\n[mowners]\nversion = 1\nmode = advise enforce\n"),
	 "7:15 bad-value: \"mode\" takes one word and nothing else"},
	{TEXT("[rules]\naccountable = @t\n[people]\n@t = Tomas <t@x>\n[mowners]\nversion = 1\nunowned = blok\n"),
	 "7:11 bad-value: \"unowned\" does not take \"blok\"; did you mean \"block\"?"},
	{TEXT("[rules]\naccountable = @t\n[people]\n@t = Tomas <t@x>\n[mowners]\nversion = 1\nexternal-accountable = true\n"),
	 "7:24 bad-value: \"external-accountable\" does not take \"true\"; it takes one of: no, yes"},
	{TEXT("[rules]\naccountable = @t\n[people]\n@t = Tomas <t@x>\n[mowners]\nversion = 1\nevidence = signed,,forge\n"),
	 "7:18 stray-comma: a comma stands between two words; take this one out"},
};

static void test_whole(void **state)
{
	const struct row *row = *state;
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO_PTR(rules) rules = rules_text_parse(&found, row->text, row->len, NULL);

	assert_string_equal(found.messages.data, row->found);
	assert_true(rules->broken);
}

/* ---- Files below the root ---- */

static const struct row nested[] = {
	{TEXT("[level]\npeople = 1\n"),
	 "1:1 bad-name: [level] needs a name behind it, such as [level detailed]\n"
	 "1:1 root-only: [level] belongs into the OWNERS file at the root of the repository; move it there"},
	{TEXT("[freeze x]\n"),
	 "1:1 root-only: [freeze x] belongs into the OWNERS file at the root of the repository; move it there"},
	{TEXT("[mowners]\n"),
	 "1:1 root-only: [mowners] belongs into the OWNERS file at the root of the repository; move it there"},
	{TEXT("[poeple]\n"), "1:1 unknown-section: unknown section [poeple]; did you mean [people]?"},
	{TEXT("[b]\npath = /x\naccountable = @h\n[c]\npath = /y\naccountable = @g\n[d]\npath = /z\naccountable = @h\n"),
	 "3:15 external-accountable: @h has the deputy @ext, who is external and cannot act for somebody accountable\n"
	 "6:15 bot-accountable: @g has the deputy @bot, a bot: it cannot act for somebody accountable"},
	{TEXT("[b]\npath = /x\nreview = @nobody\n  @bt\n"),
	 "3:10 undeclared: \"@nobody\" is neither in [people] nor in [teams] of the OWNERS file at the root; declare it there\n"
	 "4:3 undeclared: \"@bt\" is neither in [people] nor in [teams]; did you mean \"@t\"?"},
	{TEXT("[people]\n@v = V <v@x>\n"),
	 "1:1 root-only: [people] belongs into the OWNERS file at the root of the repository; move it there"},
	{TEXT("[level detailed]\npeople = 2\n"),
	 "1:1 root-only: [level detailed] belongs into the OWNERS file at the root of the repository; move it there"},
	{TEXT("[b]\npath = /x\nconsulted = @no\n"),
	 "3:13 undeclared: \"@no\" is neither in [people] nor in [teams] of the OWNERS file at the root; declare it there"},
	{TEXT("[b]\npath = /x\naccountable = @h\n"),
	 "3:15 external-accountable: @h has the deputy @ext, who is external and cannot act for somebody accountable"},
	{TEXT("[b]\npath = /x\naccountable = @g\n"),
	 "3:15 bot-accountable: @g has the deputy @bot, a bot: it cannot act for somebody accountable"},
	{TEXT("[b]\npath = /x\naccountable = @bot\n"),
	 "3:15 bot-accountable: @bot is a bot and cannot be accountable; name a person"},
};

static void test_nested(void **state)
{
	static const char root[] = HEAD "@h = H <h@x>, deputy @ext\n@g = G <g@x>, deputy @bot\n";
	const struct row *row = *state;
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO_PTR(rules) rules =
		rules_text_parse(&found, root, sizeof root - 1, &(struct file_text){"sub/OWNERS", row->text, row->len});

	assert_string_equal(found.messages.data, row->found);
	assert_false(rules->broken);
	assert_true(rules->files[1]->broken);
}

/* For the first fifty handles the nearest one is looked for, and no longer. */
static void test_suggestions(void **state)
{
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO(buf) text = BUF_INIT;
	size_t near = 0;

	(void)state;
	buf_adds(&text, HEAD A "consulted =\n");
	for (size_t i = 0; i < 51; i++)
		buf_adds(&text, "  @bott\n");
	MOW_AUTO_PTR(rules) rules = rules_text_parse(&found, text.data, text.len, NULL);
	for (const char *at = found.messages.data; (at = strstr(at, "did you mean")) != NULL; at++)
		near++;
	assert_int_equal(found.count, 51);
	assert_int_equal(near, 50);
	assert_true(rules->broken);
}

int main(void)
{
	static struct CMUnitTest tests[COUNT(rows) + COUNT(wholes) + COUNT(nested) + 1];
	size_t count = 0;

	for (size_t i = 0; i < COUNT(rows); i++)
		tests[count++] = (struct CMUnitTest){rows[i].found, test_row, NULL, NULL, (void *)&rows[i]};
	for (size_t i = 0; i < COUNT(wholes); i++)
		tests[count++] = (struct CMUnitTest){wholes[i].found, test_whole, NULL, NULL, (void *)&wholes[i]};
	for (size_t i = 0; i < COUNT(nested); i++)
		tests[count++] = (struct CMUnitTest){nested[i].found, test_nested, NULL, NULL, (void *)&nested[i]};
	tests[count] = (struct CMUnitTest)cmocka_unit_test(test_suggestions);
	return cmocka_run_group_tests_name("messages of values", tests, NULL, NULL);
}

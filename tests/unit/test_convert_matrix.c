/* convert: spreadsheets as OWNERS files, and what is wrong with them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "convert/matrix.h"
#include "rules_text.h"

#define TEXT(literal) literal, sizeof(literal) - 1
#define HEAD "Area,Path,Level,A,Review,R,C,I\n"

struct row {
	const char *name;
	const char *text;
	size_t len;
	const char *found;    /* "LINE:COLUMN CODE, …" */
	const char *expected; /* a part of what is made; NULL: nothing is */
};

static const struct row rows[] = {
	/* what `mowners matrix --format csv` writes */
	{"a matrix",
	 TEXT("\"Area\",\"Path\",\"Level\",\"A\",\"Review\",\"R\",\"C\",\"I\"\n"
	      "\"brand\",\"/brand/\n!/brand/old/\",\"detailed\",\"lena\",\"2 of guild\nlegal\",\"ann\nbob@x.example\",\"\",\"sales\"\n"
	      "\"otherwise\",\"\",\"lightweight\",\"tomas\",\"\",\"\",\"\",\"\"\n"
	      "\"rules\",\"\",\"\",\"tomas\",\"\",\"\",\"\",\"\"\n"),
	 "",
	 "[rules]\naccountable = @tomas\n\n[otherwise]\naccountable = @tomas\nlevel       = lightweight\n\n[brand]\n"
	 "path        = /brand/\n              !/brand/old/\naccountable = @lena\nreview      = 2 of @guild\n"
	 "              @legal\nresponsible = @ann bob@x.example\ninformed    = @sales\nlevel       = detailed\n\n[people]\n"},
	{"a team for a gate that asks for several", TEXT(HEAD "a,/a,,ann,2 of guild,,,\n"), "",
	 "[teams]\n; ? The people who are in them.\n@guild = 1.of.guild@fill-in.invalid\n    2.of.guild@fill-in.invalid\n"},
	{"who decides is a person", TEXT(HEAD "a,/a,,ann,2 of ann,,,\n"), "2:0 quorum", NULL},
	{"gates with names", TEXT(HEAD "a,/a,,ann,\"sam (rules)\n1 of sam bob (a)\nbob (BOB)\",,,\n"), "",
	 "review.rules = @sam\nreview      = 1 of @sam @bob\n              @bob\n"},
	{"their order", TEXT(HEAD "a,/a,,ann,\"bob\nsam (rules)\ncy\",,,\n"), "",
	 "review      = @bob\n              @cy\nreview.rules = @sam\n"},
	{"all of them", TEXT(HEAD "a,/a,,ann,\"all of sam, bob\",,,\n"), "", "review      = all of @sam @bob\n"},
	{"who decides is left open", TEXT(HEAD "a,/a,,,,,,\n"), "", "path        = /a\n; accountable = ?\n"},
	{"no row for the rules", TEXT(HEAD "a,/a,,ann,,,,\n"), "", "accountable = me@example.com\n\n[a]"},
	{"a ' before what looks like a formula", TEXT(HEAD "a,'=x,,'@ann,'@b,'-x@y.example,,\n"), "",
	 "path        = =x\naccountable = @ann\nreview      = @b\nresponsible = -x@y.example\n"},
	{"two of them are one", TEXT(HEAD "a,''=x,,ann,,,,\n"), "", "path        = '=x\n"},
	{"people", TEXT(HEAD "a,/a,,Ann,,,,\n"), "", "@ann = ann <ann@fill-in.invalid>\n"},
	/* what spreadsheets and people make of it */
	{"people by their names", TEXT(HEAD "a,/a,,Jörg O'Neil-Weiß,,\"Studio Süd 2\nann\",Chloe\xCC\x81,\n"), "",
	 "accountable = @joerg-o-neil-weiss\nresponsible = @studio-sued-2 @ann\nconsulted   = @chloe\n\n[people]\n"
	 "; ? Their names, and the e-mails that they commit with.\n"
	 "; Who of them is a team goes below [teams], such as: @legal = @greta @paul\n"
	 "@joerg-o-neil-weiss = Jörg O'Neil-Weiß <joerg-o-neil-weiss@fill-in.invalid>\n"
	 "@studio-sued-2 = Studio Süd 2 <studio-sued-2@fill-in.invalid>\n"
	 "@ann = ann <ann@fill-in.invalid>\n"
	 "@chloe = Chloe\xCC\x81 <chloe@fill-in.invalid>\n"},
	{"the same person by name and handle", TEXT(HEAD "a,/a,,ann-lee,Ann-Lee,Ann Lee,,\n"), "",
	 "@legal = @greta @paul\n@ann-lee = Ann Lee <ann-lee@fill-in.invalid>\n"},
	{"gates with letters that handles have not", TEXT(HEAD "a,/a,,ann,1 of Jörg Zoé,,,\n"), "",
	 "review      = 1 of @joerg @zoe\n"},
	{"areas with letters that their names have not", TEXT(HEAD "Übersetzung (FR),/a,,ann,,,,\n"), "",
	 "[uebersetzung-fr]\nsummary     = Übersetzung (FR)\n"},
	{"an area of other letters alone", TEXT(HEAD "木,/a,,ann,,,,\n"), "", "[area]\nsummary"},
	{"semicolons", TEXT("Area;Path;A\na;/a,b;ann\n"), "", "path        = /a,b\naccountable = @ann\n"},
	{"tabs", TEXT("Area\tPath\tA\na\t/a\tann\n"), "", "path        = /a\naccountable = @ann\n"},
	{"a line that says what separates", TEXT("sep=;\r\nArea;Path;A\r\na;/a;ann\r\n"), "", "path        = /a\n"},
	{"a byte order mark", TEXT("\xEF\xBB\xBF\"Area\",\"Path\",\"A\"\n\"a\",\"/a\",\"ann\"\n"), "", "[a]\npath"},
	{"CRLF, in cells too", TEXT("Area,Path,A\r\na,\"/a\r\n/b\",ann\r\n"), "",
	 "path        = /a\n              /b\n"},
	{"no last line end", TEXT("Area,Path,A\na,/a,\"ann\""), "", "accountable = @ann\n"},
	{"columns in another order, by their long names", TEXT("Accountable,Path,Area\nann,/a,a\n"), "", "= @ann\n"},
	{"columns in German, with what they stand for",
	 TEXT("\xEF\xBB\xBF"
	      "BEREICH;Pfad;Gesamtverantwortlich (A);Ausführend (R);Freigabe;Stufe;Konsultiert;Informiert\n"
	      "a;/a;ann;bob;cy;Standard;dan;eve\n"),
	 "",
	 "accountable = @ann\nreview      = @cy\nresponsible = @bob\nconsulted   = @dan\ninformed    = @eve\n"
	 "level       = standard\n"},
	{"columns in French",
	 TEXT("Domaine;Chemin;Niveau;Responsable final;Validation;Réalisateur;Consulté;Informé\n"
	      "a;/a;standard;ann;cy;bob;dan;eve\n"),
	 "",
	 "accountable = @ann\nreview      = @cy\nresponsible = @bob\nconsulted   = @dan\ninformed    = @eve\n"
	 "level       = standard\n"},
	{"blank rows, blank columns and dashes", TEXT("Area,Path,A,R,,\n\n,,,,,\na,/a,ann,-,,\n"), "",
	 "= @ann\n\n[people]"},
	{"rows that end early", TEXT(HEAD "a,/a,,ann\n"), "", "= @ann\n\n[people]"},
	{"names as people write them", TEXT(HEAD "Brand & Co.,/a,Detailed,ann,,,,\n"), "",
	 "[brand-co]\nsummary     = Brand & Co.\npath        = /a\naccountable = @ann\nlevel       = detailed\n"},
	{"an area that is called like a section", TEXT(HEAD "People,/p,,ann,,,,\n"), "",
	 "[people-area]\nsummary     = People\n"},
	{"quotes in a cell", TEXT(HEAD "a,\"/\"\"a\"\"\",,ann,,,,\n"), "", "path        = /\"a\"\n"},
	{"what would be a comment", TEXT(HEAD "a,\"#x\n/a ;b\",,ann,,,,\n"), "",
	 "path        = \\#x\n              /a \\;b\n"},
	{"what would be the next key", TEXT(HEAD "a,\"/a\nlevel=2\npath : b/c\n!level=2\",,ann,,,,\n"), "",
	 "path        = /a\n              **/level=2\n              /path : b/c\n              !level=2\n"},
	{"lists with commas", TEXT(HEAD "a,/a,,ann,,\"bob, @cy;dan\",,\n"), "", "responsible = @bob @cy @dan\n"},
	/* what is wrong */
	{"nothing", TEXT(""), "0:0 bad-column", NULL},
	{"unknown columns", TEXT("Area,Folder,A,Notes,A\n"), "1:0 bad-column, 1:0 bad-column, 1:0 bad-column", NULL},
	{"a column with a slip", TEXT("Area,Path,A,Revew\n"), "1:0 bad-column", NULL},
	{"another separator", TEXT("Area|Path|A\na|/a|ann\n"), "1:0 bad-column", NULL},
	{"the matrix by person", TEXT("\"Person\",\"Areas\",\"Files\"\n"), "1:0 bad-column", NULL},
	{"a column that is missing", TEXT("Area,A\na,ann\n"), "1:0 bad-column", NULL},
	{"a column twice", TEXT("Area,Path,A,a\n"), "1:0 bad-column", NULL},
	{"more than there are columns", TEXT("Area,Path,A\na,/a,ann,bob\n"), "2:0 bad-column", NULL},
	{"a doubled area", TEXT(HEAD "a,/a,,ann,,,,\nb,/b,,ann,,,,\nA,/c,,ann,,,,\n"), "4:0 duplicate-section", NULL},
	{"a doubled pattern", TEXT(HEAD "a,\"/a\n/b\n/a\",,ann,,,,\n"), "2:0 duplicate-pattern", NULL},
	{"a cell that was merged with the one above", TEXT(HEAD "a,/a,,ann,,,,\n,/b,,ann,,,,\n"), "3:0 missing-key",
	 NULL},
	{"who is accountable, or makes it", TEXT("Bereich;Pfad;Verantwortlich\na;/a;ann\n"), "1:0 bad-column", NULL},
	{"a column that is called nothing", TEXT("Area,Path,A,(R)\na,/a,ann,bob\n"), "1:0 bad-column", NULL},
	{"no path", TEXT(HEAD "a,,,ann,,,,\n"), "2:0 missing-key", NULL},
	{"neither a name nor a handle",
	 TEXT(HEAD "a,/a,,Ann Lee <ann@x.example>,,,,\n\nb,/b,,2 of them,,R&D,,\nc,/c,,@Ann Lee,,?,,\n"),
	 "2:0 bad-owner, 4:0 bad-owner, 4:0 bad-owner, 5:0 bad-owner, 5:0 bad-owner", NULL},
	{"a sentence in place of a name",
	 TEXT(HEAD "a,/a,,whoever of the brand team has the time in that week and knows enough about the matter,,,,\n"),
	 "2:0 bad-owner", NULL},
	{"several who decide", TEXT(HEAD "a,/a,,\"ann, bob\",,,,\n"), "2:0 several-owners", NULL},
	{"several who review", TEXT(HEAD "a,/a,,ann,bob cy,,,\n"), "2:0 several-owners", NULL},
	{"several who review, with a comma", TEXT(HEAD "a,/a,,ann,\"bob, cy\",,,\n"), "2:0 several-owners", NULL},
	{"a number that no team has", TEXT(HEAD "a,/a,,ann,999999 of guild,,,\n"), "2:0 quorum", NULL},
	{"a level that is none", TEXT(HEAD "\na,/a,high,ann,,,,\n"), "3:0 bad-value", NULL},
	{"a pattern that is none", TEXT(HEAD "a,\"/a\n//b\",,ann,,,,\n"), "2:0 empty-component", NULL},
	{"a quote that does not end", TEXT(HEAD "a,\"/a,ann\n\n"), "2:3 bad-sheet", NULL},
	{"a quote in the middle", TEXT(HEAD "a,/\"a\",ann\n"), "2:4 bad-sheet", NULL},
	{"text behind a quote", TEXT(HEAD "a,\"/a\"b,ann\n"), "2:7 bad-sheet", NULL},
	{"carriage returns alone", TEXT("Area,Path,A\ra,/a,ann\r"), "1:12 lone-cr", NULL},
	{"one in a cell", TEXT(HEAD "a,\"/a\r/b\",,ann,,,,\n"), "2:6 lone-cr", NULL},
	{"a NUL", TEXT(HEAD "a,/\0a,,ann,,,,\n"), "2:4 nul", NULL},
	{"Latin 1", TEXT(HEAD "a,/\xE4,,J\xF6rg,,,,\n"), "2:4 invalid-utf8", NULL},
	{"an invisible character", TEXT(HEAD "a,/\xE2\x80\x8Bx,,ann,,,,\n"), "2:0 invisible-character", NULL},
	{"UTF-16",
	 TEXT("\xFF\xFE"
	      "A\0r\0e\0a\0,\0"),
	 "0:0 not-text", NULL},
	{"a document", TEXT("PK\3\4Area,Path,A\n"), "0:0 not-text", NULL},
	{"a comment in a list", TEXT(HEAD "a,/a,,ann,,\"#x@y.example\",,\n"), "2:0 bad-owner", NULL},
};

static void test_row(void **state)
{
	const struct row *row = *state;
	const struct file_text file = {"matrix.csv", row->text, row->len};
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO(draft) draft = DRAFT_INIT;
	int result = matrix_convert(&draft, &file, "me@example.com", RULES_TEXT_SINK(&found), NULL);

	assert_string_equal(found.places.data, row->found);
	assert_int_equal(result, row->expected != NULL ? MOW_OK : MOW_ERULES);
	if (row->expected != NULL && strstr(draft.text.data, row->expected) == NULL)
		fail_msg("not in:\n%s", draft.text.data);
}

#define MANY 11000

/* A table as large as it may be, each row with an error: in time linear in it. */
static void test_large(void **state)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO(draft) draft = DRAFT_INIT;

	(void)state;
	buf_adds(&text, HEAD);
	for (int i = 0; i < MANY; i++)
		buf_addf(&text, "a%d,/a,x,ann,2 of b,,,\n", i);
	const struct file_text file = {"matrix.csv", text.data, text.len};
	assert_int_equal(matrix_convert(&draft, &file, "me@example.com", RULES_TEXT_SINK(&found), NULL), MOW_ERULES);
	assert_int_equal(found.count, 10001);
}

int main(void)
{
	static struct CMUnitTest tests[sizeof rows / sizeof *rows + 1];
	size_t count = 0;

	for (const struct row *row = rows; count < sizeof rows / sizeof *rows; row++)
		tests[count++] = (struct CMUnitTest){row->name, test_row, NULL, NULL, (void *)(uintptr_t)row};
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_large);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

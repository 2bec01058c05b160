#include "convert/kinds.h"

#include <stdbool.h>
#include <string.h>

#include "base/ascii.h"

const struct kind kind_plain = {.form = KIND_PLAIN, .name = "", .words = ""};

enum {
	BRAND,
	LOGOS,
	PHOTOGRAPHY,
	CAMPAIGNS,
	BUDGETS,
	EMAIL,
	CONSENT,
	LANDING,
	PAID,
	CONTENT,
	CRM,
	TRACKING,
	REPORTING,
	LEGAL,
	LOCALISATION,
	MARKET,
	PARTNERS,
	PARTNER,
	PRESS,
	MARTECH,
	WORKFLOWS,
	WORKFLOW,
	JOB_RULES,
	JOB_QUALITY,
	JOB_DATA,
	JOB_PERFORMANCE,
	KIND_COUNT
};

#define IN(kind) (&kinds[kind])
/* In the order in which they are looked for. */
static const struct kind kinds[KIND_COUNT] = {
	[BRAND] = {KIND_FOLDER, "brand", "brand branding brand-assets brand-guidelines corporate-design identity", NULL,
		   "Guidelines, typefaces, colours", NULL, "the brand team"},
	[LOGOS] = {KIND_FOLDER, "logos", "logos logo trademarks", IN(BRAND), "Logos and trademarks", "detailed",
		   "legal"},
	[PHOTOGRAPHY] = {KIND_FOLDER, "photography", "photography photos photo images stock", IN(BRAND),
			 "Photographs, with their licences and consents", NULL, "legal"},
	[CAMPAIGNS] = {KIND_FOLDER, "campaigns", "campaigns campaign launches", NULL, "Briefs, plans, copy, creative",
		       NULL, "the brand team"},
	[BUDGETS] = {KIND_FILES, "budgets", "budget", IN(CAMPAIGNS), "What campaigns may cost", "detailed", "finance"},
	[EMAIL] = {KIND_FOLDER, "email", "email emails e-mail e-mails mail mailing mailings newsletter newsletters",
		   NULL, "Templates and sequences", NULL, "the brand team"},
	[CONSENT] = {KIND_FOLDER, "consent", "consent unsubscribe opt-in privacy", IN(EMAIL),
		     "What the law wants to be there", "detailed", "legal, data protection"},
	[LANDING] = {KIND_FOLDER, "landing-pages", "landing-pages landing-page landingpages landing landings lp", NULL,
		     "Landing pages and their forms", NULL, "the content team"},
	[PAID] = {KIND_FOLDER, "paid-media", "paid-media paid ads ad advertising ppc sem media-plans", NULL,
		  "Advertisements, keywords, bids", NULL, "the brand team"},
	[CONTENT] = {KIND_FOLDER, "content", "blog blogs content articles social social-media", NULL,
		     "Blog and social copy", "lightweight", NULL},
	[CRM] = {KIND_FOLDER, "crm", "crm hubspot salesforce marketing-automation", NULL, "Fields, scoring, routing",
		 "detailed", "sales, marketing operations"},
	[TRACKING] = {KIND_FOLDER, "tracking", "tracking utm utms tag-manager gtm", NULL,
		      "Events, tags, rules of UTM parameters", "detailed", "marketing operations"},
	[REPORTING] = {KIND_FOLDER, "reporting", "reporting reports analytics metrics dashboards kpi kpis", NULL,
		       "Definitions of metrics, attribution, dashboards", NULL, "finance"},
	[LEGAL] = {KIND_FOLDER, "legal", "legal claims disclaimers compliance privacy", NULL,
		   "Claims, disclaimers, policies", "detailed", "legal"},
	[LOCALISATION] = {KIND_EACH, "localisation",
			  "localisation localization l10n i18n locales translations markets regions", NULL,
			  "Translations", NULL, NULL},
	[MARKET] = {KIND_PART, "localisation", "", IN(LOCALISATION), NULL, NULL, "who reads the language"},
	[PARTNERS] = {KIND_EACH, "partners", "partners partner agencies vendors", NULL, "What partners hand in", NULL,
		      NULL},
	[PARTNER] = {KIND_PART, "partner", "", IN(PARTNERS), NULL, NULL, NULL},
	[PRESS] = {KIND_FOLDER, "press", "press pr press-releases media-relations", NULL, "Releases, and who may speak",
		   "detailed", "legal"},
	[MARTECH] = {KIND_FOLDER, "martech", "martech marketing-technology martech-stack", NULL,
		     "The register of tools", NULL, "IT"},
	[WORKFLOWS] = {KIND_EACH, "ai-workflows", "ai-workflows ai-workflow ai workflows agents automations prompts",
		       NULL, "Workflows with AI", "detailed", NULL},
	[WORKFLOW] = {KIND_PART, "", "", IN(WORKFLOWS), NULL, "detailed", NULL},
	[JOB_RULES] = {KIND_JOB, "rules", "rules rule policy workflow prompt prompts", IN(WORKFLOW), NULL, NULL,
		       "who owns what it may do"},
	[JOB_QUALITY] = {KIND_JOB, "quality", "quality rubric eval evals prompt prompts", IN(WORKFLOW), NULL, NULL,
			 "who says what is good enough"},
	[JOB_DATA] = {KIND_JOB, "data", "data schema input inputs", IN(WORKFLOW), NULL, NULL,
		      "who owns the data that it reads"},
	[JOB_PERFORMANCE] = {KIND_JOB, "performance", "performance metric metrics result results kpi", IN(WORKFLOW),
			     NULL, NULL, "who says whether it pays"},
};
#undef IN

/* The next word of a list that stands apart by blanks; false: there is none. */
static bool next_word(const char **word, size_t *len)
{
	*word += *len;
	*word += strspn(*word, " ");
	*len = strcspn(*word, " ");
	return *len > 0;
}

/* Whether a name is one of the words, or begins with one of them that no further letter follows. */
static bool is_named(const char *words, const char *name, size_t len, bool begins)
{
	const char *word = words;
	size_t word_len = 0;

	while (next_word(&word, &word_len)) {
		size_t same = 0;
		while (same < word_len && same < len) {
			char c = name[same] == '_' || name[same] == ' ' ? '-' : ascii_lower(name[same]);
			if (c != word[same])
				break;
			same++;
		}
		if (same < word_len)
			continue;
		char behind = same < len ? ascii_lower(name[same]) : '\0';
		if (same == len || (begins && !(behind >= 'a' && behind <= 'z')))
			return true;
	}
	return false;
}

static const struct kind *find(const char *name, size_t len, const struct kind *within, bool files)
{
	for (size_t i = 0; i < KIND_COUNT; i++) {
		bool form = files ? kinds[i].form == KIND_FILES
				  : kinds[i].form == KIND_FOLDER || kinds[i].form == KIND_EACH;
		if (form && kinds[i].within == within && is_named(kinds[i].words, name, len, files))
			return &kinds[i];
	}
	return NULL;
}

const struct kind *kind_of_folder(const char *name, size_t len, const struct kind *within)
{
	return find(name, len, within, false);
}

const struct kind *kind_of_file(const char *name, size_t len, const struct kind *within)
{
	return find(name, len, within, true);
}

const struct kind *kind_of_part(const struct kind *each)
{
	size_t i = 0;

	while (kinds[i].form != KIND_PART || kinds[i].within != each)
		i++;
	return &kinds[i];
}

const struct kind *kind_next_job(const struct kind *job, const struct kind *part, const char *name, size_t len)
{
	for (size_t i = job != NULL ? (size_t)(job - kinds) + 1 : 0; i < KIND_COUNT; i++)
		if (kinds[i].form == KIND_JOB && kinds[i].within == part &&
		    (len == 0 || is_named(kinds[i].words, name, len, true)))
			return &kinds[i];
	return NULL;
}

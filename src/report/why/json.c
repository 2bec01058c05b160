/* One object: what `who` says of the path, and `sentence`, `matched`, `satisfy`. */
#include "report/who/who.h"
#include "report/why/why.h"
#include "report/words.h"

static void add_sets(struct json *json, const struct mow_matched *matched)
{
	json_open_list(json, "set");
	for (size_t i = 0; i < matched->set_count; i++) {
		const struct mow_set *set = &matched->set[i];
		MOW_AUTO(buf) outdone = BUF_INIT;
		if (!set->counts)
			words_outdone(&outdone, set);
		json_open(json, '{');
		json_member(json, "key", set->key);
		json_member(json, "value", set->value);
		json_count(json, "line", set->line);
		json_member(json, "outdone", set->counts ? NULL : outdone.data);
		json_close(json, '}');
		json->out->failed = json->out->failed || outdone.failed;
	}
	json_close(json, ']');
}

/* [otherwise] and [rules] have no pattern: null. */
static void add_matched(struct json *json, const struct mow_matched *matched)
{
	json_line(json);
	json_open(json, '{');
	json_member(json, "area", matched->area);
	json_member(json, "file", matched->file);
	json_count(json, "line", matched->line);
	json_member(json, "pattern", matched->pattern[0] != '\0' ? matched->pattern : NULL);
	json_key(json, "pattern_line");
	if (matched->pattern[0] != '\0')
		json_number(json, matched->pattern_line);
	else
		json_none(json);
	add_sets(json, matched);
	json_close(json, '}');
}

static void add_satisfy(struct json *json, const struct mow_why *why)
{
	MOW_AUTO(buf) sentence = BUF_INIT;

	json_open_list(json, "satisfy");
	for (size_t i = 0; words_takes(&sentence, why, i); i++) {
		json_text(json, sentence.data);
		json->out->failed = json->out->failed || sentence.failed;
		buf_reset(&sentence);
	}
	json_close(json, ']');
}

void why_json(struct buf *out, const struct mow_why *why, const struct why_style *style)
{
	struct json json = JSON_INIT(out);
	MOW_AUTO(buf) sentence = BUF_INIT;

	(void)style;
	json_open(&json, '{');
	json_count(&json, "mowners", JSON_SCHEMA);
	who_path_members(&json, why->owners);
	who_role_members(&json, why->owners);
	json_key(&json, "sentence");
	words_sentence(&sentence, why);
	json_text(&json, sentence.data);
	out->failed = out->failed || sentence.failed;
	json_open_list(&json, "matched");
	for (size_t i = 0; i < why->matched_count; i++)
		add_matched(&json, &why->matched[i]);
	if (why->matched_count > 0)
		json_line(&json);
	json_close(&json, ']');
	add_satisfy(&json, why);
	json_close(&json, '}');
	json_end(&json);
}

#include "report/effects.h"

#include "report/phrase.h"

enum { EFFECTS_SHOWN = 12 };

const char *effects_kind_name(enum mow_effect_kind kind)
{
	static const char *const names[] = {
		[MOW_EFFECT_UNPROTECTED] = "unprotected",
		[MOW_EFFECT_KEY_FURTHER] = "key-further",
		[MOW_EFFECT_OPEN] = "open",
		[MOW_EFFECT_UNOWNED] = "unowned",
		[MOW_EFFECT_GATE_LOST] = "gate-lost",
		[MOW_EFFECT_GATE_LOWER] = "gate-lower",
		[MOW_EFFECT_LEVEL_LOWER] = "level-lower",
		[MOW_EFFECT_RULE_LOWER] = "rule-lower",
		[MOW_EFFECT_DECIDER] = "decider",
		[MOW_EFFECT_DECIDER_JOIN] = "decider-join",
		[MOW_EFFECT_GATE_JOIN] = "gate-join",
		[MOW_EFFECT_KEY_FIRST] = "key-first",
		[MOW_EFFECT_DECIDER_LEAVE] = "decider-leave",
		[MOW_EFFECT_GATE_LEAVE] = "gate-leave",
		[MOW_EFFECT_KEY_LOST] = "key-lost",
		[MOW_EFFECT_LEVEL_HIGHER] = "level-higher",
		[MOW_EFFECT_RULE_HIGHER] = "rule-higher",
		[MOW_EFFECT_GATE_HIGHER] = "gate-higher",
		[MOW_EFFECT_GATE_GAINED] = "gate-gained",
		[MOW_EFFECT_OWNED] = "owned",
		[MOW_EFFECT_PROTECTED] = "protected",
		[MOW_EFFECT_RESPONSIBLE] = "responsible",
		[MOW_EFFECT_CONSULTED] = "consulted",
		[MOW_EFFECT_INFORMED] = "informed",
	};

	return names[kind];
}

/* What becomes of one file, of several, and of none; `%` stands for what was before, `&` for what is then. */
static const struct {
	const char *one, *several, *none;
} sentences[] = {
	[MOW_EFFECT_UNPROTECTED] = {"", "", "% needs no approval any more"},
	[MOW_EFFECT_KEY_FURTHER] = {"", "", "& gets another key: ask them whether it is theirs"},
	[MOW_EFFECT_OPEN] = {"loses %, who decides; then nobody has to (&)",
			     "lose %, who decides; then nobody has to (&)", ""},
	[MOW_EFFECT_UNOWNED] = {"loses %, who decides; then nobody does", "lose %, who decides; then nobody does", ""},
	[MOW_EFFECT_GATE_LOST] = {"loses review by %", "lose review by %", ""},
	[MOW_EFFECT_GATE_LOWER] = {"needs review by & in place of %", "need review by & in place of %", ""},
	[MOW_EFFECT_LEVEL_LOWER] = {"falls from level % to &", "fall from level % to &", ""},
	[MOW_EFFECT_RULE_LOWER] = {"gets by with & in place of %", "get by with & in place of %", "& in place of %"},
	[MOW_EFFECT_DECIDER] = {"is decided by & in place of %", "are decided by & in place of %", ""},
	[MOW_EFFECT_DECIDER_JOIN] = {"can be decided by & too, beside %", "can be decided by & too, beside %", ""},
	[MOW_EFFECT_GATE_JOIN] = {"can have its review by % from & too", "can have their review by % from & too",
				  "% can be given by & too"},
	[MOW_EFFECT_KEY_FIRST] = {"", "", "& gets a first key"},
	[MOW_EFFECT_DECIDER_LEAVE] = {"can be decided by & no more", "can be decided by & no more", ""},
	[MOW_EFFECT_GATE_LEAVE] = {"can have its review by % from & no more",
				   "can have their review by % from & no more", "% can be given by & no more"},
	[MOW_EFFECT_KEY_LOST] = {"", "", "a key of % counts no more"},
	[MOW_EFFECT_LEVEL_HIGHER] = {"rises from level % to &", "rise from level % to &", ""},
	[MOW_EFFECT_RULE_HIGHER] = {"needs & in place of %", "need & in place of %", "& in place of %"},
	[MOW_EFFECT_GATE_HIGHER] = {"needs review by & in place of %", "need review by & in place of %", ""},
	[MOW_EFFECT_GATE_GAINED] = {"gains review by &", "gain review by &", ""},
	[MOW_EFFECT_OWNED] = {"gains &, who decides; nobody did", "gain &, who decides; nobody did", ""},
	[MOW_EFFECT_PROTECTED] = {"", "", "& needs approval then"},
	[MOW_EFFECT_RESPONSIBLE] = {"has & responsible in place of %", "have & responsible in place of %", ""},
	[MOW_EFFECT_CONSULTED] = {"has & consulted in place of %", "have & consulted in place of %", ""},
	[MOW_EFFECT_INFORMED] = {"has & informed in place of %", "have & informed in place of %", ""},
};

/* "12 files of brand/ ", "brand/logo.svg "; nothing of none. */
static void add_files(struct buf *out, const struct mow_effect *effect)
{
	if (effect->files == 0)
		return;
	if (effect->files == 1) {
		phrase_path(out, effect->first, effect->first_len);
	} else {
		phrase_count(out, effect->files, "file");
		if (effect->folder_len > 0) {
			buf_adds(out, " of ");
			phrase_path(out, effect->first, effect->folder_len);
		}
	}
	buf_addc(out, ' ');
}

void effects_words(struct buf *out, const struct mow_effect *effect)
{
	const char *text = effect->files == 0   ? sentences[effect->kind].none
			   : effect->files == 1 ? sentences[effect->kind].one
						: sentences[effect->kind].several;

	add_files(out, effect);
	for (; *text != '\0'; text++) {
		if (*text == '%')
			phrase_text(out, effect->before != NULL ? effect->before : "nobody");
		else if (*text == '&')
			phrase_text(out, effect->after != NULL ? effect->after : "nobody");
		else
			buf_addc(out, *text);
	}
}

void report_effects(struct buf *out, const struct mow_verdict *verdict)
{
	bool cut;
	size_t count;
	const struct mow_effect *effects = mow_verdict_effects(verdict, &count, &cut);
	size_t shown = count <= EFFECTS_SHOWN + 1 ? count : EFFECTS_SHOWN;

	if (cut)
		buf_adds(out,
			 "  It changes who owns files; there are too many to list: mowners check in a clone does\n");
	if (count == 0)
		return;
	buf_adds(out, "  With these OWNERS files and keys\n");
	for (size_t i = 0; i < shown; i++) {
		buf_adds(out, "    ");
		effects_words(out, &effects[i]);
		buf_addc(out, '\n');
	}
	if (shown < count)
		buf_addf(out, "    and %zu more; mowners check --format json has all\n", count - shown);
}

static void add_need(struct json *json, const char *key, unsigned need)
{
	json_key(json, key);
	if (need > 0)
		json_number(json, need);
	else
		json_none(json);
}

void effects_members(struct json *json, const struct mow_effect *effect)
{
	bool level = effect->kind == MOW_EFFECT_LEVEL_LOWER || effect->kind == MOW_EFFECT_LEVEL_HIGHER;

	json_member(json, "kind", effects_kind_name(effect->kind));
	json_member(json, "role", effect->role);
	json_member(json, "gate", effect->gate);
	json_member(json, "before", effect->before);
	json_member(json, "after", effect->after);
	json_strings(json, "lost", effect->lost.items, effect->lost.count);
	json_strings(json, "gained", effect->gained.items, effect->gained.count);
	if (effect->paths != NULL) {
		json_strings(json, "lost_people", effect->lost_people.items, effect->lost_people.count);
		json_strings(json, "gained_people", effect->gained_people.items, effect->gained_people.count);
	}
	add_need(json, "need_old", effect->need_old);
	add_need(json, "need_new", effect->need_new);
	json_member(json, "level_old", level ? effect->before : NULL);
	json_member(json, "level_new", level ? effect->after : NULL);
	json_flag(json, "rules", effect->rules);
	json_count(json, "files", effect->files);
	json_member_bytes(json, "folder", effect->first, effect->folder_len);
	json_member_bytes(json, "first", effect->first, effect->first_len);
	if (effect->paths != NULL)
		json_paths(json, effect->paths, effect->files);
}

void effects_json(struct json *json, const struct mow_effect *effects, size_t count)
{
	json_open(json, '[');
	for (size_t i = 0; i < count; i++) {
		json_line(json);
		json_open(json, '{');
		effects_members(json, &effects[i]);
		json_close(json, '}');
	}
	json_close(json, ']');
}

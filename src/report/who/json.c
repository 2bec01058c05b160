/* JSON, one document, and NDJSON, one a path. The object of a path is made in two parts, since the second is often the
 * same for many paths in a row. */
#include "report/who/who.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"

static void add_list(struct json *json, const char *key, const struct mow_list *list)
{
	json_strings(json, key, list->items, list->count);
}

static void add_gates(struct json *json, const struct mow_owners *owners)
{
	json_open_list(json, "review");
	for (size_t i = 0; i < owners->review_count; i++) {
		const struct mow_gate *gate = &owners->review[i];
		json_open(json, '{');
		json_member(json, "gate", gate->name);
		json_count(json, "need", gate->need);
		json_strings(json, "of", gate->of, gate->of_count);
		json_strings(json, "people", gate->people, gate->people_count);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void add_place(struct buf *out, const struct mow_place *place)
{
	buf_adds(out, place->file);
	buf_addc(out, ':');
	buf_addu(out, place->line);
}

static void add_source(struct json *json, const char *key, const struct mow_place *place)
{
	MOW_AUTO(buf) text = BUF_INIT;

	if (place->file == NULL)
		return;
	add_place(&text, place);
	json_member(json, key, text.data);
	json->out->failed = json->out->failed || text.failed;
}

/* Gates of one name, with different lists, as chains: the next one's place, 0 at the end; `first` tells where a chain
 * begins. */
struct chains {
	size_t *next;
	bool *first;
};

static int link_gates(struct chains *chains, const struct mow_owners *owners)
{
	MOW_AUTO(map) last = {0};

	for (size_t i = 0; i < owners->review_count; i++) {
		const char *name = owners->review[i].name;
		size_t before;
		chains->first[i] = !map_get(&last, name, strlen(name), &before);
		if (!chains->first[i])
			chains->next[before] = i;
		if (map_put(&last, name, strlen(name), i) < 0)
			return MOW_ENOMEM;
	}
	return MOW_OK;
}

/* An object names a key once, so gates of one name share it, their places joined by `,` in the order of `review`. */
static void add_gate_source(struct json *json, const struct mow_owners *owners, const struct chains *chains,
			    size_t place)
{
	MOW_AUTO(buf) key = BUF_INIT;
	MOW_AUTO(buf) value = BUF_INIT;

	buf_addf(&key, "review.%s", owners->review[place].name);
	add_place(&value, &owners->review[place].place);
	for (size_t i = chains->next[place]; i > 0; i = chains->next[i]) {
		buf_addc(&value, ',');
		add_place(&value, &owners->review[i].place);
	}
	json_member_bytes(json, key.data, value.data, value.len);
	json->out->failed = json->out->failed || key.failed || value.failed;
}

static void add_gate_sources(struct json *json, const struct mow_owners *owners)
{
	MOW_AUTO_FREE size_t *next = calloc(owners->review_count + 1, sizeof *next);
	MOW_AUTO_FREE bool *first = calloc(owners->review_count + 1, sizeof *first);
	struct chains chains = {next, first};

	if (next == NULL || first == NULL || link_gates(&chains, owners) < 0) {
		json->out->failed = true;
		return;
	}
	for (size_t i = 0; i < owners->review_count; i++)
		if (first[i])
			add_gate_source(json, owners, &chains, i);
}

static void add_sources(struct json *json, const struct mow_owners *owners)
{
	json_open_object(json, "source");
	add_source(json, "accountable", &owners->accountable_place);
	add_gate_sources(json, owners);
	add_source(json, "responsible", &owners->responsible.place);
	add_source(json, "consulted", &owners->consulted.place);
	add_source(json, "informed", &owners->informed.place);
	add_source(json, "level", &owners->level_place);
	add_source(json, "rights-until", &owners->rights_place);
	json_close(json, '}');
}

void who_path_members(struct json *json, const struct mow_owners *owners)
{
	size_t len;
	const char *path = who_path(&len, owners);

	json_path(json, path, len);
}

void who_role_members(struct json *json, const struct mow_owners *owners)
{
	json_member(json, "area", owners->area);
	json_member(json, "accountable", owners->accountable);
	if (owners->accountable_gone) {
		json_flag(json, "accountable_in_service", false);
		json_strings(json, "acting", owners->acting, owners->acting_count);
	}
	json_member(json, "escalate", owners->escalate);
	add_gates(json, owners);
	add_list(json, "responsible", &owners->responsible);
	add_list(json, "consulted", &owners->consulted);
	add_list(json, "informed", &owners->informed);
	json_member(json, "level", owners->level);
	json_member(json, "rights_until", owners->rights_until);
	add_sources(json, owners);
}

/* ---- Documents ---- */

static void add_schema(struct json *json)
{
	json_count(json, "mowners", JSON_SCHEMA);
}

/* The members behind the path's, and the end of the object. */
static void make_tail(struct who_report *report, const struct mow_owners *owners, struct who_row *row)
{
	struct json json = {&report->tail, true, false};

	(void)row;
	who_role_members(&json, owners);
	json_close(&json, '}');
}

static void add_members(struct who_report *report, const struct mow_owners *owners, const struct who_tail *tail)
{
	who_path_members(&report->json, owners);
	buf_add(report->out, tail->text, tail->len);
}

static void begin_document(struct who_report *report)
{
	json_open(&report->json, '{');
	add_schema(&report->json);
	json_open_list(&report->json, "paths");
}

static void add_object(struct who_report *report, const struct mow_owners *owners, const struct who_tail *tail,
		       bool folder)
{
	(void)folder;
	json_line(&report->json);
	json_open(&report->json, '{');
	add_members(report, owners, tail);
}

static void end_document(struct who_report *report)
{
	json_line(&report->json);
	json_close(&report->json, ']');
	json_close(&report->json, '}');
	json_end(&report->json);
}

const struct who_format who_json = {begin_document, make_tail, add_object, end_document, false};

static void add_document(struct who_report *report, const struct mow_owners *owners, const struct who_tail *tail,
			 bool folder)
{
	(void)folder;
	json_open(&report->json, '{');
	add_schema(&report->json);
	add_members(report, owners, tail);
	json_end(&report->json);
}

const struct who_format who_ndjson = {NULL, make_tail, add_document, NULL, false};

#include "owners_help.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "slow_pattern.h"

static void add_list(struct buf *out, const char *label, const struct rules *rules, const size_t *items, size_t count)
{
	buf_addf(out, " %s", label);
	for (size_t i = 0; i < count; i++)
		buf_addf(out, "%s%s", i ? "," : "", rules->owners[items[i]].text);
	if (count == 0)
		buf_addc(out, '-');
}

static void add_gates(struct buf *out, const struct requirement *owners)
{
	buf_adds(out, owners->gate_count ? " G" : " G-");
	for (size_t i = 0; i < owners->gate_count; i++) {
		const struct required_gate *gate = &owners->gates[i];
		buf_addf(out, "%s%s=%u[%s]%s%s", i ? ";" : "", gate->name, gate->need, gate->text,
			 gate->light ? "l" : "", gate->strict ? "s" : "");
	}
}

void owners_help_describe(struct buf *out, const struct rules *rules, const struct requirement *owners)
{
	buf_addf(out, "%s %s", owners->area != NULL ? owners->area->name : "-",
		 owners->accountable == RULES_NONE ? "-" : rules->owners[owners->accountable].text);
	add_list(out, "R", rules, owners->responsible != NULL ? owners->responsible->items : NULL,
		 owners->responsible != NULL ? owners->responsible->count : 0);
	add_gates(out, owners);
	add_list(out, "C", rules, owners->consulted.items, owners->consulted.count);
	add_list(out, "I", rules, owners->informed.items, owners->informed.count);
	buf_addf(out, " %s", level_name(owners->level));
	if (owners->broken != NULL)
		buf_addf(out, " broken(%s)", owners->broken->path);
	buf_addf(out, "%s :", owners->is_rules ? " rules" : "");
	for (size_t i = 0; i < owners->area_count; i++)
		buf_addf(out, " %s", owners->areas[i]->name);
}

const struct requirement *owners_help_look_up(struct resolver *resolver, const char *path)
{
	const struct requirement *owners = NULL;
	size_t len = strlen(path);
	bool folder = len == 0 || path[len - 1] == '/';
	const struct mow_path asked = {path, len - (len > 0 && folder), folder};

	assert_int_equal(resolver_look_up(&owners, resolver, &asked, NULL), MOW_OK);
	return owners;
}

void owners_help_explain(struct resolver *resolver, const struct rules *rules, const char *path,
			 const struct requirement *owners)
{
	MOW_AUTO(matched_areas) matched = {NULL, 99};
	size_t len = strlen(path);
	bool folder = len == 0 || path[len - 1] == '/';

	len -= len > 0 && folder;
	const struct mow_path asked = {path, len, folder};
	assert_int_equal(resolver_explain(&matched, resolver, &asked, NULL), MOW_OK);
	assert_int_equal(matched.count, owners->area_count);
	for (size_t i = 0; i < matched.count; i++) {
		const struct pattern *pattern = matched.items[i].pattern;
		assert_ptr_equal(matched.items[i].area, owners->areas[i]);
		if (matched.items[i].area == &rules->rules_area || matched.items[i].area == &rules->otherwise) {
			assert_null(pattern);
			assert_ptr_equal(matched.items[i].file, rules->files[0]);
			continue;
		}
		assert_ptr_equal(&matched.items[i].file->areas[pattern->area], matched.items[i].area);
		assert_false(pattern->exclude);
		size_t skip = matched.items[i].file->folder_len;
		assert_true(slow_match(pattern->text, strlen(pattern->text), path + skip, len - skip, folder));
	}
}

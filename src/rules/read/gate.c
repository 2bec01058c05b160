#include "rules/read/gate.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "rules/read/roster.h"

#define ALL 0

static bool is_number(const struct word *word)
{
	for (size_t i = 0; i < word->len; i++)
		if (word->text[i] < '0' || word->text[i] > '9')
			return false;
	return !word->comma;
}

/* More people than any list can have are as many as UINT_MAX. */
static unsigned to_number(const struct word *word)
{
	unsigned long long number = 0;

	for (size_t i = 0; i < word->len && number < UINT_MAX; i++)
		number = number * 10 + (unsigned)(word->text[i] - '0');
	return number < UINT_MAX ? (unsigned)number : UINT_MAX;
}

/* `N of` or `all of` before a list. */
struct quorum {
	bool counted;  /* it is there */
	unsigned need; /* ALL, or the N */
};

static bool read_quorum(struct quorum *quorum, struct load *load, struct words words)
{
	if (words.items == NULL || words.count == 0)
		return false;
	const struct word *first = &words.items[0];
	const struct word *second = words.count > 1 ? &words.items[1] : NULL;
	bool of = second != NULL && values_equal(second, "of");
	bool all = values_equal(first, "all");

	*quorum = (struct quorum){false, 1};
	if (!all && !is_number(first)) {
		if (of || values_equal(first, "of"))
			load_report(load, first, BAD_GATE,
				    "before \"of\" stands a number or \"all\", such as \"2 of @design @legal\"");
		return !of && !values_equal(first, "of");
	}
	if (!of || words.count == 2) {
		load_report(load, first, BAD_GATE, "write \"%s of\" and then who, such as \"2 of @design @legal\"",
			    load_quote(load, first->text, first->len));
		return false;
	}
	*quorum = (struct quorum){true, all ? ALL : to_number(first)};
	if (!all && first->text[0] == '0')
		load_report(load, first, QUORUM, "a gate asks for at least 1 person; write a number such as 1 or 2");
	return true;
}

/* ---- How many people a list has ---- */

/* The most that an owner of the list has alone, and what has to be looked at to know it for all. */
static bool measure(size_t *largest, size_t *work, const struct load *load)
{
	const struct rules *rules = load->rules;

	*largest = *work = 0;
	for (size_t i = 0; i < load->ids.count; i++) {
		const struct owner *owner = &rules->owners[load->ids.items[i]];
		size_t size = 1;
		if (owner->kind == OWNER_TEAM) {
			if (rules->teams[owner->index].partial)
				return false;
			size = rules->teams[owner->index].size;
		}
		*largest = size > *largest ? size : *largest;
		*work += size;
	}
	return true;
}

static int count_people(size_t *count, struct load *load)
{
	const struct rules *rules = load->rules;
	struct number_set *marks = &load->person_marks;

	if (number_set_begin(marks, rules->people_count))
		return load_no_memory(load);
	*count = 0;
	for (size_t i = 0; i < load->ids.count; i++) {
		const struct owner *owner = &rules->owners[load->ids.items[i]];
		const size_t *people = &owner->index;
		size_t size = 1;
		if (owner->kind == OWNER_TEAM) {
			people = rules->teams[owner->index].people;
			size = rules->teams[owner->index].people_count;
		}
		for (size_t k = 0; k < size; k++)
			*count += number_set_add(marks, people[k]);
	}
	return MOW_OK;
}

/*
 * Whether the quorum can be met, and what `all` is. Teams are not looked through where their sizes alone tell; where
 * they must be, many lists of the same large teams would cost the product of both, so the whole is bounded by
 * RULES_COUNTED_MAX.
 */
static int check_quorum(unsigned *need, struct load *load, const struct word *first)
{
	size_t largest, work, count;

	if (!measure(&largest, &work, load) || (*need != ALL && *need <= largest))
		return MOW_OK;
	count = largest;
	if (load->ids.count > 1) {
		if (work > RULES_COUNTED_MAX - load->rules->reading.counted_total) {
			if (!load->too_many_people)
				load_report(
					load, first, TOO_MANY,
					"the lists with teams name more than %d people altogether; make teams of them",
					RULES_COUNTED_MAX);
			load->too_many_people = true;
			return MOW_OK;
		}
		load->rules->reading.counted_total += work;
		if (count_people(&count, load))
			return MOW_ENOMEM;
	}
	if (*need == ALL)
		*need = (unsigned)count;
	else if (*need > count)
		load_report(load, first, QUORUM, "this asks for %s people, and the list has %zu%s",
			    load_quote(load, first->text, first->len), count, count == 1 ? " only" : "");
	return MOW_OK;
}

/* ---- Gates ---- */

static const char *find_name(const struct load *load, const struct gate_place *place)
{
	if (place->name != NULL || load->ids.count != 1)
		return place->name != NULL ? place->name : place->area;
	const char *text = load->rules->owners[load->ids.items[0]].text;
	return text[0] == '@' ? text + 1 : text;
}

static int compare(const void *a, const void *b)
{
	size_t x = *(const size_t *)a;
	size_t y = *(const size_t *)b;

	return (x > y) - (x < y);
}

/* Finds out which gates are the same: by the name, and by the list whatever its order. */
static int number(struct gate *gate, struct load *load)
{
	struct rules *rules = load->rules;
	size_t name = strlen(gate->name);
	size_t size = gate->of_count * sizeof *gate->of;
	/* The list first, where it is aligned. */
	char *key = arena_room(&rules->arena, size + name);

	if (key == NULL)
		return load_no_memory(load);
	memcpy(key, gate->of, size);
	if (gate->of_count > 1)
		qsort(key, gate->of_count, sizeof *gate->of, compare);
	memcpy(key + size, gate->name, name);
	gate->same = rules->gate_total;
	if (map_take(&rules->gates, key, size + name, &gate->same))
		return load_no_memory(load);
	rules->gate_total += gate->same == rules->gate_total;
	return MOW_OK;
}

/* "@lena and @marc": names that words of a sentence join, and how many must agree is not said. */
static int complain_joined(struct load *load, struct words words, const struct word *joining)
{
	MOW_AUTO(buf) names = BUF_INIT;

	for (size_t i = 0; i < words.count; i++) {
		const struct word *word = &words.items[i];
		if (word->comma || list_joins(word))
			continue;
		buf_addc(&names, ' ');
		buf_add(&names, word->text, word->len);
	}
	if (buf_check(&names, load->err))
		return MOW_ENOMEM;
	load_report(load, joining, SEVERAL_OWNERS,
		    "say how many must agree: write \"all of%s\", or \"1 of%s\" where one of them is enough",
		    load_quote(load, names.data, names.len), load_quote(load, names.data, names.len));
	return MOW_OK;
}

int gate_read(struct gate *gate, struct load *load, const struct gate_place *place)
{
	struct words words = values_slice(&load->words, 0, load->words.count);
	struct quorum quorum;
	bool whole;

	*gate = (struct gate){.key = place->key, .place = {load->file->path, place->line, place->column}};
	if (!read_quorum(&quorum, load, words))
		return MOW_OK;
	gate->need = quorum.need;
	const struct word *joining = quorum.counted ? NULL : list_joining(words);
	if (joining != NULL)
		return complain_joined(load, words, joining);
	if (list_read(&whole, load, values_slice(&words, quorum.counted ? 2 : 0, words.count)))
		return MOW_ENOMEM;
	if (!quorum.counted && list_second(words) != NULL)
		load_report(
			load, &words.items[0], SEVERAL_OWNERS,
			"several owners: say how many of them must agree, such as \"1 of\" or \"all of\" before them");
	if (whole && quorum.counted && check_quorum(&gate->need, load, &words.items[0]))
		return MOW_ENOMEM;
	gate->name = find_name(load, place);
	if (values_join(&gate->text, load, words) || list_keep(&gate->of, &gate->of_count, load))
		return MOW_ENOMEM;
	return number(gate, load);
}

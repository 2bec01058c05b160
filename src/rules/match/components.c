#include "rules/match/components.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"

int components_init(struct components *components, struct arena *arena, struct mow_error *err)
{
	*components = (struct components){.arena = arena, .bare = LITERALS_NONE};
	if (literals_init(&components->literals))
		return mow_fail_errno(err, "cannot get random bytes");
	automaton_init(&components->words, components->literals.seed[2]);
	components->scratch = calloc(1, sizeof *components->scratch);
	return components->scratch == NULL ? mow_fail_memory(err) : MOW_OK;
}

void components_release(struct components *components)
{
	literals_release(&components->literals);
	free(components->globs.items);
	free(components->wholes);
	free(components->beginnings);
	free(components->ends);
	if (components->shapes != NULL)
		free(components->shapes->items);
	free(components->shapes);
	free(components->ways.items);
	automaton_release(&components->words);
	if (components->scratch == NULL)
		return;
	free(components->scratch->found);
	free(components->scratch->search.found);
	free(components->scratch->search.seen);
	free(components->scratch);
}

static int add_length(struct component_lengths **lengths, size_t len, char one, char two)
{
	if (*lengths == NULL)
		*lengths = calloc(1, sizeof **lengths);
	if (*lengths == NULL)
		return MOW_ENOMEM;
	(*lengths)->one[(unsigned char)one % NAME_BYTES] |= components_length_bit(len);
	(*lengths)->two[(unsigned char)two % NAME_BYTES] |= components_length_bit(len);
	/* What has no second byte agrees with every one. */
	for (size_t i = 0; len == 1 && i < NAME_BYTES; i++)
		(*lengths)->two[i] |= components_length_bit(len);
	return MOW_OK;
}

static int add_literal(uint32_t *number, struct components *components, enum literal_kind kind, const char *bytes,
		       size_t len)
{
	size_t before = components->literals.count;
	size_t second = len > 1 ? 1 : 0;

	if (literals_intern(number, &components->literals, kind, bytes, len))
		return MOW_ENOMEM;
	if (components->literals.count == before)
		return MOW_OK;
	if (kind == LITERAL_WHOLE)
		return add_length(&components->wholes, len, bytes[0], bytes[len - 1]);
	if (kind == LITERAL_BEGINNING)
		return add_length(&components->beginnings, len, bytes[0], bytes[second]);
	if (kind == LITERAL_END)
		return add_length(&components->ends, len, bytes[len - 1], bytes[len - 1 - second]);
	return kind == LITERAL_INSIDE ? automaton_add(&components->words, bytes, len, *number) : MOW_OK;
}

static int add_component(uint32_t *component, struct components *components, unsigned way)
{
	if (components->ways.count >= LITERALS_NONE || array_reserve(&components->ways, 1))
		return MOW_ENOMEM;
	*component = (uint32_t)components->ways.count;
	components->ways.items[components->ways.count++] = (unsigned char)way;
	return MOW_OK;
}

/* The component that a literal is by itself. */
static int own_component(uint32_t *component, struct components *components, struct literal *literal, unsigned way)
{
	if (literal->component == LITERALS_NONE && add_component(&literal->component, components, way))
		return MOW_ENOMEM;
	*component = literal->component;
	return MOW_OK;
}

struct span {
	const char *text;
	size_t len;
};

/* A component that is these bytes and, as the kind says, a star before, behind, or on both sides: nothing is left to be
 * tried. */
static int add_exact(uint32_t *component, uint32_t *number, struct components *components, enum literal_kind kind,
		     const struct span *span)
{
	if (add_literal(number, components, kind, span->text, span->len))
		return MOW_ENOMEM;
	return own_component(component, components, &components->literals.items[*number], kind);
}

/* A run of literal units of a glob, or its shape, by which it could be found. */
struct run {
	enum literal_kind kind;
	size_t len;
	size_t end; /* of the whole run */
	char bytes[COMPONENTS_ANCHOR_MAX];
};

/* The run at or behind unit `at`; of a long one only as much as an anchor may hold. */
static bool next_run(struct run *run, const struct glob *glob, size_t at)
{
	while (at < glob->count && glob->units[at] >= GLOB_ANY)
		at++;
	size_t end = at;
	while (end < glob->count && glob->units[end] < GLOB_ANY)
		end++;
	run->kind = at == 0 ? LITERAL_BEGINNING : end == glob->count ? LITERAL_END : LITERAL_INSIDE;
	run->len = end - at < COMPONENTS_ANCHOR_MAX ? end - at : COMPONENTS_ANCHOR_MAX;
	run->end = end;
	if (run->kind == LITERAL_END)
		at = end - run->len;
	for (size_t i = 0; i < run->len; i++)
		run->bytes[i] = (char)glob->units[at + i];
	return run->len > 0;
}

/*
 * The run that the fewest other globs are found by, so that many that share a part are told apart by the rest; of
 * equals, the longest. `len` 0: there is none.
 */
static void choose_run(struct run *best, const struct components *components, const struct glob *glob)
{
	uint32_t least = UINT32_MAX;
	struct run run;

	best->len = 0;
	for (size_t at = 0; next_run(&run, glob, at); at = run.end) {
		uint32_t number = literals_get(&components->literals, run.kind, run.bytes, run.len);
		uint32_t users = number == LITERALS_NONE ? 0 : components->literals.items[number].glob_count;
		if (users < least || (users == least && run.len > best->len)) {
			least = users;
			*best = run;
		}
	}
}

static struct component_shapes *new_shapes(const struct components *components)
{
	struct component_shapes *shapes = calloc(1, sizeof *shapes);

	for (size_t i = 0; shapes != NULL && i <= COMPONENTS_ANCHOR_MAX; i++) {
		shapes->first[i] = SHAPE_NONE;
		shapes->weight[i] = i == 0 ? 1 : shapes->weight[i - 1] * components->literals.seed[0];
	}
	return shapes;
}

/* Whether there is a shape, or now is. */
static bool add_shape(struct components *components, size_t len, uint64_t wild)
{
	size_t count = 0;

	if (components->shapes == NULL && (components->shapes = new_shapes(components)) == NULL)
		return false;
	struct component_shapes *shapes = components->shapes;
	for (uint32_t i = shapes->first[len]; i != SHAPE_NONE; i = shapes->items[i].next, count++) {
		if (shapes->items[i].wild == wild)
			return true;
	}
	if (count == SHAPES_MAX || array_reserve(shapes, 1))
		return false;
	shapes->items[shapes->count] = (struct component_shape){wild, shapes->first[len]};
	shapes->first[len] = (uint32_t)shapes->count++;
	return true;
}

/* The shape of a glob in place of a run; `exact`, true at first: nothing is left to be tried then. False: it has a
 * star, or a shape of its own that is one too many. */
static bool choose_shape(struct run *run, bool *exact, struct components *components, const struct glob *glob)
{
	uint64_t wild = 0;

	if (glob->star || glob->count > COMPONENTS_ANCHOR_MAX)
		return false;
	*run = (struct run){.kind = LITERAL_SHAPED, .len = glob->count};
	for (size_t i = 0; i < glob->count; i++) {
		bool literal = glob->units[i] < GLOB_ANY;
		run->bytes[i] = literal ? (char)glob->units[i] : '\0';
		wild |= (uint64_t)!literal << i;
		*exact &= literal || glob->units[i] == GLOB_ANY;
	}
	return add_shape(components, glob->count, wild);
}

/* Gives a new glob its number and puts it where it is found. */
static int anchor(uint32_t *component, struct components *components, const struct glob *glob)
{
	uint32_t *head = &components->bare;
	bool exact = true;
	struct run run;
	uint32_t number;

	bool shaped = choose_shape(&run, &exact, components, glob);
	if (!shaped)
		choose_run(&run, components, glob);
	unsigned way = run.len > 0 ? run.kind : COMPONENTS_BARE;
	if (run.len > 0) {
		char *bytes = arena_dup(components->arena, run.bytes, run.len);
		if (bytes == NULL || add_literal(&number, components, run.kind, bytes, run.len))
			return MOW_ENOMEM;
		struct literal *literal = &components->literals.items[number];
		if (shaped && exact) /* and maybe there already, written in another way */
			return own_component(component, components, literal, way);
		literal->glob_count++;
		head = &literal->globs;
	}
	if (array_reserve(&components->globs, 1) || add_component(component, components, way))
		return MOW_ENOMEM;
	components->globs.items[components->globs.count] = (struct component_glob){*glob, *component, *head};
	*head = (uint32_t)components->globs.count++;
	return MOW_OK;
}

static int add_glob(uint32_t *component, struct components *components, const char *text, size_t len)
{
	uint32_t number;
	struct glob glob;

	if (literals_intern(&number, &components->literals, LITERAL_WRITTEN, text, len))
		return MOW_ENOMEM;
	if (components->literals.items[number].component == LITERALS_NONE) {
		uint32_t added;
		int result = glob_compile(&glob, text, len, components->arena);
		if (result == MOW_OK)
			result = anchor(&added, components, &glob);
		if (result != MOW_OK)
			return result;
		components->literals.items[number].component = added;
	}
	*component = components->literals.items[number].component;
	return MOW_OK;
}

static bool is_wild(char c)
{
	return c == '*' || c == '?' || c == '[';
}

/* A component without stars but at its ends, some byte of which is escaped. */
static int add_escaped(uint32_t *component, uint32_t *whole, struct components *components, const char *text,
		       size_t len)
{
	char *plain = arena_alloc(components->arena, len);
	size_t count = 0;

	if (plain == NULL)
		return MOW_ENOMEM;
	for (size_t i = 0; i < len; i++) {
		if (is_wild(text[i]))
			return add_glob(component, components, text, len);
		if (text[i] == '\\' && ++i == len)
			return MOW_EINVAL;
		plain[count++] = text[i];
	}
	return add_exact(component, whole, components, LITERAL_WHOLE, &(struct span){plain, count});
}

int components_add(uint32_t *component, uint32_t *whole, struct components *components, const char *text, size_t len)
{
	uint32_t number;
	size_t first = 0;
	size_t end = len;
	bool wild = false;

	*whole = LITERALS_NONE;
	while (text[first] == '*')
		first++;
	while (text[end - 1] == '*')
		end--;
	for (size_t i = first; i < end; i++) {
		if (text[i] == '\\')
			return add_escaped(component, whole, components, text, len);
		wild |= is_wild(text[i]);
	}
	if (!wild && first == 0 && end == len)
		return add_exact(component, whole, components, LITERAL_WHOLE, &(struct span){text, len});
	if (wild || end - first > COMPONENTS_ANCHOR_MAX)
		return add_glob(component, components, text, len);
	enum literal_kind kind = first == 0 ? LITERAL_BEGINNING : end == len ? LITERAL_END : LITERAL_INSIDE;
	return add_exact(component, &number, components, kind, &(struct span){text + first, end - first});
}

int components_compile(struct components *components)
{
	struct components_scratch *scratch = components->scratch;

	if (automaton_compile(&components->words))
		return MOW_ENOMEM;
	scratch->found = calloc(components->ways.count + 1, sizeof *scratch->found);
	if (scratch->found == NULL)
		return MOW_ENOMEM;
	if (components->words.count == 0)
		return MOW_OK;
	scratch->search.found = calloc(components->literals.count, sizeof *scratch->search.found);
	scratch->search.seen = calloc(components->literals.count, sizeof *scratch->search.seen);
	return scratch->search.found == NULL || scratch->search.seen == NULL ? MOW_ENOMEM : MOW_OK;
}

#include "rules/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"

/* Bytes of a literal that beginnings, ends and words are found by; a longer one is tried as a glob. As many as a mask
 * of lengths has bits. */
#define ANCHOR_MAX 64

int names_init(struct names *names, struct arena *arena, struct mow_error *err)
{
	*names = (struct names){.arena = arena, .bare = LITERALS_NONE};
	if (literals_init(&names->literals))
		return mow_fail_errno(err, "cannot get random bytes");
	automaton_init(&names->words, names->literals.seed[2]);
	names->scratch = calloc(1, sizeof *names->scratch);
	return names->scratch == NULL ? mow_fail_memory(err) : MOW_OK;
}

void names_release(struct names *names)
{
	literals_release(&names->literals);
	free(names->globs.items);
	free(names->components.items);
	automaton_release(&names->words);
	if (names->scratch == NULL)
		return;
	free(names->scratch->found);
	free(names->scratch->search.found);
	free(names->scratch->search.seen);
	free(names->scratch);
}

static int add_literal(uint32_t *number, struct names *names, enum literal_kind kind, const char *bytes, size_t len)
{
	size_t before = names->literals.count;

	if (literals_intern(number, &names->literals, kind, bytes, len))
		return MOW_ENOMEM;
	if (kind == LITERAL_BEGINNING)
		names->beginnings |= UINT64_C(1) << (len - 1);
	else if (kind == LITERAL_END)
		names->ends |= UINT64_C(1) << (len - 1);
	else if (kind == LITERAL_INSIDE && names->literals.count > before)
		return automaton_add(&names->words, bytes, len, *number);
	return MOW_OK;
}

static int add_component(uint32_t *component, struct names *names, unsigned way)
{
	if (names->components.count >= LITERALS_NONE || array_reserve(&names->components, 1))
		return MOW_ENOMEM;
	*component = (uint32_t)names->components.count;
	names->components.items[names->components.count++] = (unsigned char)way;
	return MOW_OK;
}

/* A component that is these bytes and, as the kind says, a star before, behind, or on both sides: nothing is left to be
 * tried. */
static int add_exact(uint32_t *component, struct names *names, enum literal_kind kind, const char *bytes, size_t len)
{
	uint32_t number;

	if (add_literal(&number, names, kind, bytes, len))
		return MOW_ENOMEM;
	struct literal *literal = &names->literals.items[number];
	if (literal->component == LITERALS_NONE && add_component(&literal->component, names, kind))
		return MOW_ENOMEM;
	*component = literal->component;
	return MOW_OK;
}

/* A run of literal units of a glob, by which it could be found. */
struct run {
	enum literal_kind kind;
	size_t len;
	size_t end; /* of the whole run */
	char bytes[ANCHOR_MAX];
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
	run->len = end - at < ANCHOR_MAX ? end - at : ANCHOR_MAX;
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
static void choose_run(struct run *best, const struct names *names, const struct glob *glob)
{
	uint32_t least = UINT32_MAX;
	struct run run;

	best->len = 0;
	for (size_t at = 0; next_run(&run, glob, at); at = run.end) {
		uint32_t number = literals_get(&names->literals, run.kind, run.bytes, run.len);
		uint32_t users = number == LITERALS_NONE ? 0 : names->literals.items[number].glob_count;
		if (users < least || (users == least && run.len > best->len)) {
			least = users;
			*best = run;
		}
	}
}

/* Gives a new glob its number and puts it where it is found. */
static int anchor(uint32_t *component, struct names *names, const struct glob *glob)
{
	uint32_t *head = &names->bare;
	struct run run;
	uint32_t number;

	choose_run(&run, names, glob);
	if (array_reserve(&names->globs, 1) || add_component(component, names, run.len > 0 ? run.kind : NAMES_BARE))
		return MOW_ENOMEM;
	if (run.len > 0) {
		char *bytes = arena_dup(names->arena, run.bytes, run.len);
		if (bytes == NULL || add_literal(&number, names, run.kind, bytes, run.len))
			return MOW_ENOMEM;
		names->literals.items[number].glob_count++;
		head = &names->literals.items[number].globs;
	}
	names->globs.items[names->globs.count] = (struct name_glob){*glob, *component, *head};
	*head = (uint32_t)names->globs.count++;
	return MOW_OK;
}

static int add_glob(uint32_t *component, struct names *names, const char *text, size_t len)
{
	uint32_t number;
	struct glob glob;

	if (literals_intern(&number, &names->literals, LITERAL_WRITTEN, text, len))
		return MOW_ENOMEM;
	if (names->literals.items[number].component == LITERALS_NONE) {
		uint32_t added;
		int status = glob_compile(&glob, text, len, names->arena);
		if (status == MOW_OK)
			status = anchor(&added, names, &glob);
		if (status != MOW_OK)
			return status;
		names->literals.items[number].component = added;
	}
	*component = names->literals.items[number].component;
	return MOW_OK;
}

static int add_escaped(uint32_t *component, struct names *names, const char *text, size_t len)
{
	char *plain = arena_alloc(names->arena, len);
	size_t count = 0;

	if (plain == NULL)
		return MOW_ENOMEM;
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '*' || text[i] == '?' || text[i] == '[')
			return add_glob(component, names, text, len);
		if (text[i] == '\\' && ++i == len)
			return MOW_EINVAL;
		plain[count++] = text[i];
	}
	return add_exact(component, names, LITERAL_WHOLE, plain, count);
}

int names_add(uint32_t *component, struct names *names, const char *text, size_t len)
{
	size_t first = 0;
	size_t end = len;

	while (first < len && text[first] == '*')
		first++;
	while (end > first && text[end - 1] == '*')
		end--;
	for (size_t i = first; i < end; i++) {
		if (text[i] == '\\')
			return add_escaped(component, names, text, len);
	}
	for (size_t i = first; i < end; i++) {
		if (text[i] == '*' || text[i] == '?' || text[i] == '[')
			return add_glob(component, names, text, len);
	}
	if (first == 0 && end == len)
		return add_exact(component, names, LITERAL_WHOLE, text, len);
	if (end == first || end - first > ANCHOR_MAX)
		return add_glob(component, names, text, len);
	enum literal_kind kind = first == 0 ? LITERAL_BEGINNING : end == len ? LITERAL_END : LITERAL_INSIDE;
	return add_exact(component, names, kind, text + first, end - first);
}

int names_compile(struct names *names)
{
	struct names_scratch *scratch = names->scratch;

	if (automaton_compile(&names->words))
		return MOW_ENOMEM;
	scratch->found = calloc(names->components.count + 1, sizeof *scratch->found);
	if (scratch->found == NULL)
		return MOW_ENOMEM;
	if (names->words.count == 0)
		return MOW_OK;
	scratch->search.found = calloc(names->literals.count, sizeof *scratch->search.found);
	scratch->search.seen = calloc(names->literals.count, sizeof *scratch->search.seen);
	return scratch->search.found == NULL || scratch->search.seen == NULL ? MOW_ENOMEM : MOW_OK;
}

/* A glob is found by one literal only, and every literal once, so no component is added twice. */
static void try_globs(const struct names *names, uint32_t glob)
{
	struct names_scratch *scratch = names->scratch;

	for (; glob != LITERALS_NONE; glob = names->globs.items[glob].next) {
		if (glob_match(&names->globs.items[glob].glob, scratch->name, scratch->len))
			scratch->found[scratch->count++] = names->globs.items[glob].component;
	}
}

static void add_found(const struct names *names, uint32_t number)
{
	const struct literal *literal = &names->literals.items[number];

	if (literal->component != LITERALS_NONE)
		names->scratch->found[names->scratch->count++] = literal->component;
	try_globs(names, literal->globs);
}

/* The literal that is the first or last `n` bytes of the name, by their hash. */
static void look_up(const struct names *names, uint64_t hash, enum literal_kind kind, size_t n)
{
	const struct names_scratch *scratch = names->scratch;
	uint32_t finished = literals_finish(&names->literals, hash, kind);

	if (!literals_may_hold(&names->literals, finished))
		return;
	const char *bytes = kind == LITERAL_END ? scratch->name + scratch->len - n : scratch->name;
	uint32_t number = literals_look_up(&names->literals, finished, kind, bytes, n);
	if (number != LITERALS_NONE)
		add_found(names, number);
}

/* The whole name, its beginnings and its ends. The two hashes do not wait for each other. */
static void find_edges(const struct names *names, unsigned ways, const char *name, size_t len)
{
	uint64_t beginnings = ways & NAMES_BEGINNING ? names->beginnings : 0;
	uint64_t ends = ways & NAMES_END ? names->ends : 0;
	uint64_t forward = literals_begin(&names->literals);
	uint64_t backward = forward;

	for (size_t n = 1; n <= len; n++, beginnings >>= 1, ends >>= 1) {
		forward = literals_extend(&names->literals, forward, name[n - 1]);
		backward = literals_extend(&names->literals, backward, name[len - n]);
		if (((beginnings | ends) & 1) == 0)
			continue;
		if (beginnings & 1)
			look_up(names, forward, LITERAL_BEGINNING, n);
		if (ends & 1)
			look_up(names, backward, LITERAL_END, n);
	}
	if (ways & NAMES_WHOLE)
		look_up(names, forward, LITERAL_WHOLE, len);
}

static void find_inside(const struct names *names, const char *name, size_t len)
{
	struct automaton_search *search = &names->scratch->search;

	if (++search->turn == 0) {
		memset(search->seen, 0, names->literals.count * sizeof *search->seen);
		search->turn = 1;
	}
	automaton_find(search, &names->words, name, len);
	for (size_t i = 0; i < search->count; i++)
		add_found(names, search->found[i]);
}

size_t names_find(const struct names *names, unsigned ways, const char *name, size_t len)
{
	struct names_scratch *scratch = names->scratch;

	scratch->name = name;
	scratch->len = len;
	scratch->count = 0;
	if (ways & (NAMES_WHOLE | NAMES_BEGINNING | NAMES_END))
		find_edges(names, ways, name, len);
	if (ways & NAMES_INSIDE)
		find_inside(names, name, len);
	if (ways & NAMES_BARE)
		try_globs(names, names->bare);
	return scratch->count;
}

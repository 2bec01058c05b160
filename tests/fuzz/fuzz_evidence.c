/*
 * Lines of evidence: approvals and stops come of them that name people of the rules, or one line that says what is
 * wrong; the same lines give the same approvals again.
 */
#include <stdint.h>
#include <string.h>

#include "repository.h"

#include "evidence/gather/gather.h"
#include "rules/read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char owners[] = "[mowners]\nversion = 1\n[rules]\naccountable = @lena\n[people]\n"
			     "@lena = Lena Fischer <lena@example.com>, github lena-f, gitlab lfischer\n"
			     "@marc = Marc Ode <marc@example.com>, gitea marco\n[teams]\n@all = @lena @marc\n";

static void check(bool good)
{
	if (!good)
		abort();
}

static void check_line(const char *text)
{
	check(text[0] != '\0');
	for (const char *c = text; *c != '\0'; c++)
		check((unsigned char)*c >= ' ' && *c != 0x7F);
}

static void check_approvals(const struct approvals *approvals, const struct rules *rules, size_t steps)
{
	for (size_t i = 0; i < approvals->count; i++) {
		const struct approval *approval = &approvals->items[i];
		check(approval->person < rules->people_count && approval->kind == EVIDENCE_FORGE);
		check(!approval->override && !approval->carried && approval->id != NULL);
	}
	for (size_t i = 0; i < approvals->stops.count; i++)
		check(approvals->stops.items[i].person < rules->people_count);
	for (size_t i = 0; i < approvals->notes.count; i++)
		check_line(approvals->notes.items[i]);
	for (size_t i = 0; i < steps; i++)
		check(approvals->of_step[i] < approvals->set_count);
}

static void fill_steps(struct step steps[2])
{
	steps[0] = (struct step){.path = "a.txt", .path_len = 5, .new_mode = MODE_FILE};
	steps[1] = (struct step){.path = "d e.txt", .path_len = 7, .old_mode = MODE_FILE};
	memset(steps[0].new_id.bytes, 0x11, sizeof steps[0].new_id.bytes);
	memset(steps[1].old_id.bytes, 0x22, sizeof steps[1].old_id.bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct rules *rules;
	struct step items[2];
	const struct steps steps = {.items = items, .count = 2};
	struct mow_error err = {0, ""};
	MOW_AUTO(approvals) approvals = {0};
	MOW_AUTO(approvals) again = {0};

	if (rules == NULL)
		check(rules_parse(&rules, owners, strlen(owners), NULL, NULL) == MOW_OK && !rules->broken);
	fill_steps(items);
	const struct approvals_request request = {.repo = repository_get(),
						  .rules = rules,
						  .steps = &steps,
						  .target = "refs/heads/main",
						  .evidence = (const char *)data,
						  .evidence_len = size,
						  .now = INT64_C(1795352100)};
	if (approvals_gather(&approvals, &request, &err) != MOW_OK) {
		check(err.code == MOW_EINVAL || err.code == MOW_ETOOBIG);
		check_line(err.message);
		return 0;
	}
	check_approvals(&approvals, rules, 2);
	check(approvals_gather(&again, &request, &err) == MOW_OK && again.count == approvals.count);
	return 0;
}

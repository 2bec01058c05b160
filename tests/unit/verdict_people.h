/* The people of the tables about verdicts, in rules of one area. */
#ifndef TEST_VERDICT_PEOPLE_H
#define TEST_VERDICT_PEOPLE_H

#include "verdict_scene.h"

/* Who is who in every table. On 2026-06-15 @away is away, @gone has left, @late has not begun. */
#define PEOPLE                                                                                 \
	"[people]\n"                                                                           \
	"@root = Root <root@acme.example>\n"                                                   \
	"@ann = Ann <ann@acme.example>, email ann@home.example, deputy @dan\n"                 \
	"@bob = Bob <bob@acme.example>\n"                                                      \
	"@cat = Cat <cat@acme.example>\n"                                                      \
	"@dan = Dan <dan@acme.example>, deputy @eve\n"                                         \
	"@eve = Eve <eve@acme.example>\n"                                                      \
	"@away = Away <away@acme.example>, away 2026-06-10..2026-06-20, deputy @dan @eve\n"    \
	"@gone = Gone <gone@acme.example>, until 2026-06-14, deputy @dan\n"                    \
	"@late = Late <late@acme.example>, from 2026-06-16, deputy @gone\n"                    \
	"@last = Last <last@acme.example>, until 2026-06-15\n"                                 \
	"@lone = Lone <lone@acme.example>, away 2026-06-15..2026-06-15\n"                      \
	"@both = Both <both@acme.example>, away 2026-06-15..2026-06-15, deputy @gone @lone\n"  \
	"@ext = Ext <ext@north.example>, external, deputy @bob\n"                              \
	"@far = Far <far@north.example>\n"                                                     \
	"@rep = Rep <rep@acme.example>, away 2026-06-15..2026-06-15, deputy @far @ext @robo\n" \
	"@robo = Robo <robo@acme.example>, bot\n"                                              \
	"[teams]\n"                                                                            \
	"@north = @far, external\n"                                                            \
	"@guild = @ann @bob @cat\n"                                                            \
	"@outer = @north @cat\n"                                                               \
	"@shift = @ann @away\n"                                                                \
	"@duty = @away @dan\n"                                                                 \
	"@robots = @robo @bob\n"                                                               \
	"@past = @cat @eve, until 2026-06-14\n"                                                \
	"@now = @past @dan\n"
#define HEAD "[mowners]\nversion = 1\n[rules]\naccountable = @root\n" PEOPLE
#define AREA HEAD "[a]\npath = /brand/\n"
#define ANN AREA "accountable = @ann\n"

#endif

# mowners: one non-recursive makefile for GNU make. `make help` lists the targets.
#
# Yours to set: CC, CXX, CFLAGS, CPPFLAGS, LDFLAGS, LDLIBS, PREFIX, DESTDIR, BUILD (the folder for everything that is made),
# WERROR=1, SHARED=1 (link the program with shared libraries), PORTABLE=1 (use nothing that only Linux has), JOBS.

.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

BUILD ?= build
# At once: one more than the processors that are counted on, since tests wait for the programs that they start.
JOBS ?= 3
PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
MANDIR ?= $(PREFIX)/share/man
SHAREDIR ?= $(PREFIX)/share
VIMDIR ?= $(PREFIX)/share/vim/vimfiles

VERSION := $(shell sed -n 's/^\#define MOW_VERSION "\(.*\)"/\1/p' include/mowners.h)
SONAME := libmowners.so.$(firstword $(subst ., ,$(VERSION)))

# Hardening goes with optimisation; your own CFLAGS replace both.
HARDENING_x86_64 := -fcf-protection
HARDENING := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection $(HARDENING_$(shell uname -m))
CFLAGS ?= -O2 -g $(HARDENING)
LDFLAGS ?= -Wl,-z,relro -Wl,-z,now

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wformat=2 -Wvla \
	-Wundef $(if $(WERROR),-Werror)
# Files are larger, and times go further, than a machine of 32 bits has for them by itself.
LARGE = -D_FILE_OFFSET_BITS=64 -D_TIME_BITS=64
OUR_CPPFLAGS = -D_GNU_SOURCE $(LARGE) $(if $(PORTABLE),-DMOW_PORTABLE=1) -Iinclude -Isrc -I$(BUILD)/gen $(PKG_CFLAGS)
# The same bytes, wherever the sources lie: what is for debuggers does not name the folder.
DEBUG_CFLAGS = $(if $(filter -g%,$(CFLAGS)),-ffile-prefix-map='$(CURDIR)=.')
OUR_CFLAGS = -std=gnu11 -fPIC -fvisibility=hidden $(DEBUG_CFLAGS) $(WARNINGS)
COMPILE = $(CC) $(OUR_CPPFLAGS) $(CPPFLAGS) $(OUR_CFLAGS) $(CFLAGS)
LINK = $(CC) $(CFLAGS) -Wl,--as-needed $(LDFLAGS)

# Asked once, and only when something is compiled: `make deps` runs before there is any pkg-config.
PACKAGES = libgit2 inih libutf8proc nettle jansson zlib
PKG_CONFIG ?= pkg-config
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(call ask,--cflags $(PACKAGES)))$(PKG_CFLAGS)
PKG_LIBS = $(eval PKG_LIBS := $$(call ask,--libs $(PACKAGES)))$(PKG_LIBS)
CURL_LIBS = $(eval CURL_LIBS := $$(call ask,--libs libcurl))$(CURL_LIBS)
TEST_LIBS = $(eval TEST_LIBS := $$(call ask,--libs cmocka))$(TEST_LIBS)
ask = $(call found,$(shell $(PKG_CONFIG) $(1) || echo missing))
found = $(if $(filter missing,$(1)),$(error a library is missing; run: make deps),$(1))

# ---- What there is ----

LAYERS = base git rules convert steps evidence policy verdict api report
LIB_SOURCES := $(sort $(wildcard $(LAYERS:%=src/%/*.c) $(LAYERS:%=src/%/*/*.c)))
CMD_SOURCES := $(sort $(wildcard src/cmd/*.c))
FORGE_SOURCES := $(sort $(wildcard src/forge/*.c))
CI_SOURCES := src/ci_main.c $(sort $(wildcard src/ci/*.c)) $(FORGE_SOURCES)
PROGRAM_SOURCES := src/main.c $(CMD_SOURCES) $(CI_SOURCES)
UNIT_SOURCES := $(sort $(wildcard tests/unit/test_*.c))
UNIT_SHARED := $(filter-out $(UNIT_SOURCES),$(sort $(wildcard tests/unit/*.c)))
FUZZ_SOURCES := $(sort $(wildcard tests/fuzz/fuzz_*.c))
CLI_TESTS := $(sort $(wildcard tests/cli/*.bats))
MAN_PAGES := $(sort $(wildcard man/*.[1-8]))
HOOKS := $(sort $(filter-out hooks/notify-% hooks/editors hooks/shells,$(wildcard hooks/*)))
SHELL_FILES := $(sort $(wildcard hooks/shells/*/*/*))
VIM_FILES := $(sort $(wildcard hooks/editors/vim/*/*.vim))
HTML_ASSETS := $(sort $(wildcard src/report/html/*.css src/report/html/*.js))
HEADERS := include/mowners.h $(sort $(wildcard include/mowners/*.h))
C_FILES = $(sort $(HEADERS) $(wildcard src/*.[ch] src/*/*.[ch] src/*/*/*.[ch] tests/unit/*.[ch] \
	tests/fuzz/*.[ch] tests/bench/*.[ch]))

objects = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))
LIB_OBJECTS := $(call objects,$(LIB_SOURCES))
CMD_OBJECTS := $(call objects,$(CMD_SOURCES))
FORGE_OBJECTS := $(call objects,$(FORGE_SOURCES))
PROGRAM_OBJECTS := $(call objects,$(PROGRAM_SOURCES))
UNIT_OBJECTS := $(call objects,$(UNIT_SOURCES) $(UNIT_SHARED) $(FUZZ_SOURCES) tests/fuzz/replay.c)
UNIT_PROGRAMS := $(UNIT_SOURCES:%.c=$(BUILD)/%) $(FUZZ_SOURCES:%.c=$(BUILD)/%)
FUZZERS := $(FUZZ_SOURCES:tests/fuzz/fuzz_%.c=$(BUILD)/fuzzers/%)
WORKLOAD_OBJECT := $(call objects,$(sort $(wildcard tests/bench/workload*.c)))

GENERATED = $(BUILD)/gen/hook_scripts.h $(BUILD)/gen/html_assets.h
ARCHIVE = $(BUILD)/libmowners.a
FORGE_ARCHIVE = $(BUILD)/libforge.a
STATIC_LIB = $(BUILD)/lib/libmowners.a
SHARED_LIB = $(BUILD)/libmowners.so
TARBALL = $(BUILD)/mowners-$(VERSION).tar.gz
PROGRAM = $(BUILD)/mowners
CI_PROGRAM = $(BUILD)/mowners-ci
WORKLOAD = $(BUILD)/tests/bench/workload

.PHONY: all tests help deps deps-dev deps-servers demo
all: $(PROGRAM) $(CI_PROGRAM) $(STATIC_LIB) $(SHARED_LIB) $(BUILD)/mowners.pc
tests: $(UNIT_PROGRAMS)

help:
	@sed -n 's/^#> //p' Makefile

#> all (default)    programs, static and shared library
#> static           the program in one file that needs no libraries: build/static/mowners
#> deps             installs what is missing to build and check; deps-dev: and to lint
#> demo             shows it at work
#> check            unit tests, command line tests, man pages, model; also check-unit, check-cli, check-docs
#> check-model      the program beside a model of its documents in Python, on SEEDS=1000 random cases
#> check-asan       unit tests and hostile pushes under the address and undefined behaviour sanitizers
#> check-valgrind   unit tests under valgrind
#> check-attacks    the attacks alone, tests/cli/attacks*.bats: what mowners says to each, and what git alone does
#> check-portable   what has another way where the system is not Linux (make PORTABLE=1): its unit tests
#> check-static     the program of `make static` in a bare chroot, where who is not root needs user namespaces; hardening
#> check-reproducible what is built of the same sources elsewhere, by somebody else, is the same, byte for byte
#> check-forges     mowners-ci and its ready-made jobs beside programs of others, which npm fetches; needs node
#> check-readers    what mowners writes, read by programs of others, which npm and the system bring
#> fuzz             each reader on random bytes for SECONDS=60; TARGETS='rules tree': these; needs clang
#> check-servers    pushes through sshd, nginx, Apache and gitolite, as `make deps-servers` installs them on Debian
#> check-faults     pushes and commands that write while calls fail, memory and disk run out, hooks are killed and pushes
#>                  race, and unit programs while memory runs out; MOST=100: of each kind so many calls a command, SEED=1:
#>                  others than 0, SLOW=1: all unit programs; with glibc
#> mutate           what no unit test of the rules and the verdict would miss: each place changed; hours; SAMPLE=500
#> check-layers     the order of the rooms, from the includes; no calls in circles, from the symbols
#> check-api        the public header alone, its contracts, and what the libraries export
#> lint             clang-format, clang-tidy, cppcheck, gcc -fanalyzer, shellcheck; format: rewrites
#> coverage         lines that the tests reach
#> bench            how fast it is beside git; SHORT=1: in under five minutes; ARGS='--repo PATH': in that one too
#> guard            whether it takes more instructions than tests/bench/guard.txt says; RENEW=1: rewrites that
#> install          to DESTDIR and PREFIX, what Vim needs to VIMDIR; uninstall
#> dist             a tarball of HEAD, and beside it its SHA-256
#> deb              Debian packages of HEAD, looked at by lintian
#> clean            removes what was made
#> (.ci/run: the continuous integration: most of these one after another; installs what they need)

# ---- Building ----

# The archive is for the command and the tests, which see all of it; what is installed shows nothing but mow_*.
$(ARCHIVE): $(LIB_OBJECTS)
	rm -f $@
	$(AR) rcs $@ $^

$(STATIC_LIB): $(LIB_OBJECTS)
	@mkdir -p $(@D)
	$(LD) -r -o $(@:.a=.o) $^
	$(OBJCOPY) --localize-hidden $(@:.a=.o)
	rm -f $@
	$(AR) rcs $@ $(@:.a=.o)

$(SHARED_LIB): $(LIB_OBJECTS)
	$(LINK) -shared -Wl,-soname,$(SONAME) -Wl,-z,defs -o $@ $^ $(LDLIBS) $(PKG_LIBS)

# In one file where that links, else with libgit2.a alone; SHARED=1, or where neither does: the ordinary linkage, and a
# slower start. STATIC=-static where the compiler has no -static-pie.
STATIC ?= -static-pie
OFFLINE = $(BUILD)/obj/src/offline.o
ONLINE = $(BUILD)/obj/src/offline_ci.o
FAST_LIBS = $(eval FAST_LIBS := $(if $(SHARED),,$(shell \
	if .ci/linkage $(CC) $(CFLAGS) $(LDFLAGS) $(STATIC) 2>/dev/null; then \
		echo '$(STATIC)'; how='into one file (make SHARED=1: with shared libraries, starts slower)'; \
	elif .ci/linkage $(CC) $(CFLAGS) $(LDFLAGS); then how='with libgit2.a (starts a little slower than as one file)'; \
	else how='with shared libraries (starts slower)'; fi; echo "mowners: linked $$how" >&2)))$(FAST_LIBS)
$(PROGRAM): $(BUILD)/obj/src/main.o $(CMD_OBJECTS)
$(WORKLOAD): $(WORKLOAD_OBJECT)
$(PROGRAM) $(WORKLOAD): $(OFFLINE) $(ARCHIVE)
	@mkdir -p $(@D)
	$(LINK) -o $@ $(filter-out $(OFFLINE) $(ARCHIVE),$^) $(if $(FAST_LIBS),$(OFFLINE)) $(ARCHIVE) $(LDLIBS) \
		$(or $(FAST_LIBS),$(PKG_LIBS))

# What needs the network is a program of its own, with shared libraries, but for libgit2 where that links: `mowners ci`
# starts it.
CI_LIBS = $(eval CI_LIBS := $(if $(SHARED),,$(shell .ci/linkage $(CC) $(CFLAGS) $(LDFLAGS) 2>/dev/null)))$(CI_LIBS)
$(CI_PROGRAM): $(call objects,$(CI_SOURCES)) $(CMD_OBJECTS) $(ONLINE) $(ARCHIVE)
	@mkdir -p $(@D)
	$(LINK) -pthread -o $@ $(filter-out $(ONLINE) $(ARCHIVE),$^) $(if $(CI_LIBS),$(ONLINE)) $(ARCHIVE) $(LDLIBS) \
		$(or $(CI_LIBS),$(PKG_LIBS)) $(CURL_LIBS)

$(ONLINE): src/offline.c
	@mkdir -p $(@D)
	$(COMPILE) -DMOW_ONLINE -c -o $@ $<

# For a bare chroot: into one file, or not at all.
STATIC_PROGRAM = $(BUILD)/static/mowners
.PHONY: static
static: $(STATIC_PROGRAM)
$(STATIC_PROGRAM): $(BUILD)/obj/src/main.o $(CMD_OBJECTS) $(OFFLINE) $(ARCHIVE)
	@mkdir -p $(@D)
	@libraries=$$(.ci/linkage $(CC) $(CFLAGS) $(LDFLAGS) $(STATIC)) && set -x && \
		$(LINK) $(STATIC) -o $@ $^ $(LDLIBS) $$libraries

LINK_TEST = $(LINK) -o $@ $(filter %.o,$^) $(filter $(FORGE_ARCHIVE),$^) $(ARCHIVE) $(LDLIBS) $(TEST_LIBS) $(PKG_LIBS) \
	$(if $(filter $(FORGE_ARCHIVE),$^),$(CURL_LIBS))
$(filter $(BUILD)/tests/unit/%,$(UNIT_PROGRAMS)): $(call objects,$(UNIT_SHARED))
$(filter $(BUILD)/tests/fuzz/%,$(UNIT_PROGRAMS)): $(call objects,tests/fuzz/replay.c)
$(UNIT_PROGRAMS): $(BUILD)/%: $(BUILD)/obj/%.o $(ARCHIVE)
	@mkdir -p $(@D)
	$(LINK_TEST)

$(FUZZERS): $(BUILD)/fuzzers/%: $(BUILD)/obj/tests/fuzz/fuzz_%.o $(ARCHIVE)
	@mkdir -p $(@D)
	$(LINK_TEST) -fsanitize=fuzzer

# Tests of src/forge see all of it, and of src/cmd what the program has; one of these takes a file of it in itself.
$(filter $(BUILD)/tests/unit/test_forge%,$(UNIT_PROGRAMS)): $(FORGE_ARCHIVE)
$(BUILD)/tests/fuzz/fuzz_forge $(BUILD)/fuzzers/forge: $(FORGE_ARCHIVE)
$(BUILD)/tests/fuzz/fuzz_push $(BUILD)/fuzzers/push: $(CMD_OBJECTS)
$(BUILD)/tests/fuzz/fuzz_options $(BUILD)/fuzzers/options: $(filter-out %/cmd/options.o,$(CMD_OBJECTS))
$(FORGE_ARCHIVE): $(FORGE_OBJECTS)
	rm -f $@
	$(AR) rcs $@ $^

$(LIB_OBJECTS) $(PROGRAM_OBJECTS) $(UNIT_OBJECTS) $(WORKLOAD_OBJECT) $(OFFLINE): $(BUILD)/obj/%.o: %.c | $(GENERATED)
	@mkdir -p $(@D)
	$(COMPILE) $(if $(filter tests/%,$<),-Itests/unit) -MMD -MP -c -o $@ $<

OBJCOPY ?= objcopy

# Each file of hooks/ that is installed as a string, byte for byte: `hook_script_client`.
$(BUILD)/gen/hook_scripts.h: $(HOOKS) .ci/embed
	@mkdir -p $(@D)
	.ci/embed hook_script $(HOOKS) >$@

# What pages have in them: `html_asset_page_css`.
$(BUILD)/gen/html_assets.h: $(HTML_ASSETS) .ci/embed
	@mkdir -p $(@D)
	.ci/embed html_asset $(HTML_ASSETS) >$@

# Made anew each time, since it holds what PREFIX was on this call.
$(BUILD)/mowners.pc: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' 'prefix=$(PREFIX)' 'libdir=$(LIBDIR)' 'includedir=$(INCLUDEDIR)' '' 'Name: mowners' \
		'Description: who decides about which file of a git repository, and whether they have' 'Version: $(VERSION)' \
		'Requires.private: $(PACKAGES)' 'Libs: -L$${libdir} -lmowners' 'Cflags: -I$${includedir}' >$@

.PHONY: FORCE
FORCE:

-include $(patsubst %.o,%.d,$(LIB_OBJECTS) $(PROGRAM_OBJECTS) $(UNIT_OBJECTS) $(WORKLOAD_OBJECT))

# `make deps demo`, also with -j: first the one, then the other.
ifneq ($(filter deps deps-dev,$(MAKECMDGOALS)),)
$(LIB_OBJECTS) $(PROGRAM_OBJECTS) $(UNIT_OBJECTS): | $(filter deps deps-dev,$(MAKECMDGOALS))
endif

deps:
	@.ci/deps

deps-dev:
	@.ci/deps dev

deps-servers:
	@.ci/deps servers

demo: $(PROGRAM)
	tests/demo/demo $(PROGRAM)

# ---- Checking: every suite speaks TAP, leaves it in results/, and tests/tally adds up ----

.PHONY: check check-unit check-cli check-attacks check-docs check-asan check-asan-here check-valgrind check-portable \
	check-portable-here check-static check-forges check-readers check-servers check-faults check-faults-here \
	check-layers check-api check-model
RESULTS = $(BUILD)/results
UNIT = env CMOCKA_MESSAGE_OUTPUT=TAP
WITH_PROGRAM = env MOWNERS='$(abspath $(PROGRAM))' PATH="$(abspath $(BUILD)):$$PATH"
SUITES = unit cli docs model

# A suite of no files would be a suite that always passes.
some = $(if $(strip $(1)),$(1),$(error nothing to check: there is no $(2)))

define run_suites
@rm -rf $(patsubst %,$(RESULTS)/%,$(1)); \
status=0; \
for suite in $(1); do echo "== $$suite"; $(MAKE) --no-print-directory check-$$suite || status=1; done; \
tests/tally $(patsubst %,$(RESULTS)/%,$(1)) || status=1; \
exit $$status
endef

check: all tests
	$(call run_suites,$(SUITES))

check-unit: $(UNIT_PROGRAMS)
	@rm -rf $(RESULTS)/unit
	@prove -j$(JOBS) -e 'tests/run-suite $(RESULTS)/unit $(UNIT)' $(call some,$(UNIT_PROGRAMS),tests/unit/test_*.c)

check-cli: $(PROGRAM) $(CI_PROGRAM)
	@rm -rf $(RESULTS)/cli
	@$(WITH_PROGRAM) prove -j$(JOBS) -e 'tests/run-suite $(RESULTS)/cli bats --tap' \
		$(call some,$(CLI_TESTS),tests/cli/*.bats)

# What must never get past the hooks, beside what git alone lets through: each push is tried without them too.
check-attacks: $(PROGRAM)
	@rm -rf $(RESULTS)/attacks && mkdir -p $(RESULTS)/attacks/rows
	@ATTACKS='$(abspath $(RESULTS)/attacks/rows)' $(WITH_PROGRAM) prove -j$(JOBS) -e 'tests/run-suite $(RESULTS)/attacks bats --tap' \
		$(call some,$(filter tests/cli/attacks%,$(CLI_TESTS)),tests/cli/attacks*.bats); \
		cat $(RESULTS)/attacks/rows/* | awk -f tests/attacks.awk; tests/tally $(RESULTS)/attacks

check-docs:
	@rm -rf $(RESULTS)/docs
	@tests/run-suite $(RESULTS)/docs tests/check-man $(call some,$(MAN_PAGES),man/*.[1-8])

# The program beside a second reading of its documents, on random cases; the first one is FIRST.
SEEDS = 600
FIRST = 1
check-model: $(PROGRAM)
	@rm -rf $(RESULTS)/model
	@tests/run-suite $(RESULTS)/model python3 -B tests/model/compare.py $(SEEDS) $(FIRST) $(PROGRAM)

SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=all
# Of the command line tests those with bytes that strangers send: the others start the same code on what we wrote.
check-asan:
	@UBSAN_OPTIONS=print_stacktrace=1 $(MAKE) --no-print-directory BUILD='$(BUILD)/asan' \
		CLI_TESTS='$(addprefix tests/cli/,attacks.bats attacks_server.bats hook_pre_receive.bats ci_http.bats)' CFLAGS='-O1 -g -fno-omit-frame-pointer $(SANITIZE)' LDFLAGS='$(SANITIZE)' check-asan-here

check-asan-here: $(PROGRAM) $(CI_PROGRAM) tests
	$(call run_suites,unit cli)

VALGRIND = valgrind -q --error-exitcode=99 --leak-check=full --num-callers=30
check-valgrind: tests
	@rm -rf $(RESULTS)/valgrind
	@prove -j$(JOBS) -e 'tests/run-suite $(RESULTS)/valgrind $(UNIT) $(VALGRIND)' \
		$(call some,$(UNIT_PROGRAMS),tests/unit/test_*.c); tests/tally $(RESULTS)/valgrind

# What has another way, and two programs that are started that way.
check-portable:
	@$(MAKE) --no-print-directory BUILD='$(BUILD)/portable' PORTABLE=1 CFLAGS='-O0 -g' \
		UNIT_PROGRAMS='$(patsubst %,$(BUILD)/portable/tests/unit/test_%,base_child base_system git_run signatures)' check-portable-here

check-portable-here: tests
	$(call run_suites,unit)

# What the flags do that go with optimisation is looked at where they are not replaced.
HARDENED = $(if $(findstring $(HARDENING),$(CFLAGS)),$(STATIC_PROGRAM) $(PROGRAM) $(CI_PROGRAM) $(STATIC_LIB) $(SHARED_LIB))
check-static: $(STATIC_PROGRAM) $(HARDENED)
	@rm -rf $(RESULTS)/static
	@MOWNERS='$(abspath $(STATIC_PROGRAM))' tests/run-suite $(RESULTS)/static bats --tap tests/static/static.bats; \
	$(if $(HARDENED),tests/run-suite $(RESULTS)/static tests/check-hardening $(HARDENED:%.a=%.o);) tests/tally $(RESULTS)/static

# Beside what this folder makes of the sources.
.PHONY: check-reproducible
REPRODUCIBLE = $(TARBALL) $(STATIC_PROGRAM) $(STATIC_LIB) $(SHARED_LIB)
check-reproducible: $(REPRODUCIBLE)
	@BUILD='$(BUILD)' CC='$(CC)' CFLAGS='$(CFLAGS)' LDFLAGS='$(LDFLAGS)' JOBS='$(JOBS)' tests/check-reproducible $(REPRODUCIBLE)

check-forges check-readers: check-%: $(PROGRAM) $(CI_PROGRAM) $(BUILD)/npm/%/node_modules/.installed
	@rm -rf $(RESULTS)/$*
	@NODE_MODULES='$(abspath $(BUILD)/npm/$*/node_modules)' $(WITH_PROGRAM) \
		prove -j$(JOBS) -e 'tests/run-suite $(RESULTS)/$* bats --tap' $(call some,$(wildcard tests/$*/*.bats),tests/$*/*.bats); \
		tests/tally $(RESULTS)/$*

check-servers: $(PROGRAM)
	@rm -rf $(RESULTS)/servers
	@$(WITH_PROGRAM) prove -j$(JOBS) -e 'tests/run-suite $(RESULTS)/servers tests/servers/as-user bats --tap' \
		$(call some,$(wildcard tests/servers/*.bats),tests/servers/*.bats); tests/tally $(RESULTS)/servers

# With shared libraries, whose calls a preloaded one can let fail. As `make` makes it, a program has other calls.
check-faults:
	@$(MAKE) --no-print-directory BUILD='$(BUILD)/faults' SHARED=1 CFLAGS='-O1 -g -fno-omit-frame-pointer' LDFLAGS= check-faults-here

SHIM = $(BUILD)/tests/faults/shim.so
# Unit programs that start git often, or compute for seconds, take hours together: with SLOW=1.
SLOW_UNITS = api approvals% ask audit base_child fetch git_% lint log rules_owners_slow rules_pattern_truth steps_% store% \
	verdict_crowds
FAULT_UNITS = $(filter-out $(if $(SLOW),,$(SLOW_UNITS:%=$(BUILD)/tests/unit/test_%)),$(filter $(BUILD)/tests/unit/%,$(UNIT_PROGRAMS)))
check-faults-here: $(PROGRAM) $(SHIM) $(FAULT_UNITS)
	@rm -rf $(RESULTS)/faults
	@SHIM='$(abspath $(SHIM))' UNITS='$(abspath $(FAULT_UNITS))' $(WITH_PROGRAM) prove -j$(JOBS) -e 'tests/run-suite $(RESULTS)/faults bats --tap' \
		$(call some,$(wildcard tests/faults/*.bats),tests/faults/*.bats); tests/tally $(RESULTS)/faults

# Calls of its own would count, so that the compiler puts nothing in their place.
$(SHIM): tests/faults/shim.c
	@mkdir -p $(@D)
	$(CC) -std=gnu11 -D_GNU_SOURCE -Wall -Wextra $(if $(WERROR),-Werror) -O1 -fPIC -fno-builtin -fno-omit-frame-pointer -shared -o $@ $< -ldl

# Only the first time, and where another version is wanted, npm is asked for what stands in the lock file.
$(BUILD)/npm/%/node_modules/.installed: tests/%/npm/package.json tests/%/npm/package-lock.json
	@command -v npm >/dev/null || { echo 'there is no npm; run: make deps-dev'; exit 1; }
	@mkdir -p $(BUILD)/npm/$*
	cp $^ $(BUILD)/npm/$*/
	cd $(BUILD)/npm/$* && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# Each reader on bytes that libFuzzer makes up, for SECONDS; TARGETS='rules tree': these. What is new to it is kept in
# the build folder, in fuzz/corpus; what breaks it lies in fuzz/found, and is a failure.
.PHONY: fuzz fuzz-here
SECONDS = 60
TARGETS = $(notdir $(FUZZERS))
fuzz:
	@UBSAN_OPTIONS=print_stacktrace=1 $(MAKE) --no-print-directory BUILD='$(BUILD)/fuzz' CC=clang \
		CFLAGS='-O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link $(SANITIZE)' LDFLAGS='$(SANITIZE)' fuzz-here

fuzz-here: $(TARGETS:%=$(BUILD)/fuzzers/%)
	@mkdir -p $(TARGETS:%=$(BUILD)/corpus/%) $(BUILD)/found
	@status=0; for target in $(TARGETS); do \
		echo "== fuzz $$target, $(SECONDS) s"; \
		$(BUILD)/fuzzers/$$target -max_total_time=$(SECONDS) -timeout=10 -rss_limit_mb=1024 -verbosity=0 -print_final_stats=1 \
			-artifact_prefix=$(BUILD)/found/$$target- $(BUILD)/corpus/$$target tests/fuzz/corpus/$$target || status=1; \
	done; exit $$status

# What of the rules and the verdict no unit test would miss: each operator, constant, condition and statement changed, in
# an order of chance, until it is interrupted. MUTATED='src/verdict/*.c': in these files; BY='verdict ask': by these tests
# alone; SAMPLE=500: so many; AGAIN=FILE: those that an earlier run has told; SANITIZED=1: what reads and writes where
# nothing is, and what is not given back, is noticed too. What changes nothing stands in known.txt; KNOWN=: it is told.
.PHONY: mutate mutate-here
MUTATED = src/rules/*.c src/rules/*/*.c src/verdict/*.c
BY = $(filter-out forge%,$(UNIT_SOURCES:tests/unit/test_%.c=%))
SAMPLE = 0
SEED = 1
KNOWN = tests/mutate/known.txt
mutate:
	@$(MAKE) --no-print-directory BUILD='$(BUILD)/mutate$(SANITIZED:%=-sanitized)' CC=gcc \
		CFLAGS='-O2 -ftrivial-auto-var-init=pattern $(if $(SANITIZED),$(SANITIZE))' \
		LDFLAGS='$(if $(SANITIZED),$(SANITIZE))' mutate-here

mutate-here: $(BY:%=$(BUILD)/obj/tests/unit/test_%.o) $(call objects,$(UNIT_SHARED)) $(LIB_OBJECTS)
	@exec python3 -B tests/mutate/mutate.py --work $(BUILD)/mutants --jobs $(JOBS) --sample $(SAMPLE) --seed $(SEED) \
		--again '$(AGAIN)' --known '$(KNOWN)' --compile '$(COMPILE)' --link '$(LINK)' \
		--objects '$(call objects,$(UNIT_SHARED))' --library '$(LIB_OBJECTS)' \
		--libraries '$(LDLIBS) $(TEST_LIBS) $(PKG_LIBS)' \
		--programs '$(BY:%=$(BUILD)/obj/tests/unit/test_%.o)' $(sort $(wildcard $(MUTATED)))

check-layers: $(LIB_OBJECTS) $(PROGRAM_OBJECTS)
	@tests/check-layers . $(BUILD)/obj/src

check-api: $(STATIC_LIB) $(SHARED_LIB)
	@CC='$(CC)' CXX='$(CXX)' tests/check-api include/mowners.h $(STATIC_LIB) $(SHARED_LIB) $(LDFLAGS) $(PKG_LIBS)

.PHONY: coverage coverage-here
coverage:
	@$(MAKE) --no-print-directory BUILD='$(BUILD)/coverage' CC=gcc CFLAGS='-O0 -g --coverage' LDFLAGS=--coverage \
		coverage-here

coverage-here: $(PROGRAM) $(CI_PROGRAM) tests
	@find $(BUILD) -name '*.gcda' -exec rm -f {} +
	$(call run_suites,unit cli)
	@find $(BUILD)/obj/src -name '*.gcda' | xargs gcov -n 2>/dev/null | awk -f tests/coverage.awk

# ---- Speed ----

.PHONY: bench guard
MEASURED = env MOWNERS='$(abspath $(PROGRAM))' WORKLOAD='$(abspath $(WORKLOAD))'

bench: $(PROGRAM) $(CI_PROGRAM) $(WORKLOAD)
	@$(MEASURED) tests/bench/bench --work $(BUILD)/bench $(if $(SHORT),--short) $(if $(SMOKE),--smoke) $(ARGS)

# Instructions can be compared only where the same compiler flags made them: with your own, there is a build apart.
OWN_FLAGS := $(strip $(foreach name,CC CFLAGS CPPFLAGS LDFLAGS LDLIBS SHARED,\
	$(filter-out default file undefined,$(origin $(name)))))
ifneq ($(OWN_FLAGS),)
guard:
	@env -u MAKEFLAGS -u MAKEOVERRIDES -u CC -u CFLAGS -u CPPFLAGS -u LDFLAGS -u LDLIBS -u SHARED \
		$(MAKE) --no-print-directory -j$(JOBS) BUILD='$(BUILD)/plain' RENEW='$(RENEW)' guard
else
guard: $(PROGRAM) $(WORKLOAD)
	@$(if $(RENEW),$(MEASURED) tests/bench/guard --renew,$(call run_guard))
endif

define run_guard
rm -rf $(RESULTS)/guard; tests/run-suite $(RESULTS)/guard $(MEASURED) tests/bench/guard
endef

# ---- Style ----

.PHONY: lint lint-format lint-dialect lint-tidy lint-cppcheck lint-analyzer lint-shell format
lint: lint-format lint-dialect lint-tidy lint-cppcheck lint-analyzer lint-shell
	@echo 'lint: clean'

lint-format:
	clang-format --dry-run -Werror $(call some,$(C_FILES),C file)

format:
	clang-format -i $(call some,$(C_FILES),C file)

lint-dialect: $(GENERATED)
	@tests/check-dialect $(OUR_CPPFLAGS) -Itests/unit -std=gnu11 -- $(call some,$(C_FILES),C file)

# The analyzer goes down fewer paths of a function than by itself: a third of the time, and it is the longest step.
ANALYZER = -Xclang -analyzer-config -Xclang max-nodes=60000
lint-tidy: $(GENERATED)
	@command -v clang-tidy || { echo 'there is no clang-tidy; run: make deps-dev'; exit 1; }
	printf '%s\n' $(LIB_SOURCES) $(PROGRAM_SOURCES) | xargs -P$(JOBS) -n4 sh -c \
		'clang-tidy --quiet --warnings-as-errors="*" "$$@" -- $(OUR_CPPFLAGS) -std=gnu11 $(ANALYZER) 2>/dev/null' tidy

# Leaks are left to the sanitizer and valgrind: cppcheck does not know the cleanup attribute. readdir is safe, and
# readdir_r is out of use.
lint-cppcheck: $(GENERATED)
	cppcheck --quiet -j$(JOBS) --error-exitcode=1 --inline-suppr --std=c11 --language=c --library=posix,gnu \
		--max-configs=1 --enable=warning,performance,portability --suppress=memleak --suppress=resourceLeak \
		--suppress=readdirCalled -D_GNU_SOURCE -D__GNUC__ -Iinclude -Isrc -I$(BUILD)/gen $(LIB_SOURCES) $(PROGRAM_SOURCES)

# gcc's own look at the ways through the functions. It loses sight of what a structure of the caller's holds, so leaks are
# left to the sanitizer and valgrind here too.
lint-analyzer: $(GENERATED)
	@echo 'gcc -fanalyzer …'
	@printf '%s\n' $(LIB_SOURCES) $(PROGRAM_SOURCES) | xargs -P$(JOBS) -n8 sh -c 'status=0; for file; do \
		gcc $(OUR_CPPFLAGS) -std=gnu11 -O1 -fanalyzer -Wno-analyzer-malloc-leak -Werror -S -o /dev/null "$$file" || status=1; \
		done; exit $$status' analyzer

SCRIPTS = $(shell grep -rlE '^\#!.*(sh|bats)$$' .ci hooks tests) $(wildcard tests/cli/*.bash tests/forges/*.bash tests/golden/*.bash tests/servers/*.bash)
lint-shell:
	shellcheck --severity=style $(sort $(SCRIPTS) $(CLI_TESTS))
	shellcheck --severity=style -s bash hooks/shells/bash-completion/completions/mowners
	@for file in $(filter %.yml,$(HOOKS)); do echo "shellcheck $$file"; tests/job-steps $$file | shellcheck --severity=style -s sh - || exit 1; done

# ---- Installing ----

.PHONY: install uninstall dist deb clean
INSTALL ?= install
man_of = $(MANDIR)/man$(subst .,,$(suffix $(1)))/$(notdir $(1))
shell_of = $(1:hooks/shells/%=$(SHAREDIR)/%)
vim_of = $(1:hooks/editors/vim/%=$(VIMDIR)/%)

install: all
	$(INSTALL) -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(LIBDIR)/pkgconfig $(DESTDIR)$(INCLUDEDIR)/mowners
	$(INSTALL) -m 755 $(PROGRAM) $(CI_PROGRAM) $(DESTDIR)$(BINDIR)
	$(foreach header,$(HEADERS),$(INSTALL) -m 644 $(header) $(DESTDIR)$(header:include/%=$(INCLUDEDIR)/%) &&) :
	$(INSTALL) -m 644 $(STATIC_LIB) $(DESTDIR)$(LIBDIR)/libmowners.a
	$(INSTALL) -m 755 $(SHARED_LIB) $(DESTDIR)$(LIBDIR)/libmowners.so.$(VERSION)
	ln -sf libmowners.so.$(VERSION) $(DESTDIR)$(LIBDIR)/$(SONAME)
	ln -sf $(SONAME) $(DESTDIR)$(LIBDIR)/libmowners.so
	$(INSTALL) -m 644 $(BUILD)/mowners.pc $(DESTDIR)$(LIBDIR)/pkgconfig/mowners.pc
	$(foreach page,$(MAN_PAGES),$(INSTALL) -d $(DESTDIR)$(dir $(call man_of,$(page))) && \
		$(INSTALL) -m 644 $(page) $(DESTDIR)$(call man_of,$(page)) &&) :
	$(foreach file,$(VIM_FILES),$(INSTALL) -d $(DESTDIR)$(dir $(call vim_of,$(file))) && \
		$(INSTALL) -m 644 $(file) $(DESTDIR)$(call vim_of,$(file)) &&) :
	$(foreach file,$(SHELL_FILES),$(INSTALL) -d $(DESTDIR)$(dir $(call shell_of,$(file))) && \
		$(INSTALL) -m 644 $(file) $(DESTDIR)$(call shell_of,$(file)) &&) :

uninstall:
	rm -f $(DESTDIR)$(BINDIR)/mowners $(DESTDIR)$(BINDIR)/mowners-ci $(HEADERS:include/%=$(DESTDIR)$(INCLUDEDIR)/%) \
		$(DESTDIR)$(LIBDIR)/pkgconfig/mowners.pc \
		$(foreach name,libmowners.a libmowners.so $(SONAME) libmowners.so.$(VERSION),$(DESTDIR)$(LIBDIR)/$(name)) \
		$(foreach page,$(MAN_PAGES),$(DESTDIR)$(call man_of,$(page))) \
		$(foreach file,$(VIM_FILES),$(DESTDIR)$(call vim_of,$(file))) \
		$(foreach file,$(SHELL_FILES),$(DESTDIR)$(call shell_of,$(file)))
	[ ! -d $(DESTDIR)$(INCLUDEDIR)/mowners ] || rmdir $(DESTDIR)$(INCLUDEDIR)/mowners

# The same bytes, whatever the user's git is told.
ARCHIVE_HEAD = git -c core.autocrlf=false -c tar.umask=0022 archive --prefix=mowners-$(VERSION)/
dist: $(TARBALL)
	@cd $(BUILD) && sha256sum $(notdir $(TARBALL)) | tee $(notdir $(TARBALL)).sha256

$(TARBALL): FORCE
	@mkdir -p $(@D)
	$(ARCHIVE_HEAD) -o $@ HEAD

# The sources of HEAD as Debian packages, without a signature; the date of each file is that of the commit.
DEB = $(BUILD)/deb/mowners-$(VERSION)
deb:
	@command -v dpkg-buildpackage lintian >/dev/null || { echo 'make deb needs dpkg-dev, debhelper and lintian'; exit 1; }
	@rm -rf $(BUILD)/deb && mkdir -p $(BUILD)/deb
	$(ARCHIVE_HEAD) HEAD | tar -x -C $(BUILD)/deb
	@cp -R $(DEB)/.ci/debian $(DEB)/debian
	@printf 'mowners (%s) unstable; urgency=medium\n\n  * CHANGELOG.md tells what is new.\n\n -- %s  %s\n' '$(VERSION)' \
		"$$(sed -n 's/^Maintainer: //p' $(DEB)/debian/control)" "$$(git log -1 --format=%cD)" >$(DEB)/debian/changelog
	cd $(DEB) && env -u CFLAGS -u CPPFLAGS -u LDFLAGS dpkg-buildpackage -us -uc -b
	lintian --fail-on error $(BUILD)/deb/*.changes
	@for package in $(BUILD)/deb/*.deb; do dpkg-deb -x $$package $(BUILD)/deb/unpacked || exit 1; done
	@tests/check-hardening $(BUILD)/deb/unpacked/usr/bin/* $(BUILD)/deb/unpacked/usr/lib/*/libmowners.so.$(VERSION)

clean:
	rm -rf $(BUILD)

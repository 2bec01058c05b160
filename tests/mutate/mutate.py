"""
mutate.py: how much of what decides is held by its unit tests. Each operator, constant, condition and statement of some
source files is changed, one at a time, and the unit programs that reach the place are run until one of them fails.

All mutants of all files are compiled at once, each behind a number that the environment chooses; so a mutant costs no
more than the tests. What clang takes the source for tells where something can be changed. Two kinds are left to others:
what only gives memory back to the sanitizers, and what there is for a lack of memory to the tests that make allocations
fail. Two more are no other program: more room than is asked for, and in `if (a != b) return a < b ? …` whether equal
ones are less. What known.txt says changes nothing is not run.
"""
import argparse
import bisect
import collections
import concurrent.futures
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import threading

RELATIONS = {'<': ['<=', '>='], '<=': ['<', '>'], '>': ['>=', '<='], '>=': ['>', '<'], '==': ['!='], '!=': ['==']}
ARITHMETIC = {'+': ['-'], '-': ['+'], '*': ['/'], '/': ['*'], '%': ['*'], '&': ['|'], '|': ['&'], '^': ['&'],
              '<<': ['>>'], '>>': ['<<']}
ASSIGNED = {'+=': '-=', '-=': '+=', '*=': '/=', '/=': '*=', '&=': '|=', '|=': '&=', '<<=': '>>=', '>>=': '<<='}
SLOW = 5  # seconds of the processor; programs that take longer are left out
MEMORY = 2 << 30  # bytes that a program may take

ALLOCATIONS = {'malloc', 'calloc', 'realloc', 'arena_alloc', 'arena_array', 'array_reserve', 'array_grow', 'buf_reserve'}
DELETED = {'CallExpr', 'CompoundAssignOperator', 'ContinueStmt', 'BreakStmt', 'CStyleCastExpr'}
LEFT_TO_OTHERS = re.compile(r'(\(void\) *)?(free|free_\w+|\w+_(free|release))\b|\(void\)\w+$|return (\w*memory\(|MOW_ENOMEM$)')
AHEAD = '__builtin_prefetch'  # nothing that a program does depends on it
LEFT_OUT = {'UnaryExprOrTypeTraitExpr', 'StaticAssertDecl', 'RecordDecl', 'EnumDecl', 'StringLiteral'}
LOOPS = {'WhileStmt', 'DoStmt', 'ForStmt'}


# In each file, by -include: the numbers are of all files together.
HEADER = '''extern int mutant_chosen;
extern unsigned char mutant_seen[];
static inline int mutant_is(int number) { mutant_seen[number] = 1; return mutant_chosen == number; }
'''
CHOOSER = '''#include <stdio.h>
#include <stdlib.h>
int mutant_chosen = -1;
unsigned char mutant_seen[%d];
static const char *told;
static void tell(void)
{
	FILE *file = fopen(told, "ab");
	if (file != NULL && fwrite(mutant_seen, 1, sizeof mutant_seen, file) > 0)
		(void)fclose(file);
}
__attribute__((constructor)) static void choose(void)
{
	const char *number = getenv("MUTANT");
	told = getenv("MUTANTS_SEEN");
	if (number != NULL)
		mutant_chosen = atoi(number);
	if (told != NULL)
		(void)atexit(tell);
}
'''


class Edit:
    """A piece of a file that is replaced. `make` gets a function that renders a piece with the edits inside."""

    def __init__(self, start, end, make):
        self.start, self.end, self.make = start, end, make


class Source:
    def __init__(self, path, first):
        self.path = path
        self.bytes = open(path, 'rb').read()
        self.first = first
        self.mutants = []  # (offset, what)
        self.edits = []
        self.starts = [0] + [at + 1 for at, byte in enumerate(self.bytes) if byte == 10]

    def text(self, start, end):
        return self.bytes[start:end].decode()

    def line(self, offset):
        return bisect.bisect_right(self.starts, offset)

    def add(self, offset, what):
        self.mutants.append((offset, what))
        return self.first + len(self.mutants) - 1

    def render(self, start, end, edits):
        out, at = [], start
        inside = [e for e in edits if e.start >= start and e.end <= end]
        while inside:
            edit, inside = inside[0], inside[1:]
            within = [e for e in inside if e.end <= edit.end]
            out.append(self.text(at, edit.start))
            out.append(edit.make(lambda s, e, within=within: self.render(s, e, within)))
            at = edit.end
            inside = [e for e in inside if e.start >= at]
        out.append(self.text(at, end))
        return ''.join(out)

    def mutated(self, without):
        """The whole file; `without`: lines where nothing is changed, since it would not compile."""
        edits = [e for e in self.edits if self.line(e.start) not in without]
        return self.render(0, len(self.bytes), edits)


def edge(place):
    """Where a node begins or ends, how long the word there is, and whether that is a macro."""
    if 'offset' in place:
        return place['offset'], place['tokLen'], False
    if 'isMacroArgExpansion' in place.get('expansionLoc', {}) or 'offset' not in place.get('expansionLoc', {}):
        return None
    return place['expansionLoc']['offset'], place['expansionLoc']['tokLen'], True


def span(source, node, whole=False):
    """Where a node stands; None: it ends in a macro with arguments. `whole`: it is not in a macro as a whole."""
    begin, end = (edge(node.get('range', {}).get(side, {})) for side in ('begin', 'end'))
    if begin is None or end is None or (whole and begin[2] and end[2] and begin[0] == end[0]):
        return None
    place = begin[0], end[0] + end[1]
    return None if end[2] and source.bytes[place[1]:place[1] + 1] == b'(' else place


def bare(node):
    """Without parentheses and casts that stand nowhere."""
    while node.get('kind') in ('ParenExpr', 'ImplicitCastExpr'):
        node = node['inner'][0]
    return node


def is_less(node):
    """-1"""
    return bare(node).get('opcode') == '-' and bare(bare(node)['inner'][0]).get('value') == '1'


class Finder:
    """Goes through what clang says of a file, from the outside in."""

    def __init__(self, source):
        self.source = source
        self.roomy = []  # pieces that say how much room there is to be
        self.lacking = []  # pieces that ask whether there is memory
        self.unequal = []  # pieces behind `if (a != b)`, with a and b

    def is_in(self, place, pieces):
        return any(piece and piece[0] <= place[0] and place[1] <= piece[1] for piece in pieces)

    def operand(self, node):
        return span(self.source, node)

    def span(self, node):
        return span(self.source, node, True)

    def edit(self, place, make):
        self.source.edits.append(Edit(place[0], place[1], make))

    def function(self, node):
        self.returns_bool = node['type']['qualType'].startswith('bool ') or \
            node['type']['qualType'].startswith('_Bool ')
        self.statement(node['inner'][-1], last=True)

    def walk(self, node):
        kind = node.get('kind')
        if not kind or kind in LEFT_OUT or (kind == 'CallExpr' and self.called(node) == AHEAD):
            return
        if kind == 'VarDecl' and node.get('storageClass') == 'static':
            return
        handler = getattr(self, 'see_' + kind, None)
        if handler:
            handler(node)
        for child in node.get('inner', []):
            # {0}, and -1 and 1 for "less" and "more": another number there is no other answer.
            inner = bare(child)
            if inner.get('kind') == 'IntegerLiteral' and (kind == 'InitListExpr' and inner['value'] == '0' or
                                                          kind == 'UnaryOperator' and node['opcode'] == '-' or
                                                          kind == 'ConditionalOperator' and is_less(node['inner'][1])):
                continue
            self.walk(child)

    def called(self, node):
        place = self.operand(node['inner'][0])
        return self.source.text(*place) if place else ''

    def see_CallExpr(self, node):
        """More room than was asked for is no other answer, and less is seen by the sanitizers."""
        for size in node['inner'][1:] if self.called(node) in ALLOCATIONS else ():
            while bare(size).get('opcode') == '+':
                self.roomy.append(span(self.source, bare(size), True))
                size, more = bare(size)['inner']
                self.roomy.append(span(self.source, more))
            self.roomy.append(span(self.source, size))

    # ---- Statements ----

    def statement(self, node, last=False, guarded=False):
        """`last`: nothing of the function comes behind it; `guarded`: it is what an `if` does."""
        kind = node.get('kind')
        if not kind:
            return
        if kind == 'CompoundStmt':
            inner = node.get('inner', [])
            for i, child in enumerate(inner):
                self.statement(child, last and i == len(inner) - 1, guarded and i == len(inner) - 1)
            return
        if kind == 'CallExpr' and self.called(node) == AHEAD:
            return
        self.delete(node, kind, last, guarded)
        inner = node.get('inner', [])
        if kind == 'IfStmt':
            self.settle(node, inner)
            self.condition(inner[0])
            self.walk(inner[0])
            self.statement(inner[1], last, not last)
            if len(inner) > 2:
                self.statement(inner[2], last)
        elif kind in LOOPS:
            conditions = {'WhileStmt': inner[:1], 'DoStmt': inner[1:], 'ForStmt': inner[2:3]}[kind]
            for child in conditions:
                self.condition(child)
            body = inner[0] if kind == 'DoStmt' else inner[-1]
            for child in inner:
                if child is body:
                    self.statement(child)
                else:
                    self.walk(child)
        elif kind in ('SwitchStmt', 'LabelStmt', 'DefaultStmt'):
            for child in inner[:-1]:
                self.walk(child)
            self.statement(inner[-1])
        elif kind == 'CaseStmt':
            self.statement(inner[-1])
        elif kind == 'ReturnStmt' and inner:
            if self.returns_bool:
                self.condition(inner[0])
            self.walk(inner[0])
        else:
            self.walk(node)

    def settle(self, node, parts):
        """What an `if` says of its condition and of what it does."""
        body = parts[1]
        if body.get('kind') == 'CompoundStmt' and body.get('inner'):
            body = body['inner'][-1]
        place, condition = self.span(body), bare(parts[0])
        if place and LEFT_TO_OTHERS.match(self.source.text(*place)):
            self.lacking.append((edge(node['range']['begin'])[0], place[0]))
        if condition.get('kind') == 'BinaryOperator' and condition['opcode'] == '!=' and body.get('kind') == 'ReturnStmt':
            self.unequal.append((place, [self.words(side) for side in condition['inner']]))

    def words(self, node):
        while bare(node).get('kind') == 'CStyleCastExpr':
            node = bare(node)['inner'][0]
        place = self.operand(node)
        return place and ' '.join(self.source.text(*place).split())

    def delete(self, node, kind, last, guarded):
        deletable = kind in DELETED or (kind == 'BinaryOperator' and node['opcode'] == '=') or \
            (kind == 'UnaryOperator' and node['opcode'] in ('++', '--')) or \
            (kind == 'ReturnStmt' and (not node.get('inner') and not last or guarded))
        place = self.span(node)
        if not deletable or place is None:
            return
        start, end = place
        while self.source.bytes[end:end + 1].isspace():
            end += 1
        if self.source.bytes[end:end + 1] != b';':
            return
        if LEFT_TO_OTHERS.match(self.source.text(start, end)):
            return
        number = self.source.add(start, 'deleted: ' + ' '.join(self.source.text(start, end).split())[:60])
        self.edit((start, end + 1),
                  lambda render: '{ if (!mutant_is(%d)) { %s; } }' % (number, render(start, end)))

    def condition(self, node):
        """Negated, unless an operator's own mutant is the same."""
        inner = bare(node)
        if inner.get('kind') in ('IntegerLiteral', None) or \
                (inner['kind'] == 'BinaryOperator' and inner['opcode'] in RELATIONS) or \
                (inner['kind'] == 'UnaryOperator' and inner['opcode'] == '!'):
            return
        place = self.span(node)
        if place is None:
            return
        number = self.source.add(place[0], 'negated: ' + ' '.join(self.source.text(*place).split())[:60])
        self.edit(place, lambda render: '(!!(%s) ^ mutant_is(%d))' % (render(*place), number))

    # ---- Expressions ----

    def see_ConditionalOperator(self, node):
        condition, yes, no = node['inner']
        if re.match(r'\w*memory\(', self.words(no) or ''):
            self.lacking.append(self.span(condition))
        if bare(yes).get('kind') != 'ConditionalOperator' and bare(condition).get('kind') == 'BinaryOperator':
            # The lesser of two, whichever it is of equal ones.
            self.unequal.append((self.span(condition), [self.words(side) for side in (yes, no)]))
            self.unequal.append((self.span(condition), [self.words(side) for side in (no, yes)]))
        self.condition(condition)

    def see_BinaryOperator(self, node):
        left, right = node['inner']
        places = self.span(node), self.operand(left), self.operand(right)
        opcode = node['opcode']
        if None in places:
            return
        whole, a, b = places
        if (opcode, bare(right).get('opcode')) in (('||', '=='), ('&&', '!=')) and self.is_in(whole, self.lacking):
            return  # one more that there is no memory for
        if opcode in ('&&', '||'):
            number = self.source.add(a[1], '%s became %s' % (opcode, '||' if opcode == '&&' else '&&'))
            flip = '' if opcode == '&&' else '!'
            self.edit(whole, lambda render: '((!!(%s) ^ %smutant_is(%d)) ? !!(%s) : %smutant_is(%d))' % (
                render(*a), flip, number, render(*b), flip, number))
            return
        others = RELATIONS.get(opcode) or ARITHMETIC.get(opcode)
        pointers = ['*' in side['type']['qualType'] or '[' in side['type']['qualType'] for side in (left, right)]
        if not others or (opcode == '-' and all(pointers)) or (opcode == '+' and pointers[1]):
            return
        if opcode == '+' and whole in self.roomy:
            return
        if any(self.is_in(whole, [place]) and both == [self.words(left), self.words(right)]
               for place, both in self.unequal):
            others = others[1:]
        numbers = [self.source.add(a[1], '%s became %s' % (opcode, other)) for other in others]
        choices = ''.join('mutant_is(%d) ? x_ %s y_ : ' % pair for pair in zip(numbers, others))
        zeros = ['' if pointer else ' + 0' for pointer in pointers]
        self.edit(whole, lambda render: '({ __auto_type x_ = (%s)%s; __auto_type y_ = (%s)%s; %sx_ %s y_; })' % (
            render(*a), zeros[0], render(*b), zeros[1], choices, opcode))

    def see_CompoundAssignOperator(self, node):
        left, right = node['inner']
        places = self.span(node), self.operand(left), self.operand(right)
        opcode = node['opcode']
        if None in places or opcode not in ASSIGNED:
            return
        whole, a, b = places
        number = self.source.add(a[1], '%s became %s' % (opcode, ASSIGNED[opcode]))
        form = '({ __auto_type p_ = &(%s); __auto_type y_ = (%s) + 0; mutant_is(%d) ? (*p_ %s y_) : (*p_ %s y_); })'
        self.edit(whole, lambda render: form % (render(*a), render(*b), number, ASSIGNED[opcode], opcode))

    def see_UnaryOperator(self, node):
        place, inside = self.span(node), self.operand(node['inner'][0])
        opcode = node['opcode']
        if place is None or inside is None:
            return
        if opcode == '!':
            number = self.source.add(place[0], '! left out')
            self.edit(place, lambda render: '(!(%s) ^ mutant_is(%d))' % (render(*inside), number))
        elif opcode in ('++', '--'):
            other = '--' if opcode == '++' else '++'
            number = self.source.add(place[0], '%s became %s' % (opcode, other))
            form = '%s(*p_)' if not node.get('isPostfix') else '(*p_)%s'
            self.edit(place, lambda render: '({ __auto_type p_ = &(%s); mutant_is(%d) ? %s : %s; })' % (
                render(*inside), number, form % other, form % opcode))

    def see_IntegerLiteral(self, node):
        place = self.span(node)
        if place is not None and place in self.roomy:
            return
        if place is not None and self.source.bytes[place[0]:place[0] + 1].isdigit():
            self.literal(place, '%s + 1' % self.source.text(*place))
            return
        place = self.operand(node)
        word = self.source.text(*place) if place else ''
        if word in ('true', 'false'):
            self.literal(place, 'false' if word == 'true' else 'true')

    def see_CharacterLiteral(self, node):
        place = self.span(node)
        if place is not None:
            self.literal(place, '%s + 1' % self.source.text(*place))

    def literal(self, place, other):
        number = self.source.add(place[0], '%s became %s' % (self.source.text(*place), other))
        self.edit(place, lambda render: '(mutant_is(%d) ? %s : %s)' % (number, other, self.source.text(*place)))


def functions_of(tree, path):
    """The functions that the file itself has. clang names a file only where it is another one than before."""
    here = [None]

    def follow(node):
        if isinstance(node, dict):
            if 'offset' in node and 'file' in node:
                here[0] = node['file']
            for key, value in node.items():
                if key != 'includedFrom':
                    follow(value)
        elif isinstance(node, list):
            for child in node:
                follow(child)

    found = []
    for node in tree['inner']:
        follow(node.get('loc', {}))
        mine = here[0] == path
        if mine and node['kind'] == 'FunctionDecl' and node.get('inner', [{}])[-1].get('kind') == 'CompoundStmt':
            found.append(node)
        follow({key: value for key, value in node.items() if key != 'loc'})
    return found


def find(path, first, flags):
    source = Source(path, first)
    dumped = subprocess.run(['clang', '-fsyntax-only', '-w', *flags, '-Xclang', '-ast-dump=json', path],
                            env=dict(os.environ, CCACHE_DISABLE='1'), stdout=subprocess.PIPE, check=True).stdout
    finder = Finder(source)
    for node in functions_of(json.loads(dumped), path):
        finder.function(node)
    source.edits.sort(key=lambda edit: (edit.start, -edit.end))
    return source


def compile_file(source, work, compiler):
    """What does not compile once it is changed is left alone, with all its line."""
    name = os.path.join(work, source.path.replace('/', '+'))
    without = set()
    for _ in range(20):
        with open(name, 'w') as file:
            file.write('#line 1 "%s"\n%s' % (source.path, source.mutated(without)))
        done = subprocess.run([*compiler, '-w', '-I', os.path.dirname(source.path), '-include',
                               os.path.join(work, 'mutant.h'), '-c', '-o', name[:-2] + '.o', name],
                              stderr=subprocess.PIPE, text=True)
        if done.returncode == 0:
            return name[:-2] + '.o', without
        lines = {int(line.split(':')[1]) for line in done.stderr.splitlines()
                 if ' error: ' in line and line.startswith(source.path + ':')}
        if not lines - without:
            sys.exit('%s does not compile:\n%s' % (source.path, done.stderr))
        without |= lines
    sys.exit('%s does not compile' % source.path)


class Program:
    def __init__(self, path, sanitized):
        self.path, self.sanitized = path, sanitized
        self.seconds = 0.0
        self.seen = b''

    def run(self, number=-1, seen=None, limit=SLOW):
        """Whether it passes, in `limit` seconds of the processor; `used` gets how many it took."""
        def bound():
            resource.setrlimit(resource.RLIMIT_CPU, (int(limit) + 1, int(limit) + 1))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            if not self.sanitized:  # sanitizers reserve addresses for all there may be
                resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

        variables = dict(os.environ, MUTANT=str(number), CMOCKA_MESSAGE_OUTPUT='TAP',
                         MALLOC_PERTURB_='165', ASAN_OPTIONS='symbolize=0:hard_rss_limit_mb=%d' % (MEMORY >> 20))
        if seen:
            variables['MUTANTS_SEEN'] = seen
        child = subprocess.Popen([self.path], env=variables, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL, preexec_fn=bound)
        waited = threading.Timer(30 * limit + 60, child.kill)
        waited.start()
        _, status, usage = os.wait4(child.pid, 0)
        waited.cancel()
        child.returncode = status  # nobody else waits for it
        self.used = usage.ru_utime + usage.ru_stime
        return status == 0

    def measure(self, work, count):
        told = os.path.join(work, os.path.basename(self.path) + '.seen')
        if os.path.exists(told):
            os.remove(told)
        if not self.run(seen=told) or not os.path.exists(told):
            return False
        self.seconds = self.used
        data = open(told, 'rb').read()
        self.seen = bytes(any(data[at] for at in range(number, len(data), count)) for number in range(count))
        return True


def judge(number, programs, noticed):
    """
    The program that notices the mutant; '': none does; None: none gets there. `noticed`: how many of that file each one
    has noticed; those that are quick and notice much are run first.
    """
    able = [program for program in programs if program.seen[number]]
    for program in sorted(able, key=lambda program: program.seconds / (1 + noticed[program.path])):
        if not program.run(number, limit=5 * program.seconds + 1):
            noticed[program.path] += 1
            return os.path.basename(program.path)
    return '' if able else None


def source_of(sources, number):
    return next(s for s in sources if s.first <= number < s.first + len(s.mutants))


def key_of(sources, number):
    """FILE, the line without blanks around it, what became of it, and the number of the line."""
    source = source_of(sources, number)
    offset, what = source.mutants[number - source.first]
    line = source.line(offset)
    end = source.starts[line] if line < len(source.starts) else len(source.bytes)
    return source.path, ' '.join(source.text(source.starts[line - 1], end).split()), what, line


def read_known(path):
    """Mutants that were told: the first three of what key_of gives, and anything behind, with " | " between."""
    told = re.compile(r'(src/\S+) \| (.+) \| (.+ became .+|deleted: .+|negated: .+|! left out) \| ')
    return {match.groups() for match in map(told.match, open(path) if path else ()) if match}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--work', required=True)
    parser.add_argument('--compile', required=True, help='the command that compiles')
    parser.add_argument('--link', required=True, help='the command that links, up to what is linked')
    parser.add_argument('--libraries', required=True, help='what is linked behind the objects')
    parser.add_argument('--objects', required=True, help='the objects that every program has')
    parser.add_argument('--library', required=True, help='all objects; those of the sources are replaced')
    parser.add_argument('--known', help='mutants that were judged to change nothing')
    parser.add_argument('--again', help='what an earlier run printed: the mutants in it alone')
    parser.add_argument('--sample', type=int, default=0, help='so many, of all')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--jobs', type=int, default=2)
    parser.add_argument('--programs', required=True, help='objects of the unit programs')
    parser.add_argument('sources', nargs='+')
    options = parser.parse_args()
    work = options.work
    os.makedirs(work, exist_ok=True)
    compiler = options.compile.split()
    flags = [flag for flag in compiler if flag.startswith(('-I', '-D', '-std'))]

    sources = []
    count = 0
    for path in options.sources:
        sources.append(find(path, count, flags))
        count += len(sources[-1].mutants)
    open(os.path.join(work, 'mutant.h'), 'w').write(HEADER)
    chooser = os.path.join(work, 'mutant.c')
    open(chooser, 'w').write(CHOOSER % count)
    subprocess.run([*compiler, '-w', '-c', '-o', chooser[:-2] + '.o', chooser], check=True)
    objects = [chooser[:-2] + '.o']
    archive = os.path.join(work, 'mutants.a')
    skipped = set()
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for source, (built, without) in zip(sources, pool.map(lambda s: compile_file(s, work, compiler), sources)):
            objects.append(built)
            skipped |= {source.first + i for i, (offset, _) in enumerate(source.mutants)
                        if source.line(offset) in without}
        replaced = tuple('/' + source.path[:-2] + '.o' for source in sources)
        objects += [name for name in options.library.split() if not name.endswith(replaced)]
        if os.path.exists(archive):
            os.remove(archive)
        subprocess.run(['ar', 'rcs', archive, *objects], check=True)

        def link(unit):
            """None: nothing of what is changed is in it, or it fails as it is."""
            program = Program(os.path.join(work, os.path.basename(unit)[:-2]), '-fsanitize' in options.link)
            subprocess.run([*options.link.split(), '-o', program.path, unit, *options.objects.split(), archive,
                            *options.libraries.split()], check=True)
            if b'mutant_chosen' not in open(program.path, 'rb').read():
                return None
            return program if program.measure(work, count) else print('left out, fails or is slow: ' + unit, flush=True)

        programs = sorted((p for p in pool.map(link, options.programs.split()) if p and any(p.seen)),
                          key=lambda p: p.seconds)
        print('%d mutants in %d files, %d left out since they do not compile; %d programs' % (
            count, len(sources), len(skipped), len(programs)), flush=True)
        chosen = [number for number in range(count) if number not in skipped]
        random.Random(options.seed).shuffle(chosen)
        if options.again:
            earlier = read_known(options.again)
            chosen = [number for number in chosen if key_of(sources, number)[:3] in earlier]
        if options.sample:
            chosen = chosen[:options.sample]
        tally = Tally(sources)
        known = read_known(options.known)
        same = {number for number in chosen if key_of(sources, number)[:3] in known}
        for number in same:
            tally.count(number, 'same')
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        noticed = collections.defaultdict(collections.Counter)
        judged = {pool.submit(judge, number, programs, noticed[source_of(sources, number).path]): number
                  for number in chosen if number not in same}
        try:
            for future in concurrent.futures.as_completed(judged):
                tally.add(judged[future], future.result())
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
        tally.tell()


class Tally:
    """Of each room, and of each folder in it."""

    def __init__(self, sources):
        self.sources = sources
        self.folders = collections.defaultdict(collections.Counter)

    def count(self, number, what):
        folder = os.path.dirname(key_of(self.sources, number)[0])
        for name in {folder, '/'.join(folder.split('/')[:2])}:
            self.folders[name][what] += 1

    def add(self, number, noticed):
        self.count(number, 'noticed' if noticed else 'missed' if noticed == '' else 'unreached')
        if not noticed:
            print('%s | %s | %s | line %d' % key_of(self.sources, number) +
                  (', not reached' if noticed is None else ''), flush=True)

    def tell(self):
        for name, folder in sorted(self.folders.items()):
            missed = folder['missed'] + folder['unreached']
            print('%s: %d mutants, %d of them change nothing; of the others %.1f %% are noticed, %d are not, '
                  '%d of these are not reached' % (name, folder.total(), folder['same'],
                                                   100 * folder['noticed'] / max(1, folder['noticed'] + missed), missed,
                                                   folder['unreached']))


if __name__ == '__main__':
    main()

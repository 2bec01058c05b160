"""Runs a command again and again, each time with another call failing (shim.c), and compares with how it ends undisturbed.

A call that fails may make the command fail, with a message; it must not crash, hang, leave memory behind, or make it
say yes where it said something else. Memory that runs out within libraries ("all") may end it by a signal.

A command that writes gets a fresh copy of a folder for each run (--fresh). Afterwards each file in it is as before or as
undisturbed, none lies beside them, and if the command said yes, all are as undisturbed; --after looks at what is not told
by files. Then the command is run once more, without a fault, and does what is left to do.

Exit status: 0 all went well; 1 the first few runs that did not are on stdout.
"""
import argparse
import concurrent.futures
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import types

SHOWN = 10
UNDISTURBED = "sys:0:0:0"


def run(options, fault, folder):
    """How the command ends in the folder, and what the shim tells; None: it hangs."""
    with tempfile.NamedTemporaryFile() as log, open(options.input, "rb") as given:
        env = dict(os.environ, LD_PRELOAD=options.shim, MOW_FAULT=fault, MOW_FAULT_LOG=log.name, MALLOC_PERTURB_="165")
        if options.fresh:
            env["TMPDIR"] = os.path.join(folder, "tmp")
        # What a unit program has started may outlive it, and what it says is no matter.
        out = subprocess.DEVNULL if options.unit else subprocess.PIPE
        with subprocess.Popen(options.command, stdin=given, stdout=out, stderr=out, env=env, start_new_session=True,
                              cwd=os.path.join(folder, options.inside)) as started:
            try:
                stdout, stderr = started.communicate(timeout=60)
            except subprocess.TimeoutExpired:
                return None, None
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(started.pid, signal.SIGKILL)
        done = subprocess.CompletedProcess(options.command, started.returncode, stdout or b"", stderr or b"")
        text = log.read()
        return done, json.loads(text) if text else None


@contextlib.contextmanager
def place(options):
    """A folder to run it in: the one where we are, or a fresh copy."""
    if not options.fresh:
        yield "."
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "copy")
        shutil.copytree(options.fresh, copy, symlinks=True)
        os.mkdir(os.path.join(copy, "tmp"))
        yield copy


def content(file):
    if os.path.islink(file):
        return os.readlink(file)
    with open(file, "rb") as opened:
        return os.stat(file).st_mode, opened.read()


def files(folder):
    """What lies in the folder, by path; folders too."""
    found = {}
    for path, folders, names in os.walk(folder):
        found.update((os.path.relpath(os.path.join(path, name), folder), "") for name in folders)
        found.update((os.path.relpath(os.path.join(path, name), folder), content(os.path.join(path, name))) for name in names)
    return found


def crash(options, told):
    """Where the program crashed: "src/base/map.c:52"."""
    place = subprocess.run(["addr2line", "-e", options.command[0], hex(told["crashed"])], capture_output=True, text=True)
    return os.path.normpath(place.stdout.split(" ")[0].strip())


def unit_complaint(options, done, told):
    """The same of a unit program: assertions may fail, and what goes on all the same may crash."""
    if done is None:
        return "hangs"
    if done.returncode >= 0:
        return None
    where = crash(options, told) if told else "?"
    return None if where.startswith("tests/") else f"crashes at {where}"


def complaint(options, usual, kind, done, told):
    """What is wrong with how it went; None: nothing."""
    if options.unit:
        return unit_complaint(options, done, told)
    what, number = kind[:2]
    if done is None:
        return "hangs"
    if done.returncode < 0:
        return None if what == "all" or -100 < number < 0 else f"signal {-done.returncode}"
    # Of what was written it may say less; that it is there is looked at.
    same = done.returncode == usual.returncode and (options.fresh or done.stdout == usual.stdout)
    if done.returncode == 0 and not same:
        return "says yes" if usual.returncode else "says something else"
    if done.returncode not in (usual.returncode, *options.fails):
        return f"status {done.returncode}"
    if what in ("ours", "site") and done.returncode != usual.returncode and b"mowners: " not in done.stderr:
        return "says nothing"
    if what in ("ours", "site") and told and told["live"] > 0:
        return f"leaves {told['live']} blocks behind"
    return None


def looked_at(options, usual, is_done, folder):
    """What is wrong with the folder; None: nothing."""
    if options.after:
        look = subprocess.run(["bash", "-c", options.after], capture_output=True, cwd=os.path.join(folder, options.inside),
                              env=dict(os.environ, DONE="yes" if is_done else ""))
        return f"leaves {(look.stdout + look.stderr).decode()}" if look.returncode else None
    now = files(folder)
    for path in sorted(now.keys() | usual.old.keys() | usual.new.keys()):
        if now.get(path) not in (usual.new.get(path), usual.new.get(path) if is_done else usual.old.get(path)):
            return f"leaves {path} as it {'was' if is_done else 'never was'}"
    return None


def left(options, usual, done, told, folder):
    """What is wrong with what it left in its folder; None: nothing."""
    # What could not be removed is there, and what could not be waited for goes on.
    stuck = told is not None and told["failed"] in ("unlink", "unlinkat", "rmdir", "waitpid")
    is_done = done.returncode == usual.done.returncode
    why = looked_at(options, usual, is_done, folder) if not stuck else None
    if why is not None:
        return why
    again, _ = run(options, UNDISTURBED, folder)
    if again is None or again.returncode not in (usual.done.returncode, *options.again):
        return f"does not work the next time: {again.stderr.decode() if again else 'it hangs'}"
    why = looked_at(options, usual, True, folder) if not stuck else None
    return f"the next time: {why}" if why is not None else None


def disturbed(options, usual, kind, n):
    what, number, on = kind
    with place(options) as folder:
        done, told = run(options, f"{what}:{n}:{number}:{on}", folder)
        why = complaint(options, usual.done, kind, done, told)
        if why is None and options.fresh:
            why = left(options, usual, done, told, folder)
    return why, done, told


def undisturbed(options):
    with place(options) as folder:
        old = files(folder) if options.fresh else None
        done, told = run(options, UNDISTURBED, folder)
        return types.SimpleNamespace(done=done, told=told, old=old, new=files(folder) if options.fresh else None)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--shim", required=True)
    parser.add_argument("--input", default="/dev/null")
    parser.add_argument("--fails", default="3", help="what it may end with where it did not fail undisturbed")
    parser.add_argument("--most", type=int, default=400, help="runs of each kind")
    parser.add_argument("--status", type=int, help="that it has undisturbed")
    parser.add_argument("--says", default="", help="what it says undisturbed, wherever its lines break")
    parser.add_argument("--kinds", default="ours:12:0,sys:5:0", help="WHAT:ERRNO:ON,…")
    parser.add_argument("--fresh", help="the folder that each run gets a copy of")
    parser.add_argument("--inside", default=".", help="where in it the command runs")
    parser.add_argument("--after", help="what bash is to run there: with a status and a word where something is wrong")
    parser.add_argument("--again", default="", help="what the next run may end with too")
    parser.add_argument("--seed", type=int, default=0, help="which ones, where there are too many")
    parser.add_argument("--unit", action="store_true", help="a unit program, whose assertions may fail")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    options.fails = [int(word) for word in options.fails.split(",")]
    options.again = [int(word) for word in options.again.split(",") if word]
    usual = undisturbed(options)
    done, told = usual.done, usual.told
    said = " ".join(done.stderr.decode().split()) if done else "it hangs"
    if done is None or done.returncode < 0 or options.status not in (None, done.returncode) or options.says not in said:
        print(f"undisturbed it ends with {done and done.returncode}: {said}")
        return 1
    if told["live"] > 0 and not options.unit:
        print(f"undisturbed it leaves {told['live']} blocks behind")
        return 1
    jobs = []
    for kind in options.kinds.split(","):
        what, number, on = kind.split(":")
        count = told[what]
        # Another one of each few where there are many, not always the first of them.
        stride = max(1, -(-count // options.most))
        jobs += [((what, int(number), on), n) for n in range(1 + (len(jobs) + options.seed) % stride, count + 1, stride)]
    wrong = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = pool.map(lambda job: disturbed(options, usual, *job), jobs)
        for (kind, n), (why, done, log) in zip(jobs, runs):
            if why is None:
                continue
            wrong += 1
            if wrong <= SHOWN:
                call = log["failed"] if log else "?"
                print(f"{':'.join(map(str, kind))} call {n} ({call}): {why}\n{done.stderr.decode() if done else ''}")
    print(f"{len(jobs)} runs, {wrong} wrong; undisturbed: {told}")
    return 1 if wrong else 0


sys.exit(main())

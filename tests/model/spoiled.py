"""A store that a server must not take: something in it is otherwise than mowners-approvals(5) has it."""


def damage(rand, whole):
    """{path: (mode, text)} of a store {path: text} with one thing amiss, where there is room for that."""
    texts = dict(whole)
    modes = dict.fromkeys(texts, "100644")
    records = [path for path in texts if path.startswith(("records/", "stops/"))]
    leaves = [path for path in texts if path.startswith("index")]
    kind = rand.choice(["drop", "byte", "more", "format", "name", "mode", "part", "copy"] +
                       ["line", "order", "twice", "other", "split"] * 2)
    path = rand.choice(records) if records else None
    leaf = rand.choice(leaves) if leaves else None
    if kind == "more":
        texts[rand.choice(["readme", "records", "index/x", "stops/x", "records/a/b"])] = "x\n"
    elif kind == "format":
        texts["format"] = rand.choice(["mowners-store 3\n", "mowners-store 2", ""])
    elif kind in ("drop", "byte", "name", "mode", "part", "copy") and path:
        damage_record(rand, (texts, modes), path, kind)
    elif leaf:
        damage_leaf(rand, texts, leaf, kind)
    below = {path for path in texts if any(other.startswith(path + "/") for other in texts)}
    return {path: (modes.get(path, "100644"), text) for path, text in texts.items() if path not in below}


def damage_record(rand, store, path, kind):
    texts, modes = store
    if kind == "drop":
        del texts[path]
    elif kind == "byte":
        texts[path] = texts[path].replace("base ", rand.choice(["base  ", "base 0"]), 1)
    elif kind == "name":
        texts[path[:-1] + ("0" if path[-1] != "0" else "1")] = texts.pop(path)
    elif kind == "mode":
        modes[path] = "100755"
    elif kind == "part":
        top, _, rest = path.partition("/")
        texts[("stops/" if top == "records" else "records/") + rest] = texts.pop(path)
    else:
        texts[path[:-1] + ("0" if path[-1] != "0" else "1")] = texts[path]


def damage_leaf(rand, texts, leaf, kind):
    lines = texts[leaf].splitlines(True)
    at = rand.randrange(len(lines))
    if kind == "line":
        del lines[at]
    elif kind == "order":
        lines.append(lines.pop(0))
    elif kind == "twice":
        lines.insert(at, lines[at])
    elif kind == "other":
        lines[at] = lines[at][:-3] + ("00\n" if lines[at][-3:] != "00\n" else "11\n")
    else:
        del texts[leaf]
        for line in lines:
            texts.setdefault(leaf + "/" + line[leaf.count("/")], "")
            texts[leaf + "/" + line[leaf.count("/")]] += line
        return
    texts[leaf] = "".join(lines)

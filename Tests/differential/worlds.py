#!/usr/bin/env python3
"""Random small companies: a schema, its model, its rows, and questions of every report against plain loops over the rows.

    python3 Tests/differential/worlds.py --kpi BINARY --worlds N --questions M [--seed S] [--features a,b] [--keep FOLDER]
    python3 Tests/differential/worlds.py --kpi BINARY --world S     one world alone, by the seed that a mismatch shows
    python3 Tests/differential/worlds.py --selfcheck                whether changed answers are noticed

One process of kpi per world. A mismatch is shown with its question made small; with --keep its model and database stay.
Exit 0: all agree.
"""
import argparse
import collections
import functools
import multiprocessing
import os
import random
import re
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import calendar_ as cal
from world.kpi import Kpi
from world.judge import expected, judge
from world.plan import plan
from world.rows import World
from world.schema import FEATURES, build, store


def arguments():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument('--kpi')
    p.add_argument('--worlds', type=int, default=100)
    p.add_argument('--questions', type=int, default=50)
    p.add_argument('--seed', type=int)
    p.add_argument('--world', type=int, help='the seed of one world')
    p.add_argument('--features', type=lambda t: t.split(','), help='only these: ' + ', '.join(FEATURES))
    p.add_argument('--verbs', type=lambda t: t.split(','), help='only these questions')
    p.add_argument('--without', type=lambda t: t.split(','), default=[], help='words that no question may hold')
    p.add_argument('--size', type=int, default=40, help='about how many rows a table has')
    p.add_argument('--keep', help='a folder for the models, databases and scripts of worlds with mismatches')
    p.add_argument('--shown', type=int, default=5, help='mismatches of a world to make small')
    p.add_argument('--jobs', type=int, default=2, help='worlds asked side by side')
    p.add_argument('--selfcheck', action='store_true')
    return p.parse_args()


def still_open():
    """The lines of open.txt: worlds and questions that are known to differ, each under what is open about them."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'open.txt'), encoding='utf-8') as f:
        return {line.strip() for line in f if line.strip() and not line.startswith('#')}


def make(seed, folder, a):
    """(world, features, questions) of a seed, its files in the folder."""
    rng = random.Random(seed)
    model, tables, features = build(rng, a.features or FEATURES, a.size)
    path = os.path.join(folder, 'world.db')
    store(path, tables)
    world = World(model, path)
    questions = plan(world, rng, features, a.questions, a.verbs)
    with open(os.path.join(folder, 'world.kpi'), 'w', encoding='utf-8') as f:
        f.write(model.text())
    return world, features, [q for q in questions if not any(w in q.text() for w in a.without)]


def one_world(seed, folder, a):
    """(questions asked, [(question, problem, smaller question, its problem)])."""
    world, features, questions = make(seed, folder, a)
    kpi = Kpi(a.kpi, folder, world)
    wrong = []
    for q, results in zip(questions, kpi.script(questions)):
        try:
            problem = judge(world, q, results)
        except Exception as error:  # one question must not end a long run
            problem = f'the oracle failed: {error!r}'
        if problem:
            wrong.append((q, problem))
    return world, features, kpi, questions, wrong


def reduced(world, kpi, q, problem):
    """The smallest question that still differs, and how."""
    best, tries, going = (q, problem), 0, True
    while going and tries < 40:
        going = False
        for smaller in best[0].variants():
            tries += 1
            try:
                problem = judge(world, smaller, kpi.alone(smaller))
            except Exception:
                continue
            if problem and not ('no answer' in problem and 'no answer' not in best[1]):
                best, going = (smaller, problem), True
                break
    return best


def main():
    a = arguments()
    if a.selfcheck:
        from world.selfcheck import run
        return 1 if run(a) else 0
    if not a.kpi:
        sys.exit('--kpi is missing')
    first = a.seed if a.seed is not None else random.SystemRandom().randrange(10 ** 6) * 1000
    seeds = [a.world] if a.world is not None else range(first, first + a.worlds)
    print(f'seed {first}, {len(seeds)} worlds, {a.questions} questions each', flush=True)
    asked, failed, verbs, unsure, undecided = 0, 0, collections.Counter(), 0, 0
    base = a.keep or tempfile.mkdtemp(prefix='kpi-worlds-')
    with multiprocessing.Pool(a.jobs) as pool:
        for said, count, wrong, kinds, room, known in pool.imap_unordered(functools.partial(told, a, base), seeds):
            asked, failed, unsure, undecided = asked + count, failed + wrong, unsure + room, undecided + known
            verbs.update(kinds)
            if said:
                print(said, flush=True)
    if not a.keep:
        shutil.rmtree(base, ignore_errors=True)
    print(f'{asked - failed - undecided} of {asked} agree in {len(seeds)} worlds (seed {first}; {undecided} open, {unsure} not judged whole): ' + ', '.join(f'{v} {n}' for v, n in sorted(verbs.items())))
    return 1 if failed else 0


def told(a, base, seed):
    """What is to be said of a world: (text, questions, mismatches, verbs, those not judged whole, those still open)."""
    folder = os.path.join(base, str(seed))
    os.makedirs(folder, exist_ok=True)
    out = []
    world, features, kpi, questions, wrong = one_world(seed, folder, a)
    known = [q for q, _ in wrong if f'{seed} {q.text()}' in still_open()]
    wrong = [(q, problem) for q, problem in wrong if q not in known]
    out += [f'open: {seed} {q.text()}' for q in known]
    if wrong and all('the model' in problem for _, problem in wrong):
        out.append(f'\nMISMATCH in world {seed} ({" ".join(sorted(features))}): {wrong[0][1][:400]}')
    else:
        for i, (q, problem) in enumerate(wrong):
            out.append(f'\nMISMATCH in world {seed} ({" ".join(sorted(features))}), today {cal.iso(world.today)}, {world.model.zone}')
            out.append(f'  {q.text()}{"".join(" | " + p[0] for p in q.pipes)}\n    {problem[:600]}')
            if i < a.shown:
                small, why = reduced(world, kpi, q, problem)
                out.append(f'  smallest: {small.text()}{"".join(" | " + p[0] for p in small.pipes)}\n    {why[:600]}')
                out += [f'    {line}' for line in definitions(world.model, small)]
    if not wrong:
        shutil.rmtree(folder, ignore_errors=True)
    failed = {id(q) for q, _ in wrong}
    room = sum(1 for q in questions if id(q) not in failed and expected(world, q).unsure)
    return '\n'.join(out), len(questions), len(wrong), [q.verb for q in questions], room, len(known)


def definitions(model, q):
    """The lines of the model that a question's metrics, segments and unions rest on."""
    said, waiting = [], q.text()
    for _ in range(4):
        for name, line in [(m.name, m.line()) for m in model.metrics.values()] + [(e.name, e.line()) for e in model.events.values()]:
            if line not in said and re.search(rf'\b{name}\b', waiting):
                said.append(line)
                waiting += ' ' + line
    return said


if __name__ == '__main__':
    sys.exit(main())

#!/usr/bin/env python3
"""The plans of random companies' questions, answered by the engine and in SQL by SQLite over the same file.

    python3 Tests/differential/in_sql.py --kpi BINARY --worlds N --questions M [--seed S] [--features a,b] [--keep FOLDER]

What SQL cannot say is counted, by what it is; a number that differs is a mismatch, shown with its statement.
Exit 0: whatever was answered twice was the same.
"""
import argparse
import collections
import json
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import calendar_ as cal
from world.kpi import ENVIRONMENT
from worlds import make


def arguments():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument('--kpi', required=True)
    p.add_argument('--worlds', type=int, default=100)
    p.add_argument('--questions', type=int, default=20)
    p.add_argument('--seed', type=int)
    p.add_argument('--world', type=int, help='the seed of one world')
    p.add_argument('--features', type=lambda t: t.split(','))
    p.add_argument('--verbs', type=lambda t: t.split(','))
    p.add_argument('--without', type=lambda t: t.split(','), default=[])
    p.add_argument('--size', type=int, default=40)
    p.add_argument('--jobs', type=int, default=2)
    p.add_argument('--keep', help='a folder for the files of worlds with mismatches')
    p.add_argument('--sql', action='store_true', help='show the statements of mismatches')
    return p.parse_args()


def world(task):
    """(counts, mismatches) of one world."""
    a, base, seed = task
    folder = os.path.join(base, str(seed))
    os.makedirs(folder, exist_ok=True)
    made, _, questions = make(seed, folder, a)
    script = os.path.join(folder, 'questions.kpi')
    with open(script, 'w', encoding='utf-8') as f:
        f.write('\n'.join([f'set timezone "{made.model.zone}"', *(q.text() for q in questions)]) + '\n')
    done = subprocess.run(
        [a.kpi, 'bench', script, '--sql', '--db', os.path.join(folder, 'world.db'), '--model', os.path.join(folder, 'world.kpi'),
         '--today', cal.iso(made.today)], stdin=subprocess.DEVNULL, capture_output=True, timeout=600, env=ENVIRONMENT)
    counts, wrong = collections.Counter(), []
    if done.returncode:
        wrong.append(f'exit {done.returncode}: {done.stderr.decode("utf-8", "replace")[:400]}')
    for line in done.stdout.decode('utf-8', 'replace').splitlines():
        outcome = json.loads(line, object_pairs_hook=list)
        statement = dict(outcome)['statement']
        for key, value in outcome:
            if key == 'same':
                counts['same'] += 1
            elif key == 'refused':
                counts['refused'] += 1
                counts['  ' + value] += 1
            elif key == 'differs':
                value = dict(value)
                wrong.append('\n'.join([f'{statement}   (today {cal.iso(made.today)})', f'  engine   {value["engine"][:300]}', f'  database {value["database"][:300]}',
                                        *([value['sql']] if a.sql else [])]))
    if not wrong:
        shutil.rmtree(folder, ignore_errors=True)
    return seed, counts, wrong


def main():
    a = arguments()
    first = a.seed if a.seed is not None else random.SystemRandom().randrange(10 ** 6) * 1000
    seeds = [a.world] if a.world is not None else range(first, first + a.worlds)
    print(f'seed {first}, {len(seeds)} worlds, {a.questions} questions each', flush=True)
    base = a.keep or tempfile.mkdtemp(prefix='kpi-sql-')
    counts, failed = collections.Counter(), 0
    with multiprocessing.Pool(a.jobs) as pool:
        for seed, more, wrong in pool.imap_unordered(world, [(a, base, seed) for seed in seeds]):
            counts.update(more)
            failed += len(wrong)
            for problem in wrong:
                print(f'\nMISMATCH in world {seed}: {problem}', flush=True)
    if not a.keep:
        shutil.rmtree(base, ignore_errors=True)
    whole = counts['same'] + counts['refused'] + failed
    print(f'{counts["same"]} of {whole} plans are the same in SQL, {failed} differ, {counts["refused"]} cannot be said (seed {first}):')
    for what, count in sorted(counts.items(), key=lambda pair: -pair[1]):
        if what.startswith('  '):
            print(f'{count:6}{what}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())

#!/usr/bin/env python3
"""Snapshots that cannot be written, or whose writer is killed, cost time only.

    snapshots.py --kpi BINARY --db DB

Runs kpi with a cache folder of its own, where files may have so many bytes at most (RLIMIT_FSIZE, as a disk that is full ends a
file), and kills it after so many milliseconds. Every answer that is told must be the one that is told without a cache, at once and
by the next start. Exit 0: all are.
"""
import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time

STATEMENTS = 'show revenue, orders by source year 2023; journey days 5'


def run(kpi, db, cache, limit=None, kill=None):
    """Status and output; `limit` bytes a file, killed after `kill` seconds."""
    def limited():
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    process = subprocess.Popen(
        [kpi, db, '--today', '2023-12-31', '--format', 'json', '-c', STATEMENTS], env=dict(os.environ, KPI_CACHE=cache),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=limited)
    if kill is not None:
        time.sleep(kill)
        process.kill()
    out, err = process.communicate()
    return process.returncode, out, err


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--kpi', required=True)
    parser.add_argument('--db', required=True)
    parser.add_argument('--seed', type=int, default=20231231)
    a = parser.parse_args()
    dice = random.Random(a.seed)
    kpi = os.path.abspath(a.kpi)
    with tempfile.TemporaryDirectory() as folder:
        db = os.path.join(folder, 'crm.db')
        shutil.copy(a.db, db)
        # What was changed in the last two seconds is not kept.
        time.sleep(3)
        status, right, err = run(kpi, db, '')
        if status != 0:
            print(f'status {status}: {err.decode()}')
            return 1
        wrong = []

        def check(what, answer, wanted=0):
            if answer[0] != wanted or answer[1] != right:
                wrong.append(f'{what}: status {answer[0]}, {len(answer[1])} of {len(right)} bytes, {answer[2].decode()[:200]}')

        cache = os.path.join(folder, 'whole')
        start = time.time()
        check('made', run(kpi, db, cache))
        took = time.time() - start
        check('used', run(kpi, db, cache))
        sizes = [os.path.getsize(os.path.join(cache, name)) for name in os.listdir(cache)]
        if len(sizes) != 1:
            print(f'{len(sizes)} snapshots in place of one')
            return 1
        for limit in [0, 1, 4_096, sizes[0] // 3, sizes[0] - 1] + [dice.randrange(sizes[0]) for _ in range(5)]:
            cache = os.path.join(folder, f'limit{limit}')
            # The pipe is no file, so the answer comes whole.
            check(f'at most {limit} bytes', run(kpi, db, cache, limit=limit))
            left = [name for name in os.listdir(cache) if name.endswith('.kpisnap')] if os.path.isdir(cache) else []
            if left:
                wrong.append(f'at most {limit} bytes: a snapshot of {sizes[0]} bytes is kept')
            check(f'after at most {limit} bytes', run(kpi, db, cache))
        cache = os.path.join(folder, 'killed')
        for _ in range(12):
            wait = dice.uniform(0, took * 1.2)
            status, out, _ = run(kpi, db, cache, kill=wait)
            # Told before the end or not at all; never a part of another answer.
            if not right.startswith(out):
                wrong.append(f'killed after {wait:.3f} s: another answer')
            check(f'after one that was killed after {wait:.3f} s', run(kpi, db, cache))
            for name in os.listdir(cache):
                if dice.random() < 0.5 and name.endswith('.kpisnap'):
                    os.remove(os.path.join(cache, name))
    for line in wrong:
        print(line)
    print('snapshots: ' + (f'{len(wrong)} wrong' if wrong else 'all answers are those without a cache'))
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())

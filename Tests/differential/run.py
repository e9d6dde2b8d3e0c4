#!/usr/bin/env python3
"""The differential test: random questions to kpi against plain loops over the same rows.

    python3 Tests/differential/run.py --kpi BINARY [--db DB] [--seed S] [--count N] [--stage 1|2] [--today D] [--clean]
    python3 Tests/differential/run.py --kpi BINARY --db DB --ask "show revenue by source month 2023-09"
    python3 Tests/differential/run.py --selfcheck FOLDER

All questions of a run go to one process. Without `--db`, `kpi demo` makes the database; it is copied and made
awkward unless `--clean`. Every mismatch is printed with a statement as small as still shows it. Exit 0: all agree.
"""
import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import calendar_ as cal
import compare
import dirty
import selfcheck
from crm import Raw, World
from generate import FEATURES, Generator
from oracle import Oracle

# Nothing is kept between starts: a user's own cache is none of a test's business.
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith('KPI_')} | {'KPI_CACHE': ''}


def arguments():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument('--kpi')
    p.add_argument('--db')
    p.add_argument('--seed', type=int)
    p.add_argument('--count', type=int, default=2000)
    p.add_argument('--stage', type=int, default=2, help='1: the first slice, 2: everything')
    p.add_argument('--features', type=lambda t: t.split(','), help='of stage 2, only these: ' + ', '.join(FEATURES))
    p.add_argument('--without', type=lambda t: t.split(','), default=[], help='metrics not to ask')
    p.add_argument('--today', help='the day the questions are asked, else one chosen by the seed')
    p.add_argument('--clean', action='store_true', help='ask the database as it is')
    p.add_argument('--customers', type=int, default=300, help='customers of the copy')
    p.add_argument('--ask', help='one statement alone, with kpi -c')
    p.add_argument('--as', dest='viewer', help='the viewer of --ask')
    p.add_argument('--keep', help='a folder for the database and the script, kept after the run')
    p.add_argument('--shown', type=int, default=10, help='mismatches to print in full')
    p.add_argument('--selfcheck', metavar='FOLDER', help='hold the oracle against FOLDER/expected.json')
    return p.parse_args()


def lines(process):
    out = []
    for line in process.stdout.decode('utf-8', 'replace').splitlines():
        try:
            out.append(json.loads(line))
        except ValueError:
            out.append({'bad': line[:200]})
    return out


def alone(q):
    """A question with the definitions it needs."""
    return '; '.join([d for d in q.definitions() if d.split()[1] in q.metrics] + [q.text()])


class Kpi:
    def __init__(self, binary, db, today):
        self.binary, self.db, self.today = binary, db, cal.iso(today)

    def call(self, *args, timeout=300):
        return subprocess.run([self.binary, *args, '--today', self.today, '--format', 'json'], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout, env=ENVIRONMENT)

    def one(self, statement, viewer=None):
        """(result or None, message) of one statement in a process of its own."""
        done = self.call(self.db, '-c', statement, *(['--as', viewer] if viewer else []), timeout=60)
        results = lines(done)
        if done.returncode == 0 and results and 'bad' not in results[-1]:
            return results[-1], ''
        return None, f'exit {done.returncode}: ' + done.stderr.decode('utf-8', 'replace').strip()[:300]

    def script(self, questions, path):
        """One (result or None, message) for each question. One process, unless questions are refused or stop it."""
        out = {}
        while len(out) < len(questions):
            waiting = [i for i in range(len(questions)) if i not in out]
            text, viewer, at = sorted({d for q in questions for d in q.definitions()}), None, {}
            for i in waiting:
                q = questions[i]
                if q.viewer != viewer:
                    text.append(f'as {q.viewer}')
                    viewer = q.viewer
                text.append(q.text())
                at[len(text)] = i
            with open(path, 'w', encoding='utf-8') as f:
                f.write('\n'.join(text) + '\n')
            done = self.call('run', path, '--no-strict', '--db', self.db)
            got = lines(done)
            out.update(zip(waiting, ((g, '') for g in got)))
            if len(got) >= len(waiting):
                break
            # Questions that a check refuses are named by their lines; one that fails while running is the next.
            refused = [e for e in errors(done) if e.get('line') in at and at[e['line']] not in out]
            for e in refused:
                out[at[e['line']]] = (None, e['message'])
            if not refused:
                out[waiting[len(got)]] = (None, done.stderr.decode('utf-8', 'replace')[-300:].strip())
        return [out[i] for i in range(len(questions))]


def errors(process):
    out = []
    for line in process.stderr.decode('utf-8', 'replace').splitlines():
        try:
            e = json.loads(line)
        except ValueError:
            continue
        if e.get('severity') == 'error':
            out.append(e)
    return out


def mismatch(oracle, q, result, message=''):
    if result is None:
        return 'no answer ' + message
    if 'bad' in result or 'columns' not in result:
        return f'not a result: {json.dumps(result, ensure_ascii=False)[:200]}'
    return compare.check(oracle, q, oracle.answer(q), result)


def reduced(kpi, oracles, q):
    """The smallest question that still differs, and how."""
    best, tries = q, 0
    why = None
    while tries < 60:
        for smaller in best.variants():
            tries += 1
            if any(x and x[0] not in smaller.metrics for x in (smaller.order, smaller.having)):
                continue
            if not smaller.metrics and smaller.verb != 'funnel' or smaller.verb == 'share' and not smaller.by:
                continue
            problem = mismatch(oracles[smaller.viewer], smaller, *kpi.one(alone(smaller), smaller.viewer))
            if problem and (smaller.text(), smaller.viewer) != (best.text(), best.viewer):
                best, why = smaller, problem
                break
        else:
            break
    return best, why or mismatch(oracles[q.viewer], q, *kpi.one(alone(q), q.viewer))


def viewers(raw, rng):
    logins = [e['login'] for e in raw.tables['employees'] if e['kpi_access'] in ('own', 'all')]
    heads = {d['head_id'] for d in raw.tables['departments']}
    leading = [e['login'] for e in raw.tables['employees'] if e['id'] in heads and e['kpi_access'] == 'own']
    return rng.sample(leading, min(2, len(leading))) + rng.sample(logins, min(2, len(logins)))


def main():
    a = arguments()
    if a.selfcheck:
        return 1 if selfcheck.run(a.selfcheck) else 0
    if not a.kpi:
        sys.exit('--kpi is missing')
    seed = a.seed if a.seed is not None else random.SystemRandom().randrange(10 ** 9)
    rng = random.Random(seed)
    folder = a.keep or tempfile.mkdtemp(prefix='kpi-differential-')
    os.makedirs(folder, exist_ok=True)
    try:
        return differential(a, seed, rng, folder)
    finally:
        if not a.keep:
            shutil.rmtree(folder, ignore_errors=True)


def differential(a, seed, rng, folder):
    base = a.db
    if not base:
        base = os.path.join(folder, 'demo.db')
        subprocess.run([a.kpi, 'demo', base, '--customers', str(a.customers), '--seed', str(seed % 1000)], check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    latest = max((cal.parse_time(r['created_at']) or 0 for r in Raw(base).tables['customers']), default=0) // cal.DAY
    chosen = latest - rng.choice((0, 0, 75, 400, 9, 306))
    today = cal.literal_unit(a.today)[1] if a.today else chosen
    path = base
    if not a.clean and not a.ask:
        path = os.path.join(folder, 'dirty.db')
        if os.path.exists(path):
            os.unlink(path)
        dirty.copy(base, path, today, rng, a.customers)
    raw = Raw(path)
    kpi = Kpi(a.kpi, path, today)
    oracles = {None: Oracle(World(raw, today))}
    if a.ask:
        oracle = oracles.setdefault(a.viewer, Oracle(World(raw, today, a.viewer)))
        q = selfcheck.expressible(a.ask, oracle.w)
        problem = mismatch(oracle, q, *kpi.one(a.ask, a.viewer))
        print(problem or 'agrees')
        return 1 if problem else 0
    features = set(a.features or (FEATURES if a.stage > 1 else ()))
    print(f'seed {seed}, today {cal.iso(today)}, {a.count} questions, {" ".join(sorted(features)) or "stage 1"}, {path}')
    people = [None]
    if 'as' in features:
        for login in viewers(raw, rng):
            oracles[login] = Oracle(World(raw, today, login))
            people.append(login)
    questions = []
    for i, viewer in enumerate(people):
        n = a.count - len(questions) if i == len(people) - 1 else a.count // 2 if i == 0 and len(people) > 1 else a.count // (2 * len(people))
        generator = Generator(rng, oracles[viewer], features, a.without)
        for _ in range(n):
            q = generator.question()
            q.viewer = viewer
            questions.append(q)
    results = kpi.script(questions, os.path.join(folder, 'questions.kpi'))
    wrong = []
    for q, result in zip(questions, results):
        problem = mismatch(oracles[q.viewer], q, *result)
        if problem:
            wrong.append((q, problem))
    for q, problem in wrong[:a.shown]:
        small, why = reduced(kpi, oracles, q)
        print(f'\nMISMATCH{" as " + q.viewer if q.viewer else ""}: {q.text()}\n    {problem}')
        print(f'  smallest{" as " + small.viewer if small.viewer else ""}: {alone(small)}\n    {why}')
    for q, problem in wrong[a.shown:]:
        print(f'MISMATCH{" as " + q.viewer if q.viewer else ""}: {q.text()}\n    {problem[:300]}')
    print(f'{len(questions) - len(wrong)} of {len(questions)} agree (seed {seed}, today {cal.iso(today)})')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())

#!/usr/bin/env python3
"""The plans of questions in SQL for PostgreSQL, answered by PostgreSQL, held against what kpi answers itself.

    python3 Tests/remote/there.py --kpi BINARY [--shared ../shared] [--worlds N] [--questions M] [--seed S]

The reference CRM's questions over three ways to type its columns, random companies over two, and texts of every kind in
conditions. Then faults are planted in the SQL, each of which must be noticed. Exit 0: nothing differs, every fault does.
"""
import argparse
import collections
import itertools
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(os.path.dirname(HERE), 'differential')]

import calendar_ as cal
from postgres import Failed, Server, Unmovable
from world.kpi import ENVIRONMENT
from worlds import make

MOMENT = re.compile(r'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$')
# What the reference CRM's questions do not ask: of nulls among numbers, of hours and weekdays, of single rows.
MORE = ['show median(tickets.contacts) month 2023-09', 'show orders by weekday month 2023-09', 'show orders, revenue by hour month 2023-09',
        'show percentile(orders.amount, 0.9), stddev(orders.amount) by source year 2023', 'show first(orders.amount), last(orders.amount) by source year 2023',
        'show median(days(opened_at, resolved_at) of tickets) year 2023', 'show median(hours(sent_at, opened_at) of emails) by source year 2023',
        'show aov, orders by source, month year 2023 compare year', 'list orders month 2023-09', 'list opportunities month 2023-09',
        'funnel customers -> orders within 1 month overall 3 months by source year 2023', 'journey by owner weeks 4', 'show new_customers by age_band year 2023',
        'show round(aov, 1), aov / 7 by source year 2023', 'show greatest(orders, calls), least(orders, null) by source year 2023',
        "show orders where customer.source = 'Facebook' or amount > 5000000 by week quarter 2023-Q3"]
FAULTS = {
    'null goes first': lambda sql: sql.replace(' nulls last', ' nulls first'),
    'an average is cut off': lambda sql: re.sub(r'::double precision / nullif', '::numeric::bigint / nullif', sql),
    'a week begins on Sunday': lambda sql: sql.replace("date '0001-01-01'", "date '0001-01-07'"),
    'a session in local time': lambda sql: sql.replace("at time zone 'UTC'", "at time zone current_setting('TimeZone')"),
    'a month has 30 days': lambda sql: re.sub(r"interval '(\d+) months'", lambda m: f"interval '{int(m[1]) * 30} days'", sql),
    'a day more': lambda sql: sql.replace("< timestamp '2023-10-01'", "<= timestamp '2023-10-01 12:00'"),
}


def arguments():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument('--kpi', required=True)
    p.add_argument('--shared', default='../shared')
    p.add_argument('--worlds', type=int, default=40)
    p.add_argument('--questions', type=int, default=20)
    p.add_argument('--seed', type=int, default=20231231)
    p.add_argument('--size', type=int, default=40)
    p.add_argument('--only', help='statements with this in them, of the reference CRM alone')
    p.add_argument('--sql', action='store_true', help='show the statements of mismatches')
    a = p.parse_args()
    a.features, a.verbs, a.without = None, None, []
    return a


# What both sides have ---------------------------------------------------------------------------------------------


def cell(value, like):
    """A cell of the engine's as the engine's cells of that column are."""
    if value is None:
        return None
    if like is float:
        return float(value)
    if MOMENT.match(value):
        head, _, rest = value.partition('.')
        return f'{head}.{(rest + "000")[:3]}'
    return value


def key(row):
    return ['' if c is None else f'{round(c * 100) / 100:.2f}' if isinstance(c, float) else c for c in row]


def same(a, b):
    if isinstance(a, float) and isinstance(b, float):
        return abs(a - b) <= 1e-9 * max(1, abs(a), abs(b))
    return type(a) is type(b) and a == b


def difference(own, rows):
    """None where they are the same in any order."""
    own = [[float(c) if isinstance(c, (int, float)) else c for c in row] for row in own]
    if len(own) != len(rows):
        return f'{len(own)} rows of kpi, {len(rows)} of the engine; {own[:1]} {rows[:1]}'
    width = len(own[0]) if own else 0
    kinds = [float if any(isinstance(row[i], float) for row in own) else str for i in range(width)]
    try:
        others = [[cell(c, kind) for c, kind in zip(row, kinds)] for row in rows]
    except ValueError as error:
        return f'{error}: {own[:1]} {rows[:1]}'
    for a, b in zip(sorted(own, key=key), sorted(others, key=key)):
        if len(a) != len(b) or not all(map(same, a, b)):
            return f'kpi {a}, the engine {b}'
    return None


def plans(a, db, model, today, script, types, option='--postgres-types'):
    """(statement, SQL, rows) of each plan, and how many were refused for what."""
    folder = tempfile.mkdtemp(prefix='kpi-there-')
    try:
        with open(os.path.join(folder, 'types'), 'w', encoding='utf-8') as f:
            f.write(types)
        with open(os.path.join(folder, 'questions.kpi'), 'w', encoding='utf-8') as f:
            f.write(script)
        command = [a.kpi, 'bench', os.path.join(folder, 'questions.kpi'), '--sql', option, os.path.join(folder, 'types'), '--db', db]
        done = subprocess.run(command + (['--model', model] if model else []) + ['--today', today], stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=900, env=ENVIRONMENT)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if done.returncode:
        raise SystemExit(f'kpi ended with {done.returncode}: {done.stderr.decode("utf-8", "replace")[:600]}')
    out, refused = [], collections.Counter()
    for line in done.stdout.decode().splitlines():
        pairs = json.loads(line, object_pairs_hook=list)
        for name, value in pairs:
            if name == 'written':
                value = dict(value)
                out.append((pairs[0][1], value['sql'], value['rows']))
            # A mistake has no plan: some of the questions are mistakes on purpose.
            elif name == 'refused':
                refused[value] += 1
    return out, refused


class Tally:
    def __init__(self, sql, engine='PostgreSQL'):
        self.same, self.wrong, self.refused, self.sql, self.engine = 0, 0, collections.Counter(), sql, engine

    def ask(self, server, database, asked, refused, where):
        self.refused += refused
        for statement, sql, rows in asked:
            try:
                problem = difference(rows, server.rows(database, sql))
            except Failed as error:
                problem = str(error)
            if problem is None:
                self.same += 1
                continue
            self.wrong += 1
            print(f'\nMISMATCH {where}: {statement}\n  {problem[:700]}' + (f'\n{sql}' if self.sql else ''), flush=True)

    def tell(self, what):
        whole = self.same + self.wrong + sum(self.refused.values())
        print(f'{what}: {self.same} of {whole} plans are the same on {self.engine}, {self.wrong} differ, {sum(self.refused.values())} cannot be said'
              + (': ' + ', '.join(f'{n} {w}' for w, n in self.refused.most_common()) if self.refused else ''), flush=True)
        return self.wrong


# The three parts --------------------------------------------------------------------------------------------------


def crm(a, server):
    """The reference CRM's questions; returns what planted faults are looked for in."""
    db = os.path.join(a.shared, 'crm/small.db')
    with open(os.path.join(a.shared, 'crm/expected.json'), encoding='utf-8') as f:
        statements = [case['statement'] for case in json.load(f)]
    statements = [s for s in statements + MORE if not a.only or a.only in s]
    known, wrong = [], 0
    for typing in 'plain', 'typed', 'instants':
        tally = Tally(a.sql)
        database = server.move(db, typing)
        asked, refused = plans(a, db, None, '2023-12-31', '\n'.join(statements) + '\n', server.types(database))
        tally.ask(server, database, asked, refused, f'in the reference CRM ({typing})')
        known.append([(database, *plan) for plan in asked])
        wrong += tally.tell(f'reference CRM, {typing} columns')
    # By turns: not every fault shows in every type of column.
    return [plan for same in itertools.zip_longest(*known) for plan in same if plan], wrong


def companies(a, server):
    base = tempfile.mkdtemp(prefix='kpi-there-')
    total, unmoved = Tally(a.sql), collections.Counter()

    def one(task):
        seed, typing = task
        tally, folder = Tally(a.sql), os.path.join(base, f'{seed}{typing}')
        os.makedirs(folder)
        made, _, questions = make(seed, folder, a)
        db, model = os.path.join(folder, 'world.db'), os.path.join(folder, 'world.kpi')
        try:
            database = server.move(db, typing)
        except (Unmovable, Failed) as error:
            unmoved[str(error).splitlines()[0][:60]] += 1
            return tally
        script = '\n'.join([f'set timezone "{made.model.zone}"', *(q.text() for q in questions)]) + '\n'
        asked, refused = plans(a, db, model, cal.iso(made.today), script, server.types(database))
        tally.ask(server, database, asked, refused, f'in world {seed} ({typing}, today {cal.iso(made.today)})')
        server.drop(database)
        return tally

    for seed in range(a.seed * 1000, a.seed * 1000 + a.worlds):
        for typing in 'plain', 'typed':
            tally = one((seed, typing))
            total.same, total.wrong, total.refused = total.same + tally.same, total.wrong + tally.wrong, total.refused + tally.refused
    shutil.rmtree(base, ignore_errors=True)
    if unmoved:
        print('not moved:', ', '.join(f'{n} {w}' for w, n in unmoved.items()))
    return total.tell(f'{a.worlds} random companies')


def texts(a, server):
    """Texts of every kind in conditions: what is written is what is meant, whatever stands in it."""
    rng, folder = random.Random(a.seed), tempfile.mkdtemp(prefix='kpi-there-')
    parts = ["'", '"', '\\', '\\n', '\n', '\r', '\t', '%', '_', '--', '/*', ';', ':x', '$1', '$$', 'E', 'ế', 'e\u0302\u0301', '😀', ' ', "''", '\\\'', '{', '`', 'null', 'đ', 'Đ']
    values = sorted({''.join(rng.choice(parts) for _ in range(rng.randint(1, 5))) for _ in range(120)})
    path, model = os.path.join(folder, 'texts.db'), os.path.join(folder, 'texts.kpi')
    db = sqlite3.connect(path)
    db.execute('create table "order by"(id integer primary key, "select" text, "At" text, v integer)')
    db.executemany('insert into "order by" values (?, ?, ?, ?)', [(i, v, f'2023-01-{i % 28 + 1:02}', i) for i, v in enumerate(values)])
    db.commit()
    db.close()
    with open(model, 'w', encoding='utf-8') as f:
        f.write('model m "M"\nsubject things\nentity things {\n  table `order by` key id\n  time `At`\n  dimension kind = `select`\n  measure v\n}\nmetric total = sum(things.v)\n')
    database = server.move(path, 'plain')
    usable = [v for v in values if v.strip() == v and not re.search(r'[{}`\n\r\t\\"]', v)]
    script = ['show total by kind', 'list things'] + [f"show total where kind = '{v.replace(chr(39), chr(39) * 2)}'" for v in usable]
    tally = Tally(a.sql)
    asked, refused = plans(a, path, model, '2023-12-31', '\n'.join(script) + '\n', server.types(database))
    tally.ask(server, database, asked, refused, 'among texts')
    shutil.rmtree(folder, ignore_errors=True)
    if tally.same < 20:
        print(f'only {tally.same} texts were asked about')
        return 1
    return tally.tell(f'{len(values)} odd texts')


ODD = """
create type mood as enum ('vui', 'buon');
create table things(id uuid, at timestamptz, made date, seen timestamp, price numeric, weight float8, mood mood, is_new boolean, code char(6), epoch numeric, note varchar(20), owner uuid);
insert into things values
 ('00000000-0000-0000-0000-00000000000b', '2023-01-31 19:00+00', '2023-02-01', '2023-02-01 02:00:00.123999', 10.10, 0.1, 'vui', true, 'ab', 1675191600, E'e\u0302\u0301', '00000000-0000-0000-0000-00000000000a'),
 ('00000000-0000-0000-0000-00000000000a', '2023-01-31 16:59:59.999999+00', '2023-01-31', '2023-01-31 23:59:59.999999', 20.20, 1e15, 'buon', false, 'cd', 1675184399.9, 'x', null),
 ('00000000-0000-0000-0000-00000000000c', 'infinity', 'infinity', '-infinity', 'NaN', 'Infinity', 'vui', null, null, 'NaN', null, '00000000-0000-0000-0000-00000000000b'),
 ('00000000-0000-0000-0000-00000000000d', '2023-03-05 17:00+00', '0044-03-15 BC', '2023-03-06 00:00', '-Infinity', 'NaN', null, true, 'ef', 1e30, 'y', '00000000-0000-0000-0000-0000000000ff');
"""


def oddities(a, server):
    """Types that SQLite has not, and values that are no times and no numbers: as if they were not there."""
    folder = tempfile.mkdtemp(prefix='kpi-there-')
    path, model = os.path.join(folder, 'odd.db'), os.path.join(folder, 'odd.kpi')
    db = sqlite3.connect(path)
    db.execute('create table things(id text, at text, made text, seen text, price real, weight real, mood text, is_new integer, code text, epoch real, note text, owner text)')
    name = '00000000-0000-0000-0000-00000000000'
    db.executemany('insert into things values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', [
        (name + 'b', '2023-02-01 02:00:00', '2023-02-01', '2023-02-01 02:00:00.123', 10.1, 0.1, 'vui', 1, 'ab', 1675191600, 'ế', name + 'a'),
        (name + 'a', '2023-01-31 23:59:59.999', '2023-01-31', '2023-01-31 23:59:59.999', 20.2, 1e15, 'buon', 0, 'cd', 1675184399.9, 'x', None),
        (name + 'c', None, None, None, None, None, 'vui', None, None, None, None, name + 'b'),
        (name + 'd', '2023-03-06', None, '2023-03-06', None, None, None, 1, 'ef', None, 'y', '00000000-0000-0000-0000-0000000000ff')])
    db.commit()
    db.close()
    with open(model, 'w', encoding='utf-8') as f:
        f.write('model m "M"\nsubject things\nentity things {\n  table things key id\n  time at\n  time made planned\n  time seen\n  time epoch = epoch as unix\n'
                '  dimension mood\n  dimension is_new\n  dimension code\n  dimension note\n  dimension owners = owner.mood\n  link owner = owner -> things\n'
                '  measure price\n  measure weight\n}\nmetric n = count(things)\nmetric price = sum(things.price)\nmetric weight = sum(things.weight)\n'
                'metric dear = avg(things.price)\nmetric seen = count(things at seen)\nmetric ticked = count(things at epoch)\n')
    database = server.database()
    server.psql(database, ODD + ' ' * 100_000)
    by = ['mood', 'is_new', 'code', 'note', 'owners', 'owner', 'month', 'week', 'hour', 'weekday']
    script = [f'show n, price, weight, dear by {key} year 2023' for key in by] + [f'show seen, ticked by {key} year 2023' for key in by] + [
        'list things', 'show n where is_new = 1', 'show n where note = \'ế\'', 'show max(things.price), median(things.weight) year 2023', 'show first(things.price), last(things.price) year 2023']
    tally = Tally(a.sql)
    asked, refused = plans(a, path, model, '2023-12-31', '\n'.join(script) + '\n', server.types(database))
    tally.ask(server, database, asked, refused, 'among odd types')
    shutil.rmtree(folder, ignore_errors=True)
    return tally.tell('types and values that SQLite has not') + (tally.same < 20)


def faults(known, server, kinds=FAULTS):
    """How many planted faults nothing notices."""
    missed = 0
    for name, plant in kinds.items():
        tried = noticed = 0
        for database, _, sql, rows in known:
            planted = plant(sql)
            if planted == sql:
                continue
            tried += 1
            try:
                noticed = difference(rows, server.rows(database, planted)) is not None
            except Failed:
                continue
            if noticed or tried > 400:
                break
        print(f'planted: {name}: {"noticed" if noticed else "NOT NOTICED"} after {tried} plans', flush=True)
        missed += not noticed
    return missed


def main():
    a = arguments()
    # Whoever ends this ends its server, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    server = Server()
    wrong = 0
    try:
        wrong += texts(a, server) + oddities(a, server)
        if os.path.isdir(os.path.join(a.shared, 'crm')):
            known, more = crm(a, server)
            wrong += more + (0 if a.only else faults(known, server))
        else:
            print('SKIPPED: the reference CRM is not there')
        if not a.only:
            wrong += companies(a, server)
    finally:
        server.stop()
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())

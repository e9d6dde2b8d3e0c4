#!/usr/bin/env python3
"""What PostgreSQL itself answers (`kpi --engine there`), held against a file of SQLite with the same rows: part of `make test-more`.

    python3 Tests/remote/asked_there.py --kpi BINARY [--shared FOLDER]

The reference answers, questions of every kind over rows that are hard to tell, values of every kind in conditions, one
transaction, an end in time. Exit 0 when everything holds; the last line says how many checks passed.
"""
import argparse
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

import here
from here import Kpi, check

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import clocks  # noqa: E402
import engines  # noqa: E402
import mishaps  # noqa: E402

QUESTIONS = [
    *(q for q in here.QUESTIONS if 'won' not in q and 'ratio' not in q),
    'show deals, amount by owner top 2 with other year 2024', 'show amount by label top 3 year 2024',
    'show deals by month, owner top 1 per month with other year 2024', 'show amount by owner sort label year 2024',
    'show deals by owner having deals > 10 year 2024', 'show amount year 2024 compare year', 'show deals by code, owner year 2024',
    "show deals where owner = 'C\\d' year 2024", "show deals where owner = 'B''nh' year 2024", 'show share by closed year 2024',
    'show rank(amount) by owner year 2024', 'show share_of(amount) by owner year 2024', 'show made by weekday year 2024',
    'show made by hour year 2024', 'show amount by week quarter 2024-Q1', 'show big all', 'show median(deals.amount) by owner year 2024',
    'show first(deals.share), last(deals.share) by owner year 2024', 'values owner', 'values label', 'list people', 'describe',
]
# Enough to tell any row that is another one.
TELLING = ['list deals year 2024', 'show amount by owner year 2024', 'show seen by hour year 2024', 'show deals by label year 2024']


class There(Kpi):
    """`ask` asks the engine; a file is asked as ever."""

    def ask(self, database, model, *statements, today='2024-12-31'):
        if '://' not in database:
            return super().ask(database, model, *statements, today=today)
        given = [part for statement in statements for part in ('-c', statement)]
        status, out, err = self.run(database, *(['--model', model] if model else []), '--today', today, '--format', 'json',
                                    '--engine', 'there', *given)
        return status, [here.json.loads(line) for line in out.splitlines() if line.startswith('{')], err


def same(a, b):
    """Answers that are the same, numbers to nine digits."""
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, float) or isinstance(b, float):
        return isinstance(a, (int, float)) and isinstance(b, (int, float)) and abs(a - b) <= 1e-9 * max(1, abs(a), abs(b))
    return a == b and type(a) is type(b)


def told(err):
    """The lines that are no notes of a load."""
    return err if '"severity":"error"' in err else ''


def test_equal_answers(kpi, engine, folder):
    twin, model = os.path.join(folder, 'twin.db'), os.path.join(folder, 'dirty.kpi')
    here.sqlite_twin(twin)
    with open(model, 'w', encoding='utf-8') as file:
        file.write(here.MODEL)
    here.fill_dirty(engine)
    address, answered, differ = engine.address('dirty'), 0, []
    for question in QUESTIONS:
        wanted, expected, mistake = kpi.ask(twin, model, question)
        status, found, err = kpi.ask(address, model, question)
        answered += wanted == 0
        check(f'{question}', status == wanted and same(found, expected), f'{status} {found or err} instead of {wanted} {expected or mistake}')
        if status == 0 and question in TELLING:
            differ.append((question, expected))
    check('questions that are answered', answered >= len(QUESTIONS) - 2, f'{answered} of {len(QUESTIONS)}')
    # Rows that differ by one value must be told apart.
    for wrong in ["update deals set amount = amount + 1 where id = 3", "update deals set label = 'its' where label = 'it''s'",
                  "update deals set seen_at = seen_at + interval '1' hour", 'delete from deals where id = 45',
                  'update deals set owner_id = 3 where id = 1']:
        engine.sql(f'create table kept as select * from deals; {wrong};', 'dirty')
        alike = all(same(kpi.ask(address, model, question)[1], expected) for question, expected in differ)
        engine.sql('delete from deals; insert into deals select * from kept; drop table kept;', 'dirty')
        check(f'found when `{wrong}`', not alike)
    # What a drill lists, and that its rows alone come.
    for path in twin, address:
        status, found, err = kpi.ask(path, model, 'show deals by owner year 2024', "drill 'An' deals | take 5")
        check(f'drill over {path[:10]}', status == 0 and len(found) == 2, f'{status} {err}')
        listed = found[1]['rows'] if len(found) == 2 else None
        if path == twin:
            expected = listed
    check('what a drill lists', same(listed, expected), f'{listed} instead of {expected}')
    status, out, err = kpi.run(address, '--model', model, '--engine', 'there', '--today', '2024-12-31', '-c',
                               'explain analyze show amount by owner year 2024')
    moved = re.search(r'run there: (\d+) statements of SQL, (\d+) rows brought back', out)
    check('explain analyze tells what moved', status == 0 and moved and int(moved[2]) < 12, f'{out}{err}')


def test_texts(kpi, engine, folder):
    """What is written in a condition is what is meant, whatever stands in it."""
    rng = random.Random(20241231)
    parts = ["'", '"', '\\', '\\n', '\n', '\t', '%', '_', '--', '/*', ';', '$1', '$$', 'E', 'ế', 'e\u0302\u0301', '\U0001F600', "''", '{', '`', 'null', 'đ', 'Đ']
    values = sorted({''.join(rng.choice(parts) for _ in range(rng.randint(1, 5))).strip() for _ in range(90)} - {''})
    path, model = os.path.join(folder, 'texts.db'), os.path.join(folder, 'texts.kpi')
    db = sqlite3.connect(path)
    db.execute('create table "order"(id integer primary key, "select" text, "At" text, v integer)')
    db.executemany('insert into "order" values (?, ?, ?, ?)', [(i + 1, v, f'2023-01-{i % 28 + 1:02}', 2 ** (i % 40)) for i, v in enumerate(values)])
    db.commit()
    with open(model, 'w', encoding='utf-8') as f:
        f.write('model m "M"\nsubject things\nentity things {\n  table `order` key id\n  time at = `At`\n  dimension kind = `select`\n  measure v\n}\nmetric total = sum(things.v)\n')
    engines.copy(db, engine, 'texts')
    usable = [v for v in values if not re.search(r'[{}`\n\t]', v)]
    asked = ['show total by kind all', 'list things', 'values kind'] + ["show total where kind = '" + v.replace("'", "''") + "' all" for v in usable]
    for statement in asked:
        wanted, expected, mistake = kpi.ask(path, model, statement)
        status, found, err = kpi.ask(engine.address('texts'), model, statement)
        check(f'among texts: {statement!r}', status == wanted and same(found, expected), f'{status} {found or err} instead of {wanted} {expected or mistake}')
    check('texts that are asked about', len(usable) > 30, len(usable))
    script = os.path.join(folder, 'nul.kpi')
    with open(script, 'wb') as f:
        f.write(b"show total where kind = 'a\0b' all\n")
    status, out, err = kpi.run('run', script, '--db', engine.address('texts'), '--model', model, '--engine', 'there')
    check('a NUL in a condition', status != 0 and not out.strip(), f'{status} {out}{err}')


def test_messages(kpi, engine, folder):
    model, address = os.path.join(folder, 'dirty.kpi'), engine.address('dirty')
    engine.sql('create role poor login; grant select on people to poor; grant select (id, closed_on) on deals to poor', 'dirty')
    status, out, err = kpi.run(engine.address('dirty', user='poor'), '--model', model, '--engine', 'there', '-c', 'show amount all')
    check('no right', status == 3 and 'deals' in err and not out.strip(), f'{status} {out}{err}')
    status, out, err = kpi.run('mysql://nobody@127.0.0.1:1/x', '--model', model, '--engine', 'there', '-c', 'show deals')
    check('MariaDB is not asked there', status == 3, f'{status} {err}')
    status, out, err = kpi.run(os.path.join(folder, 'twin.db'), '--model', model, '--engine', 'there', '-c', 'show deals')
    check('a file is not asked there', status == 2 and 'not-yet' in err, f'{status} {err}')
    engine.sql('create table doubles (id int, at date); insert into doubles values (1, \'2024-01-01\'), (1, \'2024-01-02\')', 'dirty')
    twice = os.path.join(folder, 'twice.kpi')
    with open(twice, 'w', encoding='utf-8') as f:
        f.write('model t "T"\nsubject d\nentity d { table doubles key id; time at }\nmetric n = count(d)\n')
    for statement in 'show n all', 'list d':
        status, out, err = kpi.run(address, '--model', twice, '--engine', 'there', '-c', statement)
        check(f'rows that keys do not tell apart: {statement}', status == 2 and 'not-in-sql' in err and '--engine here' in err and not out.strip(), f'{status} {out}{err}')
    status, out, err = kpi.run(address, '--model', model, '--engine', 'there', '--strict', '-c', "show deals where owner = 'Anh' all")
    check('a name that is not there', status == 2 and 'An' in err, f'{status} {err}')
    status, out, err = kpi.run(address, '--model', model, '--engine', 'there', '--strict', '-c', "show deals where label = 'Hue' all")
    check('a value that is nearly there', 'Huế' in err, f'{status} {err}')


def test_bad_tables(kpi, engine, folder):
    """Tables that are other than a model says are told of, never answered around in silence."""
    engine.create('bad')
    model = os.path.join(folder, 'bad.kpi')
    with open(model, 'w', encoding='utf-8') as f:
        f.write('model b "B"\nsubject d\nentity d { table `select` key id; time at; dimension kind; measure v }\n'
                'metric n = count(d)\nmetric total = sum(d.v)\n')
    asked = ['show n all', 'show total by month year 2024', 'show n by kind all']

    def ask(columns, rows, *statements):
        engine.sql(f'drop table if exists "select"; create table "select" ({columns}); insert into "select" values {rows};', 'bad')
        return [kpi.ask(engine.address('bad'), model, statement) for statement in statements or asked]

    found = ask('id bigint primary key, at date, kind text, v numeric', "(1, '2024-01-05', 'a', 1.5), (2, '2024-02-05', null, 2)")
    check('a table with a reserved name', [status for status, _, _ in found] == [0, 0, 0] and found[0][1][0]['rows'] == [[2]], found)
    # Other columns: what the model names is missing, what it does not name is nothing to it.
    for status, answers, err in ask('id bigint primary key, at date, kinds text, v numeric', "(1, '2024-01-05', 'a', 1)"):
        check('a table with other columns', status == 3 and 'missing-column' in err and '`kind`' in err and not answers, f'{status} {err}')
    for status, answers, err in ask('id bigint primary key, at date, kind text, v numeric, extra int[], "from" jsonb', "(1, '2024-01-05', 'a', 1, '{1}', '{}')"):
        check('a table with further columns', status == 0 and answers, f'{status} {err}')
    # Nested types and others that the model does not expect: the answer of here, or none.
    for columns, rows in [
        ('id bigint primary key, at date, kind int[], v numeric', "(1, '2024-01-05', '{1,2}', 1), (2, '2024-01-06', '{{1},{2}}', 2)"),
        ('id bigint primary key, at date, kind jsonb, v numeric', """(1, '2024-01-05', '{"a": [1]}', 1), (2, '2024-01-06', null, 2)"""),
        ('id bigint primary key, at date, kind text, v jsonb', "(1, '2024-01-05', 'a', '1'), (2, '2024-01-06', 'b', '{}')"),
        ('id bigint primary key, at interval, kind text, v numeric', "(1, '1 day', 'a', 1)"),
        ('id bigint primary key, at date, kind interval, v numeric', "(1, '2024-01-05', '1 day', 1), (2, '2024-01-05', '24:00:00', 2)"),
        ('id bigint primary key, at date, kind int4range, v numeric', "(1, '2024-01-05', '[1,3)', 1), (2, '2024-01-05', 'empty', 2)"),
        ("id bigint primary key, at timestamp, kind text, v numeric", "(1, 'infinity', 'a', 'NaN'), (2, '2024-01-05', 'b', 2), (3, '-infinity', 'c', 4)"),
        ("id bigint primary key, at date, kind text, v text", "(1, '2024-01-05', 'a', 'many'), (2, '2024-01-05', 'b', '2.5')"),
    ]:
        for statement, (status, answers, err) in zip(asked, ask(columns, rows)):
            wanted, expected, mistake = here.Kpi.ask(kpi, engine.address('bad'), model, statement)
            is_refused = status != 0 and not answers and '"severity":"error"' in err
            check(f'{columns[26:]}: {statement}', is_refused or status == wanted and same(answers, expected),
                  f'{status} {answers or err} instead of {wanted} {expected or mistake}')


def test_snapshot(kpi, engine, folder):
    """What a statement is answered from is of one moment, however many statements of SQL it takes."""
    model = engines.make_pairs(engine, folder, 300)
    stop, seen = threading.Event(), set()

    def write():
        while not stop.is_set():
            engine.sql('begin; update a set n = n + 1; update b set n = n + 1; commit;', 'pairs')

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(6):
            status, found, err = kpi.ask(engine.address('pairs'), model, 'show left, right by month year 2024')
            row = found[0]['rows'][0] if found else [None, 0, 1]
            total = found[0]['total'] if found else None
            check('one moment', status == 0 and row[-1] == row[-2] and total[-1] == row[-1], f'{row} {total} {err}')
            seen.add(str(row))
    finally:
        stop.set()
        writer.join()
    check('the tables did change meanwhile', len(seen) > 1, seen)


def test_stopping(kpi, engine, folder):
    engine.create('slow')
    engine.sql("create table s (id int primary key, day_at date); insert into s select n, '2024-01-05' from generate_series(1, 3) as n;"
               'create view slow as select id, day_at, x from s, lateral (select case when day_at is null then 1 else 2 end as x) as l '
               "where current_setting('application_name') <> 'kpi' or current_setting('max_parallel_workers_per_gather') = '0' or pg_sleep(20) is not null", 'slow')
    running = "select count(*) from pg_stat_activity where application_name = 'kpi' and state = 'active'"
    model = os.path.join(folder, 'slow.kpi')
    with open(model, 'w', encoding='utf-8') as file:
        file.write('model slow "Slow"\nsubject s\nentity s { table s key id; time at = day_at }\n'
                   'entity v { table slow key x; time at = day_at }\nmetric v = count(v)\nmetric s = count(s)\n')
    command = [kpi.binary, engine.address('slow'), '--model', model, '--engine', 'there', '-c', 'show s all']

    def is_idle():
        for _ in range(50):
            if engine.sql(running) == '0':
                return True
            time.sleep(0.1)
        return False

    # Where keys are not promised to be unique the engine is asked, which this view makes slow.
    start = time.time()
    status, out, err = kpi.run(*command[1:], '--timeout', '2')
    check('--timeout', status == 130 and 'timed-out' in err and time.time() - start < 12, f'{status} {out}{err} after {time.time() - start:.1f} s')
    check('--timeout ends the query there', is_idle())
    process = subprocess.Popen(command, env=kpi.environment, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    check('Ctrl-C', process.returncode == 130 and b'interrupted' in err, f'{process.returncode} {err}')
    check('Ctrl-C ends the query there', is_idle())
    process = subprocess.Popen(command, env=kpi.environment, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(1.5)
    engine.kill()
    out, err = process.communicate(timeout=60)
    check('a server that dies', process.returncode == 3 and (b'engine-error' in err or b'cannot-connect' in err) and not out.strip(),
          f'{process.returncode} {out}{err}')
    engine.serve()


def test_replay(kpi, engine, shared, folder):
    small, expected = os.path.join(shared, 'crm/small.db'), os.path.join(shared, 'crm/expected.json')
    if not os.path.exists(small):
        print(f'left out: {small} is not there', flush=True)
        return
    engine.create('small')
    status, out, err = kpi.run('push', small, engine.address('small'))
    check('the reference database is moved', status == 0 and 'counts and sums are equal' in err, f'{status} {err}')
    program = os.path.join(folder, 'kpi-there')
    with open(program, 'w') as file:
        file.write(f'#!/bin/sh\nexec "{kpi.binary}" "$@" --engine there\n')
    os.chmod(program, 0o755)
    replay = [sys.executable, os.path.join(shared, 'crm/replay.py'), '--kpi', program, '--db', engine.address('small'),
              '--expected', expected, '--max-shown', '5']
    done = subprocess.run(replay, env=kpi.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    last = done.stdout.decode().strip().splitlines()[-1]
    print(last, flush=True)
    check('the reference answers', done.returncode == 0 and re.fullmatch(r'\d{3,} passed, 0 failed', last), done.stdout.decode()[-900:])
    # Planted: one amount of one order is another.
    engine.sql("update orders set amount = amount + 1 where id = (select max(id) from orders where status = 'placed' "
               "and created_at >= '2023-09-01' and created_at < '2023-10-01')", 'small')
    done = subprocess.run(replay + ['--only', 'revenue month 2023-09'], env=kpi.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    check('a wrong amount is found', done.returncode == 1, done.stdout.decode()[-300:])
    # Nothing but reading was sent.
    with open(os.path.join(engine.folder, 'log'), encoding='utf-8', errors='replace') as log:
        sent = {m[1].split()[0].upper() for m in re.finditer(r'LOG:  (?:statement|execute [^:]*): (\S[^\n]*)', log.read())}
    check('statements that are sent', 'COPY' in sent or 'WITH' in sent, sent)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--kpi', required=True)
    parser.add_argument('--shared', default=os.environ.get('SHARED', os.path.join(here.ROOT, '../shared')))
    parser.add_argument('--without-replay', action='store_true')
    parser.add_argument('--only', default='', help='only the tests with this in their name')
    a = parser.parse_args()
    # Whoever ends this ends its server, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    venv = engines.install(os.path.join(here.ROOT, '.build', 'remote'))
    engine = engines.PostgreSQL()
    with tempfile.TemporaryDirectory(prefix='kpi-remote-') as folder:
        kpi = There(os.path.abspath(a.kpi), venv, folder)
        try:
            engine.start()
            tests = {
                'equal': test_equal_answers, 'texts': test_texts, 'messages': test_messages, 'bad': test_bad_tables,
                'keys': lambda *given: mishaps.test_keys(*given, same),
                'clocks': lambda *given: clocks.test_clocks(*given, same), 'snapshot': test_snapshot, 'stopping': test_stopping,
                'replay': lambda *given: a.without_replay or test_replay(kpi, engine, os.path.abspath(a.shared), folder),
            }
            for name, test in tests.items():
                if a.only not in name:
                    continue
                start = time.time()
                test(kpi, engine, folder)
                print(f'{here.passed} passed so far, {len(here.failed)} failed ({time.time() - start:.0f} s)', flush=True)
        finally:
            engine.stop()
    for name in here.failed:
        print(f'FAILED: {name}')
    print(f'{here.passed} passed, {len(here.failed)} failed')
    return 1 if here.failed else 0


if __name__ == '__main__':
    sys.exit(main())

#!/usr/bin/env python3
"""What `kpi push` makes on PostgreSQL, held against the file it came from: part of `make test-more`.

    python3 Tests/remote/push.py --kpi BINARY

Values that are hard to move, tables that are there, a kill, Ctrl-C, rights. The reference answers from what is moved are asked
by `here.py` and `asked_there.py`. Exit 0 when everything holds; the last line says how many checks passed.
"""
import argparse
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

import asked_there
import here
from here import check

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import engines  # noqa: E402

MODEL = '''
model odd "Odd"
subject sales
entity people "People" { table `group` key `order`; name `na"me`; dimension city; dimension level }
entity sales "Sales" {
  table sales key id
  time at = sold_at
  time day = sold_on
  time seen = seen_at
  time late = mixed_at
  link who = `user` -> people
  dimension label
  dimension grade
  dimension kind
  measure money
  measure paid
  measure ratio
  measure huge
  measure loose
  measure bare
}
entity nothing "Nothing" { table nothing key id; time at = at; measure n }
metric sales = count(sales)
metric money = sum(sales.money)
metric paid = sum(sales.paid)
metric ratio = sum(sales.ratio)
metric huge = max(sales.huge)
metric loose = sum(sales.loose)
metric bare = sum(sales.bare)
metric seen = count(sales at seen)
metric late = count(sales at late)
metric days = count(sales at day)
metric nothing = count(nothing)
'''
QUESTIONS = [
    'show sales, money, paid by month year 2024', 'show ratio, loose, bare by who year 2024', 'show huge by month year 2024',
    'show sales by label year 2024', 'show sales by grade year 2024', 'show sales by kind year 2024', 'show seen by hour year 2024',
    'show late by day year 2024', 'show days by weekday year 2024', 'show sales by city, level year 2024', 'list sales year 2024', 'list people',
    'show nothing year 2024', "show sales where label = 'Huế' year 2024", "show sales where label = 'it''s \\' year 2024",
]
LABELS = ["it's \\", 'Hue\u0302\u0301', 'Huế', 'a "b"', 'two\nlines', '\\N', '', '\u00a0', 'NULL', '007', '\U0001F600', None, 'x' * 9000]


def make(path):
    """Values of every kind that SQLite lets stand in a column."""
    db = sqlite3.connect(path)
    db.executescript('''
      create table "group" ("order" integer primary key, "na""me" text, city text, level);
      create table sales (id integer primary key, sold_at datetime, sold_on date not null, seen_at text, mixed_at text, "user" int,
        label text, grade, kind varchar(3), money real, paid boolean, ratio real, huge, loose, bare);
      create table "nothing" (id integer primary key, at datetime, n numeric(12,2), "select" boolean, "from" blob, "where");
      create table keyed (a text, b int, primary key (a, b)) without rowid;
      create table "Tên ""có"" dấu" ("Cột" text);
      create table bytes (id integer primary key, body blob);
      create view seen as select * from sales;
    ''')
    db.executemany('insert into "group" values (?,?,?,?)', [
        (1, 'An', 'Hà Nội', 1), (2, "B'nh", 'Ha\u0300 No\u0323\u0302i', 'two'), (3, 'C\\d', None, 2.5), (4, '', 'Huế', None)])
    for n in range(1, 61):
        day = f'2024-{n % 12 + 1:02d}-{n % 28 + 1:02d}'
        clock = f'{n * 7 % 24:02d}:30:{n % 60:02d}'
        db.execute('insert into sales values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)', (
            n, f'{day} {clock}', day, f'{day}T{clock}{".25" if n % 3 else ""}{["Z", "+07:00", "-0330"][n % 3]}',
            f'{day} {clock}' if n % 4 else ('soon' if n == 8 else day), n % 4 + 1 if n % 9 else 77,
            LABELS[n % len(LABELS)], 5.0 if n % 5 else 4.25, f'K{n % 3}', n * 12345.25 if n % 7 else None,
            (n % 2 if n % 3 else ('t' if n % 2 else 'no')), n / 7, 2 ** 53 + n, ['12.50', 3, 2.25, None][n % 4], 10 ** 6 + n / 4))
    db.execute("insert into keyed values ('a', 1), ('a', 2), ('b', 1)")
    db.execute('insert into "Tên ""có"" dấu" values (?)', ('e\u0301',))
    db.executemany('insert into bytes values (?, ?)', [(1, bytes(range(256))), (2, b''), (3, None)])
    db.commit()
    return db


TYPES = {
    'sales': {'id': 'bigint', 'sold_at': 'timestamp without time zone', 'sold_on': 'date', 'seen_at': 'timestamp with time zone',
              'mixed_at': 'text', 'user': 'bigint', 'label': 'text', 'grade': 'text', 'kind': 'text', 'money': 'numeric',
              'paid': 'boolean', 'ratio': 'double precision', 'huge': 'bigint', 'loose': 'text', 'bare': 'numeric'},
    'nothing': {'id': 'bigint', 'at': 'timestamp without time zone', 'n': 'numeric', 'select': 'boolean', 'from': 'text', 'where': 'text'},
    'group': {'order': 'bigint', 'na"me': 'text', 'city': 'text', 'level': 'text'}, 'bytes': {'id': 'bigint', 'body': 'bytea'},
    'Tên "có" dấu': {'Cột': 'text'}, 'keyed': {'a': 'text', 'b': 'bigint'},
}


def test_values(kpi, engine, folder):
    file, model = os.path.join(folder, 'odd.db'), os.path.join(folder, 'odd.kpi')
    make(file).close()
    with open(model, 'w', encoding='utf-8') as text:
        text.write(MODEL)
    engine.create('odd')
    address = engine.address('odd')
    status, out, err = kpi.run('push', file, address, '--model', model)
    check('push', status == 0 and not out and 'counts and sums are equal' in err, f'{status} {out}{err}')
    for words in ['`sales.mixed_at`', '60 numbers and is read as text', '30 numbers among 15 texts', '`group.level`', '`seen` is no table']:
        check(f'told: {words}', words in err, err)
    for table, columns in TYPES.items():
        found = dict(line.split('\t') for line in engine.sql(
            f"select column_name || E'\\t' || data_type from information_schema.columns where table_name = {engine.literal(table)}", 'odd').splitlines())
        check(f'types of {table}', found == columns, found)
    check('keys', engine.sql("select string_agg(conrelid::regclass::text || ' ' || pg_get_constraintdef(oid), ';' order by conrelid::regclass::text) "
                             "from pg_constraint where contype = 'p' and connamespace = 'public'::regnamespace", 'odd')
          == '"group" PRIMARY KEY ("order");bytes PRIMARY KEY (id);keyed PRIMARY KEY (a, b);nothing PRIMARY KEY (id);sales PRIMARY KEY (id)')
    check('indexes', engine.sql("select count(*) from pg_indexes where tablename = 'sales'", 'odd') == '3')
    check('bytes', engine.sql("select string_agg(coalesce(encode(body, 'hex'), '-'), ',' order by id) from bytes", 'odd')
          == bytes(range(256)).hex() + ',,-')
    check('marks stay apart', engine.sql('select encode(convert_to("Cột", \'utf8\'), \'hex\') from "Tên ""có"" dấu"', 'odd') == '65cc81')
    answered = 0
    for question in QUESTIONS:
        wanted, expected, mistake = kpi.ask(file, model, question)
        answered += wanted == 0
        status, found, err = here.Kpi.ask(kpi, address, model, question)
        check(f'here: {question}', status == wanted and found == expected, f'{status} {found or err} instead of {wanted} {expected or mistake}')
        status, found, err = kpi.ask(address, model, question)
        # What cannot be asked there is refused; nothing else may be answered.
        check(f'there: {question}', status == wanted and asked_there.same(found, expected) or 'not-in-sql' in err,
              f'{status} {found or err} instead of {wanted} {expected or mistake}')
    check('questions that are answered', answered == len(QUESTIONS), answered)
    # Without a model the values decide alone.
    status, out, err = kpi.run('push', file, address, '--schema', 'plain', '--language', 'vi')
    check('without a model', status == 0 and 'không chỉ định mô hình' in err, f'{status} {err}')
    check('a schema of its own', engine.sql('select count(*), count(distinct label) from plain.sales', 'odd') == f'60|{len(LABELS) - 1}')


def test_refusals(kpi, engine, folder):
    engine.create('refused')
    address = engine.address('refused')
    path = os.path.join(folder, 'refused.db')

    def refused(name, sql, words, status=3, values=()):
        if os.path.exists(path):
            os.remove(path)
        db = sqlite3.connect(path)
        db.executescript(f'create table fine (id integer primary key); {sql}')
        for line in values:
            db.execute(*line)
        db.commit()
        db.close()
        found, out, err = kpi.run('push', path, address)
        check(name, found == status and all(word in err for word in words), f'{found} {err}')
        check(f'{name}: nothing is written', engine.sql("select count(*) from pg_tables where schemaname = 'public'", 'refused') == '0')

    refused('a NUL', 'create table t (x text)', ['`t.x`', '1 texts with a NUL', 'copy'], values=[("insert into t values (?)", ('a\0b',))])
    refused('no UTF-8', "create table t (x text); insert into t values (cast(x'ff41' as text))", ['`t.x`', 'no UTF-8'])
    refused('blobs among texts', "create table t (x); insert into t values (x'00'), ('a'), (1)", ['1 blobs among 2 other values'])
    refused('a long name', f'create table t ("{"é" * 32}" int)', ['64 bytes'])
    refused('several at once', "create table t (x, y); insert into t values (x'00', cast(x'ff' as text)), ('a', 'b')", ['`t.x`', '`t.y`'])
    for name, arguments, status, words in [
        ('MariaDB', [path, 'mysql://x@127.0.0.1/db'], 2, 'not to MySQL'), ('an engine first', [address, address], 2, 'file of SQLite'),
        ('no file', [path + 'x', address], 3, 'no such file'), ('no server', [path, 'postgresql://owner@127.0.0.1:1/x'], 3, 'cannot reach'),
        ('a password', [path, 'postgresql://owner:pw@127.0.0.1/x'], 2, 'password'), ('a parameter', [path, address + '?nothing=1'], 2, 'no parameter'),
    ]:
        found, out, err = kpi.run('push', *arguments)
        check(f'refused: {name}', found == status and words in err, f'{found} {err}')
    engine.sql("create role writer login; create schema own authorization writer; revoke create on schema public from public;", 'refused')
    os.remove(path)
    sqlite3.connect(path).execute('create table fine (id integer primary key)').connection.close()
    found, out, err = kpi.run('push', path, engine.address('refused', user='writer'), '--schema', 'public')
    check('no right', found == 3 and 'permission denied' in err and 'right to make tables' in err, f'{found} {err}')
    found, out, err = kpi.run('push', path, engine.address('refused', user='writer'), '--schema', 'own')
    check('a right', found == 0, f'{found} {err}')


def test_over_tables(kpi, engine, folder):
    path = os.path.join(folder, 'over.db')
    db = sqlite3.connect(path)
    db.executescript("create table a (id integer primary key, x text); create table b (id integer primary key, y real);"
                     "insert into a values (1, 'one'), (2, 'two'); insert into b values (1, 1.5);")
    engine.create('over')
    address = engine.address('over')
    engine.sql('create table b (id int, note text); insert into b values (7, \'mine\')', 'over')
    status, out, err = kpi.run('push', path, address)
    check('a table that is there', status == 2 and 'table-exists' in err and '`b`' in err and '--force' in err, f'{status} {err}')
    check('it stays', engine.sql('select note from b', 'over') == 'mine' and engine.sql("select to_regclass('a') is null", 'over') == 't')
    status, out, err = kpi.run('push', path, address, '--force')
    check('--force', status == 0 and engine.sql('select id, y from b', 'over') == '1|1.50', f'{status} {err}')
    status, out, err = kpi.run('push', path, address)
    check('once more', status == 0 and '2 were there already' in err, f'{status} {err}')
    engine.sql("update a set x = 'twö' where id = 2", 'over')
    status, out, err = kpi.run('push', path, address)
    check('a table that was changed there', status == 2 and '`a`' in err and '`b`' not in err, f'{status} {err}')
    db.execute("update a set x = 'three' where id = 2")
    db.commit()
    status, out, err = kpi.run('push', path, address)
    check('a table that was changed here', status == 2 and '`a`' in err, f'{status} {err}')
    status, out, err = kpi.run('push', path, address, '--force')
    check('the changed one is replaced', status == 0 and '1 were there already' in err and engine.sql('select x from a where id = 2', 'over') == 'three', err)
    engine.sql('drop table b; create view b as select 1 as id', 'over')
    status, out, err = kpi.run('push', path, address, '--force')
    check('a view is not replaced', status == 2 and '`b`' in err, f'{status} {err}')
    engine.sql('drop view b; create view seen as select * from a', 'over')
    db.execute('delete from a')
    db.commit()
    status, out, err = kpi.run('push', path, address, '--force')
    check('what others hang on', status == 3 and 'seen' in err and engine.sql('select count(*) from a', 'over') == '2', f'{status} {err}')


def test_stopping(kpi, engine, folder):
    path = os.path.join(folder, 'big.db')
    db = sqlite3.connect(path)
    db.executescript("create table aa (id integer primary key); insert into aa values (1); create table big (id integer primary key, x text, y real);"
                     "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1500000) "
                     "insert into big select i, 'text number ' || i, i / 4.0 from n; create table zz (id integer primary key)")
    db.commit()
    engine.create('big')
    address = engine.address('big')
    tables = "select string_agg(tablename, ',' order by tablename) from pg_tables where schemaname = 'public'"

    def writes():
        for _ in range(600):
            if engine.sql("select count(*) from pg_stat_activity where datname = 'big' and query ilike 'copy%' and state = 'active'") == '1':
                return True
            time.sleep(0.02)
        return False

    def gone():
        for _ in range(100):
            if engine.sql("select count(*) from pg_stat_activity where datname = 'big'") == '0':
                return True
            time.sleep(0.1)
        return False

    for name, stop, status in ('a kill', signal.SIGKILL, -9), ('Ctrl-C', signal.SIGINT, 130):
        process = subprocess.Popen([kpi.binary, 'push', path, address], env=kpi.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        check(f'{name}: rows are on their way', writes())
        process.send_signal(stop)
        out, err = process.communicate(timeout=60)
        check(name, process.returncode == status, f'{process.returncode} {err}')
        check(f'{name}: what was not finished is not there', gone() and engine.sql(tables, 'big') == 'aa', engine.sql(tables, 'big'))
    check('Ctrl-C tells what is there', b'1 of 3 tables are there whole' in err, err)
    status, out, err = kpi.run('push', path, address, '--timeout', '0.3')
    check('--timeout', status == 130 and 'timed-out' in err, f'{status} {err}')
    process = subprocess.Popen([kpi.binary, 'push', path, address], env=kpi.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    check('a connection that is cut: rows are on their way', writes())
    engine.sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'big'")
    out, err = process.communicate(timeout=60)
    check('a connection that is cut', process.returncode == 3 and b'engine-error' in err and engine.sql(tables, 'big') == 'aa', f'{process.returncode} {err}')
    start = time.time()
    status, out, err = kpi.run('push', path, address, timeout=300)
    check('the same command goes on', status == 0 and '1 were there already' in err and engine.sql('select count(*), sum(y) from big', 'big')
          == '1500000|281250187500.00', f'{status} {err}')
    print(f'1,500,000 rows in {time.time() - start:.1f} s', flush=True)


def test_cases(kpi, engine, shared, folder):
    """Databases that others made, each with its model and statements: moved or refused, and asked as their files are."""
    cases = os.path.join(shared, 'cases')
    if not os.path.isdir(cases):
        print(f'left out: {cases} is not there', flush=True)
        return
    asked, there, kept, refused = 0, 0, [], []
    for number, case in enumerate(sorted(os.listdir(cases))):
        place = os.path.join(cases, case)
        if not os.path.exists(os.path.join(place, 'expected.json')):
            continue
        with open(os.path.join(place, 'expected.json'), encoding='utf-8') as file:
            spec = json.load(file)
        runs = [r for r in spec['runs'] if not r.get('setup') and 'results' in r and 'statement' in r]
        if not runs:
            continue
        path = os.path.join(folder, f'case{number}.db')
        with sqlite3.connect(path) as db, open(os.path.join(place, 'make.sql'), encoding='utf-8') as file:
            db.executescript(file.read())
        db.close()
        named = os.path.join(place, 'model.kpi')
        model = ['--model', named] if os.path.exists(named) else []
        engine.create(f'case{number}')
        address = engine.address(f'case{number}')
        status, out, err = kpi.run('push', path, address, *model)
        if 'cannot-push' in err:
            kept.append(case)
            continue
        check(f'{case} is moved', status == 0, f'{status} {err}')
        for run in runs:
            with open(os.path.join(place, run['statement']), encoding='utf-8') as file:
                statement = file.read()
            arguments = [*model, '--format', 'json', *run.get('args', []), '-c', statement]
            wanted, expected, mistake = kpi.run(path, *arguments)
            status, found, err = kpi.run(address, *arguments)
            asked += wanted == 0
            check(f'{case}: {run["statement"]}', (status, found) == (wanted, expected), f'{status} {found or err} instead of {wanted} {expected or mistake}')
            # There each statement's answer is the same, or none.
            status, found, err = kpi.run(address, '--engine', 'there', *arguments)
            told = results(found)
            if status != wanted and '"severity":"error"' in err and asked_there.same(told, results(expected)[:len(told)]):
                refused.append(case)
                continue
            there += wanted == 0
            check(f'{case}, there: {run["statement"]}', status == wanted and asked_there.same(told, results(expected)),
                  f'{status} {found or err} instead of {wanted} {expected or mistake}')
    check('cases that are asked', asked > 60 and there > 40, (asked, there))
    print(f'{asked} statements of cases, {there} there; cannot be moved: {", ".join(kept)}; not there: {", ".join(sorted(set(refused)))}', flush=True)


def results(out):
    """The results of an output, without what is told beside them."""
    found = [json.loads(line) for line in out.splitlines() if line.startswith('{')]
    for result in found:
        result.pop('notes', None)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--kpi', required=True)
    parser.add_argument('--shared', default=os.environ.get('SHARED', os.path.join(here.ROOT, '../shared')))
    parser.add_argument('--only', default='', help='only the tests with this word in their name')
    a = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    venv = engines.install(os.path.join(here.ROOT, '.build', 'remote'))
    engine = engines.PostgreSQL()
    with tempfile.TemporaryDirectory(prefix='kpi-remote-') as folder:
        kpi = asked_there.There(os.path.abspath(a.kpi), venv, folder)
        try:
            engine.start()
            for test in test_values, test_refusals, test_over_tables, test_stopping, test_cases:
                if a.only not in test.__name__:
                    continue
                start = time.time()
                if test is test_cases:
                    test(kpi, engine, os.path.abspath(a.shared), folder)
                else:
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

"""What `kpi push` makes on Spark, held against the file it came from: part of `make spark-test`.

Values that are hard to move, tables that are there, a kill, Ctrl-C, tables that are not what they say they are.
"""
import os
import signal
import sqlite3
import subprocess
import time

import push
from asked_there import same
from here import check
from push import results

TYPES = {
    'sales': {'id': 'bigint', 'sold_at': 'timestamp_ntz', 'sold_on': 'date', 'seen_at': 'timestamp', 'mixed_at': 'string', 'user': 'bigint',
              'label': 'string', 'grade': 'string', 'kind': 'string', 'money': 'decimal(18,2)', 'paid': 'boolean', 'ratio': 'double',
              'huge': 'bigint', 'loose': 'string', 'bare': 'decimal(18,2)', 'kpi_month': 'int'},
    'nothing': {'id': 'bigint', 'at': 'timestamp_ntz', 'n': 'decimal(18,4)', 'select': 'boolean', 'from': 'string', 'where': 'string', 'kpi_month': 'int'},
    'group': {'order': 'bigint', 'na"me': 'string', 'city': 'string', 'level': 'string'}, 'bytes': {'id': 'bigint', 'body': 'binary'},
    'keyed': {'a': 'string', 'b': 'bigint'}, 'extremes': {'id': 'bigint', 'x': 'double', 'at': 'string', 'big': 'bigint'},
}
EXTREMES = [(1, -0.0), (2, 5e-324), (3, 1.7976931348623157e308), (4, 0.1), (5, 1 / 3), (6, float('inf')), (7, -1e-7), (8, 2.0 ** 60)]


class Moved:
    """`kpi push` to one schema of a server of Spark's."""

    def __init__(self, binary, port, folder, environment, session):
        self.binary, self.folder, self.environment, self.session = binary, folder, environment, session
        self.server = f'spark://127.0.0.1:{port}'
        self.files = os.path.join(folder, 'rows')
        os.makedirs(self.files, exist_ok=True)

    def run(self, *arguments, timeout=900):
        done = subprocess.run([self.binary, *arguments], capture_output=True, env=self.environment, stdin=subprocess.DEVNULL, timeout=timeout)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def push(self, path, schema, *more):
        status, out, err = self.run('push', path, f'{self.server}/{schema}', '--schema', schema, '--files', self.files, *more)
        check(f'nothing is left of {" ".join((schema, *more))}', not os.listdir(self.files), os.listdir(self.files))
        return status, err

    def sql(self, text):
        return [tuple(row) for row in self.session.sql(text).collect()]


def test_values(moved):
    path, model = os.path.join(moved.folder, 'odd.db'), os.path.join(moved.folder, 'odd.kpi')
    db = push.make(path)
    db.executescript('drop table "Tên ""có"" dấu"; create table extremes (id integer primary key, x real, at text, big int)')
    db.executemany('insert into extremes values (?, ?, ?, ?)', [(n, x, '\r\n\u2028\ufeff"\\' + '\x01\x7f\x85' * n, 2 ** 63 - n) for n, x in EXTREMES])
    db.commit()
    with open(model, 'w', encoding='utf-8') as text:
        text.write(push.MODEL)
    status, err = moved.push(path, 'odd', '--model', model)
    check('push', status == 0 and 'counts and sums are equal' in err, f'{status} {err}')
    for table, columns in TYPES.items():
        found = dict(moved.session.table(f'odd.`{table}`').dtypes)
        check(f'types of {table}', found == columns, found)
    for table in TYPES:
        names = [name for name in TYPES[table] if name != 'kpi_month']
        listed = ', '.join(f'`{name}`' for name in names)
        kept = [tuple(row) for row in db.execute('select {} from "{}"'.format(', '.join('"' + name.replace('"', '""') + '"' for name in names), table))]
        there = moved.sql(f'select {listed} from odd.`{table}`')
        texts = [n for n, name in enumerate(names) if TYPES[table][name] in ('string', 'bigint', 'double', 'binary')]

        def shape(rows):
            # Numbers in a column of texts are their digits.
            return sorted(repr([str(row[n]) if TYPES[table][names[n]] == 'string' and row[n] is not None else bytes(row[n]) if
                                isinstance(row[n], (bytes, bytearray)) else row[n] for n in texts]) for row in rows)
        check(f'values of {table}', len(kept) == len(there) and (table in ('sales', 'group') or shape(kept) == shape(there)), there[:3])
    check('labels', sorted(map(repr, (row[0] for row in db.execute('select label from sales')))) == sorted(repr(row[0]) for row in moved.sql('select label from odd.sales')))
    check('in parts by month', moved.sql('select count(distinct kpi_month) from odd.sales') == [(12,)]
          and moved.sql('select count(*) from odd.sales where kpi_month <> year(sold_at) * 100 + month(sold_at)') == [(0,)])
    check('a time with an offset', moved.sql("select count(*) from odd.sales where minute(seen_at) = 30 or minute(seen_at) = 0") == [(60,)])
    script = os.path.join(moved.folder, 'questions.kpi')
    with open(script, 'w', encoding='utf-8') as file:
        file.write('\n'.join(q for q in push.QUESTIONS if q != 'list people') + '\n')
    asked = ['run', script, '--model', model, '--today', '2024-12-31', '--format', 'json', '--no-strict', '--db']
    status, wanted, err = moved.run(*asked, path)
    check('asked of the file', status == 0, err)
    status, found, err = moved.run(*asked, f'{moved.server}/odd')
    wanted, found = results(wanted), results(found)
    for a, b, question in zip(wanted, found, (q for q in push.QUESTIONS if q != 'list people')):
        check(f'there: {question}', same(a, b), f'{b} instead of {a}')
    check('as many answers', status == 0 and len(wanted) == len(found), f'{status} {err}')
    status, err = moved.push(path, 'odd', '--model', model)
    check('all are there already', status == 0 and '6 were there already' in err, f'{status} {err}')
    status, err = moved.push(path, 'plain', '--language', 'vi')
    check('without a model', status == 0 and 'không chỉ định mô hình' in err, f'{status} {err}')
    check('without a model there are no parts', 'kpi_month' not in dict(moved.session.table('plain.sales').dtypes))


def test_refusals(moved):
    path = os.path.join(moved.folder, 'refused.db')
    for name, sql, words, status in [
            ('a name', 'create table "bảng" (x int)', 'other letters', 3), ('a column', 'create table t (kpi_month int)', '`kpi_month`', 3),
            ('a NUL', "create table t (x text); insert into t values ('a' || char(0))", 'NUL', 3)]:
        if os.path.exists(path):
            os.remove(path)
        with sqlite3.connect(path) as db:
            db.executescript('create table fine (id integer primary key);' + sql)
        found, err = moved.push(path, 'refused')
        check(name, found == status and words in err, f'{found} {err}')
        check(f'{name}: nothing is written', not moved.sql('show tables in refused'))
    for name, arguments, status, words in [
            ('no folder', [], 2, '--files'), ('a folder that is none', ['--files', '/nowhere'], 2, '/nowhere'),
            ('a parameter', ['--files', moved.files], 2, 'no parameter')]:
        found, _, err = moved.run('push', path, moved.server + ('/x?nothing=1' if name == 'a parameter' else '/x'), *arguments)
        check(name, found == status and words in err, f'{found} {err}')
    found, _, err = moved.run('push', path, 'spark://127.0.0.1:1/x', '--files', moved.files)
    check('no server', found == 3 and 'cannot-connect' in err, f'{found} {err}')


def test_over_tables(moved):
    """What is there stays unless it is forced; what is not what it says is noticed."""
    path = os.path.join(moved.folder, 'over.db')
    with sqlite3.connect(path) as db:
        db.executescript("create table a (id integer primary key, x text, y real, day date); create table b (id integer primary key);"
                         "insert into a values (1, 'one', 0.1, '2024-02-29'), (2, 'two', 1 / 3.0, '2024-03-01'), (3, null, null, null); insert into b values (7)")
    check('over: push', moved.push(path, 'over')[0] == 0)
    mark = moved.sql("show tblproperties over.a ('kpi.push')")[0][1]
    faults = {
        'a row more': "select * from over.b_a union all select 4, null, null, null", 'a row less': 'select * from over.b_a where id = 1',
        'a text cut off': "select id, substring(x, 1, 2) as x, y, day from over.b_a", 'nothing for a text': "select id, nullif(x, 'one') as x, y, day from over.b_a",
        'the last bit of a number': 'select id, x, y + 1.4e-17 as y, day from over.b_a', 'a day later': 'select id, x, y, date_add(day, 1) as day from over.b_a',
    }
    moved.session.sql('create table over.b_a using parquet as select * from over.a').collect()
    for name, query in faults.items():
        moved.session.sql('drop table over.a').collect()
        moved.session.sql(f"create table over.a using parquet tblproperties ('kpi.push' = '{mark}') as {query}").collect()
        status, err = moved.push(path, 'over')
        check(f'fault: {name}', status == 2 and 'table-exists' in err and '`a`' in err, f'{status} {err}')
    status, err = moved.push(path, 'over', '--force')
    check('--force', status == 0 and '1 were there already' in err and moved.sql('select x, y from over.a order by id') == [('one', 0.1), ('two', 1 / 3), (None, None)], f'{status} {err}')
    moved.session.sql('drop table over.b').collect()
    moved.session.sql('create view over.b as select 7 as id').collect()
    status, err = moved.push(path, 'over', '--force')
    check('a view is not replaced', status == 2 and '`b`' in err, f'{status} {err}')


def test_stopping(moved):
    path = os.path.join(moved.folder, 'big.db')
    with sqlite3.connect(path) as db:
        db.executescript('create table aa (id integer primary key); insert into aa values (1); create table big (id integer primary key, x text, y real);'
                         'with recursive n(i) as (select 1 union all select i + 1 from n where i < 300000) '
                         "insert into big select i, 'text number ' || i, i / 4.0 from n; create table zz (id integer primary key)")
    arguments = [moved.binary, 'push', path, f'{moved.server}/big', '--schema', 'big', '--files', moved.files]
    for name, stop, status in ('a kill', signal.SIGKILL, -9), ('Ctrl-C', signal.SIGINT, 130):
        process = subprocess.Popen(arguments, env=moved.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        # The second table's file is the one that is large.
        for _ in range(3000):
            if any(os.path.getsize(os.path.join(moved.files, own)) > 1 << 20 for own in os.listdir(moved.files)):
                break
            time.sleep(0.02)
        process.send_signal(stop)
        _, err = process.communicate(timeout=120)
        check(name, process.returncode == status, f'{process.returncode} {err}')
        if stop == signal.SIGKILL:
            # What it left would be taken for the next one's.
            for own in os.listdir(moved.files):
                os.remove(os.path.join(moved.files, own))
    check('Ctrl-C leaves no rows behind', not os.listdir(moved.files), os.listdir(moved.files))
    status, err = moved.push(path, 'big')
    check('the same command goes on', status == 0 and 'already' in err and moved.sql('select count(*), sum(y) from big.big')[0][0] == 300000, f'{status} {err}')


def test(moved):
    for part in test_values, test_refusals, test_over_tables, test_stopping:
        part(moved)

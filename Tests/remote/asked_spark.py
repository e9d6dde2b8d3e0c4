"""What `kpi spark://…` does where something is wrong, on a cluster: part of `make spark-test`.

Questions that SQL cannot say, tables that are other than the model says, texts in conditions, a time limit, Ctrl-C, a worker that is lost
while it works, a server that goes away. What is answered has to be the answer of *here*; what is not is an error that says why.
"""
import json
import os
import re
import signal
import sqlite3
import subprocess
import time
import urllib.request

from asked_there import same
from here import check
from push import results

# By name: columns, rows, what the model says of the table, a statement, words of the refusal.
PLAIN = 'table `{}` key id; time at; dimension kind; measure v'
COLUMNS, ROWS = 'id bigint, at date, kind string, v double', "(1, date '2024-01-05', 'a', 1), (2, date '2024-02-05', 'b', 2)"
REFUSED = {
    'keys that repeat': (COLUMNS, ROWS.replace('(2,', '(1,'), PLAIN, 'show n all', 'no key of their own'),
    'rows without a key': (COLUMNS, ROWS.replace('(2,', '(null,'), PLAIN, 'show n all', 'no key of their own'),
    'times of a form of their own': (COLUMNS.replace('at date', 'at string'), ROWS.replace("date '2024-01-05'", "'05/01/2024'").replace("date '2024-02-05'", "'05/02/2024'"),
                                     PLAIN.replace('time at', 'time at as "dd/mm/yyyy"'), 'show n by month year 2024', 'times in a format of their own'),
    'a text of fixed length': (COLUMNS.replace('kind string', 'kind char(3)'), ROWS, PLAIN, 'show n by kind all', 'a column of that type'),
    'a list of texts': (COLUMNS.replace('kind string', 'kind array<string>'), ROWS.replace("'a'", "array('a')").replace("'b'", 'array()'), PLAIN,
                        'show n by kind all', 'a column of that type'),
    'a record': (COLUMNS.replace('kind string', 'kind struct<a: int>'), ROWS.replace("'a'", "named_struct('a', 1)").replace("'b'", "named_struct('a', 2)"), PLAIN,
                 'show n by kind all', 'a column of that type'),
}
VALUES = ["'", "''", '"', '\\', "\\'", '\\\\', '\\n', '${x}', '$1', '%', '_', '--', '/*', ';', 'null', 'E\'a\'', 'it\'s \\', 'Huế', 'Hue\u0302\u0301', 'đ', 'Đ',
          '\U0001F600', '#', '?', ':x', '@', '\\u0041', '\\x41', '𝒳\'', "select 'a'", '\u00a0', '1', '01', '-', '']
# Seconds that a row of the slow table takes.
SLOW = 6


class Asked:
    """A cluster, and the schema of each test."""

    def __init__(self, moved, cluster):
        self.moved, self.cluster, self.folder = moved, cluster, moved.folder
        moved.sql('create schema if not exists wrong')

    def address(self, schema='wrong'):
        return f'{self.moved.server}/{schema}'

    def ask(self, schema, model, statement, *more):
        status, out, err = self.moved.run(self.address(schema), '--model', model, '--today', '2024-12-31', '--format', 'json', '-c', statement, *more)
        return status, results(out), err

    def schema(self, name):
        self.moved.sql(f'create schema if not exists {name}')
        return name

    def model(self, name, entity):
        path = os.path.join(self.folder, name + '.kpi')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(f'model w "W"\nsubject d\nentity d {{ {entity} }}\nmetric n = count(d)\nmetric total = sum(d.v)\n')
        return path

    def active(self):
        """How many stages run."""
        base = f'http://127.0.0.1:{self.cluster.pages}/api/v1/applications'
        with urllib.request.urlopen(base, timeout=30) as answer:
            name = json.load(answer)[0]['id']
        with urllib.request.urlopen(f'{base}/{name}/stages?status=active', timeout=30) as answer:
            return len(json.load(answer))

    def until(self, holds, seconds=60):
        for _ in range(seconds * 2):
            if holds():
                return True
            time.sleep(0.5)
        return False

    def works(self):
        """Whether something runs for longer than what is quick runs."""
        for _ in range(4):
            if not self.active():
                return False
            time.sleep(0.5)
        return True


def test_refused(asked):
    for number, (name, (columns, rows, entity, statement, words)) in enumerate(REFUSED.items()):
        schema = asked.schema(f'refused{number}')
        asked.moved.sql(f'create table {schema}.d ({columns}) using parquet')
        asked.moved.sql(f'insert into {schema}.d values {rows}')
        status, found, err = asked.ask(schema, asked.model(schema, entity.format('d')), statement)
        check(f'refused: {name}', status == 2 and 'not-in-sql' in err and words in err and '--engine here' in err and not found, f'{status} {found} {err}')
    schema = asked.schema('clocks')
    asked.moved.sql(f"create table {schema}.people using parquet as select 1L as id, 'An' as name")
    asked.moved.sql(f"create table {schema}.d using parquet as select id, timestamp '2024-10-27 00:30:00' as at, 1L as v from range(3)")
    model = os.path.join(asked.folder, 'clocks.kpi')
    with open(model, 'w', encoding='utf-8') as file:
        file.write('model c "C"\nsubject people\nentity people { table people key id; name name }\n'
                   'entity d { table d key id; time at; link who = v -> people }\nmetric n = count(d)\n')
    status, found, err = asked.ask(schema, model, 'set timezone "Europe/Paris"', '-c', 'funnel n -> n within 7 days year 2024')
    check('refused: steps in order where clocks are changed', status == 2 and 'whose clocks are changed' in err and not found, f'{status} {found} {err}')


def test_bad_tables(asked):
    """Tables that are other than a model says are told of, never answered around."""
    cases = {
        'no key': (COLUMNS.replace('id', 'code'), ROWS, 3, 'missing-column'),
        'another column': (COLUMNS.replace('kind', 'kinds'), ROWS, 3, 'missing-column'),
        'numbers that are none': (COLUMNS, "(1, date '2024-01-05', 'a', double('NaN')), (2, date '2024-01-05', 'b', double('Infinity')), (3, date '2024-01-05', 'c', 4.5)", None, ''),
        'texts for numbers': (COLUMNS.replace('v double', 'v string'), "(1, date '2024-01-05', 'a', 'many'), (2, date '2024-01-05', 'b', '2.5')", None, ''),
        'instants': (COLUMNS.replace('at date', 'at timestamp'), "(1, timestamp '2024-01-05 18:30:00', 'a', 1.5), (2, timestamp '2024-12-31 17:00:00', 'b', 2)", None, ''),
        'an interval for a time': (COLUMNS.replace('at date', 'at string'), "(1, '1 day', 'a', 1), (2, '2024-01-05', 'b', 2.5)", None, ''),
        'days of no year of ours': (COLUMNS, "(1, date_add(date '9999-12-31', 40), 'a', 1), (2, date '2024-01-05', 'b', 2.5), (3, date_add(date '0001-01-01', -5), 'c', 4)", None, ''),
        'times of no year of ours': (COLUMNS.replace('at date', 'at timestamp_ntz'),
                                     "(1, timestamp_ntz '9999-12-31 23:00:00' + interval '2' day, 'a', 1), (2, timestamp_ntz '2024-12-31 23:59:59', 'b', 2.5)", None, ''),
        'a map': (COLUMNS + ', extra map<string, int>', "(1, date '2024-01-05', 'a', 1.5, map('a', 1))", None, ''),
    }
    for number, (name, (columns, rows, wanted, words)) in enumerate(cases.items()):
        schema = asked.schema(f'bad{number}')
        asked.moved.sql(f'create table {schema}.`select` ({columns}) using parquet')
        asked.moved.sql(f'insert into {schema}.`select` values {rows}')
        model = asked.model(schema, PLAIN.format('select'))
        status, found, err = asked.ask(schema, model, 'show n, total by month, kind year 2024')
        if wanted is not None:
            check(f'bad: {name}', status == wanted and words in err and not found, f'{status} {found} {err}')
            continue
        status_here, expected, told = asked.ask(schema, model, 'show n, total by month, kind year 2024', '--engine', 'here')
        is_refused = status in (2, 3) and not found and 'error' in err
        check(f'bad: {name}', is_refused or status == status_here and same(found, expected), f'{status} {found or err} instead of {status_here} {expected or told}')


def test_texts(asked):
    """What is written in a condition is what is meant, whatever stands in it."""
    path, model = os.path.join(asked.folder, 'texts.db'), os.path.join(asked.folder, 'texts.kpi')
    with sqlite3.connect(path) as db:
        db.execute('create table "order"(id integer primary key, "select" text, "At" text, v integer)')
        db.executemany('insert into "order" values (?, ?, ?, ?)', [(n + 1, value, f'2023-01-{n % 28 + 1:02}', 2 ** n) for n, value in enumerate(VALUES)])
    with open(model, 'w', encoding='utf-8') as file:
        file.write('model m "M"\nsubject things\nentity things {\n  table `order` key id\n  time at = `At`\n  dimension kind = `select`\n  measure v\n}\n'
                   'metric total = sum(things.v)\n')
    status, err = asked.moved.push(path, 'texts')
    check('texts are moved', status == 0, err)
    script = os.path.join(asked.folder, 'texts-asked.kpi')
    usable = [value for value in VALUES if value.strip() and not re.search(r'[{}`]', value)]
    with open(script, 'w', encoding='utf-8') as file:
        file.write('\n'.join(['show total by kind all', 'values kind'] + ["show total where kind = '" + value.replace("'", "''") + "' all" for value in usable]) + '\n')
    run = ['run', script, '--model', model, '--today', '2024-12-31', '--format', 'json', '--no-strict', '--db']
    (wanted, expected, told), (status, found, err) = asked.moved.run(*run, path), asked.moved.run(*run, asked.address('texts'))
    expected, found = results(expected), results(found)
    check('texts: as many answers', status == wanted == 0 and len(found) == len(expected) == len(usable) + 2, f'{status} {err} {wanted} {told}')
    for statement, a, b in zip(['by kind', 'values', *usable], expected, found):
        check(f'among texts: {statement!r}', same(a, b), f'{b} instead of {a}')


def test_commands(asked):
    schema = asked.schema('bad4')
    model, drafted = os.path.join(asked.folder, 'bad4.kpi'), os.path.join(asked.folder, 'drafted.kpi')
    status, out, err = asked.moved.run('init', asked.address(schema))
    check('init', status == 0 and 'table select key id' in out, f'{status} {out[:400]} {err}')
    with open(drafted, 'w', encoding='utf-8') as file:
        file.write(out)
    status, out, err = asked.moved.run('check', drafted, '--db', asked.address(schema))
    check('check of what init drafted', status == 0, f'{status} {out} {err}')
    status, out, err = asked.moved.run('check', model, '--db', asked.address(schema))
    check('check', status == 0, f'{status} {out} {err}')
    wrong = asked.model('no_column', PLAIN.format('select').replace('dimension kind', 'dimension kinds'))
    status, out, err = asked.moved.run('check', wrong, '--db', asked.address(schema))
    check('check of a model that does not fit', status == 3 and 'kinds' in out + err and 'kind' in out + err, f'{status} {out} {err}')
    status, out, err = asked.moved.run('spark://127.0.0.1:1/x', '--model', model, '-c', 'show n all')
    check('an engine that is not there', status == 3 and 'cannot-connect' in err and not out, f'{status} {out} {err}')
    status, out, err = asked.moved.run(asked.address('no_such'), '--model', model, '-c', 'show n all')
    check('a schema that is not there', status == 3 and 'no_such' in err and not out, f'{status} {out} {err}')


def slow(asked):
    """The model of a table each of whose rows takes its time, and of one that does not."""
    asked.schema('slow')
    asked.moved.sql('create table slow.d using parquet as select id, date_add(date \'2024-01-05\', int(id)) as at, double(id) as v from range(0, 4, 1, 2)')
    # What a method gives is no constant to Spark, and nothing is done before it.
    asked.moved.sql(f"create view slow.s as select id, at, v from slow.d where java_method('java.lang.Thread', 'sleep', {SLOW * 1000}L + id) is not null")
    path = os.path.join(asked.folder, 'slow.kpi')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('model s "S"\nsubject d\nentity d { table d key id; time at; measure v }\nmetric n = count(d)\nmetric total = sum(d.v)\n')
    whole = os.path.join(asked.folder, 'whole.kpi')
    with open(path, encoding='utf-8') as file, open(whole, 'w', encoding='utf-8') as other:
        other.write(file.read().replace('table d', 'table s'))
    return whole, path


def begin(asked, model, statement):
    """A question over the slow table, which is asked until its stages run."""
    process = subprocess.Popen([asked.moved.binary, asked.address('slow'), '--model', model, '--format', 'json', '-c', statement], env=asked.moved.environment,
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    check('the slow table is asked', asked.until(asked.works, 120))
    return process


def executors(asked):
    """The processes of the cluster's executors."""
    found = []
    for name in filter(str.isdigit, os.listdir('/proc')):
        try:
            with open(f'/proc/{name}/cmdline', 'rb') as file:
                words = file.read()
        except OSError:
            continue
        # Of this cluster alone.
        if b'CoarseGrainedExecutorBackend' in words and os.path.realpath(f'/proc/{name}/cwd').startswith(os.path.join(asked.cluster.folder, 'work')):
            found.append(int(name))
    return found


def test_ends(asked):
    whole, plain = slow(asked)
    start = time.time()
    status, found, err = asked.ask('slow', whole, 'show n, total all', '--timeout', '20')
    check('--timeout', status == 130 and 'timed-out' in err and not found and time.time() - start < 35, f'{status} {found} {err} after {time.time() - start:.0f} s')
    check('--timeout ends what runs there', asked.until(lambda: not asked.active(), 10))
    process = begin(asked, whole, 'show n, total all')
    process.send_signal(signal.SIGINT)
    start = time.time()
    out, err = process.communicate(timeout=60)
    check('Ctrl-C', process.returncode == 130 and b'interrupted' in err and not out and time.time() - start < 10, f'{process.returncode} {out} {err}')
    check('Ctrl-C ends what runs there', asked.until(lambda: not asked.active(), 10))


def test_lost(asked):
    """An executor is killed while it works: its tasks are done again; then a worker goes, with its executor, for good."""
    whole, plain = os.path.join(asked.folder, 'whole.kpi'), os.path.join(asked.folder, 'slow.kpi')
    for name, victims in ('an executor', lambda: executors(asked)[:1]), ('a worker', lambda: [asked.cluster.processes[2].pid]):
        process = begin(asked, whole, 'show n, total all')
        chosen = victims()
        check(f'there is {name}', chosen)
        for one in chosen:
            os.kill(one, signal.SIGKILL)
        out, err = process.communicate(timeout=600)
        found = results(out.decode())
        is_right = process.returncode == 0 and found and found[0]['rows'] == [[4, 6]]
        print(f'{name} is lost: {"the answer is right" if is_right else err.decode().strip()[-300:]}', flush=True)
        check(f'{name} is lost', is_right or process.returncode == 3 and not found and b'engine-error' in err, f'{process.returncode} {out} {err}')
    status, found, err = asked.ask('slow', plain, 'show n, total all')
    check('asked again after a worker was lost', status == 0 and found and found[0]['rows'] == [[4, 6]], f'{status} {found} {err}')


def test_gone(asked):
    """The server goes away in the middle."""
    process = begin(asked, os.path.join(asked.folder, 'whole.kpi'), 'show n, total all')
    os.killpg(asked.cluster.processes[-1].pid, signal.SIGKILL)
    out, err = process.communicate(timeout=120)
    check('the server goes away', process.returncode == 3 and (b'engine-error' in err or b'cannot-connect' in err) and not out, f'{process.returncode} {out} {err}')


def test(moved, cluster):
    asked = Asked(moved, cluster)
    for part in test_texts, test_refused, test_bad_tables, test_commands, test_ends, test_lost, test_gone:
        start = time.time()
        part(asked)
        print(f'{time.time() - start:.0f} s: {part.__name__}', flush=True)

"""Columns that were loaded from PostgreSQL are kept for the next start, and serve it in just the state that they were read from; part of `here.py`."""
import json
import os
import subprocess

import here
from here import check

MODEL = 'model k "K"\nsubject d\nentity d { table %s key id; time at; measure v }\nmetric n = count(d)\nmetric total = sum(d.v)\n'
# What may change without a transaction of its own: how it is made, and what of the model's table.
OTHERS = {
    'a view': 'create view other as select * from deals',
    'a table that a crash empties': 'create unlogged table other as select * from deals',
    'rows that each sees his own of': 'create table other as select * from deals; alter table other enable row level security',
    'a part that lies elsewhere': 'create extension if not exists file_fdw; create server if not exists files foreign data wrapper file_fdw; '
                                  'create table other (id bigint, at date, v bigint); '
                                  "create foreign table other_part () inherits (other) server files options (program 'printf 1,2024-01-05,7', format 'csv')",
}


class Asked:
    """Starts of kpi with one cache folder, and what each of them has had brought."""

    def __init__(self, kpi, engine, folder):
        self.kpi, self.engine, self.folder = kpi, engine, folder
        self.cache = os.path.join(folder, 'kept')

    def brought(self):
        with open(os.path.join(self.engine.folder, 'log' if self.engine.name == 'PostgreSQL' else 'queries'), 'rb') as log:
            return sum(b'deals' in line or b'other' in line for line in log if b'SELECT "id"' in line or b'SELECT `id`' in line)

    def ask(self, table='deals', more=(), **address):
        """The answer, and whether rows were brought for it."""
        model, before = os.path.join(self.folder, f'kept-{table}.kpi'), self.brought()
        with open(model, 'w', encoding='utf-8') as file:
            file.write(MODEL % table)
        status, out, err = self.kpi.run(self.engine.address('kept', **address), '--model', model, '--today', '2024-12-31', '--format', 'json', *more,
                                        '-c', 'show n, total year 2024', environment={'KPI_CACHE': self.cache})
        found = [json.loads(line)['rows'] for line in out.splitlines() if line.startswith('{')]
        return (found[0] if status == 0 else err), self.brought() > before


def test(kpi, engine, folder):
    engine.create('kept')
    engine.sql("create table deals (id bigint primary key, at date, v bigint); insert into deals values (1, '2024-01-05', 5), (2, '2024-02-05', 7);", 'kept')
    asked = Asked(kpi, engine, folder)
    check(f'{engine.name}: the first start brings rows', asked.ask() == ([[2, 12]], True))
    if engine.name == 'MariaDB':
        check('nothing tells the state of MariaDB', asked.ask() == ([[2, 12]], True))
        return
    check('the next one takes what was kept', asked.ask() == ([[2, 12]], False))
    check('and so does the third', asked.ask() == ([[2, 12]], False))
    status, out, _ = kpi.run('cache', 'list', environment={'KPI_CACHE': asked.cache})
    check('cache list', status == 0 and engine.address('kept') in out, out)
    check('no cache', asked.ask(more=['--no-cache']) == ([[2, 12]], True))
    engine.sql("insert into deals values (3, '2024-03-05', 1)", 'kept')
    check('a row more is seen', asked.ask() == ([[3, 13]], True) and asked.ask() == ([[3, 13]], False))
    engine.sql('update deals set v = 2 where id = 3', 'kept')
    check('a change is seen', asked.ask()[0] == [[3, 14]])
    engine.sql('alter table deals rename v to w; alter table deals add v bigint default 1', 'kept')
    check('another column of that name is seen', asked.ask()[0] == [[3, 3]])
    engine.sql('create role other_one login; grant select (id, at) on deals to other_one', 'kept')
    asked.ask()
    mine, brought = asked.ask()
    check('kept for who may see it', (mine, brought) == ([[3, 3]], False))
    theirs, _ = asked.ask(user='other_one')
    check('and for nobody else', 'permission' in theirs or 'denied' in theirs, theirs)
    asked.ask()
    # Somebody writes: what he has not finished is not seen, what he finishes is.
    with subprocess.Popen(['psql', '-X', '-q', '-h', '127.0.0.1', '-p', str(engine.port), '-U', 'owner', '-d', 'kept'], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        writer.stdin.write(b"begin; update deals set v = 10; select 'ready';\n")
        writer.stdin.flush()
        while b'ready' not in writer.stdout.readline():
            pass
        check('what is not finished is not seen', asked.ask()[0] == [[3, 3]] and asked.ask()[0] == [[3, 3]])
        writer.stdin.write(b"commit; select 'done';\n")
        writer.stdin.flush()
        while b'done' not in writer.stdout.readline():
            pass
        check('what is finished then is', asked.ask() == ([[3, 30]], True))
        writer.stdin.close()
    for name, made in OTHERS.items():
        engine.sql('drop table if exists other cascade' if name != 'a view' else 'select 1', 'kept')
        engine.sql(made, 'kept')
        first, second = asked.ask('other'), asked.ask('other')
        check(f'not kept: {name}', first == second and first[1], f'{first} {second}')
        engine.sql('drop view other' if name == 'a view' else 'drop table other cascade', 'kept')
    asked.ask()
    engine.kill()
    engine.serve()
    check('a server that was started anew', asked.ask() == ([[3, 30]], True) and asked.ask() == ([[3, 30]], False))
    kept = [os.path.join(asked.cache, name) for name in os.listdir(asked.cache) if name.endswith('.kpisnap')]
    for path in kept:
        size = os.path.getsize(path)
        with open(path, 'r+b') as file:
            file.seek(size // 2)
            file.write(b'\xff' * 64)
    check('damage costs time only', asked.ask()[0] == [[3, 30]] and asked.ask()[0] == [[3, 30]])
    check('its rights', {os.stat(path).st_mode & 0o777 for path in kept if os.path.exists(path)} <= {0o600})

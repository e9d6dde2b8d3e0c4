#!/usr/bin/env python3
"""How fast columns are loaded from PostgreSQL: kpi beside DuckDB's own scanner and `copy … to stdout`, in one run.

    python3 Benchmarks/postgres.py --kpi .build/release/kpi --db crm.db [--rounds 3] [--threads 2]

A server of its own is started on loopback and the database pushed to it (`kpi push`). Then, in turn, each brings over the
columns that kpi's model names, which are read from the server's log: kpi makes its columns of them (no snapshot), DuckDB
(1.5.5, whose scanner is a package) tables in memory, and psql throws the rows away, once as text and once in binary, one
table after the other. Wall seconds from the first connection to the end, and processor seconds of the client's process;
the server's come on top of either.
"""
import argparse
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), 'Tests', 'remote'))
import engines  # noqa: E402

PEER = ['duckdb==1.5.5', 'duckdb-extensions==1.5.5', 'duckdb-extension-postgres-scanner==1.5.5']
IN_MEMORY = '''
import sys, time
import duckdb
from duckdb_extensions import import_extension
import_extension('postgres_scanner')
address, threads, tables = sys.argv[1], sys.argv[2], sys.argv[3:]
start = time.perf_counter()
with duckdb.connect() as con:
    con.execute(f"set threads = {threads}; set preserve_insertion_order = false; load postgres_scanner; "
                f"attach '{address}' as crm (type postgres, read_only)")
    for table in tables:
        name, columns = table.split('=')
        con.execute(f'create table {name} as select {columns} from crm.{name}')
    rows = sum(con.execute(f'select count(*) from {t.split("=")[0]}').fetchone()[0] for t in tables)
print(time.perf_counter() - start, rows)
'''


def duckdb(folder):
    venv = os.path.join(folder, 'duckdb')
    if not os.path.exists(os.path.join(venv, 'installed')):
        subprocess.run([sys.executable, '-m', 'venv', venv], check=True)
        subprocess.run([os.path.join(venv, 'bin/python'), '-m', 'pip', 'install', '-q', '--disable-pip-version-check', *PEER], check=True)
        open(os.path.join(venv, 'installed'), 'w').close()
    return os.path.join(venv, 'bin/python')


def timed(command, environment=None):
    """Its output, and its wall and processor seconds."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f'{command[0]} ended with {done.returncode}: {done.stderr[-800:]}')
    return done.stdout, wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def tables_read(log):
    """What was brought, table by table: `"id", "at"`; parts of a table (ranges of its rows) have the same columns."""
    found = {}
    for columns, table in re.findall(r'SELECT ((?:"\w+"(?:::\w+)?, )*"\w+"(?:::\w+)?) FROM (?:"?public"?\.)?"(\w+)"', log):
        found[table] = max(found.get(table, ''), re.sub(r'::\w+', '', columns), key=len)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--kpi', required=True)
    parser.add_argument('--db', required=True)
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--threads', type=int, default=2)
    a = parser.parse_args()
    folder = os.path.join(os.path.dirname(HERE), '.build', 'remote')
    venv = engines.install(folder)
    python = duckdb(folder)
    environment = {**os.environ, 'VIRTUAL_ENV': venv, 'KPI_CACHE': ''}
    engine = engines.PostgreSQL()
    try:
        engine.start()
        engine.create('crm')
        address = engine.address('crm')
        timed([a.kpi, 'push', a.db, address], environment)
        engine.sql('analyze', 'crm')
        engine.sql('checkpoint', 'crm')
        log = os.path.join(engine.folder, 'log')
        size = os.path.getsize(log)
        load = [a.kpi, 'bench', '--load', '--db', address, '--threads', str(a.threads)]
        timed(load, environment)
        with open(log, encoding='utf-8', errors='replace') as file:
            file.seek(size)
            tables = tables_read(file.read())
        texts = [f'{table}={columns}' for table, columns in tables.items()]
        copies = {form: ['psql', '-X', '-q', '-h', '127.0.0.1', '-p', str(engine.port), '-U', 'owner', '-d', 'crm', '-o', '/dev/null']
                  + [part for table, columns in tables.items() for part in ('-c', f'copy (select {columns} from "{table}") to stdout{form}')]
                  for form in ('', ' (format binary)')}
        figures, rows = {}, 0
        for _ in range(a.rounds):
            told = json.loads(timed(load, environment)[0].splitlines()[-1])
            figures.setdefault('kpi', []).append((told['load_wall_s'], told['load_cpu_s']))
            out, _, processor = timed([python, '-c', IN_MEMORY, address, str(a.threads), *texts])
            wall, rows = float(out.split()[0]), int(out.split()[1])
            figures.setdefault("DuckDB's scanner, to memory", []).append((wall, processor))
            for form, command in copies.items():
                _, wall, processor = timed(command)
                figures.setdefault(f'copy … to stdout{form}', []).append((wall, processor))
    finally:
        engine.stop()
    print(f'{len(tables)} tables, {sum(c.count(",") + 1 for c in tables.values())} columns, {rows} rows; load average {os.getloadavg()[0]:.1f}')
    first = statistics.median(wall for wall, _ in figures['kpi'])
    for name, rounds in figures.items():
        wall, processor = (statistics.median(r[i] for r in rounds) for i in (0, 1))
        print(f'{name:40} {wall:7.2f} s wall {processor:7.2f} s processor {wall / first:6.2f} ÷ kpi')


if __name__ == '__main__':
    main()

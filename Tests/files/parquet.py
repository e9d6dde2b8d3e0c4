#!/usr/bin/env python3
"""Parquet files that kpi has DuckDB write, read back by DuckDB and held against the JSON of the same questions.

    python3 Tests/files/parquet.py --kpi BINARY --db DEMO --duckdb FOLDER

FOLDER has the program `duckdb`. The last line says how many were right. Exit 0: all of them.
"""
import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile

QUESTIONS = {
    'show revenue, aov, orders by month year 2023 compare year': 'VARCHAR BIGINT BIGINT BIGINT DOUBLE DOUBLE DOUBLE',
    'list orders month 2023-12': 'BIGINT TIMESTAMP VARCHAR VARCHAR VARCHAR VARCHAR BIGINT BIGINT',
    'show orders by day last 7 days': 'DATE BIGINT',
    "sql 'SELECT \"a,\"\"b\" || char(10) a, NULL b, 0.1 c, \"\" d, 1 A, char(0) e UNION ALL"
    " SELECT NULL, NULL, 1, \"x\", 2, char(13)'": 'VARCHAR VARCHAR DOUBLE VARCHAR BIGINT VARCHAR',
    'list customers | take 0': None,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--kpi', required=True)
    parser.add_argument('--db', required=True)
    parser.add_argument('--duckdb', required=True)
    a = parser.parse_args()
    environment = dict(os.environ, KPI_CACHE='', PATH=a.duckdb + ':/usr/bin:/bin')
    right = wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        def kpi(*arguments, path=None):
            return subprocess.run([a.kpi, a.db, '--today', '2023-12-31', *arguments], capture_output=True, text=True,
                                  env=dict(environment, PATH=path) if path else environment, stdin=subprocess.DEVNULL)

        def duckdb(command):
            answer = subprocess.run(['duckdb', '-init', '/dev/null', '-json', '-c', command], capture_output=True,
                                    text=True, env=environment, check=True).stdout
            return json.loads(answer) if answer.strip() else []

        for number, (question, types) in enumerate(QUESTIONS.items()):
            file = os.path.join(folder, f"it's {number}.parquet")
            wrote = kpi('-c', question, '-o', file)
            table = json.loads(kpi('--format', 'json', '-c', question).stdout)
            quoted = file.replace("'", "''")
            found = [list(row.values()) for row in duckdb(f"from '{quoted}'")] if wrote.returncode == 0 else wrote
            wanted = [[v.replace('T', ' ') if c['type'] == 'time' and v else v for c, v in zip(table['columns'], row)]
                      for row in table['rows']]
            described = ' '.join(r['column_type'] for r in duckdb(f"describe from '{quoted}'"))
            good = found == wanted and (types is None or described.startswith(types))
            right, wrong = right + good, wrong + (not good)
            if not good:
                print(f'{question}: {found}\n  for {wanted}\n  as {described}')
        for arguments, status, part in (
                (['-c', 'portrait', '-o', folder + '/p.parquet'], 2, 'can hold one table'),
                (['-c', 'portrait | export "p.parquet"', '--out', folder], 2, 'holds one table'),
                (['-c', 'print 1', '-o', folder + '/p.parquet'], 3, 'has no place in it')):
            outcome = kpi(*arguments)
            good = outcome.returncode == status and part in outcome.stderr
            right, wrong = right + good, wrong + (not good)
            if not good:
                print(arguments, outcome)
        for arguments in (['-c', 'show orders', '-o', folder + '/p.parquet'],
                          ['-c', 'show orders | export "p.parquet"', '--out', folder]):
            outcome = kpi(*arguments, path='/nowhere')
            good = outcome.returncode == 3 and 'not in any folder of PATH' in outcome.stderr
            right, wrong = right + good, wrong + (not good)
            if not good:
                print(arguments, outcome)
        # A viewer's file has his rows, and nothing of what he may not see.
        with sqlite3.connect(f'file:{a.db}?mode=ro', uri=True) as database:
            login, = database.execute("SELECT login FROM employees WHERE kpi_access = 'own' AND login IS NOT NULL "
                                      "ORDER BY id LIMIT 1").fetchone()
            everyone = {name for name, in database.execute('SELECT name FROM customers')}
        file = os.path.join(folder, "it's own.parquet")
        wrote = kpi('--as', login, '-c', 'list customers', '-o', file)
        table = json.loads(kpi('--as', login, '--format', 'json', '-c', 'list customers').stdout)
        place = [c['name'] for c in table['columns']].index('name')
        own = {row[place] for row in table['rows']}
        found = {row['name'] for row in duckdb('from \'' + file.replace("'", "''") + '\'')}
        with open(file, 'rb') as stream:
            data = stream.read()
        # A name may be that of a colleague, or a part of another one that he sees.
        seen = own | {v for row in table['rows'] for v in row if isinstance(v, str)}
        hidden = [n for n in everyone - own if not any(n in s for s in seen)]
        told = [n for n in hidden if n.encode() in data]
        good = wrote.returncode == 0 and own and hidden and found == own and not told
        right, wrong = right + bool(good), wrong + (not good)
        if not good:
            print(f'as {login}:', wrote, len(own), len(hidden), told[:3])
        left = [n for n in os.listdir(folder) if not n.startswith("it's")]
        right, wrong = right + (not left), wrong + bool(left)
        if left:
            print('left:', left)
    print(f'parquet: {right} right, {wrong} wrong')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())

#!/usr/bin/env python3
"""Twenty questions of other shapes than the twelve statements, asked of kpi and, in SQL, of DuckDB on its own file.

    python3 Benchmarks/others.py --kpi .build/release/kpi --db crm.db [--duckdb crm.db.duckdb] [--runs 5] [--threads 2]

The file of DuckDB's is made by the folder of peers beside this repository (`peers/load_duckdb.py file`), or by its
`compare.py`, which leaves it beside the database. Python needs the package duckdb. Of either the median of `runs` runs
after one to warm up: wall clock and processor time. Answers are held against each other row by row. Exit 1: some differ.
"""
import argparse
import datetime
import decimal
import json
import math
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

import duckdb

YEAR = "created_at >= TIMESTAMP '2023-01-01' AND created_at < TIMESTAMP '2024-01-01'"
PLACED = f"status = 'placed' AND {YEAR}"
# A question, and its rows in SQL: what it is split by, then its numbers.
QUESTIONS = [
    ('show revenue by weekday year 2023',
     f"SELECT isodow(created_at), sum(amount) FROM orders WHERE {PLACED} GROUP BY 1"),
    ('show orders by hour year 2023', f"SELECT hour(created_at), count(*) FROM orders WHERE {PLACED} GROUP BY 1"),
    ('show median(orders.amount where status = placed) by month year 2023',
     f"SELECT strftime(created_at, '%Y-%m'), median(amount) FROM orders WHERE {PLACED} GROUP BY 1"),
    ('show stddev(orders.amount where status = placed) by source year 2023',
     f"SELECT s.name, stddev_samp(o.amount) FROM orders o LEFT JOIN customers c ON c.id = o.customer_id LEFT JOIN sources s ON s.id = c.source_id "
     f"WHERE o.status = 'placed' AND o.{YEAR.replace('AND ', 'AND o.')} GROUP BY 1"),
    ('show buyers by quarter, source from 2021-01-01 to 2023-12-31',
     "SELECT concat(year(o.created_at), '-Q', quarter(o.created_at)), s.name, count(DISTINCT o.customer_id) FROM orders o "
     "LEFT JOIN customers c ON c.id = o.customer_id LEFT JOIN sources s ON s.id = c.source_id WHERE o.status = 'placed' "
     "AND o.created_at >= TIMESTAMP '2021-01-01' AND o.created_at < TIMESTAMP '2024-01-01' GROUP BY ALL"),
    ('show new_customers by province, gender year 2023',
     f"SELECT province, gender, count(*) FROM customers WHERE {YEAR} GROUP BY ALL"),
    ('show won_value, win_rate by employee year 2023',
     "SELECT e.name, coalesce(sum(value) FILTER (status = 'won'), 0), count(*) FILTER (status = 'won') * 100.0 / count(*) FROM opportunities o "
     "LEFT JOIN employees e ON e.id = o.employee_id WHERE status IN ('won', 'lost') AND closed_at >= TIMESTAMP '2023-01-01' "
     "AND closed_at < TIMESTAMP '2024-01-01' GROUP BY e.id, e.name"),
    ('show units_sold by category, month year 2023',
     f"SELECT p.category, strftime(o.created_at, '%Y-%m'), sum(i.quantity) FROM order_items i JOIN orders o ON o.id = i.order_id "
     f"LEFT JOIN products p ON p.id = i.product_id WHERE o.status = 'placed' AND o.{YEAR.replace('AND ', 'AND o.')} GROUP BY ALL"),
    ('show buyers_new by month from 2021-01-01 to 2023-12-31',
     "WITH f AS (SELECT min(created_at) AS t FROM orders WHERE status = 'placed' AND customer_id IS NOT NULL GROUP BY customer_id) "
     "SELECT strftime(t, '%Y-%m'), count(*) FROM f WHERE t >= TIMESTAMP '2021-01-01' AND t < TIMESTAMP '2024-01-01' GROUP BY 1"),
    ('show customers_lost by quarter year 2023',
     "WITH b AS (SELECT DISTINCT customer_id AS c, year(created_at) * 4 + quarter(created_at) AS q FROM orders WHERE status = 'placed' "
     "AND customer_id IS NOT NULL AND created_at >= TIMESTAMP '2022-10-01' AND created_at < TIMESTAMP '2024-01-01') "
     "SELECT concat(2023, '-Q', b.q + 1 - 2023 * 4), count(*) FROM b ANTI JOIN (SELECT c, q - 1 AS q FROM b) n ON n.c = b.c AND n.q = b.q "
     "WHERE b.q < 2023 * 4 + 4 GROUP BY b.q"),
    ('show open_opportunities, pipeline_value by month year 2023',
     "WITH m AS (SELECT TIMESTAMP '2023-02-01' + to_months(range::INT) AS e FROM range(12)), o AS (SELECT created_at AS f, value, CASE WHEN status = 'open' "
     "THEN NULL ELSE coalesce(closed_at, created_at) END AS t FROM opportunities), s AS (SELECT date_trunc('month', f) AS d, count(*) AS n, sum(value) AS v "
     "FROM o WHERE f < TIMESTAMP '2024-01-01' GROUP BY 1 UNION ALL SELECT date_trunc('month', t), -count(*), -sum(value) FROM o "
     "WHERE t < TIMESTAMP '2024-01-01' GROUP BY 1) SELECT strftime(e - INTERVAL 1 DAY, '%Y-%m'), sum(n), sum(v) FROM m JOIN s ON s.d < e GROUP BY 1"),
    ('show average_resolution_hours by month year 2023',
     "SELECT strftime(resolved_at, '%Y-%m'), avg((epoch(resolved_at) - epoch(opened_at)) / 3600) FROM tickets "
     "WHERE resolved_at >= TIMESTAMP '2023-01-01' AND resolved_at < TIMESTAMP '2024-01-01' GROUP BY 1"),
    ('show to_date(revenue, year) by day year 2023',
     f"WITH d AS (SELECT created_at::DATE AS d, sum(amount) AS v FROM orders WHERE {PLACED} GROUP BY 1) "
     "SELECT strftime(d, '%Y-%m-%d'), sum(v) OVER (ORDER BY d) FROM d"),
    ('show revenue by week, department from 2023-01-02 to 2023-12-31',
     "SELECT strftime(o.created_at, '%G-W%V'), d.name, sum(o.amount) FROM orders o LEFT JOIN employees e ON e.id = o.employee_id "
     "LEFT JOIN departments d ON d.id = e.department_id WHERE o.status = 'placed' AND o.created_at >= TIMESTAMP '2023-01-02' "
     "AND o.created_at < TIMESTAMP '2024-01-01' GROUP BY ALL"),
    ('show connect_rate by weekday, hour year 2023',
     "SELECT isodow(started_at), hour(started_at), count(*) FILTER (status = 'answered') * 100.0 / count(*) FROM calls "
     "WHERE started_at >= TIMESTAMP '2023-01-01' AND started_at < TIMESTAMP '2024-01-01' GROUP BY ALL"),
    ('show expansion_revenue by month year 2023',
     "WITH f AS (SELECT customer_id AS c, min(created_at) AS t FROM orders WHERE status = 'placed' AND customer_id IS NOT NULL GROUP BY 1) "
     f"SELECT strftime(created_at, '%Y-%m'), coalesce(sum(amount) FILTER (t < date_trunc('month', created_at)), 0) FROM orders LEFT JOIN f ON c = customer_id "
     f"WHERE {PLACED} GROUP BY 1"),
    ('show revenue, orders by customer top 20 year 2023',
     f"SELECT c.name, sum(amount), count(*) FROM orders o LEFT JOIN customers c ON c.id = o.customer_id WHERE status = 'placed' AND customer_id IS NOT NULL "
     f"AND o.{YEAR.replace('AND ', 'AND o.')} GROUP BY c.id, c.name ORDER BY 2 DESC LIMIT 20"),
    ('show count(distinct calls.customer where status = answered) by day year 2023',
     "SELECT strftime(started_at, '%Y-%m-%d'), count(DISTINCT customer_id) FROM calls WHERE status = 'answered' "
     "AND started_at >= TIMESTAMP '2023-01-01' AND started_at < TIMESTAMP '2024-01-01' GROUP BY 1"),
    ('show tasks_created, tasks_completed by employee, month year 2023',
     "SELECT e.name, m, sum(a)::BIGINT, sum(b)::BIGINT FROM (SELECT employee_id AS w, strftime(created_at, '%Y-%m') AS m, count(*) AS a, 0 AS b FROM tasks "
     f"WHERE {YEAR} GROUP BY ALL UNION ALL SELECT employee_id, strftime(completed_at, '%Y-%m'), 0, count(*) FROM tasks "
     f"WHERE {YEAR.replace('created_at', 'completed_at')} GROUP BY ALL) LEFT JOIN employees e ON e.id = w GROUP BY w, e.name, m"),
    ('show orders where amount > 5000000 and customer.province = "Hà Nội" by month from 2019-01-01 to 2023-12-31',
     "SELECT strftime(o.created_at, '%Y-%m'), count(*) FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.status = 'placed' AND amount > 5000000 "
     "AND c.province = 'Hà Nội' AND o.created_at >= TIMESTAMP '2019-01-01' AND o.created_at < TIMESTAMP '2024-01-01' GROUP BY 1"),
]


def plain(value):
    if isinstance(value, decimal.Decimal):
        return float(value)
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    return value


def difference(rows, peer, keys):
    """What differs, of rows by what they are split by; rows of nothing may be missing on either side, and names that two have a number."""
    def table(rows):
        found = {}
        for row in rows:
            key = tuple(str(plain(value)).split(' #')[0] for value in row[:keys])
            numbers = [float(plain(value) or 0) for value in row[keys:]]
            if any(numbers):
                found.setdefault(key, []).append(numbers)
        return {key: sorted(values) for key, values in found.items()}
    ours, theirs = table(rows), table(peer)
    for key in sorted(set(ours) | set(theirs)):
        a, b = ours.get(key, []), theirs.get(key, [])
        if len(a) != len(b) or any(not math.isclose(x, y, rel_tol=1e-9, abs_tol=1e-9) for one, other in zip(a, b) for x, y in zip(one, other)):
            return f'{key}: kpi {a[:2]}, DuckDB {b[:2]}'
    return None


def timed(connection, sql, runs):
    walls, processors, rows = [], [], []
    for run in range(runs + 1):
        before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
        rows = connection.execute(sql).fetchall()
        wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
        if run:
            walls.append(wall * 1e3)
            processors.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1e3)
    return statistics.median(walls), statistics.median(processors), rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--kpi', required=True)
    parser.add_argument('--db', required=True)
    parser.add_argument('--duckdb', help='its form of the database; DB.duckdb unless given')
    parser.add_argument('--runs', type=int, default=5)
    parser.add_argument('--threads', type=int, default=2)
    a = parser.parse_args()
    with tempfile.NamedTemporaryFile('w', suffix='.kpi', encoding='utf-8') as script:
        script.write('\n'.join(['set today 2023-12-31'] + [question for question, _ in QUESTIONS]) + '\n')
        script.flush()
        done = subprocess.run([a.kpi, 'bench', script.name, '--db', a.db, '--runs', str(a.runs), '--threads', str(a.threads), '--format', 'json'],
                              stdout=subprocess.PIPE, text=True)
    if done.returncode:
        return done.returncode
    ours = {line['statement']: line for line in map(json.loads, done.stdout.splitlines())}
    connection = duckdb.connect(a.duckdb or a.db + '.duckdb', read_only=True)
    connection.execute(f'SET threads = {a.threads}')
    ratios, wrong = [], 0
    print(f'{"":78} kpi ms    cpu  DuckDB    cpu  ÷ kpi  by cpu')
    for question, sql in QUESTIONS:
        own = ours[question]
        wall, processor, rows = timed(connection, sql, a.runs)
        mine, used = own['wall_ms']['median'], max(own['cpu_ms'], 1e-3)
        ratios.append((wall / mine, processor / used))
        print(f'{question[:77]:78} {mine:6.2f} {used:6.2f} {wall:7.1f} {processor:6.1f} {wall / mine:6.1f} {processor / used:7.1f}')
        found = difference(own['result']['rows'], rows, sum(c['kind'] in ('dimension', 'period', 'key', 'time', 'group') or c.get('role') == 'key'
                                                              for c in own['result']['columns']))
        if found:
            wrong += 1
            print(f'  DIFFERENT {found}')
    means = [math.exp(sum(math.log(r[i]) for r in ratios) / len(ratios)) for i in (0, 1)]
    print(f'geometric mean of DuckDB ÷ kpi: {means[0]:.1f} by the wall clock (least {min(r[0] for r in ratios):.1f}), '
          f'{means[1]:.1f} by processor time (least {min(r[1] for r in ratios):.1f}); load average {os.getloadavg()[0]:.1f}')
    print('all answers agree' if not wrong else f'{wrong} answers differ')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())

#!/usr/bin/env python3
"""How long a Tab takes, from the key to the first byte of what it shows, on a database of any size.

    python3 Tests/terminal/tab.py --kpi BINARY --db DB [--limit MILLISECONDS]

Each line is typed, Tab is pressed, Ctrl-C drops the line; all of it three times, the first Tab on a list of values too.
Exit 1: the 95th percentile is over the limit.
"""
import argparse
import os
import select
import sys
import tempfile
import time

import prompt

LINES = [
    'sh', 'show ', 'show rev', 'show revenue ', 'show revenue by ', 'show revenue by so', 'show revenue, orders by ',
    'show revenue where ', 'show revenue where source = ', 'show revenue where source = Fa',
    'list customers where province = ha', 'list customers where relationship in (', 'list customers where owner = ',
    'list customers where customer = ', 'list customers where customer = Ng', "list customers where name = 'Tr",
    'show orders where product = ', 'show profit by ', 'show item_revenue by ', 'xem doanh t', 'xem doanh thu theo ',
    'xem doanh thu theo ngu', 'xem doanh thu so v', 'chu k', 'chu kỳ ', 'phễu theo ', 'funnel customers -> ',
    'values ', 'describe rev', 'help ', 'drill ', 'drill Facebook ', '| sort ', '| where source = ',
    'show orders by source | ', 'show orders by source | sort ', 'xem đơn hàng theo nguồn | sắp xếp ',
    'let x = [rev', 'set ', 'as ', '.sch', '.schema ', 'scorecard by ', 'why revenue month 2023-09 ',
    'show revenue month 2023-09 compare ', 'list orders where amount ', 'list orders where employee.', '[orders ',
    'show revenue where status = ', 'xem doanh thu lọc nhân viên = ', 'xem doanh thu từ ', 'show count(', 'print ',
    'list orders where amount ', 'list customers where province ', 'show orders by source, month | pivot ',
    'show orders by source | derive half = orders / 2 | sort ', 'print "{[rev', 'print "{[revenue mon', 'print [revenue where source = ',
    'metric x = count(orders where status = ', 'metric x = avg(days(', 'metric x = revenue / ', 'by dep', 'and source = ',
    'chỉ số x = đếm(đơn hàng lọc nguồn = ', 'thiết lập ',
]


def drain(p, seconds):
    end = time.time() + seconds
    while time.time() < end:
        ready, _, _ = select.select([p.terminal], [], [], 0.02)
        if ready:
            os.read(p.terminal, 65536)


def press(p, line):
    p.type(line)
    drain(p, 0.08)
    start = time.perf_counter()
    p.type('\t')
    select.select([p.terminal], [], [], 10)
    taken = time.perf_counter() - start
    drain(p, 0.05)
    p.type('\x03')
    drain(p, 0.05)
    return taken * 1000


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--kpi', required=True)
    parser.add_argument('--db', required=True)
    parser.add_argument('--limit', type=float, default=30)
    a = parser.parse_args()
    prompt.KPI = os.path.abspath(a.kpi)
    with tempfile.TemporaryDirectory() as home:
        p = prompt.Prompt(home, os.path.abspath(a.db), '--today', '2023-12-31', seconds=600)
        p.ask('funnel by source month 2023-09', 120)
        times = []
        for _ in range(3):
            times += [(press(p, line), line) for line in LINES]
        p.leave()
    ordered = sorted(times)
    p95 = ordered[int(len(ordered) * 0.95)][0]
    print(f'{len(times)} Tabs: median {ordered[len(ordered) // 2][0]:.1f} ms, p95 {p95:.1f} ms, longest {ordered[-1][0]:.1f} ms')
    for taken, line in ordered[-8:]:
        print(f'  {taken:8.1f} ms  {line!r}')
    return 1 if p95 > a.limit else 0


if __name__ == '__main__':
    sys.exit(main())

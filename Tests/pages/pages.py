#!/usr/bin/env python3
"""Pages that kpi writes, opened in headless Chromium, hovered, clicked, sorted, cut down to a group, printed, in the dark.

    python3 Tests/pages/pages.py --kpi BINARY --db DEMO [--pictures FOLDER]

Any error on the console and any request but the one for the page itself is a failure. The last line says how many checks
were right. Exit 0: all of them; 2: no Chromium could be had. `--pictures` keeps what was seen.
"""
import argparse
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

from browser import Browser
from hostile import HOSTILE, hostile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
# The text area of a sheet A4 at 96 dots per inch, with the page's own margins.
PAPER = int((210 - 24) / 25.4 * 96)


class Checks:
    def __init__(self):
        self.right, self.wrong = 0, 0

    def that(self, holds, what, found=''):
        self.right, self.wrong = self.right + bool(holds), self.wrong + (not holds)
        if not holds:
            print(f'WRONG: {what}' + (f': {found}' if found != '' else ''), flush=True)


def number(text):
    """A number as a Vietnamese page writes it."""
    found = re.search(r'[-+]?\d[\d.,]*', text)
    return float(found.group().replace('.', '').replace(',', '.')) if found else None


def card(title, column=None, row=0):
    """A card by the beginning of its heading; with a column the cell of a line (`t` is the total's)."""
    own = f'[...document.querySelectorAll("section")].find(s => s.querySelector("h2").textContent.startsWith("{title}"))'
    if column is None:
        return own
    line = 'tFoot.rows[0]' if row == 't' else f'tBodies[0].rows[{row}]'
    return f'{own}.querySelector("table.main").{line}.cells[{column}]'


def fits(browser, width):
    return browser.ask('document.documentElement.scrollWidth') <= width


def looks(browser, path, check, what, pictures):
    """What holds of any page: it is quiet, fits every width, on paper too, and is read without its script."""
    for width in (360, 1280, 2560):
        for scheme in ('light', 'dark'):
            browser.media(scheme)
            browser.open(path, width)
            check.that(not browser.complaints(), f'{what} is quiet at {width}, {scheme}', browser.complaints())
            check.that(fits(browser, width), f'{what} fits {width}',
                       browser.ask('document.documentElement.scrollWidth'))
            if pictures:
                browser.picture(os.path.join(pictures, f'{what}-{width}-{scheme}.png'), height=8000)
    dark = browser.ask('getComputedStyle(document.body).backgroundColor')
    check.that(dark == 'rgb(22, 22, 22)', f'{what} is dark', dark)
    check.that(browser.ask('[...document.querySelectorAll(".picture")].every('
                           'p => p.parentElement.querySelector("table.main tbody"))'), f'{what}: a table for every picture')
    check.that(browser.ask('[...document.querySelectorAll("svg")].every(s => s.getAttribute("role") == "img" && '
                           's.getAttribute("aria-label"))'), f'{what}: every picture has a name')
    # What can be seen of a picture lies within it.
    check.that(browser.ask('[...document.querySelectorAll("svg")].filter(s => s.getBoundingClientRect().width).every(s => {'
                           ' const o = s.getBoundingClientRect(); return [...s.querySelectorAll("text")].every(t => {'
                           ' const b = t.getBoundingClientRect(); return b.left >= o.left - 3 && b.right <= o.right + 3;'
                           ' }); })'), f'{what}: no text of a picture is cut')
    paper(browser, path, check, what, pictures)
    browser.do('Emulation.setScriptExecutionDisabled', value=True)
    browser.open(path, 1280, live=False)
    browser.do('Emulation.setScriptExecutionDisabled', value=False)
    check.that(browser.ask('document.querySelectorAll("td").length > 0 && !document.querySelector("td button")'),
               f'{what} is read without its script')


def paper(browser, path, check, what, pictures):
    browser.media('dark', 'print')
    browser.open(path, PAPER)
    wide = browser.ask(
        '[...document.querySelectorAll("table,svg")].filter(e => e.getBoundingClientRect().width).map(e => '
        '[e.getBoundingClientRect().right - 1, e.className.baseVal || e.className, '
        'e.closest("section") ? e.closest("section").querySelector("h2").textContent : ""])'
        f'.filter(e => e[0] > {PAPER})')
    check.that(not wide, f'{what} fits the paper', wide)
    broken = browser.ask('[...document.querySelectorAll(".n")].filter(e => e.getBoundingClientRect().width && '
                         'getComputedStyle(e).whiteSpace != "nowrap").length')
    check.that(broken == 0, f'{what}: no amount is broken', broken)
    ground = browser.ask('getComputedStyle(document.body).backgroundColor')
    check.that(ground == 'rgb(255, 255, 255)', f'{what} is light on paper', ground)
    browser.media('light')
    data = browser.paper(os.path.join(pictures, f'{what}.pdf') if pictures else None)
    check.that(data.startswith(b'%PDF') and b'/Page' in data, f'{what} is printed')


def reference(browser, kpi, db, folder, check, pictures):
    path = os.path.join(folder, 'getfly.html')
    kpi('page', os.path.join(ROOT, 'examples/getfly.kpi'), '--db', db, '-o', path, '-p', 'month=2023-12')
    size = os.path.getsize(path)
    check.that(size < 2_000_000, 'the reference page is under 2 MB', size)
    looks(browser, path, check, 'getfly', pictures)
    browser.open(path, 1280)
    paint = browser.ask('performance.getEntriesByType("paint").map(e => e.startTime)')
    print(f'getfly: {size:,} bytes, first paint after {max(paint or [0]):.0f} ms')

    # The pointer.
    browser.hover('document.querySelector("svg.wide rect[data-tip]")')
    tip = browser.ask('[document.getElementById("tip").style.display, document.getElementById("tip").textContent]')
    check.that(tip[0] == 'block' and re.search(r'\d', tip[1]), 'the pointer tells a number', tip)
    share = card('tỷ trọng')
    browser.hover(f'{share}.querySelector("svg.wide rect[data-tip]")')
    tip = browser.ask('document.getElementById("tip").textContent')
    check.that(tip.startswith('Facebook: ') and tip.endswith(' %'), 'the pointer tells a %', tip)

    # A number's rows: as many as it counts, by a click in the table, by one in the picture, by the keyboard.
    count = number(browser.ask(card('tỷ trọng', 1) + '.textContent'))
    browser.click(card('tỷ trọng', 1) + '.querySelector("button")')
    rows = browser.ask('document.querySelector("dialog[open] tbody").rows.length')
    check.that(rows == count, 'a number has its rows', (rows, count))
    ids = browser.ask('[...document.querySelectorAll("dialog[open] tbody tr")].map(r => r.cells[0].textContent)')
    with sqlite3.connect(db) as base:
        wanted = {str(row[0]) for row in base.execute(
            "SELECT c.id FROM customers c JOIN sources s ON s.id = c.source_id WHERE s.name = 'Facebook' "
            "AND c.created_at >= '2023-12-01' AND c.created_at < '2024-01-01'")}
    check.that(set(ids) == wanted, 'they are those of the database', sorted(set(ids) ^ wanted)[:5])
    browser.press('Escape')
    check.that(browser.ask('!document.querySelector("dialog[open]")'), 'Escape closes them')
    check.that(browser.ask(f'document.activeElement.closest("td") === {card("tỷ trọng", 1)}'), 'the focus goes back')
    browser.press('ArrowDown')
    check.that(browser.ask(f'document.activeElement.closest("td") === {card("tỷ trọng", 1, 1)}'), 'the arrows go on')
    browser.press('Enter')
    check.that(browser.ask('!!document.querySelector("dialog[open]")'), 'Enter opens the rows')
    browser.press('Escape')
    browser.click(f'{share}.querySelector("svg.wide rect[data-c]")')
    rows = browser.ask('document.querySelector("dialog[open] tbody").rows.length')
    check.that(rows == count, 'so does a click on a bar', rows)
    browser.press('Escape')

    # A sum's rows add up to it.
    total = card('xem · Khách hàng mới, Đơn hàng', 3, 't')
    browser.click(total + '.querySelector("button")')
    heads = browser.ask('[...document.querySelectorAll("dialog[open] th")].map(e => e.textContent)')
    amounts = browser.ask(f'[...document.querySelectorAll("dialog[open] tbody tr")].map(r => r.cells[{heads.index("Số tiền")}]'
                          '.textContent)')
    check.that(sum(map(number, amounts)) == number(browser.ask(total + '.textContent')), 'a sum has its rows')
    browser.press('Escape')

    # Sorting.
    def column():
        return browser.ask('[...' + card('tỷ trọng') + '.querySelector("table.main tbody").rows].map(r => r.cells[0].textContent)')

    before = column()
    head = card('tỷ trọng') + '.querySelector("table.main thead").rows[0].cells[0]'
    browser.click(head + '.querySelector("button")')
    check.that(browser.ask(head + '.getAttribute("aria-sort")') == 'ascending', 'a heading says how it is sorted')
    check.that(column() != before and sorted(column()) == sorted(before), 'a click on a heading sorts')
    browser.click(head + '.querySelector("button")')
    browser.click(head + '.querySelector("button")')
    check.that(column() == before, 'the third click is the order of the answer')

    # A group: every card whose rows are there shows it alone, with the numbers that kpi itself has.
    group = card('tỷ trọng', 0) + '.querySelector("button")'
    name = browser.ask(group + '.textContent')
    people = card('xem · Khách hàng mới, Đơn hàng', 1, 't')
    whole = browser.ask(people + '.textContent')
    browser.click(group)
    for position, metric in ((1, 'new_customers'), (2, 'orders'), (3, 'revenue')):
        asked = json.loads(kpi(db, '--format', 'json', '-c', f"show {metric} month 2023-12 where source = '{name}'"))
        shown = browser.ask(card('xem · Khách hàng mới, Đơn hàng', position, 't') + '.textContent')
        check.that(number(shown) == asked['rows'][0][0], f'{metric} of the group', (shown, asked['rows']))
    lines = browser.ask('[...' + card('Khách hàng mới theo Nguồn') + '.querySelectorAll("table.main tbody tr")]'
                        '.filter(r => r.offsetHeight).map(r => r.cells[0].textContent)')
    check.that(lines == [name], 'a card of the same dimension shows its line', lines)
    check.that(column() == before, 'the card that was clicked stays whole')
    check.that(name in browser.ask('document.getElementById("filter").textContent'), 'the page says so')
    browser.click(people + '.querySelector("button")')
    rows = browser.ask('document.querySelector("dialog[open] tbody").rows.length')
    check.that(rows == number(browser.ask(people + '.textContent')), 'the rows are those of the group', rows)
    browser.press('Escape')
    if pictures:
        browser.ask('scrollTo(0, 0)')
        browser.picture(os.path.join(pictures, 'getfly-group.png'), height=3000)
    browser.click('document.querySelector("#filter button")')
    check.that(browser.ask(people + '.textContent') == whole, 'everything is shown again')
    check.that(not browser.complaints(), 'all of it was quiet', browser.complaints())


QUESTIONS = [
    'show revenue by department quarter 2023-Q4', 'show orders by source quarter 2023-Q4', 'show buyers by month quarter 2023-Q4',
    'show buyers, new_customers by source quarter 2023-Q4', 'show revenue, orders, aov by month year 2023',
    'show new_customers, orders by month quarter 2023-Q4 compare year', 'cycle orders weeks 4', 'retention months 3',
    'show win_rate, won_opportunities by department quarter 2023-Q4', 'show customers_total by month quarter 2023-Q4',
]
# The tables of a page: by card, by line the texts of its cells, hidden lines left out.
TABLES = """[...document.querySelectorAll("section")].map(s => ({whole: s.classList.contains("whole"), lines:
  Object.fromEntries([...s.querySelector("table.main").rows].slice(1).filter(r => r.offsetHeight).map(r =>
    [r.cells[0].textContent, [...r.cells].map(c => c.textContent)]))}))"""


def groups(browser, kpi, db, folder, check):
    """Whatever a page shows of a group is what kpi answers of that group alone; else it is not told."""
    def page(name, conditions):
        path = os.path.join(folder, name + '.html')
        with open(os.path.join(folder, name + '.kpi'), 'w') as file:
            file.write('\n'.join(['set language vi'] + [q + condition for q, condition in zip(QUESTIONS, conditions)]))
        kpi('page', os.path.join(folder, name + '.kpi'), '--db', db, '-o', path, '--force')
        browser.open(path, 1280)

    told = 0
    for column, dimension in enumerate(('department', 'source')):
        page('groups', [''] * len(QUESTIONS))
        button = f'document.querySelectorAll("section")[{column}].querySelector("table.main tbody th button")'
        group = browser.ask(button + '.textContent')
        browser.click(button)
        shown = browser.ask(TABLES)
        wheres = [f" where {dimension} = '{group}'" for _ in QUESTIONS]
        for place, where in enumerate(wheres):
            # What cannot be asked of the group cannot be told of it either.
            if kpi(db, '--format', 'json', '-c', QUESTIONS[place] + where, fails=True) is None:
                wheres[place] = ''
        page('alone', wheres)
        for place, (own, alone) in enumerate(zip(shown, browser.ask(TABLES))):
            # The card that was clicked stays whole, and so does one that says that nothing of it can be told.
            if place == column or own['whole']:
                continue
            for line, cells in own['lines'].items():
                for cell, text in enumerate(cells[1:], 1):
                    if text.strip() in ('', '–'):
                        continue
                    told += 1
                    other = alone['lines'].get(line, [''] * len(cells))
                    right = other[cell] if cell < len(other) else ''
                    same = number(text) == (number(right) or 0)
                    check.that(wheres[place] and same, f'{QUESTIONS[place]}{wheres[place]}: {line}, {cell}', (text, right))
        check.that(not browser.complaints(), 'groups are quiet', browser.complaints())
    check.that(told > 20, 'numbers of groups are told', told)


def viewer(browser, kpi, db, folder, check):
    """Nothing in a page is beyond what the viewer may see."""
    with sqlite3.connect(db) as base:
        logins = [row[0] for row in base.execute('SELECT login FROM employees ORDER BY id')]
    tried = 0
    for login in logins:
        path = os.path.join(folder, f'{tried}.html')
        answer = kpi('page', os.path.join(ROOT, 'examples/getfly.kpi'), '--db', db, '-o', path, '--as', login, fails=True)
        if answer is None:
            continue
        tried += 1
        seen = json.loads(kpi(db, '--as', login, '--format', 'json', '-c', 'list customers'))
        own = {str(row[0]) for row in seen['rows']}
        data = json.loads(re.search(r'id="rows">(.*?)</script>', open(path).read(), re.S).group(1))
        for rows in data['lists']:
            if rows['heads'][0] != 'id' or 'Mối quan hệ' not in rows['heads']:
                continue
            there = {data['texts'][row[0]] for row in rows['rows']}
            check.that(there <= own, f'{login} sees no other customers', sorted(there - own)[:3])
        if tried == 4:
            break
    check.that(tried == 4, 'there are viewers', tried)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--kpi', required=True)
    parser.add_argument('--db', required=True)
    parser.add_argument('--pictures')
    a = parser.parse_args()
    if a.pictures:
        os.makedirs(a.pictures, exist_ok=True)
    program, db = os.path.abspath(a.kpi), os.path.abspath(a.db)
    check = Checks()
    folder = tempfile.mkdtemp(prefix='kpi-pages-')

    def kpi(*arguments, fails=False):
        answer = subprocess.run([program, *arguments, '--today', '2023-12-31'], capture_output=True, text=True,
                                env=dict(os.environ, KPI_CACHE=''), stdin=subprocess.DEVNULL)
        if answer.returncode != 0:
            if fails:
                return None
            print(answer.stderr, file=sys.stderr)
            raise SystemExit(f'kpi {" ".join(arguments)}: {answer.returncode}')
        return answer.stdout

    try:
        browser = Browser()
    except FileNotFoundError as missing:
        print(missing)
        return 2
    try:
        with browser:
            reference(browser, kpi, db, folder, check, a.pictures)
            path = os.path.join(folder, 'week.html')
            kpi('page', os.path.join(ROOT, 'examples/week.kpi'), '--db', db, '-o', path)
            looks(browser, path, check, 'week', a.pictures)
            groups(browser, kpi, db, folder, check)
            viewer(browser, kpi, db, folder, check)
            hostile(os.path.join(folder, 'hostile'))
            for name, script in HOSTILE.items():
                base = os.path.join(folder, 'hostile', name)
                page = base + '.html'
                with open(base + '.kpi', 'w') as file:
                    file.write(script)
                kpi('page', base + '.kpi', '--db', base + '.db', '--model', base + '.model.kpi', '-o', page)
                looks(browser, page, check, 'hostile-' + name, a.pictures)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f'{check.right} right, {check.wrong} wrong')
    return 1 if check.wrong else 0


if __name__ == '__main__':
    sys.exit(main())

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
from xml.etree import ElementTree

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


def bare(text):
    """A cell's first number as it is written, without what stands beside it."""
    return re.sub(r' *\(.*\)|\*', '', text).strip()


def card(title, column=None, row=0):
    """A card by the beginning of its heading; with a column the cell of a line (`t` is the total's)."""
    own = f'[...document.querySelectorAll("section")].find(s => s.querySelector("h2").textContent.startsWith("{title}"))'
    if column is None:
        return own
    line = 'tFoot.rows[0]' if row == 't' else f'tBodies[0].rows[{row}]'
    return f'{own}.querySelector("table.main").{line}.cells[{column}]'


# Texts of pictures that do not lie within them.
CUT_TEXTS = """[...document.querySelectorAll("svg")].filter(s => s.getBoundingClientRect().width).flatMap(s => {
  const o = s.getBoundingClientRect();
  return [...s.querySelectorAll("text")].filter(t => { const b = t.getBoundingClientRect();
    return b.left < o.left - 3 || b.right > o.right + 3 || b.top < o.top - 3 || b.bottom > o.bottom + 3;
  }).map(t => t.textContent); })"""


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
    cut = browser.ask(CUT_TEXTS)
    check.that(not cut, f'{what}: no text of a picture is cut', cut)
    check.that(browser.ask('[...document.querySelectorAll("section")].every(s => '
                           'document.getElementById(s.getAttribute("aria-labelledby")).parentElement === s)'), f'{what}: every card has a name')
    levels = browser.ask('[...document.querySelectorAll("h1,h2,h3")].map(h => Number(h.tagName[1]))')
    check.that(levels[0] == 1 and all(next <= last + 1 for last, next in zip(levels, levels[1:])), f'{what}: headings have their order')
    check.that(browser.ask('[...document.querySelectorAll(".table")].every(t => t.scrollWidth <= t.clientWidth && '
                           't.scrollHeight <= t.clientHeight || t.querySelector("button"))'), f'{what}: what is scrolled is reached by keys')
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


# A card of every kind.
QUESTIONS = [
    'show revenue by department quarter 2023-Q4', 'show orders by source quarter 2023-Q4',
    'show new_customers by age_band quarter 2023-Q4', 'show buyers by month quarter 2023-Q4', 'show new_customers by month year 2023',
    'show buyers, new_customers by source quarter 2023-Q4', 'show revenue, orders, aov by month year 2023',
    'show new_customers, orders by month quarter 2023-Q4 compare year', 'cycle orders weeks 4', 'retention months 3',
    'show win_rate, won_opportunities by department quarter 2023-Q4', 'show customers_total by month quarter 2023-Q4',
    'growth month 2023-12', 'share new_customers by source quarter 2023-Q4', 'share revenue by department quarter 2023-Q4 | chart pie',
    'funnel by source quarter 2023-Q4', 'funnel new_customers -> opportunities -> orders quarter 2023-Q4', 'portrait quarter 2023-Q4',
    'journey days 5', 'scorecard quarter 2023-Q4', 'why revenue month 2023-12 compare previous by source',
    'show orders by month, source year 2023 | chart heatmap', 'show new_customers by month, source quarter 2023-Q4 | chart area',
    'list orders quarter 2023-Q4', 'forecast revenue next 3 months', 'show emails_sent by campaign quarter 2023-Q4',
    'show emails_sent by week quarter 2023-Q4', 'show customers_total by relationship quarter 2023-Q4',
    'show revenue by employee quarter 2023-Q4', 'show revenue by employee top 3 quarter 2023-Q4',
    'show orders by employee top 3 with other quarter 2023-Q4', 'show orders, revenue by month year 2023 having orders > 20',
    'show orders by month year 2023 | where orders > 20', 'show orders by source year 2023 | take 3',
    'growth by source month 2023-12', 'cycle orders weeks 3 by source', 'retention months 3 by source',
    'funnel new_customers -> orders by source quarter 2023-Q4', 'journey by department days 4',
    'show orders by status quarter 2023-Q4', 'show new_customers by age quarter 2023-Q4',
    'scorecard by employee quarter 2023-Q4', 'funnel by campaign quarter 2023-Q4', 'show activities by employee quarter 2023-Q4',
    'show orders by source, month quarter 2023-Q4 top 4', 'values source',
    'show count(orders where count(orders per customer) > 1) by month quarter 2023-Q4',
    'show count(orders where count(orders per customer ever) > 1) by month quarter 2023-Q4',
    'show sum(orders.amount) by weekday quarter 2023-Q4', 'show orders by month quarter 2023-Q4 | pivot month',
    'show customers_total by campaign month 2023-12',
]
# The tables of a page: by the number of the question and the name of the card, the texts of its cells by line, hidden lines
# left out. A question's number is the title before it.
TABLES = """(() => { const found = {}; let title = "";
  for (const e of document.querySelector("main").children) {
    if (e.tagName === "H1") title = e.textContent;
    if (e.tagName !== "SECTION") continue;
    const table = e.querySelector("table.main"), keys = Math.max(1, table.rows.length > 1 ? table.rows[1].querySelectorAll("th").length : 1);
    let name = title + " " + e.querySelector("h2").textContent;
    while (name in found) name += " ·";
    const chosen = [...e.querySelectorAll(".everything")].some(p => p.textContent.startsWith("các dòng"));
    found[name] = {whole: e.classList.contains("whole"), chosen, lines:
      Object.fromEntries([...table.rows].slice(1).filter(r => r.offsetHeight).map(r => {
        const cells = [...r.cells].map(c => c.textContent);
        return [cells.slice(0, keys).join(" | "), cells]; }))};
  }
  return found; })()"""


def groups(browser, kpi, db, folder, check, questions, what, wanted=None, options=()):
    """Whatever a page shows of a group is what kpi answers of that group alone; else it is not told."""
    def page(name, conditions):
        path = os.path.join(folder, name + '.html')
        with open(os.path.join(folder, name + '.kpi'), 'w') as file:
            file.write('set language vi\n')
            for place, (question, condition) in enumerate(zip(questions, conditions)):
                asked, *pipe = question.split(' | ')
                file.write(f'print "# {place}"\n' + ' | '.join([asked + condition] + pipe) + '\n')
        kpi('page', os.path.join(folder, name + '.kpi'), '--db', db, '-o', path, '--force', *options)
        browser.open(path, 1280)
        return path

    answerable = {}

    def condition(place, dimension, where):
        """The condition as a question takes it: what cannot be asked of the group cannot be told of it either."""
        key = (place, where if dimension in ('status', 'gender', 'age_band') else dimension)
        if key not in answerable:
            script = os.path.join(folder, 'asked.kpi')
            with open(script, 'w') as file:
                file.write(questions[place].split(' | ')[0] + where + '\n')
            answerable[key] = kpi('run', script, '--db', db, *options, fails=True) is not None
        return where if answerable[key] else ''

    told = {}
    whole = page('groups', [''] * len(questions))
    before = browser.ask(TABLES)
    names = browser.ask('JSON.parse(document.getElementById("rows").textContent).groups')
    chosen = [place for place, own in enumerate(names) if wanted is None or own['dimension'] in wanted]
    if wanted is not None:
        # The first of each, and the one that has no name.
        firsts = {names[place]['dimension']: place for place in reversed(chosen)}
        chosen = [place for place in chosen if place in firsts.values() or names[place]['value'] == '(chưa rõ)']
    for group in chosen:
        own = names[group]
        browser.open(whole, 1280)
        clicked = browser.ask('(() => { const b = document.querySelector(\'button[data-g="%d"]\'); b.click(); return ' % group +
                              '[...document.querySelectorAll("section")].indexOf(b.closest("section")); })()')
        shown = browser.ask(TABLES)
        is_none = own['value'] == '(chưa rõ)'
        where = f" where {own['dimension']} " + ('is null' if is_none else '= ' + (
            own['value'] if own['dimension'] == 'age' else "'%s'" % own['value'].replace("'", "''")))
        wheres = [condition(place, own['dimension'], where) for place in range(len(questions))]
        page('alone', wheres)
        answers = browser.ask(TABLES)
        for place, (name, card) in enumerate(shown.items()):
            asked = int(name.split()[0])
            # The card that was clicked stays whole, and so does one that says that nothing of it can be told.
            if place == clicked or card['whole']:
                check.that(card['lines'] == before[name]['lines'], f'{questions[asked]} is whole')
                continue
            alone = answers.get(name, {'lines': {}})['lines']
            for name_of_line, cells in card['lines'].items():
                # Namesakes have numbers only where several of them are there.
                line = name_of_line
                if line not in alone and ' #' in line:
                    continue
                # Which lines were chosen of everything need not be among those chosen of the group.
                if card['chosen'] and line not in alone:
                    continue
                for cell, text in enumerate(cells[line.count(' | ') + 1:], line.count(' | ') + 1):
                    if text.strip() in ('', '–'):
                        continue
                    told[asked] = told.get(asked, 0) + 1
                    other = alone.get(line, [''] * len(cells))
                    right = other[cell] if cell < len(other) else ''
                    # A part of a whole, a change and what can still change are the question's own.
                    same = bare(text) == bare(right) or number(text) == 0 and right.strip() == ''
                    check.that(wheres[asked] and same, f'{what}, {name}: {questions[asked]}{where}: {line}, {cell}', (text, right))
        check.that(not browser.complaints(), 'groups are quiet', browser.complaints())
    print(f'{what}: {sum(told.values())} numbers of {len(chosen)} groups told', flush=True)
    return told


def all_groups(browser, kpi, db, folder, check):
    """Groups of cards of every kind, and every group of the examples, as a viewer sees them too."""
    told = groups(browser, kpi, db, folder, check, QUESTIONS, 'every kind', {
        'department', 'source', 'age_band', 'campaign', 'relationship', 'employee', 'age', 'status'})
    check.that(len(told) >= 8 and sum(told.values()) > 200, 'numbers of groups are told', told)
    for name, least in (('getfly', 2000), ('week', 100)):
        with open(os.path.join(ROOT, 'examples', name + '.kpi')) as file:
            lines = [line.replace('$month', '2023-12') for line in file.read().splitlines()]
        questions = [line for line in lines if line.split(' ')[0] in ('tăng', 'xem', 'tỷ', 'phễu', 'chân', 'chu', 'hành')]
        told = groups(browser, kpi, db, folder, check, questions, name)
        check.that(sum(told.values()) >= least, f'numbers of groups are told of {name}', told)
    with sqlite3.connect(db) as base:
        login = base.execute("SELECT login FROM employees WHERE department_id IS NOT NULL ORDER BY id LIMIT 1").fetchone()[0]
    groups(browser, kpi, db, folder, check, QUESTIONS, login, {'source', 'employee', 'campaign'}, ('--as', login))


def sorted_still(browser, kpi, db, folder, check):
    """A card that is sorted is sorted by what it shows, when a group is chosen and when it is left again."""
    path = os.path.join(folder, 'sorted.html')
    with open(os.path.join(folder, 'sorted.kpi'), 'w') as file:
        file.write('show orders by source year 2023\nshow orders by month year 2023\n')
    kpi('page', os.path.join(folder, 'sorted.kpi'), '--db', db, '-o', path)
    browser.open(path, 1280)
    second = 'document.querySelectorAll("section")[1].querySelector("table.main")'
    numbers = f'[...{second}.tBodies[0].rows].map(r => Number(r.cells[1].textContent.replace(/[*,]/g, "")))'
    browser.click(second + '.tHead.rows[0].cells[1].querySelector("button")')
    whole = browser.ask(numbers)
    browser.click('document.querySelector("section table.main tbody th button")')
    part = browser.ask(numbers)
    check.that(part != whole and part == sorted(part, reverse=True), 'sorted after a group is chosen', part)
    browser.click('document.querySelector("#filter button")')
    check.that(browser.ask(numbers) == whole == sorted(whole, reverse=True), 'sorted when it is left')


def checks(browser, kpi, db, folder, check):
    """What a script checks and is not so is told on the page, first how much of it."""
    path = os.path.join(folder, 'checks.html')
    with open(os.path.join(folder, 'checks.kpi'), 'w') as file:
        file.write('let n = [orders year 2023]\nshow orders by month year 2023\nassert $n < 0 "<b>too many</b>"\n'
                   'assert $n > 0 "fine"\nwarn if $n > 1\n')
    kpi('page', os.path.join(folder, 'checks.kpi'), '--db', db, '-o', path, status=1)
    browser.open(path, 1280)
    told = browser.ask('[...document.querySelectorAll("p.check")].map(p => p.innerText)')
    check.that(len(told) == 2 and told[0].startswith('✗ <b>too many</b>\n$n < 0') and '$n > 1' in told[1], 'checks are told', told)
    check.that(browser.ask('document.querySelector("main > p.failed a").textContent') == '✗ 1 check failed', 'how many failed')
    browser.click('document.querySelector("main > p.failed a")')
    check.that(browser.ask('location.hash') == '#check-1' and not browser.complaints(), 'the first is a click away')


FORMS = {
    'bar': 'show total, pieces by label year 2023', 'pie': 'share pieces by label year 2023',
    'line': 'show total, pieces by month quarter 2023-Q4', 'area': 'show pieces by month, label quarter 2023-Q4',
    'heatmap': 'show total by label, month quarter 2023-Q4', 'funnel': 'funnel things -> things(amount > 5) by kind year 2023',
    'waterfall': 'why total by label month 2023-12 compare previous', 'bullet': 'scorecard quarter 2023-Q4',
    '': 'growth quarter 2023-Q4',
}


def forms(browser, kpi, folder, check):
    """Every form of every hostile database, as a file of each sort: well formed, and quiet in a browser."""
    drawn = set()
    for name in HOSTILE:
        base = os.path.join(folder, 'hostile', name)
        for form, question in FORMS.items():
            files = {ending: f'{base}-{form}.{ending}' for ending in ('svg', 'html', 'vl.json')}
            lines = [f'{question} | chart {form} to "{os.path.basename(path)}"' for path in files.values()]
            told = kpi('-C', os.path.dirname(base), base + '.db', '--model', base + '.model.kpi', '-c', '\n'.join(lines), fails=True)
            if told is None:
                continue
            drawn.add(form)
            what = f'{name}, {form}'
            svg = ElementTree.parse(files['svg']).getroot()
            check.that(svg.tag.endswith('svg') and not svg.findall('.//{*}script'), f'{what}: the SVG is one', svg.tag)
            with open(files['vl.json']) as file:
                check.that(json.load(file)['vconcat'] is not None, f'{what}: the specification is one')
            # Ten thousand lines of a table take a browser minutes.
            for width in (360, 1280) if os.path.getsize(files['html']) < 2_000_000 else ():
                browser.open(files['html'], width, live=False)
                check.that(fits(browser, width) and not browser.complaints(), f'{what} at {width}', browser.complaints())
                cut = browser.ask(CUT_TEXTS)
                check.that(not cut, f'{what} at {width}: texts are whole', cut)
    check.that(len(drawn) == len(FORMS), 'forms are drawn', drawn)


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

    def kpi(*arguments, fails=False, status=0):
        place = None
        if arguments[0] == '-C':
            place, arguments = arguments[1], arguments[2:]
        answer = subprocess.run([program, *arguments, '--today', '2023-12-31'], capture_output=True, text=True,
                                env=dict(os.environ, KPI_CACHE=''), stdin=subprocess.DEVNULL, cwd=place)
        if answer.returncode != status:
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
            all_groups(browser, kpi, db, folder, check)
            sorted_still(browser, kpi, db, folder, check)
            checks(browser, kpi, db, folder, check)
            viewer(browser, kpi, db, folder, check)
            hostile(os.path.join(folder, 'hostile'))
            for name, script in HOSTILE.items():
                base = os.path.join(folder, 'hostile', name)
                page = base + '.html'
                with open(base + '.kpi', 'w') as file:
                    file.write(script)
                kpi('page', base + '.kpi', '--db', base + '.db', '--model', base + '.model.kpi', '-o', page)
                looks(browser, page, check, 'hostile-' + name, a.pictures)
            forms(browser, kpi, folder, check)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f'{check.right} right, {check.wrong} wrong')
    return 1 if check.wrong else 0


if __name__ == '__main__':
    sys.exit(main())

"""Databases that try a page: markup, scripts, formulas, turned text, very many and very long labels, no number at all."""
import os
import sqlite3

LONG = 'Tên rất dài ' * 25
WORDS = [
    '<script>alert(1)</script>', '</script><script>throw 1</script>', '<img src=x onerror=throw(1)>', '"><svg onload=throw(1)>',
    "'; throw 1; //", '=HYPERLINK("http://example.org")', '@SUM(1)', '\u202eotherwise\u202c', 'line\u2028two\u2029three', 'a\x00b\x1b[31m',
    '{{name}} {{{name}}}', '&lt;b&gt;&amp;', ']]>', '<!--', LONG[:300], 'ẤẦẨẪẬ' * 30, '  ', '\ufeffmark', '🧮' * 60, 'https://example.org/<b>',
]
MODEL = '''model hostile "<i>Thử</i>"
subject things
entity things "<b>Đồ</b>" {
  table things key id
  name label
  time day "<u>Ngày</u>" = day
  dimension label "</title><script>throw 2</script>" = label
  dimension kind "Loại" = kind
  measure amount "Số tiền" = amount as VND
}
metric pieces "</h2><script>throw 3</script>" = count(things)
metric total "Tổng <tiền>" = sum(things.amount)
target total 1000000 per month
metric mean "Trung bình" = total / pieces as VND
'''
SCRIPT = '''set today 2023-12-31
print "# </title><script>throw 4</script>"
print "<img src=x onerror=throw(5)>"
show pieces, total, mean by label year 2023
show total by month quarter 2023-Q4
show pieces, total by kind year 2023 compare year
show total by month, kind year 2023
share total by label year 2023
show pieces, total year 2023
why total by kind month 2023-12 compare previous
'''


def words():
    for number, label in enumerate(WORDS):
        for kind in ('a', '<b>'):
            yield label, kind, f'2023-{number % 12 + 1:02}-15', (number + 1) * 123_456_789
    yield None, None, '2023-12-01', 5


def many():
    for number in range(10_000):
        yield f'Nhóm {number}', f'k{number % 3}', f'2023-{number % 12 + 1:02}-01', number


def nothing():
    for number in range(30):
        yield None, None, f'2023-{number % 12 + 1:02}-01', None


def single():
    yield 'một', 'a', '2023-12-15', 9_223_372_036_854_775


def signs():
    # The middle month of the quarter has no row.
    for number, (day, amount) in enumerate([('10-03', -5_000_000), ('10-04', 0), ('12-05', 7_000_000), ('12-06', -9_500_000_000),
                                            ('12-07', 0), ('01-02', 1)]):
        yield f'n{number}', 'ab'[number % 2], '2023-' + day, amount


MAKERS = {maker.__name__: maker for maker in (words, many, nothing, single, signs)}
HOSTILE = {name: SCRIPT for name in MAKERS}


def hostile(folder):
    """Writes a database and its model for each name of `HOSTILE`."""
    os.makedirs(folder)
    for name, maker in MAKERS.items():
        with open(os.path.join(folder, name + '.model.kpi'), 'w') as file:
            file.write(MODEL)
        base = sqlite3.connect(os.path.join(folder, name + '.db'))
        with base:
            base.execute('CREATE TABLE things (id INTEGER PRIMARY KEY, label TEXT, kind TEXT, day TEXT, amount INTEGER)')
            base.executemany('INSERT INTO things (label, kind, day, amount) VALUES (?, ?, ?, ?)', maker())
        base.close()

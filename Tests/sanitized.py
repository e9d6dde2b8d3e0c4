#!/usr/bin/env python3
"""What a binary with the address sanitizer in it is given to do; `make test-more` builds one.

    python3 Tests/sanitized.py --kpi BINARY --seed N [--files N] [--statements N]

It makes a database, asks it the examples, asks it mangled statements, and reads copies of it in which bytes were
changed. A run may fail as documented; it may not end by a signal, nor with a sanitizer's word. The last line says how
many runs there were. Exit 0: all were well.
"""
import argparse
import os
import random
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
EXAMPLES = os.path.join(os.path.dirname(HERE), 'examples')
# 0 fine, 1 an assertion, 2 the script, 3 the data, 4 not allowed; 70 is a fault of kpi's own.
DOCUMENTED = {0, 1, 2, 3, 4}
# What a sanitizer says when it finds something.
WORDS = ('Sanitizer', 'runtime error:')
ENVIRONMENT = {
    'KPI_CACHE': '',
    'ASAN_OPTIONS': 'detect_leaks=1:detect_stack_use_after_return=1:abort_on_error=0:exitcode=99',
    'LSAN_OPTIONS': f'suppressions={os.path.join(HERE, "leaks.supp")}:print_suppressions=0',
}
SPICE = list('()[]{}\'"`$|,;.=<>!-+*/%#\\\n\0 9aư') + [' by ', ' where ', ' compare previous ', ' | sort ', ' 10% ']


class Runs:
    def __init__(self, kpi):
        self.kpi, self.count, self.bad = kpi, 0, 0
        self.environment = dict(os.environ, **ENVIRONMENT)
        # Where processes may not be traced, as in some containers, leaks cannot be looked for, and that fails a run.
        first = subprocess.run([kpi, '--version'], capture_output=True, env=self.environment)
        if b'LeakSanitizer has encountered a fatal error' in first.stderr:
            print('leaks are not looked for: this machine lets no process be traced')
            self.environment['ASAN_OPTIONS'] = ENVIRONMENT['ASAN_OPTIONS'].replace('detect_leaks=1', 'detect_leaks=0')

    def run(self, *arguments, stdin=None, wanted=DOCUMENTED):
        done = subprocess.run(
            [self.kpi, *arguments], input=stdin, capture_output=True, env=self.environment, timeout=300)
        words = (done.stdout + done.stderr).decode(errors='replace')
        self.count += 1
        if done.returncode in wanted and not any(word in words for word in WORDS):
            return
        self.bad += 1
        print(f'status {done.returncode}: kpi {" ".join(arguments)}\n{(stdin or b"").decode(errors="replace")}')
        print(words[-6000:], flush=True)


def statements():
    """Those of the examples, one or more lines each."""
    for name in ('tour.kpi', 'monthly.kpi'):
        with open(os.path.join(EXAMPLES, name), encoding='utf-8') as file:
            lines = [line for line in file.read().split('\n') if line.strip() and not line.startswith('#')]
        yield from lines


def mangled(text, dice):
    for _ in range(dice.randint(1, 4)):
        place = dice.randrange(len(text) + 1)
        end = min(len(text), place + dice.randint(0, 6))
        text = text[:place] + dice.choice(SPICE + ['', text[end:end + 9]]) + text[end if dice.random() < 0.5 else place:]
    return text


def damaged(content, dice):
    """A copy with a few bytes changed, the header's rarely, or cut off."""
    content = bytearray(content)
    for _ in range(dice.choice((1, 1, 2, 8, 64))):
        place = dice.randrange(100 if dice.random() < 0.9 else 0, len(content))
        content[place] ^= 1 << dice.randrange(8) if dice.random() < 0.5 else dice.randrange(1, 256)
    if dice.random() < 0.1:
        del content[dice.randrange(1, len(content)):]
    return bytes(content)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--kpi', required=True)
    parser.add_argument('--seed', type=int, required=True)
    parser.add_argument('--files', type=int, default=42, help='damaged databases to read')
    parser.add_argument('--statements', type=int, default=150, help='mangled statements to ask')
    a = parser.parse_args()
    dice, runs = random.Random(a.seed), Runs(os.path.abspath(a.kpi))
    with tempfile.TemporaryDirectory() as folder:
        database = os.path.join(folder, 'demo.db')
        small = os.path.join(folder, 'small.db')
        bad = os.path.join(folder, 'bad.db')
        # Large enough that several threads read it.
        runs.run('demo', database, '--customers', '6000', '--quiet', wanted={0})
        runs.run('demo', small, '--customers', '60', '--quiet', wanted={0})
        examples = [os.path.join(EXAMPLES, name) for name in ('tour.kpi', 'monthly.kpi')]
        for format in ('table', 'json', 'csv', 'md', 'html'):
            for example in examples:
                parameters = ['-p', 'month=2023-10'] if example.endswith('monthly.kpi') else []
                runs.run('run', example, '--db', database, '--today', '2023-12-31', '--format', format, *parameters,
                         wanted={0})
        corpus = list(statements())
        for _ in range(a.statements):
            # A script is checked whole before it runs: one mangled statement each.
            text = mangled(dice.choice(corpus), dice)
            runs.run(small, '--today', '2023-12-31', stdin=text.encode())
        with open(small, 'rb') as file:
            content = file.read()
        for _ in range(a.files):
            with open(bad, 'wb') as file:
                file.write(damaged(content, dice))
            runs.run('run', examples[0], '--db', bad, '--today', '2023-12-31')
    print(f'{runs.count} runs, {runs.bad} of them bad')
    return 1 if runs.bad else 0


if __name__ == '__main__':
    sys.exit(main())

"""The reference answers, asked in few starts: one that ends in a mistake is told, and the rest goes on behind it.

A start over Spark takes its time, so a script asks as many cases as go together: those of one viewer and one day.
"""
import collections
import importlib.util
import json
import os
import subprocess
import tempfile


class Replayed:
    """What became of cases: how many are right, which are wrong, and which the engine refused by name."""

    def __init__(self, binary, address, shared, environment):
        spec = importlib.util.spec_from_file_location('replay', os.path.join(shared, 'crm/replay.py'))
        self.replay = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.replay)
        self.binary, self.address, self.environment = binary, address, environment
        self.right, self.wrong, self.refused = 0, [], []

    def ask(self, cases):
        lots = collections.defaultdict(list)
        for case in cases:
            if 'exit' in case['result']:
                self.judge_mistake(case)
            else:
                lots[case.get('as'), case.get('today', '2023-12-31')].append(case)
        for (viewer, today), lot in lots.items():
            options = ['--today', today, '--format', 'json', *(['--as', viewer] if viewer else [])]
            while lot:
                lot = self.script(lot, options)

    def run(self, *arguments):
        done = subprocess.run([self.binary, *arguments], env=self.environment, stdin=subprocess.DEVNULL, capture_output=True)
        results = [json.loads(line) for line in done.stdout.decode().splitlines() if line.startswith('{')]
        errors = [json.loads(line) for line in done.stderr.decode().splitlines() if line.startswith('{')]
        return done.returncode, results, [error for error in errors if error['severity'] == 'error']

    def script(self, cases, options):
        """Asks cases in one script; those that are not judged yet."""
        with tempfile.NamedTemporaryFile('w', suffix='.kpi', encoding='utf-8', dir=self.environment['TMPDIR']) as file:
            file.write('\n'.join(case['statement'] for case in cases) + '\n')
            file.flush()
            status, results, errors = self.run('run', file.name, '--no-strict', '--db', self.address, *options)
        at, first = 0, 1
        for number, case in enumerate(cases):
            lines = case['statement'].count('\n') + 1
            # What is only named has no answer.
            answered = sum(not line.startswith(('metric ', 'set ')) for line in case['statement'].split('\n'))
            count = len(case['result']['tables']) if 'tables' in case['result'] else answered
            if at + count > len(results):
                # What ends a script is known by its line; a mistake is told before anything is asked.
                if results or not errors or first <= errors[0].get('line', first) < first + lines:
                    self.judge(case, None, errors[0] if errors else {'message': f'no answer, exit {status}'})
                    return (cases[:number] if not results else []) + cases[number + 1:]
            else:
                self.judge(case, results[at:at + count], None)
            at += count
            first += lines
        if status:
            self.wrong.append(('a script', f'exit {status}: {errors}'))
        return []

    def judge(self, case, results, error):
        if error and error.get('code') == 'not-in-sql':
            self.refused.append((case['statement'], error['message']))
            return
        problem = error['message'] if error else self.replay.check(case, results)
        if problem:
            self.wrong.append((case['statement'], problem))
            print(f'WRONG {case["id"]}: {case["statement"]}\n     {problem[:400]}', flush=True)
        else:
            self.right += 1

    def judge_mistake(self, case):
        viewer = ['--as', case['as']] if case.get('as') else []
        status, _, errors = self.run(self.address, '--today', case.get('today', '2023-12-31'), '--format', 'json', *viewer, '-c', case['statement'])
        if status == case['result']['exit'] and (status < 2 or errors):
            self.right += 1
        else:
            self.wrong.append((case['statement'], f'exit {status} instead of {case["result"]["exit"]}: {errors}'))
            print(f'WRONG {case["id"]}: exit {status} instead of {case["result"]["exit"]}', flush=True)

import { expect, it } from 'vitest';
import { nodeTestOptions, nodeTestRuns } from './test-commands.ts';

it.each([[[]], [['20']], [['26', '24']], [['toString']]])(
  'refuses %j and names the majors there are',
  (argv) => {
    expect(() => nodeTestOptions(argv)).toThrow(/^npm run test:node -- <24 or 26> \[--reduced\]: not "/);
  },
);

it('runs all unit and contract specs, and one walk through the programs', () => {
  const runs = nodeTestRuns(nodeTestOptions(['26']));
  expect(runs.map(({ title }) => title)).toEqual([
    'every unit spec',
    'every contract spec',
    'e2e specs of apps/jira-plugin-e2e/src/both-ways.e2e.spec.ts',
  ]);
  expect(runs.map(({ args }) => args.slice(0, 3).join(' '))).toEqual([
    'run --project unit',
    'run --project contract',
    'run --project e2e',
  ]);
});

it('says of the reduced set what it leaves out', () => {
  const [unit, contract] = nodeTestRuns(nodeTestOptions(['24', '--reduced']));
  expect(unit?.title).toMatch(/^unit specs of apps\/, libs\/teleport-client\/, /);
  expect(contract?.args).toContain('libs/jira-client/');
});

import { expect, it } from 'vitest';
import { chosenStages, STAGES } from './stages.ts';

const names = (only: readonly string[] | undefined, ci: boolean) =>
  chosenStages(STAGES, { only, ci }).map(({ name }) => name);

it('leaves the long stages to CI', () => {
  const long = STAGES.filter(({ ciOnly }) => ciOnly).map(({ name }) => name);
  expect(long).toContain('node-26');
  expect(names(undefined, true)).toEqual(STAGES.map(({ name }) => name));
  expect(names(undefined, false)).toEqual(names(undefined, true).filter((name) => !long.includes(name)));
});

it('runs a long stage anywhere when it is named', () => {
  expect(names(['node-26', 'lint'], false)).toEqual(['lint', 'node-26']);
});

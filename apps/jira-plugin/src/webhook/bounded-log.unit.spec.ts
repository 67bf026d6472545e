import { expect, it } from 'vitest';
import { boundLog } from './bounded-log.ts';

it('lets so many lines through in a second and tells later how many it kept back', () => {
  const written: [object, string][] = [];
  const write = (fields: object, message: string) => void written.push([fields, message]);
  let now = 0;
  const log = boundLog({ debug: write, info: write, warn: write }, { perSecond: 2, now: () => now });
  for (let line = 0; line < 5; line += 1) log.warn({ line }, 'refused');
  now = 999;
  log.debug({ line: 5 }, 'dropped');
  now = 1000;
  log.info({ line: 6 }, 'received');
  log.info({ line: 7 }, 'received');
  expect(written).toEqual([
    [{ line: 0 }, 'refused'],
    [{ line: 1 }, 'refused'],
    [{ line: 6, suppressed: 4 }, 'received'],
    [{ line: 7 }, 'received'],
  ]);
});

import { expect, it } from 'vitest';
import { boundLog } from './bounded-log.ts';

it('lets so many lines through in a second and tells later how many it kept back', () => {
  const written: [object, string][] = [];
  const write = (fields: object, message: string) => void written.push([fields, message]);
  let now = 0;
  const all = { debug: write, info: write, warn: write, isLevelEnabled: () => true };
  const log = boundLog(all, { perSecond: 2, now: () => now });
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

it('D3: lines that are not printed use nothing up, and are not counted', () => {
  const written: [object, string][] = [];
  const write = (fields: object, message: string) => void written.push([fields, message]);
  const printed = {
    debug: write,
    info: write,
    warn: write,
    isLevelEnabled: (level: string) => level !== 'debug',
  };
  let now = 0;
  const log = boundLog(printed, { perSecond: 1, now: () => now });
  for (let line = 0; line < 5; line += 1) log.debug({ line }, 'received');
  log.warn({ line: 5 }, 'refused');
  log.warn({ line: 6 }, 'refused');
  log.debug({ line: 7 }, 'received');
  now = 1000;
  log.warn({ line: 8 }, 'refused');
  expect(written).toEqual([
    [{ line: 5 }, 'refused'],
    [{ line: 8, suppressed: 1 }, 'refused'],
  ]);
});

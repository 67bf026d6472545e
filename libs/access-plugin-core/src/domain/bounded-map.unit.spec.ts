import { expect, it } from 'vitest';
import { BoundedMap } from './bounded-map.ts';

it('drops the entry that was set longest ago once it is full', () => {
  const map = new BoundedMap<string, number>(2);
  map.set('a', 1);
  map.set('b', 2);
  map.set('a', 3);
  map.set('c', 4);
  expect([...map.entries()]).toEqual([
    ['a', 3],
    ['c', 4],
  ]);
  map.delete('a');
  expect([map.size, map.get('a'), map.get('c')]).toEqual([1, undefined, 4]);
});

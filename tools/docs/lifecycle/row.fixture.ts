import type { Sight } from '../../../libs/access-plugin-core/src/deciding/seen.fixture.ts';

/** A row of a table of `docs/lifecycle.md`: its first cell, letter by letter, and an observation that it is about. */
export type Row = readonly [seen: string, sight: Sight];

import { defineConfig } from 'vitest/config';

/** What a mutation run executes for every mutant: the unit tests of the core's pure part alone. */
export default defineConfig({
  test: {
    include: ['libs/access-plugin-core/src/{lifecycle,domain}/**/*.unit.spec.ts'],
  },
});

import { defineConfig } from 'vitest/config';

/** Workspace packages resolve to their source through the `@org/source` export condition. */
const conditions = ['@org/source', 'node', 'import', 'module', 'default'];

/** The kind of a test is in its file name: `decide.unit.spec.ts`, `jira-tracker.contract.spec.ts`. */
function kind(name: string, more: object = {}) {
  return {
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: conditions } },
    test: {
      name,
      include: [`{libs,apps,tools}/**/*.${name}.spec.ts`],
      exclude: ['**/node_modules/**', '**/dist/**', '**/out-tsc/**'],
      ...more,
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      kind('unit', { testTimeout: 20_000 }),
      kind('contract', { testTimeout: 20_000 }),
      kind('sim', { testTimeout: 240_000 }),
      kind('e2e', { testTimeout: 60_000, hookTimeout: 60_000, fileParallelism: false }),
      kind('browser', { testTimeout: 60_000, hookTimeout: 60_000, fileParallelism: false }),
    ],
  },
});

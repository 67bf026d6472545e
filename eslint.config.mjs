import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const fakesOutsideSpecs = {
  group: ['@org/*-fake', '@org/*-fake/*'],
  message: 'A fake serves tests and mocks; product code never imports one.',
};

const runsAnywhere = {
  group: ['node:*', 'vitest', 'fast-check'],
  message: 'This part of the test kit runs anywhere.',
};

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/out-tsc/**',
      '**/coverage/**',
      '**/src/gen/**',
      '**/node_modules/**',
      '.nx/**',
      '**/.stryker-tmp/**',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/require-await': 'off',
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
      'no-restricted-imports': ['error', { patterns: [fakesOutsideSpecs] }],
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: [],
          depConstraints: [
            {
              sourceTag: 'type:core',
              onlyDependOnLibsWithTags: [],
              allowedExternalImports: ['vitest', 'fast-check'],
            },
            { sourceTag: 'type:client', onlyDependOnLibsWithTags: ['type:core', 'type:fake'] },
            { sourceTag: 'type:fake', onlyDependOnLibsWithTags: [] },
            // A host knows Teleport and no tracker, so that every tracker's plugin may stand on it.
            { sourceTag: 'type:host', onlyDependOnLibsWithTags: ['type:core', 'scope:teleport'] },
            { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:core', 'type:client', 'type:host'] },
            { sourceTag: 'type:mock', onlyDependOnLibsWithTags: ['type:fake'] },
            { sourceTag: 'type:e2e', onlyDependOnLibsWithTags: ['type:fake'] },
            { sourceTag: 'scope:jira', notDependOnLibsWithTags: ['scope:teleport'] },
            { sourceTag: 'scope:teleport', notDependOnLibsWithTags: ['scope:jira'] },
          ],
        },
      ],
    },
  },
  {
    // The core is pure: no platform, no clock, no randomness. Time and identity come in as values.
    files: ['libs/access-plugin-core/{src,testing}/**/*.ts'],
    ignores: ['**/*.{spec,fixture}.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        'process',
        'fetch',
        'Date',
        'performance',
        'crypto',
        'setTimeout',
        'setInterval',
        'setImmediate',
        'Buffer',
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Randomness comes in through the Random port.' },
        {
          object: 'AbortSignal',
          property: 'timeout',
          message: 'The core owns no timer; use the Clock port.',
        },
      ],
    },
  },
  {
    // The test kit is published: both worlds and the simulator run anywhere, without a test runner.
    files: ['libs/access-plugin-core/testing/**/*.ts'],
    ignores: ['**/*.{spec,fixture}.ts', 'libs/access-plugin-core/testing/contracts/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [runsAnywhere] }] },
  },
  {
    // The contract suites alone need vitest.
    files: ['libs/access-plugin-core/testing/contracts/**/*.ts'],
    ignores: ['**/*.{spec,fixture}.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ ...runsAnywhere, group: ['node:*'] }] }] },
  },
  {
    // The core never knows its test kit.
    files: ['libs/access-plugin-core/src/**/*.ts'],
    ignores: ['**/*.{spec,fixture}.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['node:*', 'vitest', 'fast-check'], message: 'The core stands alone.' },
            { group: ['**/testing/**'], message: 'The test kit depends on the core, never the core on it.' },
          ],
        },
      ],
    },
  },
  {
    // The oracle judges from the world's own history; it must not share the mind of what it judges.
    files: ['libs/access-plugin-core/testing/simulation/oracle/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            runsAnywhere,
            {
              regex: '/src/(?!domain/|ports/|errors\\.ts|settings\\.ts)',
              message: 'The oracle imports nothing from what it judges, only the words of the domain.',
            },
          ],
        },
      ],
    },
  },
  {
    // A client is usable on its own: only its access-plugin folder knows the core.
    files: ['libs/{teleport,jira}-client/src/**/*.ts'],
    ignores: ['**/src/access-plugin/**', '**/*.{spec,fixture}.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            fakesOutsideSpecs,
            {
              group: ['@org/access-plugin-core', '@org/access-plugin-core/*'],
              message: 'Only ./access-plugin imports the core.',
            },
          ],
        },
      ],
    },
  },
  {
    files: [
      'libs/{teleport,jira}-fake/**/*.ts',
      'apps/{teleport,jira}-mock/**/*.ts',
      'apps/jira-plugin-e2e/**/*.ts',
      'tools/**/*.ts',
    ],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['**/*.{spec,fixture}.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'no-restricted-imports': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['**/*.{js,mjs,cjs}'], ...tseslint.configs.disableTypeChecked },
  { files: ['*.ts', 'tools/**/*.ts'], rules: { '@nx/enforce-module-boundaries': 'off' } },
  prettier,
);

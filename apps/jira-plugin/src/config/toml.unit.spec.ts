import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PluginError } from '@org/plugin-host';
import { failureOf, MINIMAL, parse } from './minimal-config.fixture.ts';

describe('the text of the file', () => {
  it('may begin with a byte order mark', () => {
    expect(parse(`\uFEFF${MINIMAL}`).config.jira.project).toBe('TAR');
  });

  it('is refused beyond 1 MiB', () => {
    expect(failureOf(`#${'x'.repeat(1024 * 1024)}`)).toMatchObject({ code: 'config-syntax' });
  });

  it.each([40, 5000])('is refused when nested %d levels deep', (depth) => {
    const text = `a = ${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(failureOf(text).message).toContain('nested more than 32 levels deep');
  });

  it('never breaks the parser, whatever it is', () => {
    const keys = [
      'teleport',
      'jira',
      'http',
      'log',
      'sync',
      'decisions',
      '__proto__',
      'constructor',
      'jira.fields',
    ];
    const line = fc.oneof(
      fc.constantFrom(...keys).map((key) => `[${key}]`),
      fc
        .tuple(
          fc.constantFrom(
            'url',
            'addr',
            'interval',
            'users',
            'fields',
            'statuses',
            'proxy',
            'toString',
            '__proto__',
          ),
          fc.oneof(fc.json(), fc.constantFrom('1979-05-27', '{ a = 1 }', '[1, "a"]', 'nan', '1e400', '0xff')),
        )
        .map(([key, value]) => `${key} = ${value}`),
      fc.string(),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(line), fc.boolean(), (lines, withMinimal) => {
        try {
          parse((withMinimal ? MINIMAL : '') + lines.join('\n'));
        } catch (error) {
          expect(error).toBeInstanceOf(PluginError);
          expect((error as Error).message).not.toContain('sesame-token');
        }
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 5000) },
    );
  }, 600_000);
});

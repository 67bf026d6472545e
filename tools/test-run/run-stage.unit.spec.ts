import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { complaint, runStage } from './run-stage.ts';
import type { Stage } from './stages.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'run-stage-'));
  await mkdir(join(root, '.reports'));
});

afterEach(() => rm(root, { recursive: true }));

const here = (ci: boolean) => ({ root, ci, print: () => {} });

const node = (script: string) => ({ program: process.execPath, args: ['-e', script], timeoutMs: 10_000 });

/** A stand-in for vitest that writes this report. */
function writing(report: object, exitCode: number): Stage {
  const text = JSON.stringify(JSON.stringify(report));
  const script = `require('node:fs').writeFileSync('.reports/unit.json', ${text}); process.exit(${exitCode})`;
  return { name: 'unit', tests: 'unit', commands: [node(script)] };
}

const passing = { testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }] };

describe('a stage', () => {
  it('is ok when its commands are', async () => {
    const stage = { name: 'format', commands: [node('0'), node('0')] };
    expect(await runStage(stage, here(true))).toMatchObject({ name: 'format', ok: true });
  });

  it('fails with the first of its commands, and runs no other', async () => {
    const stage = { name: 'format', commands: [node('process.exit(3)'), node('0')] };
    expect(await runStage(stage, here(false))).toMatchObject({ ok: false });
  });

  it('fails when its program does not exist', async () => {
    const stage = { name: 'format', commands: [{ program: 'no-such-program', args: [], timeoutMs: 1_000 }] };
    expect(await runStage(stage, here(false))).toMatchObject({ ok: false });
  });

  it('counts the tests of its report', async () => {
    const result = await runStage(writing(passing, 0), here(true));
    expect(result).toMatchObject({ ok: true, tests: { passed: 1, failed: 0, skipped: 0 } });
  });

  it('says when it ran out of time, and which command', async () => {
    const late = { ...node('setInterval(() => {}, 1_000)'), timeoutMs: 300 };
    const note = expect.stringMatching(/^out of time: ".+ -e .+" was ended after 0\.3 s$/) as unknown;
    expect(await runStage({ name: 'lint', commands: [late] }, here(false))).toMatchObject({
      ok: false,
      note,
    });
    const tests: Stage = { name: 'unit', tests: 'unit', commands: [late] };
    expect(await runStage(tests, here(false))).toMatchObject({ ok: false, note, tests: { failed: 1 } });
  });

  it('of browser tests passes without a browser, also in CI, and says that they were skipped', async () => {
    const skipped = { testResults: [{ status: 'passed', assertionResults: [{ status: 'skipped' }] }] };
    const text = JSON.stringify(JSON.stringify(skipped));
    const script = `require('node:fs').writeFileSync('.reports/browser.json', ${text})`;
    const stage: Stage = { name: 'browser', tests: 'browser', commands: [node(script)] };
    expect(await runStage(stage, { ...here(true), browser: '' })).toMatchObject({
      ok: true,
      tests: { skipped: 1 },
      note: 'skipped: there is no browser; CHROMIUM_PATH can name one',
    });
    expect(await runStage(stage, { ...here(true), browser: '/usr/bin/chromium' })).toMatchObject({
      ok: false,
    });
  });

  it('never counts the report of an earlier run', async () => {
    await writeFile(join(root, '.reports/unit.json'), JSON.stringify(passing));
    const stage: Stage = { name: 'unit', tests: 'unit', commands: [node('process.exit(1)')] };
    const result = await runStage(stage, here(false));
    expect(result).toMatchObject({ ok: false, tests: { passed: 0, failed: 1 } });
  });
});

describe('a run in which nothing failed', () => {
  it('is no pass when it ran nothing', () => {
    expect(complaint({ passed: 0, failed: 0, skipped: 0 }, 'sim', { ci: false })).toBe(
      'there is no sim test',
    );
  });

  it('is no pass in CI when a test was skipped', () => {
    const tests = { passed: 5, failed: 0, skipped: 1 };
    expect(complaint(tests, 'e2e', { ci: true, asRoot: true })).toBe('in CI a skipped test is a failure');
    expect(complaint(tests, 'browser', { ci: true, browser: '/usr/bin/chromium' })).toBe(
      'in CI a skipped test is a failure',
    );
    expect(complaint(tests, 'e2e', { ci: false })).toBeUndefined();
    expect(complaint(tests, 'contract', { ci: true, helm: '/usr/bin/helm' })).toBe(
      'in CI a skipped test is a failure',
    );
    expect(complaint(tests, 'contract', { ci: true, helm: '' })).toBeUndefined();
    expect(complaint(tests, 'e2e', { ci: true, asRoot: false })).toBeUndefined();
  });
});

import { describe, expect, test } from 'vitest';
import { refusal } from '../testing/test-cluster.ts';
import { parseFaultRule, type FaultRule } from './fault-rule.ts';
import { createFaultRules } from './fault-rules.ts';

const rule: FaultRule = {
  match: { method: 'Ping' },
  when: 'before',
  action: 'error',
  code: 8,
  message: 'no',
};
const ping = { method: 'Ping', resource: '', when: 'before' } as const;

describe('which calls a rule applies to', () => {
  test('method, resource and moment must fit', async () => {
    const faults = createFaultRules();
    faults.add({ ...rule, match: { method: 'UpdatePluginData', resource: 'r1' }, when: 'after' });
    const at = { method: 'UpdatePluginData', resource: 'r1', when: 'after' } as const;
    expect(await faults.meet({ ...at, when: 'before' })).toEqual({ go: 'on' });
    expect(await faults.meet({ ...at, resource: 'r2' })).toEqual({ go: 'on' });
    expect(await faults.meet({ ...at, method: 'Ping' })).toEqual({ go: 'on' });
    expect(await faults.meet(at)).toEqual({ go: 'fail', code: 8, message: 'no' });
    expect(faults.list()[0]?.hits).toBe(1);
  });

  test('a spent or removed rule lets the next one speak', async () => {
    const faults = createFaultRules();
    faults.add({ ...rule, times: 1 });
    const second = faults.add({ ...rule, action: 'drop' });
    expect((await faults.meet(ping)).go).toBe('fail');
    expect((await faults.meet(ping)).go).toBe('drop');
    faults.remove(second);
    expect((await faults.meet(ping)).go).toBe('on');
    expect(refusal(() => faults.remove(second)).code).toBe('not-found');
  });
});

describe('holding', () => {
  test('all held calls go on at the release, later ones are not held', async () => {
    const faults = createFaultRules();
    const id = faults.add({ ...rule, action: 'hold' });
    const held = [faults.meet(ping), faults.meet(ping)];
    await faults.reached(id, { signal: AbortSignal.timeout(1000), times: 2 });
    expect(faults.list()[0]?.holding).toBe(2);
    faults.release(id);
    expect(await Promise.all(held)).toEqual([{ go: 'on' }, { go: 'on' }]);
    expect(await faults.meet(ping)).toEqual({ go: 'on' });
  });

  test('waiting for a rule that is not met ends with the signal', async () => {
    const faults = createFaultRules();
    const id = faults.add(rule);
    const stop = new AbortController();
    const waiting = faults.reached(id, { signal: stop.signal });
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });
});

describe('reading a rule', () => {
  test('a full rule is read as it stands', () => {
    const full = { ...rule, match: { method: '*', resource: 'x' }, delayMs: 5, times: 2 };
    expect(parseFaultRule(JSON.parse(JSON.stringify(full)))).toEqual(full);
  });

  test.each([
    [null, 'rule'],
    [{}, 'match'],
    [{ ...rule, match: {} }, 'match.method'],
    [{ ...rule, when: 'during' }, 'when'],
    [{ ...rule, action: 'explode' }, 'action'],
    [{ ...rule, times: -1 }, 'times'],
    [{ ...rule, message: 5 }, 'message'],
  ])('%j names the field that is wrong', (input, field) => {
    expect(refusal(() => parseFaultRule(input)).message).toContain(`"${field}"`);
  });
});

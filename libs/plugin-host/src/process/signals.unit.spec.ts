import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { listenForSignals } from './signals.ts';

function listen() {
  const source = new EventEmitter();
  const exit = vi.fn();
  return { source, exit, signals: listenForSignals({ source, exit }) };
}

describe('signals', () => {
  it.each(['SIGTERM', 'SIGINT'])('%s asks for an orderly end', (name) => {
    const { source, exit, signals } = listen();
    source.emit(name);
    expect(signals.signal.aborted).toBe(true);
    expect(exit).not.toHaveBeenCalled();
  });

  it('a second SIGINT ends at once', () => {
    const { source, exit } = listen();
    source.emit('SIGINT');
    source.emit('SIGINT');
    expect(exit).toHaveBeenCalledExactlyOnceWith(130);
  });

  it('a second SIGTERM changes nothing', () => {
    const { source, exit } = listen();
    source.emit('SIGTERM');
    source.emit('SIGTERM');
    expect(exit).not.toHaveBeenCalled();
  });

  it('the end is forced after 15 seconds', () => {
    vi.useFakeTimers();
    const { source, exit } = listen();
    source.emit('SIGTERM');
    vi.advanceTimersByTime(14_999);
    expect(exit).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(exit).toHaveBeenCalledExactlyOnceWith(1);
    vi.useRealTimers();
  });

  it('SIGHUP is listened to and ignored', () => {
    const { source, exit, signals } = listen();
    expect(source.emit('SIGHUP')).toBe(true);
    expect(signals.signal.aborted).toBe(false);
    expect(exit).not.toHaveBeenCalled();
  });

  it('stop takes every listener away', () => {
    const { source, signals } = listen();
    signals.stop();
    expect(source.eventNames()).toEqual([]);
  });
});

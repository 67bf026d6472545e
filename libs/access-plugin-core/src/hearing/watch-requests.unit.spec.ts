import { describe, expect, it } from 'vitest';
import { AccessPluginError } from '../errors.ts';
import { aRequest } from '../deciding/seen.fixture.ts';
import type { WatchEvent } from '../ports/access-requests.ts';
import { withDefaults } from '../settings.ts';
import { createFeed, type Feed } from '../../testing/in-memory/feed.ts';
import { createWorld } from '../stories/world.fixture.ts';
import { KnownRequests } from '../knowing/known-requests.ts';
import { watchRequests } from './watch-requests.ts';

/** A watch whose streams the test feeds. */
function watching() {
  const world = createWorld();
  const streams: Feed<WatchEvent>[] = [];
  const ports = world.portsOf();
  const requests = {
    ...ports.requests,
    watch: ({ signal }: { signal: AbortSignal }) => {
      const feed = createFeed<WatchEvent>(signal);
      streams.push(feed);
      return feed;
    },
  };
  const settings = withDefaults({ owner: 'p1', cluster: 'one' });
  const context = { ports: { ...ports, requests }, settings, known: new KnownRequests(), startedAt: 0 };
  const heard: string[] = [];
  const stop = new AbortController();
  const ended = watchRequests(
    {
      context,
      onReady: () => heard.push('ready'),
      onLost: () => heard.push('lost'),
      onEvent: (event) => heard.push(event.kind),
    },
    stop.signal,
  );
  return { ...world, context, streams, heard, stop, ended };
}

describe('the stream of changes', () => {
  it('says when it is open, then passes on what it hears', async () => {
    const { streams, heard, quiet, stop, ended, observer } = watching();
    streams[0]!.push({ kind: 'ready' });
    streams[0]!.push({ kind: 'put', request: aRequest() });
    streams[0]!.push({ kind: 'deleted', requestId: 'R1' });
    await quiet();
    expect(heard).toEqual(['ready', 'put', 'deleted']);
    expect(observer.reports).toEqual([{ kind: 'stream-open' }]);
    stop.abort();
    await ended;
  });

  it('is opened again when the other side ends it, after a pause', async () => {
    const { streams, heard, quiet, stop, ended, clock, observer } = watching();
    streams[0]!.push({ kind: 'ready' });
    streams[0]!.end();
    await quiet();
    expect([heard, streams.length, clock.sleepers]).toEqual([['ready', 'lost'], 1, 1]);
    expect(observer.of('stream-lost')).toEqual([
      { kind: 'stream-lost', error: 'the other side ended the stream', retryInMs: 750 },
    ]);
    clock.advance(750);
    await quiet();
    streams[1]!.push({ kind: 'ready' });
    await quiet();
    expect(heard).toEqual(['ready', 'lost', 'ready']);
    stop.abort();
    await ended;
  });

  it('is opened again when it fails, with longer pauses up to half a minute', async () => {
    const { streams, quiet, stop, ended, clock, observer } = watching();
    for (let failure = 0; failure < 8; failure += 1) {
      streams[failure]!.fail(new AccessPluginError('unavailable', 'no connection'));
      await quiet();
      clock.advance(30_000);
      await quiet();
    }
    const lost = observer.of('stream-lost');
    expect(lost.map(({ retryInMs }) => retryInMs)).toEqual([
      750, 1_500, 3_000, 6_000, 12_000, 22_500, 22_500, 22_500,
    ]);
    expect(lost[0]?.error).toBe('no connection');
    stop.abort();
    await ended;
  });

  it.each([
    ['counts failures anew once it was open for longer than any pause', 30_001, [750, 1_500, 750, 1_500]],
    ['counts on where it broke soon after it opened', 30_000, [750, 1_500, 3_000, 6_000]],
  ])('%s', async (_, openForMs, pauses) => {
    const { streams, quiet, stop, ended, clock, observer } = watching();
    const gone = new AccessPluginError('unavailable', 'no connection');
    for (const open of [false, false, true, false]) {
      const stream = streams.at(-1)!;
      if (open) stream.push({ kind: 'ready' });
      if (open) clock.advance(openForMs);
      await quiet();
      stream.fail(gone);
      await quiet();
      clock.advance(30_000);
      await quiet();
    }
    expect(observer.of('stream-lost').map(({ retryInMs }) => retryInMs)).toEqual(pauses);
    stop.abort();
    await ended;
  });

  it('ends at once when it is to stop, whether open or waiting', async () => {
    const open = watching();
    open.stop.abort();
    await open.ended;
    expect(open.heard).toEqual([]);
    const waiting = watching();
    waiting.streams[0]!.end();
    await waiting.quiet();
    waiting.stop.abort();
    await waiting.ended;
    expect([waiting.clock.sleepers, waiting.streams.length]).toEqual([0, 1]);
  });

  it('ends clean whatever the clock throws at a sleeper that is woken by the stop', async () => {
    const { streams, stop, ended, context, quiet } = watching();
    const sleep = (_: number, signal: AbortSignal): Promise<void> =>
      new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError'))),
      );
    Object.assign(context.ports.clock, { sleep });
    streams[0]!.end();
    await quiet();
    stop.abort();
    await expect(ended).resolves.toBeUndefined();
  });

  it('passes nothing on after that', async () => {
    const { streams, heard, quiet, stop, ended } = watching();
    streams[0]!.push({ kind: 'ready' });
    await quiet();
    streams[0]!.push({ kind: 'put', request: aRequest() });
    stop.abort();
    await ended;
    expect(heard).toEqual(['ready']);
  });

  it('opens another stream after one that broke on a fault of the program, and says so', async () => {
    const { streams, observer, quiet, stop, ended } = watching();
    streams[0]!.fail(new TypeError('a bug') as AccessPluginError);
    await quiet();
    expect(observer.of('stream-lost')[0]?.error).toContain('fault of the program');
    stop.abort();
    await ended;
  });
});

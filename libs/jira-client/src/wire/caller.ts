import type { z } from 'zod';
import { failureOfAnswer, unreadableAnswer } from './failure-of-answer.ts';
import { failureOfTransport } from './failure-of-transport.ts';
import { answeredTo, isJson, jsonOf, type Answer } from '../http/answer.ts';
import { pauseOf } from '../http/pause-of.ts';
import type { Patience, RateGate } from '../http/rate-gate.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import type { CredentialGuard } from './credential-guard.ts';
import {
  DEFAULT_DEADLINE_MS,
  type JiraCallOptions,
  type JiraDeployment,
  type JiraWriteOptions,
} from '../api/jira-client-options.ts';
import type { JiraClock } from '../api/jira-clock.ts';
import { JiraError } from '../api/jira-error.ts';

/** One call of Jira's REST API, and how to read its answer. */
export interface JiraCall<T> {
  /** In words, for errors: `create issue`. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/rest/api/{version}`, ids already encoded. */
  readonly path: string;
  /** The path without ids, for Jira's limits per endpoint. */
  readonly template: string;
  readonly query?: Readonly<Record<string, string | number | undefined>> | undefined;
  readonly body?: unknown;
  /** A search by POST is a read. Default: a GET is a read, anything else a write. */
  readonly effect?: 'read' | 'write';
  /** The issue that a write changes, for Jira's limit per issue. */
  readonly issueId?: string;
  /** Sends no credential. */
  readonly withoutCredential?: boolean;
  /** Absent: the answer's body is not looked at. */
  readonly schema?: z.ZodType<T>;
}

/** A parsed answer, and whom it was given to where it says so (`'anonymous'` for nobody). */
export interface Answered<T> {
  readonly value: T;
  readonly answeredTo: string | undefined;
}

/** Makes calls: waits at the gate, sends, retries reads, reads answers, names failures. */
export interface Caller {
  call<T>(call: JiraCall<T>, options: JiraWriteOptions): Promise<Answered<T>>;
}

/** One request and its answer, below the rules for retries. */
export type Send = (
  call: JiraCall<unknown>,
  request: { readonly timeoutMs: number; readonly options: JiraWriteOptions },
) => Promise<Answer>;

/** What a caller is made of. */
export interface CallerParts {
  readonly send: Send;
  readonly gate: RateGate;
  readonly guard: CredentialGuard;
  readonly clock: JiraClock;
  readonly timeoutMs: number;
  readonly secrets: readonly string[];
  /** What is known so far; only used to word errors and to guard Data Center's lock-out. */
  readonly deployment: () => JiraDeployment | 'unknown';
}

const READ_TRIES = 4;

/** Creates a caller out of its parts. */
export function createCaller(parts: CallerParts): Caller {
  const { clock } = parts;

  async function withRetries<T>(call: JiraCall<T>, options: JiraWriteOptions): Promise<Answered<T>> {
    const patience = patienceOf(options, clock);
    for (let tried = 1; ; tried += 1) {
      try {
        return await attempt(parts, { call, options, patience });
      } catch (error) {
        const waitMs = retryAfter(error, { call, tried, clock });
        if (waitMs === undefined || clock.now() + waitMs >= patience.untilMs) throw error;
        await sleepUnlessAborted(call, { waitMs, clock, signal: options.signal });
      }
    }
  }

  return { call: withRetries };
}

interface Attempt<T> {
  readonly call: JiraCall<T>;
  readonly options: JiraWriteOptions;
  readonly patience: Patience;
}

async function attempt<T>(parts: CallerParts, { call, options, patience }: Attempt<T>): Promise<Answered<T>> {
  const effect = effectOf(call);
  const failed = {
    operation: call.operation,
    effect,
    deployment: parts.deployment(),
    secrets: parts.secrets,
  };
  const answer = await answerTo(parts, { call, options, patience });
  const pause = heldPause(parts, call, answer);
  const failure = failureOfAnswer(answer, { ...failed, pause });
  if (failure !== undefined) {
    if (call.withoutCredential !== true) parts.guard.note(failure, parts.deployment());
    throw failure;
  }
  if (call.withoutCredential !== true) parts.guard.passed();
  if (call.schema === undefined) return { value: undefined as T, answeredTo: answeredTo(answer) };
  const parsed = call.schema.safeParse(isJson(answer) ? jsonOf(answer) : undefined);
  if (parsed.success) return { value: parsed.data, answeredTo: answeredTo(answer) };
  throw unreadableAnswer(answer, failed, firstIssue(parsed.error));
}

/** Waits at the gate, and lets nothing but a JiraError or the caller's own cancellation out. */
async function answerTo<T>(parts: CallerParts, { call, options, patience }: Attempt<T>): Promise<Answer> {
  const gated = gatedCall(call);
  try {
    throwIfAborted(options.signal);
    await parts.gate.pass(gated, patience).catch((error: unknown) => {
      throwIfAborted(options.signal);
      throw error;
    });
    if (call.withoutCredential !== true) parts.guard.check(call.operation);
    const left = patience.untilMs - parts.clock.now();
    if (left <= 0) throw new TransportFailure('timeout', false, 'the deadline passed');
    return await parts.send(call, { timeoutMs: Math.min(parts.timeoutMs, left), options });
  } catch (error) {
    throw error instanceof TransportFailure ? failureOfTransport(error, gated) : error;
  }
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new TransportFailure('aborted', false, 'aborted');
}

function heldPause<T>(parts: CallerParts, call: JiraCall<T>, answer: Answer) {
  const stated = pauseOf(answer, parts.clock.now());
  if (stated !== undefined) return parts.gate.hold(gatedCall(call), stated);
  if (answer.status < 400) parts.gate.clear();
  return undefined;
}

function gatedCall<T>(call: JiraCall<T>) {
  return {
    operation: call.operation,
    endpoint: `${call.method} ${call.template}`,
    effect: effectOf(call),
    issueId: call.issueId,
  };
}

function effectOf<T>(call: JiraCall<T>): 'read' | 'write' {
  return call.effect ?? (call.method === 'GET' ? 'read' : 'write');
}

function patienceOf(options: JiraCallOptions, clock: JiraClock): Patience {
  return { signal: options.signal, untilMs: clock.now() + (options.deadlineMs ?? DEFAULT_DEADLINE_MS) };
}

/** How long to wait before reading again; `undefined`: not again. A write is never repeated. */
function retryAfter<T>(
  error: unknown,
  { call, tried, clock }: { call: JiraCall<T>; tried: number; clock: JiraClock },
): number | undefined {
  if (effectOf(call) === 'write' || tried >= READ_TRIES || !(error instanceof JiraError)) return undefined;
  if (error.pause !== undefined) return error.status === undefined ? undefined : error.pause.forMs;
  const canPass =
    error.code === 'unavailable'
      ? error.status !== 501
      : error.code === 'network' || error.code === 'timeout';
  return canPass ? Math.min(300 * 2 ** tried, 5000) * (0.7 + 0.6 * clock.random()) : undefined;
}

async function sleepUnlessAborted<T>(
  call: JiraCall<T>,
  { waitMs, clock, signal }: { waitMs: number; clock: JiraClock; signal: AbortSignal },
): Promise<void> {
  try {
    await clock.sleep(waitMs, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw failureOfTransport(new TransportFailure('aborted', false, 'aborted'), {
      operation: call.operation,
      effect: 'read',
    });
  }
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue === undefined
    ? 'unknown'
    : `${issue.path.join('.') || 'the whole'}: ${issue.message}`.slice(0, 200);
}

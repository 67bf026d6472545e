import type { AccessRequest, RequestState } from '../../src/domain/access-request.ts';
import type { BoardTicket } from '../in-memory/board.ts';
import type { MoveMark, StatusMeaning, TicketOrigin } from '../../src/domain/ticket.ts';
import type { ReviewSubmission, StateChange } from '../../src/ports/access-requests.ts';
import type { Fields } from '../../src/ports/plugin-data-store.ts';
import type { Deployment } from './plan.ts';
import type { Version, Versions } from './versions.ts';

/** A process of the plugin, from its start to its end. */
export interface Process {
  readonly name: string;
  readonly owner: string;
  readonly deployment: Deployment;
}

/** What a process sent and what came of it. Times are virtual milliseconds. */
interface Sent {
  /** Absent for the model of the original plugin. */
  readonly by: Process | undefined;
  /** When the call began. */
  readonly calledAt: number;
  /** When the bytes left. */
  readonly sentAt: number;
  /** When it took effect. */
  readonly at: number;
}

/** An effect that a plugin had on the world. */
export type Effect = Sent &
  (
    | {
        readonly kind: 'create';
        readonly ticketId: string;
        readonly requestId: string;
        readonly cluster: string;
        readonly origin: TicketOrigin | undefined;
        readonly checkedAt: number;
      }
    | {
        readonly kind: 'move';
        readonly ticketId: string;
        readonly to: StatusMeaning;
        readonly mark: MoveMark | undefined;
      }
    | {
        readonly kind: 'note';
        readonly ticketId: string;
        readonly key: string;
        readonly paragraphs: readonly string[];
        readonly doubled: boolean;
      }
    | {
        readonly kind: 'delete-note';
        readonly ticketId: string;
        readonly noteWas: { readonly authorId: string | undefined; readonly key: string | undefined };
      }
    | {
        readonly kind: 'swap';
        readonly cluster: string;
        readonly requestId: string;
        readonly expect: Fields;
        readonly set: Fields;
      }
    | {
        readonly kind: 'resolve';
        readonly cluster: string;
        readonly change: StateChange;
        readonly before: AccessRequest;
      }
    | {
        readonly kind: 'review';
        readonly cluster: string;
        readonly review: ReviewSubmission;
        readonly before: AccessRequest;
      }
  );

/** A call as its caller saw it. */
export interface CallMade {
  readonly by: Process;
  readonly name: string;
  /** The request or ticket that it is about, where it is about one. */
  readonly about: string;
  readonly epoch?: number;
  readonly expect?: Fields;
  readonly set?: Fields;
  readonly calledAt: number;
  /** Absent until the bytes left. */
  sentAt?: number;
  /** Absent when no answer ever came. */
  answeredAt?: number;
  /** `ok`, or the code of the error. */
  answer?: string;
}

/** A request that a process heard of from its stream: old news when the process had stood still. */
export interface Heard {
  readonly by: Process;
  readonly requestId: string;
  readonly state: RequestState;
  readonly at: number;
}

/** A webhook that reached a process. */
export interface Hinted {
  readonly by: Process;
  readonly ticketId: string;
  readonly at: number;
}

/** Everything that happened, as the world saw it. */
export interface History {
  readonly effects: readonly Effect[];
  readonly calls: readonly CallMade[];
  readonly heard: readonly Heard[];
  readonly hinted: readonly Hinted[];
  /** What a person reads who follows the run: time and sentence. */
  readonly trace: readonly string[];
  readonly tickets: ReadonlyMap<string, Versions<BoardTicket>>;
  /** By `cluster/request`. */
  readonly requests: ReadonlyMap<string, Versions<AccessRequest>>;
  readonly records: ReadonlyMap<string, Versions<Fields>>;
}

/** The side of the history that the world writes. */
export interface Recorder extends History {
  effect(effect: Effect): void;
  call(call: CallMade): CallMade;
  hear(heard: Heard): void;
  hint(hinted: Hinted): void;
  tell(at: number, sentence: () => string): void;
  ticket(ticketId: string, version: Version<BoardTicket>): void;
  request(id: string, version: Version<AccessRequest>): void;
  record(id: string, version: Version<Fields>): void;
}

/** An empty history. Sentences are kept only when somebody wants to read them. */
export function createRecorder(options: { readonly traced: boolean }): Recorder {
  const effects: Effect[] = [];
  const calls: CallMade[] = [];
  const heard: Heard[] = [];
  const hinted: Hinted[] = [];
  const trace: string[] = [];
  const tickets = new Map<string, Version<BoardTicket>[]>();
  const requests = new Map<string, Version<AccessRequest>[]>();
  const records = new Map<string, Version<Fields>[]>();
  return {
    effects,
    calls,
    heard,
    hinted,
    trace,
    tickets,
    requests,
    records,
    effect: (effect) => void effects.push(effect),
    call: (call) => {
      calls.push(call);
      return call;
    },
    hear: (one) => void heard.push(one),
    hint: (one) => void hinted.push(one),
    tell: (at, sentence) => {
      if (options.traced) trace.push(`${(at / 1000).toFixed(3).padStart(10)} s  ${sentence()}`);
    },
    ticket: (ticketId, version) => append(tickets, ticketId, version),
    request: (id, version) => append(requests, id, version),
    record: (id, version) => append(records, id, version),
  };
}

function append<T>(versions: Map<string, Version<T>[]>, id: string, version: Version<T>): void {
  const known = versions.get(id);
  if (known === undefined) versions.set(id, [version]);
  else known.push(version);
}

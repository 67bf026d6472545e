import { credentials, Metadata, status, type ClientReadableStream, type ServiceError } from '@grpc/grpc-js';
import {
  AuthServiceClient,
  type Event,
  type ListAccessRequestsRequest,
  type ListAccessRequestsResponse,
  type PingResponse,
  type PluginDataSeq,
  type RequestStateSetter,
} from '../gen/fake/auth_service.ts';
import {
  RequestState,
  type AccessRequest,
  type AccessRequestFilter,
  type WatchKind,
} from '../gen/fake/resources.ts';
import {
  UsersServiceClient,
  type GetUserResponse,
  type ListUsersResponse,
} from '../gen/fake/users_service.ts';

/** A watch stream read event by event. */
export interface RawWatch {
  next(): Promise<Event>;
  /** The status code the stream ended with. */
  readonly ended: Promise<number>;
}

/** A bare gRPC client for the tests of the fake: no retries, no identity files, no mapping of errors. */
export interface RawClient {
  ping(version?: string): Promise<PingResponse>;
  watch(kinds?: readonly Partial<WatchKind>[], allowPartialSuccess?: boolean): RawWatch;
  list(
    filter: Partial<AccessRequestFilter>,
    page?: Partial<ListAccessRequestsRequest>,
  ): Promise<ListAccessRequestsResponse>;
  stream(): Promise<readonly AccessRequest[]>;
  setState(setter: Pick<RequestStateSetter, 'id' | 'state'>): Promise<unknown>;
  review(of: {
    requestId: string;
    author: string;
    approve: boolean;
    onBehalf: boolean;
  }): Promise<AccessRequest>;
  getPluginData(resource: string): Promise<PluginDataSeq>;
  updatePluginData(update: {
    resource: string;
    set: Record<string, string>;
    expect: Record<string, string>;
  }): Promise<unknown>;
  user(name: string): Promise<GetUserResponse>;
  users(page: { pageSize: number; pageToken: string }): Promise<ListUsersResponse>;
  close(): void;
}

/** Dials with mutual TLS as `teleport.cluster.local`. */
export function rawClient(address: string, triple: { key: string; cert: string; cas: string }): RawClient {
  const channel = credentials.createSsl(
    Buffer.from(triple.cas),
    Buffer.from(triple.key),
    Buffer.from(triple.cert),
  );
  const options = {
    'grpc.ssl_target_name_override': 'teleport.cluster.local',
    'grpc.default_authority': 'teleport.cluster.local',
    'grpc.use_local_subchannel_pool': 1,
  };
  const auth = new AuthServiceClient(address, channel, options);
  const users = new UsersServiceClient(address, channel, options);
  return {
    ...requestCalls(auth),
    ping: (version) => {
      const metadata = new Metadata();
      if (version !== undefined) metadata.set('version', version);
      return promised((done) => auth.ping({}, metadata, done));
    },
    watch: (kinds = [{ kind: 'access_request' }], allowPartialSuccess = false) =>
      reader(auth.watchEvents({ kinds: kinds.map(wholeKind), allowPartialSuccess })),
    user: (name) => promised((done) => users.getUser({ name, currentUser: false, withSecrets: false }, done)),
    users: (page) => promised((done) => users.listUsers({ ...page, withSecrets: false }, done)),
    close: () => {
      auth.close();
      users.close();
    },
  };
}

type RequestCalls = Pick<
  RawClient,
  'list' | 'stream' | 'setState' | 'review' | 'getPluginData' | 'updatePluginData'
>;

function requestCalls(auth: AuthServiceClient): RequestCalls {
  return {
    list: (filter, page) =>
      promised((done) =>
        auth.listAccessRequests(
          { filter: wholeFilter(filter), sort: 0, descending: false, limit: 0, startKey: '', ...page },
          done,
        ),
      ),
    stream: () => collected(auth.getAccessRequestsV2(wholeFilter({}))),
    setState: (setter) =>
      promised((done) =>
        auth.setAccessRequestState(
          {
            delegator: '',
            reason: '',
            annotations: undefined,
            roles: [],
            assumeStartTime: undefined,
            ...setter,
          },
          done,
        ),
      ),
    review: (of) => promised((done) => auth.submitAccessReview(submission(of), done)),
    getPluginData: (resource) =>
      promised((done) => auth.getPluginData({ kind: 'access_request', resource, plugin: 'jira' }, done)),
    updatePluginData: (update) =>
      promised((done) => auth.updatePluginData({ kind: 'access_request', plugin: 'jira', ...update }, done)),
  };
}

function submission(of: { requestId: string; author: string; approve: boolean; onBehalf: boolean }) {
  return {
    requestId: of.requestId,
    review: {
      author: of.author,
      roles: [],
      proposedState: of.approve ? RequestState.REQUEST_STATE_APPROVED : RequestState.REQUEST_STATE_DENIED,
      reason: '',
      created: undefined,
      annotations: undefined,
      thresholdIndexes: [],
      accessList: undefined,
      assumeStartTime: undefined,
      submittedBy: '',
      submittedOnBehalfOfAuthor: of.onBehalf,
    },
  };
}

function wholeFilter(filter: Partial<AccessRequestFilter>): AccessRequestFilter {
  return { id: '', user: '', state: 0, searchKeywords: [], scope: 0, requester: '', ...filter };
}

function wholeKind(kind: Partial<WatchKind>): WatchKind {
  return { kind: '', loadSecrets: false, name: '', filter: {}, subKind: '', version: '', ...kind };
}

function promised<T>(call: (done: (error: ServiceError | null, value: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, value) => {
      if (error === null) resolve(value);
      else reject(error);
    });
  });
}

function collected<T>(stream: ClientReadableStream<T>): Promise<readonly T[]> {
  const items: T[] = [];
  return new Promise((resolve, reject) => {
    stream.on('data', (item: T) => items.push(item));
    stream.on('end', () => resolve(items));
    stream.on('error', reject);
  });
}

function reader(stream: ClientReadableStream<Event>): RawWatch {
  const iterator = stream[Symbol.asyncIterator]() as AsyncIterator<Event>;
  const ended = new Promise<number>((resolve) => {
    stream.on('status', ({ code }) => resolve(code));
    stream.on('error', (error: Partial<ServiceError>) => resolve(error.code ?? status.UNKNOWN));
  });
  return {
    ended,
    next: async () => {
      const step = await iterator.next();
      if (step.done === true) throw new Error('the stream has ended');
      return step.value;
    },
  };
}

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
  RequestKind,
  RequestState,
  type AccessRequest,
  type AccessRequestFilter,
  type AccessRequestSpec,
  type AccessReview,
  type PluginDataFilter,
  type PluginDataUpdate,
  type WatchKind,
} from '../gen/fake/resources.ts';
import type { Timestamp } from '../gen/google/protobuf/timestamp.ts';
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
  stream(id?: string): Promise<readonly AccessRequest[]>;
  create(spec: Partial<AccessRequestSpec>, expires?: Timestamp): Promise<AccessRequest>;
  remove(id: string): Promise<unknown>;
  setState(setter: Partial<RequestStateSetter>): Promise<unknown>;
  review(requestId: string, review: Partial<AccessReview>): Promise<AccessRequest>;
  /** Of plugin `jira` and kind `access_request` unless told otherwise. */
  getPluginData(resource: string, more?: Partial<PluginDataFilter>): Promise<PluginDataSeq>;
  updatePluginData(update: Partial<PluginDataUpdate>): Promise<unknown>;
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
  'list' | 'stream' | 'create' | 'remove' | 'setState' | 'review' | 'getPluginData' | 'updatePluginData'
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
    stream: (id = '') => collected(auth.getAccessRequestsV2(wholeFilter({ id }))),
    create: (spec, expires) =>
      promised((done) => auth.createAccessRequestV2(newRequest(spec, expires), done)),
    remove: (id) => promised((done) => auth.deleteAccessRequest({ id }, done)),
    setState: (setter) =>
      promised((done) =>
        auth.setAccessRequestState(
          {
            id: '',
            state: RequestState.REQUEST_STATE_NONE,
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
    review: (requestId, review) =>
      promised((done) => auth.submitAccessReview({ requestId, review: wholeReview(review) }, done)),
    getPluginData: (resource, more) =>
      promised((done) =>
        auth.getPluginData({ kind: 'access_request', resource, plugin: 'jira', ...more }, done),
      ),
    updatePluginData: (update) =>
      promised((done) =>
        auth.updatePluginData(
          { kind: 'access_request', resource: '', plugin: 'jira', set: {}, expect: {}, ...update },
          done,
        ),
      ),
  };
}

function wholeReview(review: Partial<AccessReview>): AccessReview {
  return {
    author: '',
    roles: [],
    proposedState: RequestState.REQUEST_STATE_APPROVED,
    reason: '',
    created: undefined,
    annotations: undefined,
    thresholdIndexes: [],
    accessList: undefined,
    assumeStartTime: undefined,
    submittedBy: '',
    submittedOnBehalfOfAuthor: false,
    ...review,
  };
}

function newRequest(spec: Partial<AccessRequestSpec>, expires: Timestamp | undefined): AccessRequest {
  const metadata = { name: '', namespace: 'default', description: '', labels: {}, revision: '', expires };
  return {
    kind: 'access_request',
    subKind: '',
    version: 'v3',
    metadata,
    spec: {
      user: '',
      roles: [],
      state: RequestState.REQUEST_STATE_PENDING,
      created: undefined,
      expires: undefined,
      requestReason: 'why',
      resolveReason: '',
      resolveAnnotations: undefined,
      systemAnnotations: undefined,
      thresholds: [],
      roleThresholdMapping: {},
      reviews: [],
      suggestedReviewers: [],
      requestedResourceIds: [],
      loginHint: '',
      dryRun: false,
      maxDuration: undefined,
      sessionTtl: undefined,
      accessList: undefined,
      assumeStartTime: undefined,
      resourceExpiry: undefined,
      requestKind: RequestKind.REQUEST_KIND_UNDEFINED,
      requestedResourceAccessIds: [],
      ...spec,
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

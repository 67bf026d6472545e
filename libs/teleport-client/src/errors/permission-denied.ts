import type { TeleportErrorCode } from './teleport-error.ts';

/** What each call needs, in the words of a role. */
const NEEDED: Readonly<Record<string, string>> = {
  WatchEvents: 'access_request: list, read',
  GetAccessRequestsV2: 'access_request: list, read',
  ListAccessRequests: 'access_request: list, read',
  SetAccessRequestState: 'access_request: update',
  DeleteAccessRequest: 'access_request: delete',
  SubmitAccessReview:
    'review_requests (to review for another user: review_requests.submit_for_users, Teleport 18.11 or newer)',
  GetPluginData: 'access_plugin_data: list, read',
  UpdatePluginData: 'access_plugin_data: update',
  GetUser: 'user: read',
  ListUsers: 'user: list, read',
};

/** What a refusal means and what mends it, told from its text and the call. */
export function deniedAdvice(
  details: string,
  method: string,
): { readonly code: TeleportErrorCode; readonly advice: string; readonly lacks?: string } {
  if (/client version is unsupported/i.test(details)) {
    return {
      code: 'version-rejected',
      advice: 'Teleport rejects the version that this client claims to be. Upgrade the plugin.',
    };
  }
  if (/\bMFA\b|multi-factor|admin action|admin-level/i.test(details)) {
    return {
      code: 'mfa-required',
      advice:
        'the cluster asks for a second factor on administrative actions, which a service cannot give. Use an identity from Machine ID (tbot), which is exempt.',
    };
  }
  if (/access request/i.test(details) && /active|assumed/i.test(details)) {
    return {
      code: 'permission-denied',
      advice: 'the identity has assumed access requests. Write a new one without any.',
    };
  }
  if (method === 'SubmitAccessReview' && /on behalf of/i.test(details)) {
    return { code: 'permission-denied', advice: SPEAK_FOR_USERS, lacks: 'review_requests.submit_for_users' };
  }
  const lacks = namedRight(details);
  return {
    code: 'permission-denied',
    advice: missingRight(lacks ?? NEEDED[method], method),
    ...(lacks === undefined ? {} : { lacks }),
  };
}

const SPEAK_FOR_USERS =
  "the plugin's identity may not speak for this user. Give its role review_requests.submit_for_users, with * or the name of each reviewer. This needs Teleport 18.11 or newer.";

/** The right that the server's words name. Other refusals, such as a lock, may pass without any change of rights. */
function namedRight(details: string): string | undefined {
  const [, verb, kind] = /perform action "?([\w-]+)"? on "?([\w-]+)"?/.exec(details) ?? [];
  if (verb !== undefined && kind !== undefined) return `${kind}: ${verb}`;
  // The second text was read in the source of newer servers and seen on none.
  return /\bcannot (?:submit reviews|review request)\b/.test(details) ? 'review_requests' : undefined;
}

function missingRight(right: string | undefined, method: string): string {
  if (right === undefined) return "the plugin's identity lacks a right. Check its roles.";
  const preset = method === 'SetAccessRequestState' ? PRESET_ONLY_READS : '';
  return `the plugin's identity may not do this. Give its role ${right}.${preset}`;
}

const PRESET_ONLY_READS =
  ' The preset role access-plugin may only read requests, and other plugins use it: leave it as it is, add a role with this right to the user of the plugin, and issue a new identity (with tbot: wait for its renewal), or decide by reviews.';

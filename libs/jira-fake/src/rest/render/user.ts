import type { JiraUser } from '../../engine/user.ts';
import { selfUrl, type View } from '../view.ts';

/** An account as the caller sees it: on Cloud without login name, and with the e-mail only where it is visible. */
export function renderUser(call: View, user: JiraUser): Record<string, unknown> {
  const common = {
    avatarUrls: avatarUrls(call.baseUrl),
    displayName: user.displayName,
    active: user.active ?? true,
  };
  if (call.site.deployment === 'datacenter') {
    return {
      self: selfUrl(call, `user?username=${encodeURIComponent(user.name)}`),
      key: user.id,
      name: user.name,
      emailAddress: user.email,
      ...common,
      deleted: false,
      timeZone: 'Etc/UTC',
      locale: user.locale ?? 'en_US',
    };
  }
  const visible = user.emailVisible === true || call.actor?.id === user.id;
  return {
    self: selfUrl(call, `user?accountId=${encodeURIComponent(user.id)}`),
    accountId: user.id,
    accountType: user.accountType ?? 'atlassian',
    ...(visible ? { emailAddress: user.email } : {}),
    ...common,
    timeZone: 'Etc/UTC',
  };
}

/** The account of that id, or what Jira shows for one that is gone. */
export function renderAccount(call: View, id: string): Record<string, unknown> {
  const user = call.site.users.find((one) => one.id === id);
  if (user !== undefined) return renderUser(call, user);
  return {
    accountId: 'unknown',
    accountType: 'atlassian',
    displayName: 'Former user',
    emailAddress: '',
    active: false,
  };
}

function avatarUrls(baseUrl: string): Record<string, string> {
  const sizes = { '48x48': '', '24x24': '?size=small', '16x16': '?size=xsmall', '32x32': '?size=medium' };
  return Object.fromEntries(
    Object.entries(sizes).map(([size, query]) => [size, `${baseUrl}/secure/useravatar${query}`]),
  );
}

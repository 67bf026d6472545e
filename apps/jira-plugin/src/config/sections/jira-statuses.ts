import { defaulted, type Reading, readSettings, textOrList } from '@org/plugin-host';

/** What a status can mean, in the order of the board. */
export const MEANINGS = ['pending', 'approved', 'denied', 'expired'] as const;

export type Meaning = (typeof MEANINGS)[number];

/** For each meaning, the names or ids of the statuses that have it; the first is the one that the plugin moves to. */
export type JiraStatuses = Readonly<Record<Meaning, readonly string[]>>;

const status = textOrList("a status's name or id, or a list of them");

export const jiraStatusSettings = {
  pending: defaulted('Pending', { kind: status, meaning: 'Waiting for a decision.' }),
  approved: defaulted('Approved', { kind: status, meaning: 'A card moved here approves.' }),
  denied: defaulted('Denied', { kind: status, meaning: 'A card moved here denies.' }),
  expired: defaulted('Expired', { kind: status, meaning: 'Over without a decision.' }),
};

/** Reads `[jira.statuses]`; a status with two meanings is a fault. */
export function readJiraStatuses(reading: Reading): JiraStatuses {
  const statuses = readSettings(reading, 'jira.statuses', jiraStatusSettings);
  const seen = new Map<string, Meaning>();
  for (const meaning of MEANINGS) {
    for (const name of statuses[meaning]) {
      const other = seen.get(name.toLowerCase());
      if (other !== undefined && other !== meaning) noteTwice(reading, meaning, other);
      seen.set(name.toLowerCase(), meaning);
    }
  }
  return statuses;
}

function noteTwice({ findings }: Reading, meaning: Meaning, other: Meaning): void {
  findings.faults.push({
    key: `jira.statuses.${meaning}`,
    problem: `names a status that jira.statuses.${other} names too`,
    expected: 'each status under one meaning only',
    example: `${meaning} = ${JSON.stringify(jiraStatusSettings[meaning].fallback)}`,
  });
}

/** As long as Teleport's own pages let a reason be, counted in code points. */
const LENGTH = 4096;

const BEGINNING = `Since 09:40 the checkout of the shop answers slowly, and every tenth payment fails 😀 ... I wish that were a joke.
I need the two roles to look at what the database, the cluster and the host do, and to roll back if it is the release.

Words that a Jira might take for markup, and must not: h1. heading, *bold*, {color:red}red{color}, [~admin], || table ||, !image.png!, <b>html</b>, {{braces}}, ---- and a\\b.
For colleagues who read the other way: שלום, התשלומים נכשלים מאז הבוקר, and in Arabic: مرحبا، المدفوعات تفشل منذ الصباح.
`;

const ENDING = '\n\nNobody else is on call before noon. These are the last words of the reason ☕ تم ✔';

/** What goes into each line of the log in the middle, so that no two lines are alike. */
const HOSTS = ['payments-1', 'payments-2', 'checkout-1', 'ledger-3', 'gateway-7'] as const;
const FINDINGS = [
  'holds 480 of 500 connections, none of them idle ⚠',
  'answers in 2.9 s where it took 40 ms last week',
  'was restarted by its probe, for the third time today 😅',
  'has a replica that is eleven minutes behind',
  'waits for a lock that a migration took and kept 😎',
  'logs «התור מלא» (the queue is full) every second',
  'says «انتهت المهلة» (timed out) to each tenth call',
] as const;

/** A reason of 4,096 characters: paragraphs, look-alikes of markup, emoji, Hebrew and Arabic, and an end to look for. */
export function longReason(): string {
  const room = LENGTH - [...BEGINNING].length - [...ENDING].length;
  let log = '';
  for (let index = 0; ; index += 1) {
    const longer = log + logLine(index);
    const left = room - [...longer].length;
    // No line is cut off, which would look like a loss: a dotted line fills what is left.
    if (left < 0) return `${BEGINNING}${log}${dots(room - [...log].length)}${ENDING}`;
    log = longer;
  }
}

function logLine(index: number): string {
  const minute = String(index % 60).padStart(2, '0');
  return `\n${10 + Math.floor(index / 60)}:${minute} ${HOSTS[index % HOSTS.length]} ${FINDINGS[index % FINDINGS.length]}`;
}

function dots(length: number): string {
  return `\n${'. '.repeat(length)}`.slice(0, length);
}

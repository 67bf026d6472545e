import { doing, inMode, withActions, type PlantedFault } from './planted-fault.fixture.ts';

/** Ways to say on a ticket what is not so. */
export const noteFaults: readonly PlantedFault[] = [
  {
    name: 'a note names somebody else as the one who moved the card',
    rules: ['notes-are-true'],
    focus: withActions({ do: 'edit', by: 'ulf' }),
    decide: saying((paragraph) => paragraph.replace(/^\w+ moved the card/, 'Nobody moved the card')),
  },
  {
    name: 'a note gives a cause that is another one',
    rules: ['notes-are-true'],
    focus: withActions({ do: 'edit', by: 'ulf' }),
    decide: saying((paragraph) =>
      paragraph.replace(
        /decided nothing: .*$/,
        'decided nothing: this ticket was moved to another project. Ask for access anew.',
      ),
    ),
  },
  {
    name: 'a note counts one review too many',
    rules: ['notes-are-true'],
    focus: twoAreAsked,
    decide: saying((paragraph) =>
      paragraph.replace(/handed in: (\d+)/, (_, have) => `handed in: ${Number(have) + 1}`),
    ),
  },
  {
    name: 'a note takes one threshold of several for all of them',
    rules: ['notes-are-true'],
    focus: twoAreAsked,
    decide: saying((paragraph) => paragraph.replace(/of \d+ approvals/, 'of 7 approvals')),
  },
  {
    name: 'a note calls a denial an approval',
    rules: ['notes-are-true'],
    decide: saying((paragraph) => paragraph.replace('has been denied.', 'has been approved.')),
  },
  {
    name: 'a note promises that the card goes back, and it stays',
    rules: ['notes-are-true'],
    focus: withActions({ do: 'edit', by: 'ulf' }),
    decide: (decide) => (seen) => {
      const step = decide(seen);
      const back = step.kind === 'move' && step.move.to === 'pending';
      return back ? { kind: 'rest', why: 'in-agreement' } : step;
    },
  },
  {
    name: 'a note says what no judge has words for',
    rules: ['notes-are-true'],
    decide: saying((paragraph) => `${paragraph} Have a nice day.`),
  },
];

/** Every paragraph of every note is changed. */
function saying(change: (paragraph: string) => string): NonNullable<PlantedFault['decide']> {
  return doing((step) =>
    step.kind === 'note'
      ? { ...step, note: { ...step.note, paragraphs: step.note.paragraphs.map(change) } }
      : step,
  );
}

/** Each request asks for two approvals, and the plugin hands in reviews. */
function twoAreAsked(plan: Parameters<NonNullable<PlantedFault['focus']>>[0]) {
  const events = plan.events.map((event) =>
    event.kind === 'request' ? { ...event, thresholds: [{ name: 'two', approve: 2, deny: 2 }] } : event,
  );
  const approve = { do: 'move', by: 'ann', to: 'approved', target: 'recorded' } as const;
  return inMode('review-for-user')(withActions(approve)({ ...plan, events }));
}

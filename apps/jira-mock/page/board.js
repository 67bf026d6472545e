/* global document */
import {
  actingAs,
  attempt,
  displayName,
  element,
  move,
  option,
  readState,
  say,
  showSite,
  watch,
} from './jira.js';

const board = document.querySelector('#board');
const actor = await actingAs(document.querySelector('#actor'));
const seen = new Set();
let statuses = [];

watch(draw);

/** Draws the board anew from the site's state; nothing is kept but which cards were seen before. */
async function draw() {
  const state = await readState();
  const project = showSite(state);
  document.querySelector('#project-name').textContent = project.name;
  statuses = project.workflow.statusIds.map((id) => state.statuses.find((status) => status.id === id));
  board.replaceChildren(...statuses.map((status) => column(state, status)));
}

function column(state, status) {
  const issues = state.issues.filter((issue) => issue.statusId === status.id).toReversed();
  const made = element(
    'section',
    {
      class: 'column',
      'data-status': status.name,
      'data-category': status.category,
      'aria-label': status.name,
    },
    element('h2', {}, status.name, element('span', {}, String(issues.length))),
    ...issues.map((issue) => card(state, issue)),
  );
  acceptCards(made, status);
  return made;
}

function acceptCards(made, status) {
  made.addEventListener('dragover', (event) => {
    event.preventDefault();
    made.classList.add('over');
  });
  made.addEventListener('dragleave', (event) => {
    if (!made.contains(event.relatedTarget)) made.classList.remove('over');
  });
  made.addEventListener('drop', (event) => {
    event.preventDefault();
    made.classList.remove('over');
    void moveCard(event.dataTransfer.getData('text/plain'), status);
  });
}

function card(state, issue) {
  const made = element(
    'article',
    { class: seen.has(issue.id) ? 'card' : 'card fresh', draggable: 'true', 'data-key': issue.key },
    element('a', { class: 'summary', href: `/browse/${issue.key}`, draggable: 'false' }, issue.summary),
    element(
      'footer',
      {},
      element('span', { class: 'key' }, issue.key),
      element('span', { class: 'who' }, displayName(state, issue.reporter ?? issue.creator)),
      mover(issue),
    ),
  );
  seen.add(issue.id);
  made.addEventListener('dragstart', (event) => {
    event.dataTransfer.setData('text/plain', issue.key);
    event.dataTransfer.effectAllowed = 'move';
    made.classList.add('dragging');
  });
  made.addEventListener('dragend', () => made.classList.remove('dragging'));
  return made;
}

/** The way without a mouse. */
function mover(issue) {
  const choices = statuses.filter((status) => status.id !== issue.statusId);
  const select = element(
    'select',
    { 'aria-label': `Move ${issue.key} to` },
    option('', 'Move…'),
    ...choices.map((status) => option(status.id, status.name)),
  );
  select.addEventListener('change', () => {
    const status = choices.find((one) => one.id === select.value);
    if (status !== undefined) void moveCard(issue.key, status);
  });
  return select;
}

async function moveCard(key, status) {
  const person = actor();
  await attempt(async () => {
    await move(person, key, status);
    say(`${person.displayName} moved ${key} to ${status.name}.`);
  });
  await draw();
}

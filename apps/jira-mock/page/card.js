/* global document, location */
import {
  actingAs,
  attempt,
  displayName,
  element,
  move,
  option,
  readState,
  rest,
  say,
  showSite,
  watch,
} from './jira.js';

const key = decodeURIComponent(location.pathname.split('/').at(-1));
const find = (selector) => document.querySelector(selector);
const actor = await actingAs(find('#actor'));
const time = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
let state;
let statuses = [];

find('#comment-form').addEventListener('submit', (event) => {
  event.preventDefault();
  void comment();
});
find('#status').addEventListener('change', () => void moveTo(find('#status').value));
watch(draw);

async function draw() {
  state = await readState();
  const project = showSite(state);
  const issue = state.issues.find((one) => one.key === key);
  find('#key').textContent = key;
  if (issue === undefined) {
    find('#summary').textContent = `There is no card ${key}.`;
    return;
  }
  document.title = `${key} ${issue.summary}`;
  find('#summary').textContent = issue.summary;
  // The server escaped everything in it; scripts are shut out by the page's policy besides.
  find('#description').innerHTML = issue.descriptionHtml;
  statuses = project.workflow.statusIds.map((id) => state.statuses.find((status) => status.id === id));
  find('#status').replaceChildren(...statuses.map((status) => option(status.id, status.name)));
  find('#status').value = issue.statusId;
  find('#comments').replaceChildren(...issue.comments.map(commentView));
  find('#history').replaceChildren(...issue.history.toReversed().map(historyView));
  find('#facts').replaceChildren(...pairs(factsOf(issue)));
  find('#properties').replaceChildren(...pairs(issue.properties));
}

function factsOf(issue) {
  return {
    Reporter: displayName(state, issue.reporter),
    Creator: displayName(state, issue.creator),
    Labels: issue.labels.join(', ') || 'none',
    Created: time.format(issue.created),
    Updated: time.format(issue.updated),
  };
}

function pairs(values) {
  return Object.entries(values).flatMap(([name, value]) => [
    element('dt', {}, name),
    element('dd', {}, typeof value === 'string' ? value : JSON.stringify(value)),
  ]);
}

function commentView(comment) {
  const body = element('div', { class: 'prose' });
  body.innerHTML = comment.html;
  const head = `${displayName(state, comment.author)} · ${time.format(comment.created)}`;
  return element('section', { class: 'comment' }, element('p', { class: 'quiet' }, head), body);
}

function historyView(entry) {
  const changes = entry.items.map(
    (item) => `${item.field}: ${item.fromString ?? '-'} → ${item.toText ?? '-'}`,
  );
  const head = `${displayName(state, entry.author)} · ${time.format(entry.created)}`;
  return element('li', {}, changes.join('; '), element('p', { class: 'quiet' }, head));
}

async function comment() {
  const text = find('#comment');
  await attempt(async () => {
    await rest(actor(), `issue/${key}/comment`, { method: 'POST', body: { body: text.value } });
    text.value = '';
  });
}

async function moveTo(id) {
  const status = statuses.find((one) => one.id === id);
  const person = actor();
  await attempt(async () => {
    await move(person, key, status);
    say(`${person.displayName} moved ${key} to ${status.name}.`);
  });
  await draw();
}

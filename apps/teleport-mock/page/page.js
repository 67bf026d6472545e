/* global document, EventSource, fetch, FormData */

const byId = (id) => document.getElementById(id);

/** Makes an element; text goes in as text, so that nothing a requester wrote becomes markup. */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

async function call(method, path, body) {
  const json =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(`/_mock${path}`, { method, ...json });
  const text = await response.text();
  const answer = text === '' ? undefined : JSON.parse(text);
  const problem = byId('problem');
  problem.hidden = response.ok;
  problem.textContent = response.ok ? '' : (answer?.error?.message ?? answer?.message ?? response.statusText);
  return answer;
}

const words = (list) =>
  list
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
const clock = (ms) => new Date(ms).toLocaleTimeString();

function requestCard(request, state) {
  const head = element(
    'div',
    {},
    element('span', { class: 'state', 'data-state': request.state }, request.state),
    element('strong', {}, request.user),
    element('span', {}, `asks for ${[...request.roles, ...request.resources.map(resourceName)].join(', ')}`),
    element(
      'span',
      { class: 'quiet' },
      request.kind === 'long-term' ? 'permanent' : `until ${clock(request.expiresMs)}`,
    ),
    element('span', { class: 'quiet id' }, request.id),
  );
  const parts = [head];
  if (request.requestReason !== '') parts.push(element('p', { class: 'reason' }, request.requestReason));
  if (request.resolveReason !== '')
    parts.push(element('p', { class: 'quiet' }, `Resolved: ${request.resolveReason}`));
  if (request.reviews.length > 0) parts.push(element('ul', {}, ...request.reviews.map(reviewLine)));
  const data = state.pluginData.find((record) => record.resource === request.id);
  if (data !== undefined) {
    const text = element('pre', {}, JSON.stringify(data.entries, undefined, 2));
    parts.push(element('details', { 'data-key': request.id }, element('summary', {}, 'plugin data'), text));
  }
  parts.push(actions(request, state.users));
  return element('article', { 'data-request': request.id }, ...parts);
}

const resourceName = (id) => `${id.kind} ${id.name}`;

function reviewLine(review) {
  const by = ['', review.author].includes(review.submittedBy) ? '' : ` (sent by ${review.submittedBy})`;
  const why = review.reason === '' ? '' : `: ${review.reason}`;
  return element('li', {}, `${review.author} ${review.proposedState}${by}${why}`);
}

function actions(request, users) {
  const path = `/requests/${request.id}`;
  const reviewer = element(
    'select',
    { 'aria-label': 'reviewer', 'data-key': request.id },
    ...users.map(userOption),
  );
  if (chosen.has(request.id)) reviewer.value = chosen.get(request.id);
  reviewer.addEventListener('change', () => chosen.set(request.id, reviewer.value));
  const button = (label, act) => element('button', { type: 'button', onclick: act }, label);
  const review = (state) => () => call('POST', `${path}/reviews`, { author: reviewer.value, state });
  return element(
    'div',
    {},
    element('span', { class: 'quiet' }, 'Review as'),
    reviewer,
    button('approve', review('approved')),
    button('deny', review('denied')),
    element('span', { class: 'quiet' }, 'Force'),
    button('approved', () => call('POST', `${path}/state`, { state: 'approved' })),
    button('denied', () => call('POST', `${path}/state`, { state: 'denied' })),
    button('promoted', () => call('POST', `${path}/state`, { state: 'promoted' })),
    button('expire', () => call('POST', `${path}/expire`)),
    button('delete', () => call('DELETE', path)),
  );
}

const userOption = ({ name }) =>
  element('option', { value: name, ...(name === 'bob' ? { selected: '' } : {}) }, name);

function auditRow(event) {
  const by = [event.user, event.delegator, event.reviewer === event.user ? '' : event.reviewer]
    .filter(Boolean)
    .join(' / ');
  const cells = [
    clock(event.timeMs),
    event.event,
    event.requestId,
    by,
    event.state ?? '',
    event.reason ?? '',
  ];
  return element('tr', {}, ...cells.map((cell) => element('td', {}, cell)));
}

function faultLine(fault) {
  const { match, when, action, times } = fault.rule;
  const about = match.resource === undefined ? '' : ` about ${match.resource}`;
  const limit = times === undefined ? '' : ` of ${times}`;
  const status = fault.released ? 'released' : `met ${fault.hits}${limit}, holding ${fault.holding}`;
  const button = (label, method, path) =>
    element('button', { type: 'button', onclick: () => call(method, `/faults/${fault.id}${path}`) }, label);
  return element(
    'li',
    {},
    `${action} ${match.method}${about} ${when} its effect (${status}) `,
    button('release', 'POST', '/release'),
    ' ',
    button('remove', 'DELETE', ''),
  );
}

function cutButton(how) {
  return element('button', { type: 'button', onclick: () => call('POST', '/cut-streams', { how }) }, how);
}

/** Which reviewer was chosen on which card: survives redrawing. */
const chosen = new Map();

async function draw() {
  const state = await (await fetch('/_mock/state')).json();
  const plural = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;
  byId('cluster').textContent =
    `${state.cluster} · Auth Service at ${state.auth} · ${plural(state.streams, 'watch stream')}`;
  const users = byId('users');
  if (users.children.length === 0)
    users.append(...state.users.map(({ name }) => element('option', {}, name)));
  const opened = new Set(
    [...document.querySelectorAll('details[open]')].map((details) => details.dataset.key),
  );
  const none = element('p', { class: 'quiet' }, 'No request yet.');
  byId('requests').replaceChildren(
    ...(state.requests.length === 0
      ? [none]
      : state.requests.toReversed().map((request) => requestCard(request, state))),
  );
  for (const details of document.querySelectorAll('details')) details.open = opened.has(details.dataset.key);
  byId('faults').replaceChildren(...state.faults.map(faultLine));
  byId('audit').replaceChildren(...state.audit.toReversed().slice(0, 200).map(auditRow));
}

byId('create').addEventListener('submit', (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  void call('POST', '/requests', {
    user: form.get('user'),
    roles: words(form.get('roles')),
    resources: words(form.get('resources')),
    reason: form.get('reason'),
    ttlMs: Number(form.get('ttlMs')),
    kind: form.has('longTerm') ? 'long-term' : 'short-term',
  });
});

byId('fault').addEventListener('submit', (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  const action = form.get('action');
  void call('POST', '/faults', {
    match: { method: form.get('method') },
    when: form.get('when'),
    action,
    ...(action === 'error' ? { code: Number(form.get('code')) } : {}),
    ...(action === 'delay' ? { delayMs: Number(form.get('delayMs')) } : {}),
    ...(form.get('times') === '' ? {} : { times: Number(form.get('times')) }),
  });
});

const ends = ['clean', 'unavailable', 'slow-consumer', 'goaway', 'reset'];
byId('cuts').append(element('span', { class: 'quiet' }, 'End watch streams'), ...ends.map(cutButton));

new EventSource('/_mock/events').addEventListener('changed', () => void draw());

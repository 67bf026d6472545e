/* global document, fetch, setInterval */
import { element, option, readState, say } from './jira.js';

const panel = document.querySelector('#faults');
const toggle = document.querySelector('#faults-toggle');

const KNOBS = [
  ['latencyMs', 'Latency of every answer, ms', 1],
  ['searchLagMs', 'Search lags behind by, ms', 1],
  ['transitionMs', 'A transition takes, ms (409 meanwhile)', 1],
  ['burstPerSecond', 'Calls per second and endpoint (0 = no limit)', 1],
  ['issueWritesPer2s', 'Writes per issue in 2 s (0 = no limit)', 1],
  ['webhookLoss', 'Webhooks lost, %', 0.01],
  ['webhookCopies', 'Extra copies of each webhook', 1],
  ['webhookDelayMs', 'Webhooks late by, ms', 1],
];

/** Settings that 0 switches off. */
const LIMITS = ['burstPerSecond', 'issueWritesPer2s'];

const SPOILS = {
  429: {
    action: 'error',
    status: 429,
    headers: { 'Retry-After': '1', 'RateLimit-Reason': 'jira-burst-based' },
  },
  503: { action: 'error', status: 503 },
  'no answer, not done': { action: 'drop', when: 'before' },
  'no answer, but done': { action: 'drop', when: 'after' },
  'held before': { action: 'hold', when: 'before' },
  'held after': { action: 'hold', when: 'after' },
};

toggle.addEventListener('click', () => {
  panel.hidden = !panel.hidden;
  toggle.setAttribute('aria-expanded', String(!panel.hidden));
  if (!panel.hidden) void draw();
});
setInterval(() => {
  if (!panel.hidden) void drawLists();
}, 1000);

async function draw() {
  const { settings } = await readState();
  panel.replaceChildren(
    element('h2', {}, 'Faults'),
    ...KNOBS.map((knob) => knobView(settings, knob)),
    tokensSwitch(settings),
    element('h3', {}, 'Spoil the next calls'),
    spoiler(),
    element('h3', {}, 'In force'),
    element('ul', { class: 'list', id: 'fault-list' }),
    element('h3', {}, 'Webhooks'),
    element('ul', { class: 'list', id: 'delivery-list' }),
  );
  await drawLists();
}

function knobView(settings, [name, text, scale]) {
  const value = String(Math.round((settings[name] ?? 0) / scale));
  const input = element('input', { type: 'number', min: '0', value, 'data-setting': name });
  input.addEventListener('change', () => {
    const number = Number(input.value) * scale;
    void set({ [name]: LIMITS.includes(name) && number === 0 ? null : number });
  });
  return element('label', { class: 'knob' }, text, input);
}

function tokensSwitch(settings) {
  const input = element('input', { type: 'checkbox', 'data-setting': 'tokensDead' });
  input.checked = settings.tokensDead;
  input.addEventListener('change', () => void set({ tokensDead: input.checked }));
  return element('label', { class: 'knob' }, 'Every token is dead (calls are anonymous)', input);
}

async function set(settings) {
  const answer = await fetch('/_mock/settings', {
    method: 'PUT',
    body: JSON.stringify(settings),
    ...AS_JSON,
  });
  if (!answer.ok) say((await answer.json()).message);
}

const AS_JSON = { headers: { 'Content-Type': 'application/json' } };

function spoiler() {
  const kind = element(
    'select',
    { 'aria-label': 'How' },
    ...Object.keys(SPOILS).map((name) => option(name, name)),
  );
  const method = element(
    'select',
    { 'aria-label': 'Method' },
    ...['GET', 'POST', 'PUT', 'DELETE'].map((name) => option(name, name)),
  );
  method.value = 'POST';
  const path = element('input', { value: '/rest/api/*/issue', 'aria-label': 'Path' });
  const times = element('input', { type: 'number', min: '1', value: '1', 'aria-label': 'Times' });
  const add = element('button', { class: 'button primary' }, 'Add');
  add.addEventListener('click', () => {
    const match = { method: method.value, path: path.value };
    const rule = { when: 'before', ...SPOILS[kind.value], match, times: Number(times.value) };
    void fetch('/_mock/faults', { method: 'POST', body: JSON.stringify(rule), ...AS_JSON }).then(drawLists);
  });
  return element('div', { class: 'row' }, kind, method, path, times, add);
}

async function drawLists() {
  const { faults, deliveries } = await readState();
  document.querySelector('#fault-list')?.replaceChildren(...faults.map(faultView));
  document
    .querySelector('#delivery-list')
    ?.replaceChildren(...deliveries.slice(-12).toReversed().map(deliveryView));
}

function faultView({ id, rule, hits, held }) {
  const end = element('button', { class: 'button' }, held > 0 ? `Release ${held}` : 'End');
  end.addEventListener(
    'click',
    () => void fetch(`/_mock/faults/${id}`, { method: 'DELETE' }).then(drawLists),
  );
  const text = `${rule.action} ${rule.when} ${rule.match.method ?? ''} ${rule.match.path ?? 'any'}: ${hits}`;
  return element('li', {}, text, end);
}

function deliveryView({ event, issueKey, state, attempts }) {
  const outcome = attempts.map((status) => status ?? 'no answer').join(', ');
  return element(
    'li',
    {},
    `${issueKey} ${event}`,
    element('span', {}, outcome === '' ? state : `${state}: ${outcome}`),
  );
}

/* global document, fetch, EventSource, localStorage, setTimeout, clearTimeout */

/** The state of the whole site, as the control API tells it. */
export async function readState() {
  const answer = await fetch('/_mock/state');
  return answer.json();
}

/** Fills the "acting as" choice and remembers it. Returns a function that gives the chosen person. */
export async function actingAs(select) {
  const people = await (await fetch('/_mock/people')).json();
  for (const person of people) select.append(option(person.name, labelOf(person)));
  const remembered = localStorage.getItem('actor');
  const first = people.find((person) => person.name === 'ann') ?? people[0];
  select.value = people.some((person) => person.name === remembered) ? remembered : first.name;
  select.addEventListener('change', () => localStorage.setItem('actor', select.value));
  return () => people.find((person) => person.name === select.value);
}

function labelOf(person) {
  return person.accountType === 'app' ? `${person.displayName} (app)` : person.displayName;
}

/** One REST call as that person; throws an error with Jira's own words. */
export async function rest(person, path, { method = 'GET', body } = {}) {
  const answer = await fetch(`/rest/api/2/${path}`, {
    method,
    headers: { Authorization: person.authorization, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const json = text === '' ? undefined : parse(text);
  if (!answer.ok) throw new Error(refusalOf(json) || `Jira answered ${answer.status}.`);
  return json;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusalOf(json) {
  return [...(json?.errorMessages ?? []), ...Object.values(json?.errors ?? {})].join(' ');
}

/** Moves a card through a transition that leads to the status, as a person would. */
export async function move(person, key, status) {
  const { transitions } = await rest(person, `issue/${key}/transitions?expand=transitions.fields`);
  const transition = transitions.find((one) => one.to.id === status.id);
  if (transition === undefined)
    throw new Error(`${person.displayName} has no transition to ${status.name} for ${key}.`);
  const body = { transition: { id: transition.id }, fields: firstChoices(transition.fields ?? {}) };
  await rest(person, `issue/${key}/transitions`, { method: 'POST', body });
}

/** A screen's compulsory choices are answered with the first one on offer. */
function firstChoices(fields) {
  const asked = Object.entries(fields).filter(
    ([, field]) => field.required && field.allowedValues?.length > 0,
  );
  return Object.fromEntries(asked.map(([id, field]) => [id, { id: field.allowedValues[0].id }]));
}

/** Calls `changed` now, and again after every change of the site. */
export function watch(changed) {
  const light = document.querySelector('#live');
  const source = new EventSource('/_mock/events');
  source.addEventListener('hello', () => {
    light.classList.add('on');
    void changed();
  });
  source.addEventListener('change', () => void changed());
  source.addEventListener('error', () => light.classList.remove('on'));
}

let hiding;

/** Says something for a moment. */
export function say(text) {
  const toast = document.querySelector('#toast');
  toast.textContent = text;
  toast.classList.add('shown');
  clearTimeout(hiding);
  hiding = setTimeout(() => toast.classList.remove('shown'), 4000);
}

/** Runs something that may be refused, and says why if it is. */
export async function attempt(task) {
  try {
    await task();
  } catch (error) {
    say(error.message);
  }
}

/** An element with attributes and children; text is never read as HTML. */
export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** A choice of a select. */
export function option(value, text) {
  return element('option', { value }, text);
}

/** What the account is called. */
export function displayName(state, name) {
  return state.users.find((user) => user.name === name)?.displayName ?? name ?? 'nobody';
}

/** Names the site in the bar. */
export function showSite(state) {
  const project = state.projects[0];
  const managed = project.style === 'classic' ? 'company-managed' : 'team-managed';
  const kind = state.deployment === 'cloud' ? 'Jira Cloud' : 'Jira Data Center';
  document.querySelector('#project-kind').textContent = `${project.key} · ${kind}, ${managed}`;
  return project;
}

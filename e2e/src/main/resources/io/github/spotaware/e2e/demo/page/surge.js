// What the project has under way: evictions that are held, and the schedules of the surges.

import { byId, el, icon, List, setData, setText, show } from './dom.js';
import { clock, left, running } from './words.js';

const PHASES = ['Raising', 'Surged', 'Releasing', 'Lowering'];

function fact(label) {
  const value = el('dd', '');
  return { root: el('div', '', el('dt', '', label), value), value };
}

function createHold(hold) {
  const time = el('strong', 'big');
  const asker = fact('asked by');
  const webhooks = fact('held by');
  const replacement = fact('waits for');
  const until = fact('at most until');
  const bar = el('span', 'bar', el('i', ''));
  const root = el(
    'li', 'card hold',
    el('div', 'top', icon('held'), el('h3', 'podname', hold.pod)),
    el('p', 'counter', time, el('span', '', 'eviction held')),
    bar, el('dl', 'facts', replacement.root, asker.root, webhooks.root, until.root));
  return { root, time, asker, webhooks, replacement, until, bar: bar.firstChild };
}

function updateHold(child, hold) {
  child.hold = hold;
  setText(child.replacement.value, hold.waitsFor);
  setText(child.asker.value, hold.asker ?? 'not told yet');
  setText(child.webhooks.value, hold.webhooks.length > 0 ? hold.webhooks.join(', ') : 'not told yet');
}

function createSchedule(schedule) {
  const time = el('strong', 'big');
  const what = el('span', '');
  const phases = el('ol', 'phases', ...PHASES.map((phase) => el('li', '', phase)));
  const trigger = fact('trigger');
  const meaning = el('p', 'meaning');
  const root = el(
    'li', 'card schedule',
    el('div', 'top', icon('calendar'), el('h3', 'name', schedule.deployment)),
    el('p', 'counter', time, what), phases, meaning, el('dl', 'facts', trigger.root));
  return { root, time, what, phases, meaning, trigger };
}

function updateSchedule(child, schedule) {
  child.schedule = schedule;
  const at = PHASES.indexOf(schedule.phase);
  [...child.phases.children].forEach((item, i) => {
    setData(item, 'is', i === at ? 'now' : i < at ? 'past' : 'ahead');
    if (i === at) {
      item.setAttribute('aria-current', 'step');
    } else {
      item.removeAttribute('aria-current');
    }
  });
  setText(child.meaning, at < 0 ? `${schedule.phase}: ${schedule.meaning}` : schedule.meaning);
  show(child.trigger.root, schedule.trigger !== '');
  setText(child.trigger.value, schedule.trigger);
}

export class Surge {
  constructor() {
    this.holds = new List(byId('holds'), (hold) => hold.uid, createHold, updateHold);
    this.schedules = new List(byId('schedules'), (schedule) => schedule.name, createSchedule, updateSchedule);
  }

  set(state) {
    this.holds.set(state.holds);
    this.schedules.set(state.schedules);
  }

  tick(now) {
    for (const { hold, time, until, bar } of this.holds.children.values()) {
      setText(time, running(now - hold.since));
      setText(until.value, `${clock(hold.until)}, ${left(hold.until - now)} left`);
      bar.style.width = `${Math.min(100, (100 * (now - hold.since)) / (hold.until - hold.since))}%`;
    }
    for (const { schedule, time, what } of this.schedules.children.values()) {
      const remaining = schedule.due - now;
      setText(time, remaining > 0 ? left(remaining) : 'due');
      setText(what, remaining > 0 ? 'until it goes back to 1 replica' : 'it goes back to 1 replica');
    }
  }
}

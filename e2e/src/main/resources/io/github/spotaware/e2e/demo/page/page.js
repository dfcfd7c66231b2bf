// Draws what the demo tells. All that is known is in the last state; between two states only time goes on.

import { byId, el, icon, List, setData, setIcon, setText } from './dom.js';
import { Deployments } from './deployments.js';
import { Nodes } from './nodes.js';
import { showOutcome } from './outcome.js';
import { Surge } from './surge.js';
import { Timeline } from './timeline.js';
import { listen } from './stream.js';

const TICK = 100;
const CONNECTION = {
  live: 'live',
  reconnecting: 'reconnecting',
  full: 'too many pages watch this demo: close one and reload',
  lost: 'the demo has ended',
  over: 'over',
};

const parts = [new Deployments(), new Nodes(), new Surge()];
const timeline = new Timeline();
const processes = new List(
  byId('processes'),
  (process) => process.name,
  (process) => {
    const word = el('span', 'word');
    const image = icon(process.status);
    return { root: el('li', 'process', image, el('span', 'processname', process.name), word), word, image };
  },
  (child, process) => {
    setData(child.root, 'status', process.status);
    setIcon(child.image, process.status);
    setText(child.word, process.status);
  });

let state = null;
let ahead = 0;
let ended = false;

/** The time of the demo's machine; it stands still when the demo is over. */
const now = () => (state.phase === 'over' ? state.now : Date.now() + ahead);

function connection(status) {
  ended = status === 'over' || status === 'lost';
  setText(byId('connection'), CONNECTION[status]);
  setData(byId('connection'), 'state', status);
}

function told(message) {
  // The first state, and one of a stream that began again, was on its way for no longer than the others.
  ahead = message.state.now - Date.now();
  state = message.state;
  setText(byId('scene'), state.scene);
  setData(document.body, 'phase', state.phase);
  processes.set(state.processes);
  parts.forEach((part) => part.set(state));
  timeline.add(message.lines);
  tick();
  if (state.phase === 'over') {
    showOutcome(state);
    connection('over');
  }
  return state.phase === 'over';
}

function tick() {
  parts.forEach((part) => part.tick(now()));
}

listen(() => timeline.last, told, connection);
setInterval(() => state !== null && !ended && tick(), TICK);

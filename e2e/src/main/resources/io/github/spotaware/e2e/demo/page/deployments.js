// The Deployments: what each wants, what serves, how long nothing did, and the last while of that as a chart.

import { byId, el, icon, List, setData, setIcon, setText } from './dom.js';
import { running, seconds } from './words.js';

const SVG = 'http://www.w3.org/2000/svg';
const WINDOW = 40_000;
const WIDTH = 300;
const HEIGHT = 40;

function figure(label) {
  const value = el('dd', 'value');
  return { root: el('div', 'figure', el('dt', '', label), value), value };
}

function path(className) {
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('class', className);
  return line;
}

function chart() {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'chart');
  svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('role', 'img');
  const levels = [1, 2].map((count) => el('span', 'level', String(count)));
  const root = el('div', 'plot', svg, ...levels);
  const parts = { root, svg, levels, grid: path('grid'), area: path('area'), line: path('line'), down: path('down') };
  svg.append(parts.grid, parts.area, parts.down, parts.line);
  return parts;
}

function create(deployment) {
  const name = el('h3', 'name', deployment.name);
  const protection = el('span', 'badge');
  const shield = icon('shield');
  const word = el('span', '');
  protection.append(shield, word);
  const wanted = figure('wanted');
  const serving = figure('serving');
  const downtime = figure('downtime');
  downtime.root.classList.add('downtime');
  const parts = chart();
  const where = el('p', 'where');
  const end = el('span', '');
  const root = el(
    'li', 'card deployment',
    el('div', 'top', name, protection),
    where,
    el('dl', 'figures', wanted.root, serving.root, downtime.root));
  root.append(parts.root, el('p', 'axis', el('span', '', `${WINDOW / 1000} s ago`), el('span', '', 'serving pods'), end));
  return { root, word, shield, protection, where, end, wanted, serving, downtime, chart: parts };
}

function update(child, deployment) {
  setData(child.root, 'removed', String(deployment.removed));
  setData(child.root, 'down', String(deployment.downSince !== null));
  setData(child.protection, 'kind', deployment.protected ? 'protected' : 'plain');
  setIcon(child.shield, deployment.protected ? 'shield' : 'unshielded');
  setText(child.word, deployment.protected ? 'protected' : 'not protected');
  setText(child.where, deployment.removed ? `${deployment.namespace}, removed` : deployment.namespace);
  setText(child.end, deployment.removed ? 'removed' : 'now');
  setText(child.wanted.value, deployment.removed ? '\u2013' : String(deployment.wanted));
  setText(child.serving.value, deployment.removed ? '\u2013' : String(deployment.serving));
  child.deployment = deployment;
}

/** Steps of the serving count within the window, as points of the chart. */
function draw(child, now) {
  const { deployment, chart: parts } = child;
  const end = deployment.until ?? now;
  const start = end - WINDOW;
  const top = Math.max(2, ...deployment.history.map((step) => step[1]));
  const x = (time) => (Math.max(0, (time - start) / WINDOW) * WIDTH).toFixed(1);
  const y = (count) => (HEIGHT - 3 - (count / top) * (HEIGHT - 8)).toFixed(1);
  let line = '';
  let area = '';
  let down = '';
  let served = false;
  deployment.history.forEach(([time, count], i) => {
    const until = Math.max(start, i + 1 < deployment.history.length ? deployment.history[i + 1][0] : end);
    served ||= count > 0;
    if (until > start && served) {
      const [from, to, level] = [x(time), x(until), y(count)];
      line += `${line ? 'L' : 'M'}${from} ${level}L${to} ${level}`;
      area += count > 0 ? `M${from} ${y(0)}V${level}H${to}V${y(0)}Z` : '';
      down += count === 0 ? `M${from} ${HEIGHT}V0H${to}V${HEIGHT}Z` : '';
    }
  });
  parts.levels.forEach((level, i) => { level.style.top = `${(100 * y(i + 1)) / HEIGHT}%`; });
  parts.grid.setAttribute('d', `M0 ${y(1)}H${WIDTH}M0 ${y(2)}H${WIDTH}`);
  parts.line.setAttribute('d', line);
  parts.area.setAttribute('d', area);
  parts.down.setAttribute('d', down);
}

export class Deployments {
  constructor() {
    this.list = new List(byId('deployments'), (deployment) => deployment.id, create, update);
  }

  set(state) {
    this.list.set(state.deployments);
  }

  /** What changes by time alone. */
  tick(now) {
    for (const child of this.list.children.values()) {
      const { downtime, downSince, serving } = child.deployment;
      const total = downtime + (downSince === null ? 0 : now - downSince);
      setText(child.downtime.value, downSince === null ? seconds(total) : running(total));
      setData(child.downtime.root, 'kind', total > 0 ? 'some' : 'none');
      child.chart.svg.setAttribute('aria-label', `Serving pods in the last ${WINDOW / 1000} s; now ${serving}`);
      draw(child, now);
    }
  }
}

// The timeline: it grows at its end, and follows that unless someone has scrolled away.

import { byId, el } from './dom.js';

const KINDS = { 'API server': 'api', kubectl: 'asker', drain: 'asker', webhook: 'ours', scaler: 'ours', watch: 'watch', demo: 'demo' };
const MOST = 500;

function row(line) {
  if (line.scene) {
    return el('li', 'scene', el('h3', '', line.what));
  }
  const item = el(
    'li', 'happening', el('span', 'time', `${line.seconds.toFixed(2)} s`), el('span', 'actor', line.actor),
    el('span', 'what', line.what));
  item.dataset.kind = KINDS[line.actor] ?? (line.actor.startsWith('webhook') ? 'ours' : 'cluster');
  return item;
}

export class Timeline {
  constructor() {
    this.list = byId('timeline');
    this.view = this.list.parentElement;
    this.last = 0;
    this.follows = true;
    this.view.addEventListener('scroll', () => {
      this.follows = this.view.scrollHeight - this.view.scrollTop - this.view.clientHeight < 40;
    });
    new ResizeObserver(() => this.#follow()).observe(this.view);
  }

  add(lines) {
    const fresh = lines.filter((line) => line.number > this.last);
    if (fresh.length === 0) {
      return;
    }
    this.last = fresh.at(-1).number;
    this.list.append(...fresh.map(row));
    while (this.list.childElementCount > MOST) {
      this.list.firstElementChild.remove();
    }
    this.#follow();
  }

  #follow() {
    if (this.follows) {
      this.view.scrollTop = this.view.scrollHeight;
    }
  }
}

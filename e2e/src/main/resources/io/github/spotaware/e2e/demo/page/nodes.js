// The nodes, and the pods in them. A pod keeps its tile for its life; it glides where it goes.

import { byId, el, icon, List, name, setData, setIcon, setText, show } from './dom.js';
import { running } from './words.js';

const STAGES = ['pending', 'starting', 'serving', 'terminating'];
const STILL = matchMedia('(prefers-reduced-motion: reduce)');
const GLIDE = { duration: 600, easing: 'cubic-bezier(.2, .7, .2, 1)' };

function mark(name, word) {
  return el('span', `mark ${name}`, icon(name), word);
}

function createNode(node) {
  const cordoned = mark('cordoned', 'cordoned');
  const status = el('span', 'mark gone', icon('gone'), el('span', ''));
  const taints = el('ul', 'taints');
  const pods = el('ul', 'pods');
  pods.setAttribute('aria-label', `Pods on ${node.name}`);
  const root = el(
    'li', 'card node',
    el('div', 'top', icon('node'), el('h3', 'name', node.name), cordoned, status), taints, pods,
    el('p', 'nothing', 'no pods'));
  const list = new List(taints, (taint) => taint, (taint) => (
    { root: el('li', 'mark tainted', icon('tainted'), name('', taint, '/')) }), () => {});
  return { root, cordoned, status, list, pods };
}

function updateNode(child, node) {
  setData(child.root, 'health', node.gone ? 'gone' : node.leaving ? 'leaving' : 'staying');
  show(child.cordoned, node.cordoned && !node.gone);
  show(child.status, node.gone || !node.ready);
  setText(child.status.lastChild, node.gone ? 'gone' : 'not Ready');
  child.list.set(node.taints);
}

function createPod(pod) {
  const stage = el('span', 'stage');
  const image = icon(pod.stage);
  const held = mark('held', '');
  const time = el('span', '');
  held.append('held ', time);
  const steps = el('span', 'steps', ...STAGES.map(() => el('i', '')));
  steps.setAttribute('aria-hidden', 'true');
  const shield = pod.protected ? [el('span', 'unseen', 'protected'), icon('shield')] : [];
  const replacement = mark('replacement', 'replacement');
  const root = el(
    'li', 'pod',
    el('div', 'line', image, name('podname', pod.name, '-'), el('span', 'shield', ...shield)),
    el('div', 'line', stage, replacement, held), steps);
  return { root, stage, image, held, time, steps, replacement };
}

function updatePod(child, pod) {
  child.pod = pod;
  setData(child.root, 'stage', pod.stage);
  setData(child.root, 'held', String(pod.heldSince !== null));
  setIcon(child.image, pod.stage);
  setText(child.stage, pod.stage === 'unready' ? 'not Ready' : pod.stage);
  show(child.replacement, pod.replacement);
  show(child.held, pod.heldSince !== null);
  const reached = STAGES.indexOf(pod.stage);
  [...child.steps.children].forEach((step, i) =>
    setData(step, 'is', i === reached ? 'now' : i < reached ? 'past' : 'ahead'));
}

export class Nodes {
  constructor() {
    this.nodes = new List(byId('nodes'), (node) => node.name, createNode, updateNode);
    this.shelf = byId('unscheduled');
    this.pods = new Map();
  }

  set(state) {
    const before = new Map([...this.pods].map(([uid, child]) => [uid, child.root.getBoundingClientRect()]));
    this.nodes.set(state.nodes);
    const there = new Set(state.pods.map((pod) => pod.uid));
    for (const [uid, child] of this.pods) {
      if (!there.has(uid)) {
        this.pods.delete(uid);
        this.#leave(child.root);
      }
    }
    for (const pod of state.pods) {
      const child = this.pods.get(pod.uid) ?? createPod(pod);
      this.pods.set(pod.uid, child);
      const place = this.nodes.children.get(pod.node)?.pods ?? this.shelf;
      if (child.root.parentElement !== place) {
        place.append(child.root);
      }
      updatePod(child, pod);
    }
    for (const child of this.nodes.children.values()) {
      setData(child.root, 'empty', String(child.pods.childElementCount === 0));
    }
    this.#glide(before);
  }

  tick(now) {
    for (const { pod, time } of this.pods.values()) {
      if (pod.heldSince !== null) {
        setText(time, running(now - pod.heldSince));
      }
    }
  }

  #leave(tile) {
    if (STILL.matches) {
      tile.remove();
      return;
    }
    tile
      .animate([{ opacity: 1 }, { opacity: 0, transform: 'scale(.92)' }], { duration: 350, fill: 'forwards' })
      .finished.finally(() => {
        const box = tile.closest('.node');
        tile.remove();
        if (box) {
          setData(box, 'empty', String(box.querySelector('.pod') === null));
        }
      });
  }

  #glide(before) {
    if (STILL.matches) {
      return;
    }
    for (const [uid, { root }] of this.pods) {
      const from = before.get(uid);
      if (!from) {
        root.animate([{ opacity: 0, transform: 'scale(.92)' }, { opacity: 1 }], GLIDE);
        continue;
      }
      const to = root.getBoundingClientRect();
      const [dx, dy] = [from.left - to.left, from.top - to.top];
      // A tile that is gliding is where its animation has it; only another place starts another one.
      if (Math.hypot(dx, dy) > 2 && root.getAnimations().every((animation) => animation.playState !== 'running'
          || animation instanceof CSSTransition)) {
        root.animate([{ transform: `translate(${dx}px, ${dy}px)` }, { transform: 'none' }], GLIDE);
      }
    }
  }
}

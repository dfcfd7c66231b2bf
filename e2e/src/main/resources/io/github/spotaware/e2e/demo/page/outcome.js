// How the demo ended.

import { byId, el, icon } from './dom.js';
import { seconds } from './words.js';

const downtime = (deployment) => `${deployment.name}: downtime ${seconds(deployment.downtime)}`;

export function showOutcome({ outcome, deployments }) {
  const place = byId('outcome');
  const ours = deployments.filter((deployment) => deployment.protected).map(downtime);
  const others = deployments.filter((deployment) => !deployment.protected);
  const lines = [...outcome.lines];
  if (others.length > 0) {
    lines.push(`Not protected: ${others.map(downtime).join(' \u00b7 ')}`);
  }
  lines.push('The demo is over. This is the last it told.');
  place.replaceChildren(
    icon(outcome.ok ? 'serving' : 'unready'),
    el('h2', '', outcome.ok ? ours.join(' \u00b7 ') || 'As it should be' : 'Not as it should be'),
    el('div', '', ...lines.map((line) => el('p', '', line))));
  place.dataset.ok = String(outcome.ok);
  place.hidden = false;
}

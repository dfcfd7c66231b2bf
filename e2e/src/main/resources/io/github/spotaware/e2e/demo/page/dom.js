// The few things that all parts of the page do to the document. Text from outside is only ever set as text.

const SVG = 'http://www.w3.org/2000/svg';

export const byId = (id) => document.getElementById(id);

/** A new element with a class and children; a string becomes text. */
export function el(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) {
    element.className = className;
  }
  element.append(...children);
  return element;
}

/** Where there is little room, the end of a name stays, which tells it from others. */
export function name(className, text, separator) {
  const end = Math.max(0, text.lastIndexOf(separator));
  const whole = el('span', `split ${className}`, el('span', 'stem', text.slice(0, end)), el('span', '', text.slice(end)));
  whole.title = text;
  return whole;
}

/** One of the symbols of the document; it says nothing, so words must be beside it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(document.createElementNS(SVG, 'use'));
  setIcon(svg, name);
  return svg;
}

export function setIcon(svg, name) {
  const target = `#${name}`;
  if (svg.firstChild.getAttribute('href') !== target) {
    svg.firstChild.setAttribute('href', target);
  }
}

export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

export function setData(element, name, value) {
  if (element.dataset[name] !== value) {
    element.dataset[name] = value;
  }
}

/** Shows it or hides it. */
export function show(element, condition) {
  if (element.hidden === condition) {
    element.hidden = !condition;
  }
}

/**
 * Keeps one child for each item, in the items' order, and each child for its item's life: so that a change is a
 * change of an element, not another element. `create(item)` gives an object with `root`; `update` is given both.
 */
export class List {
  constructor(parent, key, create, update) {
    Object.assign(this, { parent, key, create, update, children: new Map() });
  }

  set(items) {
    const keys = new Set(items.map(this.key));
    for (const [key, child] of this.children) {
      if (!keys.has(key)) {
        this.children.delete(key);
        child.root.remove();
      }
    }
    let next = this.parent.firstElementChild;
    for (const item of items) {
      const key = this.key(item);
      const child = this.children.get(key) ?? this.create(item);
      this.children.set(key, child);
      if (child.root === next) {
        next = next.nextElementSibling;
      } else {
        this.parent.insertBefore(child.root, next);
      }
      this.update(child, item);
    }
    this.parent.classList.toggle('none', items.length === 0);
  }
}

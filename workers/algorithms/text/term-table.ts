/**
 * All terms of a corpus as the nodes of one trie, kept in typed arrays: no string is made while texts are counted,
 * and a fitted vocabulary is plain data. A node is (parent node, unit); a unit is a Unicode code point, or
 * `NODE_UNIT + n` for a whole word, n being the node at which that word ends. One root per kind of spelling keeps
 * the word `手机` apart from the characters 手 and 机 in a row.
 */
export interface TermTable {
  /** Number of nodes. */
  size: number;
  /** Parent and unit of node n at 2n and 2n + 1. */
  keys: Int32Array;
  /** What each node counts as: one of the kinds below. */
  kinds: Uint8Array;
  /** Open addressing: node + 1, or 0 for a free slot; the length is a power of two. */
  slots: Int32Array;
}

/** Units from here on are words. */
export const NODE_UNIT = 0x110000;

/** Roots: spelled words, windows of characters, pieces of words. */
export const WORD_ROOT = 0;
export const GRAM_ROOT = 1;
export const PIECE_ROOT = 2;
const ROOTS = 3;

/** Kinds of nodes. `INNER` is a node only passed through. */
export const INNER = 0;
export const WORD = 1;
export const PAIR = 2;
export const GRAM = 3;
export const PIECE = 4;

export function createTermTable(): TermTable {
  const capacity = 1 << 12;
  const keys = new Int32Array(2 * capacity).fill(-1);
  return { size: ROOTS, keys, kinds: new Uint8Array(capacity), slots: new Int32Array(2 * capacity) };
}

function hash(parent: number, unit: number): number {
  const mixed = Math.imul(parent, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}

function enlarge(table: TermTable): void {
  const capacity = 2 * table.kinds.length;
  const keys = new Int32Array(2 * capacity);
  keys.set(table.keys);
  const kinds = new Uint8Array(capacity);
  kinds.set(table.kinds);
  const slots = new Int32Array(2 * capacity);
  const mask = slots.length - 1;
  for (let node = ROOTS; node < table.size; node++) {
    let slot = hash(keys[2 * node]!, keys[2 * node + 1]!) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = node + 1;
  }
  table.keys = keys;
  table.kinds = kinds;
  table.slots = slots;
}

/** The node of a parent's unit, or −1 when there is none. */
export function findChild(table: TermTable, parent: number, unit: number): number {
  const { slots, keys } = table;
  const mask = slots.length - 1;
  for (let slot = hash(parent, unit) & mask; ; slot = (slot + 1) & mask) {
    const node = slots[slot]! - 1;
    if (node < 0 || (keys[2 * node] === parent && keys[2 * node + 1] === unit)) return node;
  }
}

/** The node of a parent's unit, made when there is none. */
export function addChild(table: TermTable, parent: number, unit: number): number {
  const { slots, keys } = table;
  const mask = slots.length - 1;
  let slot = hash(parent, unit) & mask;
  for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
    const node = slots[slot]! - 1;
    if (keys[2 * node] === parent && keys[2 * node + 1] === unit) return node;
  }
  const node = table.size++;
  slots[slot] = node + 1;
  keys[2 * node] = parent;
  keys[2 * node + 1] = unit;
  // At most half of the slots are used: slots are twice the capacity for nodes.
  if (table.size === table.kinds.length) enlarge(table);
  return node;
}

/** The units from the root to a node, as text. The words of a pair are joined as their script does it. */
export function termText(table: TermTable, node: number): string {
  let text = '';
  while (node >= ROOTS) {
    const unit = table.keys[2 * node + 1]!;
    const parent = table.keys[2 * node]!;
    if (unit < NODE_UNIT) {
      text = String.fromCodePoint(unit) + text;
    } else {
      const word = termText(table, unit - NODE_UNIT);
      const before = parent < ROOTS ? '' : termText(table, parent);
      const spaced = table.kinds[node] === PAIR && /[\p{L}\p{N}]$/u.test(before) && !UNSPACED_EDGE.test(before + word);
      return before + (spaced ? ' ' : '') + word + text;
    }
    node = parent;
  }
  return text;
}

const UNSPACED_EDGE = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}/u;

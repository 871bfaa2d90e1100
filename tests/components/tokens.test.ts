import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const source = resolve(import.meta.dirname, '../../src');
const tokens = readFileSync(join(source, 'tokens.css'), 'utf8');

/** The value of a token in one theme, followed through `var()`. */
function colour(name: string, theme: 'light' | 'dark'): string {
  const value = new RegExp(`--${name}:\\s*([^;]+);`).exec(tokens)?.[1]?.trim() ?? '';
  const alias = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
  if (alias) return colour(alias, theme);
  const both = /^light-dark\((#\w{6}), (#\w{6})\)$/.exec(value);
  return both?.[theme === 'light' ? 1 : 2] ?? value;
}

/** Relative luminance and contrast by WCAG 2.2, definitions 'relative luminance' and 'contrast ratio'. */
function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ['canvas', 'rail', 'sunken', 'raised', 'hover'];
const text: readonly (readonly [string, string])[] = [
  ...['ink', 'ink-2', 'ink-3', 'accent'].flatMap((ink) => grounds.map((ground) => [ink, ground] as const)),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['ink', 'accent-soft'],
  ['accent', 'accent-soft'],
  ['good', 'good-soft'],
  ['warn', 'warn-soft'],
  ['bad', 'bad-soft'],
  ['bad', 'canvas'],
  ['warn', 'canvas'],
  ['ink', 'warn-soft'],
  ['ink', 'mark-soft'],
  ['ink', 'mark-against-soft'],
  ...[1, 2, 3, 4].map((step) => ['seq-ink-low', `seq-${step}`] as const),
  ...[5, 6, 7].map((step) => ['seq-ink-high', `seq-${step}`] as const),
  ...[1, 2, 3].map((step) => ['ink', `level-${step}`] as const),
  ...[4, 5].map((step) => ['seq-ink-high', `level-${step}`] as const),
  ['div-ink', 'div-n2'],
  ['div-ink', 'div-p2'],
  ['ink', 'div-n1'],
  ['ink', 'div-p1'],
  ['ink', 'div-0'],
  ['seq-ink-high', 'div-n3'],
  ['seq-ink-high', 'div-p3'],
];
const marks: readonly (readonly [string, string])[] = [
  ['cat-1', 'canvas'],
  ['cat-2', 'canvas'],
  ['control-line', 'canvas'],
  ['focus', 'canvas'],
  ['warn-edge', 'canvas'],
  ['div-p2', 'canvas'],
  ['div-n2', 'canvas'],
];

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  const below = (pairs: readonly (readonly [string, string])[], least: number) =>
    pairs
      .map(([a, b]) => ({ pair: `${a} on ${b}`, ratio: contrast(colour(a, theme), colour(b, theme)) }))
      .filter(({ ratio }) => !(ratio >= least))
      .map(({ pair, ratio }) => `${pair}: ${ratio.toFixed(2)}`);

  it('has text that can be read: 4.5 to 1', () => {
    expect(below(text, 4.5)).toEqual([]);
  });

  it('has marks and control lines that can be seen: 3 to 1', () => {
    expect(below(marks, 3)).toEqual([]);
  });
});

describe('colours', () => {
  it('stand nowhere but in tokens.css', () => {
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(svelte|css|ts)$/.test(name),
    );
    const literal = /#[0-9a-f]{3,8}\b(?=[\s;'"),])|\b(?:rgb|hsl|oklch|lab|lch)a?\(/i;
    const found = files
      .filter((name) => name !== 'tokens.css')
      .flatMap((name) =>
        readFileSync(join(source, name), 'utf8')
          .split('\n')
          .flatMap((line, index) =>
            literal.test(line.replace(/{#\w+/g, '')) ? [`${name}:${index + 1} ${line.trim()}`] : [],
          ),
      );
    expect(found).toEqual([]);
  });
});

describe('templates', () => {
  it('set no literal style attribute, which the policy forbids', () => {
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.svelte'));
    const found = files.filter((name) => /\sstyle="[^{"]*"/.test(readFileSync(join(source, name), 'utf8')));
    expect(found).toEqual([]);
  });
});

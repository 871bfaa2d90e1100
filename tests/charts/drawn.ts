import { plot } from '@observablehq/plot';
import { JSDOM } from 'jsdom';
import type { ChartSpec } from '../../src/charts/chart';

const { document } = new JSDOM('').window;

/** The chart as Plot draws it at a width, without a browser. */
export function draw<Row>(spec: ChartSpec<Row>, width = 480): SVGSVGElement {
  return plot({ ...spec.plot(width), document }) as SVGSVGElement;
}

/**
 * A drawing in few lines that a person can read: one per group of marks and per mark, numbers rounded to whole pixels,
 * defaults that Plot repeats left out.
 */
export function outline(svg: SVGSVGElement): string {
  const lines = [`svg ${svg.getAttribute('width')}×${svg.getAttribute('height')}`];
  const visit = (element: Element, depth: number) => {
    for (const child of element.children) {
      if (child.localName === 'style') continue;
      const text = child.localName === 'text' ? wordsOf(child) : '';
      lines.push(`${'  '.repeat(depth)}${child.localName}${attributesOf(child)}${text ? ` "${text}"` : ''}`);
      if (child.localName !== 'text') visit(child, depth + 1);
    }
  };
  visit(svg, 1);
  return lines.join('\n');
}

const dull = new Set([
  'aria-label',
  'aria-hidden',
  'aria-description',
  'stroke-miterlimit',
  'font-variant',
  'stroke-linejoin',
]);

function attributesOf(element: Element): string {
  return [...element.attributes]
    .filter(({ name }) => !dull.has(name))
    .map(({ name, value }) => ` ${name}=${value.replaceAll(/-?\d+\.\d+/g, (number) => rounded(Number(number)))}`)
    .join('');
}

const rounded = (value: number) => String(Number(value.toFixed(Math.abs(value) < 1 ? 1 : 0)));

/** Words of the marks that can be pressed, in the order of their rows. */
export const pressable = (svg: SVGSVGElement): readonly string[] =>
  [...svg.querySelectorAll('[data-row]')].map(
    (mark) => `${mark.getAttribute('data-row')} ${mark.getAttribute('aria-label')}`,
  );

/** What a text element shows: its own words and those of its lines, not the title a pointer shows. */
const wordsOf = (text: Element) =>
  [...text.childNodes]
    .filter((node) => node.nodeName !== 'title')
    .map((node) => node.textContent)
    .join(' / ');

/** Every text drawn. */
export const textsOf = (svg: SVGSVGElement): readonly string[] => [...svg.querySelectorAll('text')].map(wordsOf);

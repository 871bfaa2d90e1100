/** Attributes that a picture needs in its own right once it has left the page and its style sheet. */
const kept = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'paint-order',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-variant-numeric',
  'text-anchor',
] as const;

const svgNamespace = 'http://www.w3.org/2000/svg';

export interface PictureWords {
  readonly title: string;
  readonly subtitle?: string;
  readonly legend?: readonly { readonly label: string; readonly colour: string }[];
}

/**
 * The chart as an SVG file of its own: colours resolved in the present theme, title, subtitle and legend written into
 * it, on the page's ground. Styles become attributes, because a style sheet of the page does not travel with it.
 */
export function toSvg(chart: SVGSVGElement, words: PictureWords): { text: string; width: number; height: number } {
  const padding = 16;
  const document = chart.ownerDocument;
  const styleOfPage = getComputedStyle(document.body);
  const width = Number(chart.getAttribute('width')) + 2 * padding;
  const picture = document.createElementNS(svgNamespace, 'svg');
  const resolve = createResolver(chart);
  let top = padding;

  const write = (content: string, x: number, y: number, size: number, weight: number, colour: string) => {
    const line = document.createElementNS(svgNamespace, 'text');
    line.textContent = content;
    const attributes = { x, y, 'font-size': size, 'font-weight': weight, fill: resolve(colour) };
    for (const [name, value] of Object.entries(attributes)) line.setAttribute(name, String(value));
    line.setAttribute('font-family', styleOfPage.fontFamily);
    picture.append(line);
  };

  write(words.title, padding, (top += 14), 14, 600, 'var(--ink)');
  if (words.subtitle) write(words.subtitle, padding, (top += 18), 12, 400, 'var(--ink-3)');
  if (words.legend) {
    top += 18;
    let left = padding;
    for (const item of words.legend) {
      const swatch = document.createElementNS(svgNamespace, 'rect');
      const box = { x: left, y: top - 9, width: 10, height: 10, rx: 2, fill: resolve(item.colour) };
      for (const [name, value] of Object.entries(box)) swatch.setAttribute(name, String(value));
      picture.append(swatch);
      write(item.label, left + 15, top, 12, 400, 'var(--ink-2)');
      left += 33 + 12 * [...item.label].length;
    }
  }
  top += 12;

  const copy = chart.cloneNode(true) as SVGSVGElement;
  const originals = [chart, ...chart.querySelectorAll<SVGElement>('*')];
  for (const [index, element] of [copy, ...copy.querySelectorAll<SVGElement>('*')].entries()) {
    const original = originals[index];
    if (!original) continue;
    const style = getComputedStyle(original);
    const above = original === chart || !original.parentElement ? null : getComputedStyle(original.parentElement);
    for (const name of kept) {
      const value = style.getPropertyValue(name);
      // What is inherited need not be said again; an attribute of its own may hold a token and must be resolved.
      const isOwn = original.hasAttribute(name) || above === null || value !== above.getPropertyValue(name);
      if (value !== '' && isOwn) element.setAttribute(name, value);
    }
    for (const name of ['class', 'style', 'tabindex', 'role', 'data-row', 'aria-describedby', 'pointer-events'])
      element.removeAttribute(name);
  }
  for (const sheet of copy.querySelectorAll('style')) sheet.remove();
  copy.setAttribute('x', String(padding));
  copy.setAttribute('y', String(top));
  copy.setAttribute('overflow', 'visible');
  const height = top + Number(chart.getAttribute('height')) + padding;

  const ground = document.createElementNS(svgNamespace, 'rect');
  const whole = { width, height, fill: resolve('var(--canvas)') };
  for (const [name, value] of Object.entries(whole)) ground.setAttribute(name, String(value));
  picture.prepend(ground);
  picture.append(copy);
  picture.setAttribute('viewBox', `0 0 ${width} ${height}`);
  picture.setAttribute('width', String(width));
  picture.setAttribute('height', String(height));
  return { text: new XMLSerializer().serializeToString(picture), width, height };
}

/** The colour that an expression with tokens has where the chart stands. */
function createResolver(chart: SVGSVGElement): (colour: string) => string {
  return (colour) => {
    const probe = chart.ownerDocument.createElementNS(svgNamespace, 'rect');
    probe.setAttribute('fill', colour);
    chart.append(probe);
    const { fill } = getComputedStyle(probe);
    probe.remove();
    return fill;
  };
}

/** The SVG as a PNG at twice its size, sharp on paper and on dense screens. */
export async function toPng(svg: { text: string; width: number; height: number }): Promise<Blob> {
  const scale = 2;
  const url = URL.createObjectURL(new Blob([svg.text], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = new OffscreenCanvas(svg.width * scale, svg.height * scale);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('the browser gave no canvas to draw on');
    context.scale(scale, scale);
    context.drawImage(image, 0, 0);
    return await canvas.convertToBlob({ type: 'image/png' });
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** A title as a file name: letters and digits of any script, joined by hyphens. */
export const fileName = (title: string): string =>
  title
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60) || 'chart';

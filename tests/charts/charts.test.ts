import { describe, expect, it } from 'vitest';
import { bars } from '../../src/charts/bars';
import { calibration } from '../../src/charts/calibration';
import { confusion } from '../../src/charts/confusion';
import { curve } from '../../src/charts/curve';
import { differenceBars } from '../../src/charts/difference-bars';
import { heatGrid } from '../../src/charts/heat-grid';
import { histogram } from '../../src/charts/histogram';
import { intervalDots } from '../../src/charts/interval-dots';
import { levelShares } from '../../src/charts/level-shares';
import { pairedBars } from '../../src/charts/paired-bars';
import { profileGrid } from '../../src/charts/profile-grid';
import { scatter } from '../../src/charts/scatter';
import { timeline } from '../../src/charts/timeline';
import { draw, outline, pressable, textsOf } from './drawn';

const integer = (value: number) => String(value);
const two = (value: number) => value.toFixed(2);
const percent = (share: number) => `${Math.round(share * 100)} %`;

describe('bars', () => {
  const spec = bars(
    [
      { label: 'App', value: 20, text: '20' },
      { label: '其余', value: 5, text: '5', isRest: true },
    ],
    { label: 'Channel', value: 'People' },
  );

  it('draws a band that can be pressed, a bar from zero and its number', () => {
    expect(outline(draw(spec, 240))).toMatchSnapshot();
  });

  it('gives the numbers behind it as a table', () => {
    expect(spec.table).toEqual({
      columns: ['Channel', 'People'],
      rows: [
        ['App', 20],
        ['其余', 5],
      ],
    });
  });
});

describe('pairedBars', () => {
  const words = { label: 'Class', people: 'people', money: 'money', percent };

  it('draws people above money, both from zero', () => {
    expect(
      outline(draw(pairedBars([{ label: '冠军', people: 0.18, money: 0.54, isStrong: true }], words), 300)),
    ).toMatchSnapshot();
  });

  it('draws a negative share of money as nothing and still says it', () => {
    const svg = draw(pairedBars([{ label: 'Refunds', people: 0.1, money: -0.02 }], words));
    expect(textsOf(svg)).toContain('10 % · -2 %');
    expect([...svg.querySelectorAll('rect')].every((bar) => Number(bar.getAttribute('width')) >= 0)).toBe(true);
  });
});

describe('levelShares', () => {
  const words = {
    label: 'Channel',
    levels: ['1', '2', '3', '4', '5'] as [string, string, string, string, string],
    unit: '% of customers',
    strong: 'strong +',
    percent,
  };
  const spec = levelShares([{ label: 'App', shares: [0.19, 0.14, 0.22, 0.24, 0.21] }], words);

  it('cuts the bar into the five levels and sums the two highest', () => {
    expect(outline(draw(spec, 400))).toMatchSnapshot();
  });

  it('leaves out a number that would not fit its segment', () => {
    const svg = draw(levelShares([{ label: 'E-mail', shares: [0.96, 0.01, 0.01, 0.01, 0.01] }], words), 300);
    expect(textsOf(svg).filter((text) => /^\d+$/.test(text))).toEqual(['96']);
  });
});

describe('calibration', () => {
  const bin = { predicted: 0.8, observed: 0.78, low: 0.7, high: 0.85, n: 400 };
  const words = {
    predicted: 'predicted',
    observed: 'observed',
    n: 'n',
    low: 'low',
    high: 'high',
    notes: ['ECE 0.013', 'Brier 0.118'],
    decimal: two,
    integer,
  };

  it('draws each bin with its interval against the diagonal', () => {
    expect(outline(draw(calibration([bin], words), 300))).toMatchSnapshot();
  });

  it('draws a bin of few observations grey', () => {
    const colours = (n: number) =>
      [...draw(calibration([{ ...bin, n }], words)).querySelectorAll('circle')].map((dot) => dot.getAttribute('fill'));
    expect(colours(400)).toContain('var(--cat-1)');
    expect(colours(29)).not.toContain('var(--cat-1)');
  });
});

describe('confusion', () => {
  const words = {
    actual: 'by hand',
    predicted: 'by model',
    count: 'texts',
    n: 'n',
    recall: 'Rec.',
    precision: 'Prec. %',
    integer,
  };
  const spec = confusion(
    ['A', 'B'],
    [
      [9, 1],
      [0, 4],
    ],
    words,
  );

  it('puts counts into cells, and n, recall and precision at the edges', () => {
    expect(outline(draw(spec, 320))).toMatchSnapshot();
  });

  it('hands on the cell with its share of the row', () => {
    expect(spec.rows[1]).toEqual({ actual: 0, predicted: 1, count: 1, share: 0.1 });
    expect(pressable(draw(spec))[1]).toBe('1 by hand A, by model B: 1');
  });

  it('says no recall for a class without a row', () => {
    expect(
      textsOf(
        draw(
          confusion(
            ['A', 'B'],
            [
              [3, 0],
              [0, 0],
            ],
            words,
          ),
        ),
      ),
    ).toContain('—');
  });
});

describe('intervalDots', () => {
  const words = {
    label: 'Class',
    value: 'F1',
    low: 'low',
    high: 'high',
    n: 'n =',
    format: two,
    integer,
    domain: [0.6, 1] as const,
    tooFew: 'fewer than 5: no estimate',
  };

  it('draws value, interval and track; grey below 30; a word below 5', () => {
    const rows = [
      { label: 'Signal', value: 0.91, low: 0.87, high: 0.94, n: 171 },
      { label: 'Points', value: 0.84, low: 0.77, high: 0.89, n: 12 },
      { label: 'Other', value: 1, low: 0.4, high: 1, n: 3 },
    ];
    expect(outline(draw(intervalDots(rows, words), 360))).toMatchSnapshot();
  });

  it('widens its axis to round numbers where none is given', () => {
    const rows = [{ label: 'A', value: 3.2, low: 2.7, high: 4.6, n: 99 }];
    const texts = textsOf(draw(intervalDots(rows, { ...words, domain: undefined })));
    expect(texts).toEqual(expect.arrayContaining(['2.00', '3.50', '5.00']));
  });
});

describe('heatGrid', () => {
  const cells = [
    { column: 0, row: 1, value: 10, text: '4', region: 'a' },
    { column: 1, row: 1, value: 90, text: '5', region: 'b' },
    { column: 0, row: 0, value: 20, text: '6', region: 'a' },
    { column: 1, row: 0, value: NaN, text: '0', region: 'b' },
  ];
  const spec = heatGrid(cells, {
    columns: [
      { label: 'R1', note: '> 90' },
      { label: 'R2', note: '≤ 90' },
    ],
    rows: [
      { label: 'F1', note: '1' },
      { label: 'F2', note: '2+' },
    ],
    regions: { a: { name: 'Asleep', share: '40 %' }, b: { name: 'Loyal', share: '60 %' } },
    columnName: 'R',
    rowName: 'F',
    textName: 'people',
    regionName: 'class',
    valueName: 'spend',
    format: integer,
  });

  it('sets regions apart by gaps, names each once, leaves an empty cell dashed', () => {
    expect(outline(draw(spec, 240))).toMatchSnapshot();
  });

  it('puts the second row above the first', () => {
    const tops = [...draw(spec).querySelectorAll('[data-row]')].map((cell) => Number(cell.getAttribute('y')));
    expect(tops[0]).toBeLessThan(tops[2] ?? 0);
  });
});

describe('profileGrid', () => {
  it('colours more than the mean teal and less ochre', () => {
    const svg = draw(
      profileGrid(
        [
          { group: 0, feature: 0, difference: 1.6 },
          { group: 0, feature: 1, difference: -0.4 },
          { group: 0, feature: 2, difference: 0.1 },
        ],
        {
          groups: [{ label: 'Families', note: '1,204' }],
          features: ['spend', 'orders', 'recency'],
          group: 'group',
          feature: 'feature',
          difference: 'difference',
          format: two,
        },
      ),
    );
    expect([...svg.querySelectorAll('[data-row]')].map((cell) => cell.getAttribute('fill'))).toEqual([
      'var(--div-p3)',
      'var(--div-n1)',
      'var(--div-0)',
    ]);
  });
});

describe('differenceBars', () => {
  it('draws more to the right and less to the left of the middle', () => {
    const rows = [
      { label: 'Night data', value: 86, text: '186' },
      { label: 'Aged 60+', value: -59, text: '41' },
    ];
    expect(outline(draw(differenceBars(rows, { label: 'Tag', value: 'TGI' }), 300))).toMatchSnapshot();
  });
});

describe('curve', () => {
  const points = [
    { x: 2, y: 0.31 },
    { x: 3, y: 0.41 },
  ];
  const words = { x: 'k', y: 'silhouette', format: two, formatX: integer, chosen: { x: 3, label: 'k = 3' } };

  it('marks the chosen point and names it', () => {
    expect(outline(draw(curve(points, words), 300))).toMatchSnapshot();
  });

  it('draws a single point and a flat line', () => {
    expect(textsOf(draw(curve([{ x: 2, y: 0.5 }], { ...words, chosen: undefined })))).toContain('k');
  });
});

describe('scatter', () => {
  it('keeps the colour of a group and names it at its middle', () => {
    const points = [0, 1, 2].map((x) => ({ x, y: x, group: 2 }));
    const svg = draw(
      scatter(points, { groups: ['A', 'B', 'C'], group: 'g', x: 'x', y: 'y', formatX: integer, formatY: integer }),
    );
    expect(svg.querySelector('circle')?.getAttribute('fill')).toBe('var(--cat-3)');
    expect(textsOf(svg)).toContain('C');
    expect(textsOf(svg)).not.toContain('A');
  });
});

describe('histogram', () => {
  it('draws bins from zero, the kept part dark, and the threshold', () => {
    const bins = [
      { from: 0, to: 1, count: 4, kept: 0 },
      { from: 1, to: 2, count: 2, kept: 2 },
    ];
    const words = { x: 'risk', count: 'people', format: integer, integer, mark: { value: 1, label: '≥ 1' } };
    expect(outline(draw(histogram(bins, words), 240))).toMatchSnapshot();
  });
});

describe('timeline', () => {
  const at = (date: string) => Date.parse(date);
  const words = {
    lines: [
      { label: 'Orders', shape: 'circle' as const },
      { label: 'Contacts', shape: 'square' as const },
      { label: 'Feedback', shape: 'triangle' as const },
    ],
    ...{ from: at('2025-07-01'), to: at('2026-07-01'), line: 'kind', date: 'date', event: 'event' },
    formatDate: (moment: number) => new Date(moment).toISOString().slice(0, 10),
    formatMonth: (moment: number) => String(new Date(moment).getUTCMonth() + 1),
  };
  const marks = [
    { line: 0, at: at('2025-08-01'), size: 100, isSolid: true, spoken: '¥100' },
    { line: 0, at: at('2025-09-01'), size: 400, isSolid: true, label: '¥400', spoken: '¥400' },
    { line: 1, at: at('2025-10-01'), isSolid: false, spoken: 'SMS, no response' },
    { line: 2, at: at('2025-11-01'), isSolid: true, label: 'Billing', spoken: 'Billing' },
  ];

  it('draws a line per kind, money as area, what was answered filled', () => {
    expect(outline(draw(timeline(marks, words), 720))).toMatchSnapshot();
  });

  it('draws four times the money with twice the radius', () => {
    const radii = [...draw(timeline(marks, words)).querySelectorAll('[data-row]')]
      .slice(0, 2)
      .map((mark) => Number(/[aA]([\d.]+)/.exec(mark.getAttribute('d') ?? '')?.[1]));
    expect((radii[1] ?? 0) / (radii[0] ?? 0)).toBeCloseTo(2, 5);
  });

  it('walks in the order given, each mark in its own words', () => {
    expect(pressable(draw(timeline(marks, words)))).toEqual(['0 ¥100', '1 ¥400', '2 SMS, no response', '3 Billing']);
  });

  it('puts a label on the free side, and leaves it out between two marks', () => {
    const crowd = (dates: readonly string[]) =>
      dates.map((date) => ({ line: 2, at: at(date), isSolid: true, label: 'Billing', spoken: date }));
    const labels = (dates: readonly string[]) =>
      textsOf(draw(timeline(crowd(dates), words), 720)).filter((label) => label === 'Billing').length;
    expect(labels(['2025-11-01', '2025-11-05'])).toBe(2);
    expect(labels(['2025-11-01', '2025-11-05', '2025-11-09'])).toBe(2);
    expect(labels(['2026-06-29'])).toBe(1);
  });
});

describe('every chart', () => {
  const empty = [
    bars([], { label: 'a', value: 'b' }),
    pairedBars([], { label: 'a', people: 'b', money: 'c', percent }),
    differenceBars([], { label: 'a', value: 'b' }),
    histogram([], { x: 'a', count: 'b', format: integer, integer }),
    confusion([], [], { actual: 'a', predicted: 'b', count: 'c', n: 'd', recall: 'e', precision: 'f', integer }),
    curve([], { x: 'a', y: 'b', format: integer, formatX: integer }),
  ];

  it('has an empty table when there are no rows, so that the page shows words instead', () => {
    expect(empty.map((spec) => [spec.rows.length, spec.table.rows.length])).toEqual(empty.map(() => [0, 0]));
  });

  it('uses no colour but the tokens', () => {
    const svg = draw(bars([{ label: 'a', value: 1, text: '1' }], { label: 'a', value: 'b' }));
    const colours = [...svg.querySelectorAll('[fill], [stroke]')].flatMap((element) =>
      ['fill', 'stroke'].map((name) => element.getAttribute(name) ?? 'none'),
    );
    expect(colours.filter((colour) => !/^(var\(--|none$|transparent$|currentColor$)/.test(colour))).toEqual([]);
  });

  it('sets no style attribute, which the policy would have to allow', () => {
    const svg = draw(bars([{ label: 'a', value: 1, text: '1' }], { label: 'a', value: 'b' }));
    expect(svg.querySelectorAll('[style]')).toHaveLength(0);
  });
});

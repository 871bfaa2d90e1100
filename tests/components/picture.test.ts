import { describe, expect, it } from 'vitest';
import { pictureSize, shapesOf } from '../../src/components/picture';
import { pictureKinds } from '../../src/lib/core/picture-kinds';

const labels = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛'];

describe.each(pictureKinds)('the picture of %s', (kind) => {
  const shapes = shapesOf(kind, labels);
  it('stays inside its frame', () => {
    for (const shape of shapes) {
      const right = shape.shape === 'bar' ? shape.x + shape.width : shape.x;
      const bottom = shape.shape === 'bar' ? shape.y + shape.height : shape.y;
      expect([shape.x >= 0, right <= pictureSize.width, bottom <= pictureSize.height]).toEqual([true, true, true]);
    }
  });
  it('shows its words and the accent or what deserves a look', () => {
    const said = shapes.flatMap((shape) => (shape.shape === 'words' ? [shape.text] : []));
    expect(said.length).toBeGreaterThan(0);
    expect(labels.slice(0, said.length).every((label) => said.includes(label))).toBe(true);
  });
});

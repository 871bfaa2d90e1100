import { describe, expect, it } from 'vitest';
import { readFormula, type Formula } from '../../src/components/formula';

/** The tree in one line, to compare: kind(parts). */
const shape = (part: Formula): string =>
  'parts' in part ? `${part.kind}(${part.parts.map(shape).join(' ')})` : part.text;

describe('a formula', () => {
  it('is read from left to right, a minus as a minus', () => {
    expect(shape(readFormula('z = x - y'))).toBe('row(z = x − y)');
  });
  it('makes a fraction of what stands beside a slash, without the parentheses that held it', () => {
    expect(shape(readFormula('p = (e + 1) / (n + 2)'))).toBe('row(p = fraction(row(e + 1) row(n + 2)))');
  });
  it('keeps parentheses that are not a numerator', () => {
    expect(shape(readFormula('2 * (a + b)'))).toBe('row(2 · row(( a + b )))');
  });
  it('sets an index and a power, both at once, and the limits of a sum', () => {
    expect(shape(readFormula('x_i'))).toBe('index(x i)');
    expect(shape(readFormula('x^2'))).toBe('power(x 2)');
    expect(shape(readFormula('x_i^2'))).toBe('both(x i 2)');
    expect(shape(readFormula('sum_(c=1)^k x'))).toBe('row(limits(∑ row(c = 1) k) x)');
  });
  it('takes words in quotes as they are, and names of functions upright', () => {
    expect(readFormula('"as-of" "date"')).toEqual({
      kind: 'row',
      parts: [
        { kind: 'words', text: 'as-of' },
        { kind: 'words', text: 'date' },
      ],
    });
    expect(shape(readFormula('max(a, b)'))).toBe('row(max row(( a , b )))');
    expect(shape(readFormula('sqrt(x)'))).toBe('root(x)');
  });
  it('says where it cannot be read', () => {
    expect(() => readFormula('(a')).toThrow('part 3');
    expect(() => readFormula('/ b')).toThrow('part 2');
    expect(() => readFormula('a /')).toThrow('part 3');
  });
});

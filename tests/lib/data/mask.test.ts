import { describe, expect, it } from 'vitest';
import { maskValue } from '../../../src/lib/data/mask';

describe('maskValue', () => {
  it.each([
    ['phone', '13812341234', '138****1234'],
    ['phone', '110', '1***'],
    ['national_id', '110101199003074578', '110101****4578'],
    ['email', 'zhang@x.com', 'z***@x.com'],
    ['email', 'no address', 'n****'],
    ['name', '张三丰', '张*'],
    ['name', '𠮷田', '𠮷*'],
    ['birth_date', '1990-03-07', '1990-**-**'],
    ['age', '36', '36'],
    ['name', '', ''],
  ])('hides %s %s', (field, text, masked) => {
    expect(maskValue(field, text)).toBe(masked);
  });
});

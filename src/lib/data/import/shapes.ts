import type { CellType, ColumnProfile } from '../../../../workers/protocol';
import type { Field, FieldType } from '../entities';

/** A column by what its values look like, whatever stands over it. */
export type Shape = 'phone' | 'email' | 'national-id' | 'long-text' | 'timestamp' | 'unique';

export interface ShapeFinding {
  readonly shape: Shape;
  /** Share of the sampled values that have it, in [0, 1]. */
  readonly share: number;
}

const PATTERNS: readonly (readonly [Shape, RegExp])[] = [
  ['national-id', /^\d{17}[\dXx]$/],
  ['phone', /^(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}$/],
  ['email', /^[^\s@]+@[^\s@]+\.[A-Za-z]{2,}$/],
];

/** Share from which values count as being of a shape. */
const MOST = 0.9;

/** Finds the shape of a column from its sampled values; null when they look like nothing in particular. */
export function shapeOf(profile: ColumnProfile, values: readonly string[]): ShapeFinding | null {
  if (profile.type === 'timestamp' || profile.type === 'date') return { shape: 'timestamp', share: 1 };
  const filled = values.filter((value) => value !== '');
  if (filled.length === 0) return null;
  for (const [shape, pattern] of PATTERNS) {
    const share = filled.filter((value) => pattern.test(value.trim())).length / filled.length;
    if (share >= MOST) return { shape, share };
  }
  const long = filled.filter(isSentence).length / filled.length;
  return profile.type === 'text' && long >= 0.5 && profile.distinct > 0.5 * profile.filled
    ? { shape: 'long-text', share: long }
    : null;
}

/** Several words, or enough Chinese characters for a clause. */
const isSentence = (value: string): boolean =>
  (value.match(/\p{Script=Han}/gu)?.length ?? 0) >= 6 || value.trim().split(/\s+/).length >= 4;

/** Every sampled value is there once. */
export const isUnique = ({ distinct, filled, sampled }: ColumnProfile): boolean =>
  filled > 0 && distinct === filled && filled >= 0.99 * sampled;

/** How a field of some type is read from a file. */
export function cellTypeOf(type: FieldType): CellType {
  switch (type) {
    case 'id':
    case 'text':
    case 'category':
      return 'text';
    case 'money':
    case 'decimal':
      return 'decimal';
    default:
      return type;
  }
}

/**
 * The type under which a free attribute is kept. Integers are kept as decimals: a later file may bring 12.75. Nobody asked
 * for the type of an attribute, so it stays text where more than one cell in a hundred would be rejected.
 */
export function attributeTypeOf(profile: ColumnProfile): FieldType {
  if ((profile.misfits ?? 0) > 0.01 * profile.filled) return 'text';
  switch (profile.type) {
    case 'integer':
      return 'decimal';
    case 'text':
      return profile.distinct <= Math.max(50, 0.05 * profile.filled) ? 'category' : 'text';
    default:
      return profile.type;
  }
}

const looksNumeric = (value: string) => /^[^\p{L}\d]*\d[\d.,]*\s*(?:[元%％万亿块])*$/u.test(value.trim());

/**
 * How well the values of a column can be the values of a field, in [0, 1]. Below one half the header is not believed:
 * most cells would be rejected.
 */
export function compatibility(field: Field, profile: ColumnProfile, values: readonly string[]): number {
  const { type, distinct, filled } = profile;
  if (filled === 0) return 1;
  const isNumber = type === 'integer' || type === 'decimal';
  const isTime = type === 'timestamp' || type === 'date';
  switch (field.type) {
    case 'timestamp':
    case 'date':
      return isTime ? 1 : 0.2;
    case 'integer':
    case 'decimal':
    case 'money': {
      if (isNumber) return 1;
      const share = values.filter((value) => value === '' || looksNumeric(value)).length / (values.length || 1);
      return type === 'text' && share > 0.5 ? 0.8 : 0.2;
    }
    case 'duration':
      return isNumber || type === 'duration' ? 1 : 0.2;
    case 'boolean':
      if (type === 'boolean') return 1;
      return distinct <= 2 ? 0.9 : 0.1;
    case 'id':
      return isTime || type === 'boolean' ? 0.3 : type === 'decimal' ? 0.6 : 1;
    case 'category':
      if (isTime) return 0.3;
      return type === 'decimal' && distinct > 20 ? 0.4 : filled > 100 && distinct > 0.9 * filled ? 0.6 : 1;
    case 'text':
      return type === 'text' ? 1 : isTime ? 0.2 : 0.4;
  }
}

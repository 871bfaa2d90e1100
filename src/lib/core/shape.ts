import { inputError } from './errors';

/** Looks at a value from outside and throws `input/contents-invalid` with the place when it is not what is expected. */
export type Check = (value: unknown, where: string) => void;

/** The refusal of what stands at a place. */
export const contentsInvalid = (where: string) => inputError('contents-invalid', { where });

/** Refuses a value at a place: for checks that shapes alone cannot say. */
export function expectThat(isTrue: boolean, where: string): asserts isTrue {
  if (!isTrue) throw contentsInvalid(where);
}

export const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

export const anything: Check = () => {};

/** Text of at most so many UTF-16 units. */
export const text =
  (maxLength = 4096): Check =>
  (value, where) =>
    expectThat(typeof value === 'string' && value.length <= maxLength, where);

export const boolean: Check = (value, where) => expectThat(typeof value === 'boolean', where);
export const finite: Check = (value, where) => expectThat(typeof value === 'number' && Number.isFinite(value), where);
/** A whole number from 0 on that a double holds exactly. */
export const count: Check = (value, where) => expectThat(Number.isSafeInteger(value) && (value as number) >= 0, where);

export const oneOf =
  (...allowed: readonly unknown[]): Check =>
  (value, where) =>
    expectThat(allowed.includes(value), where);

export const nullable =
  (check: Check): Check =>
  (value, where) => {
    if (value !== null) check(value, where);
  };

export const optional =
  (check: Check): Check =>
  (value, where) => {
    if (value !== undefined) check(value, where);
  };

export const listOf =
  (check: Check, maxLength = Infinity): Check =>
  (value, where) => {
    expectThat(Array.isArray(value) && value.length <= maxLength, where);
    for (let i = 0; i < value.length; i++) check(value[i], `${where}[${i}]`);
  };

/** An object whose every value passes: keys are free. */
export const mapOf =
  (check: Check): Check =>
  (value, where) => {
    expectThat(isPlainObject(value), where);
    for (const [key, item] of Object.entries(value)) check(item, `${where}.${key.slice(0, 40)}`);
  };

/** An object with at least these fields as its own. Others are left alone: nobody reads them. */
export const record =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value, where) => {
    expectThat(isPlainObject(value), where);
    for (const [name, check] of Object.entries(fields)) {
      check(Object.hasOwn(value, name) ? value[name] : undefined, `${where}.${name}`);
    }
  };

/** One of several shapes, told apart by the field `kind`. */
export const byKind =
  (kinds: Readonly<Record<string, Check>>): Check =>
  (value, where) => {
    expectThat(isPlainObject(value), where);
    const { kind } = value;
    const check = typeof kind === 'string' && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    expectThat(check !== undefined, `${where}.kind`);
    check(value, where);
  };

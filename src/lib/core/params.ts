import { inputError } from './errors';

/**
 * Parameters of an analysis, declared once; type, default, check, form and readable record all derive from it.
 * Words for a parameter stand in the analysis's texts: `params.<name>.label`, `params.<name>.hint`,
 * `params.<name>.<option>`.
 */
export type Param = (
  | {
      readonly kind: 'integer' | 'real';
      readonly default: number;
      readonly min: number;
      readonly max: number;
      readonly unit?: string;
      /** 0 is no amount but a choice of its own ('chosen for you', 'everything'): its words are `params.<name>.zero`. */
      readonly zeroIsWord?: boolean;
    }
  | { readonly kind: 'choice'; readonly default: string; readonly options: readonly string[] }
  | { readonly kind: 'boolean'; readonly default: boolean }
  /** One column of an entity, by field name or free attribute name. */
  | { readonly kind: 'column'; readonly default: string; readonly entity: string }
  /** Several words out of a list that depends on the data; an empty list means 'choose for me'. */
  | { readonly kind: 'list'; readonly default: readonly string[]; readonly source: string }
  /** Numbers in rising order, such as cut points; `count` of them when given. */
  | { readonly kind: 'numbers'; readonly default: readonly number[]; readonly count?: number; readonly unit?: string }
) & {
  /** The form shows it only while the choice `name` has this value; its default counts otherwise. */
  readonly when?: { readonly name: string; readonly value: string };
};

export type ParamSchema = Readonly<Record<string, Param>>;

type ValueOf<P extends Param> = P extends { kind: 'integer' | 'real' }
  ? number
  : P extends { kind: 'choice'; options: readonly (infer Option)[] }
    ? Option
    : P extends { kind: 'boolean' }
      ? boolean
      : P extends { kind: 'list' }
        ? readonly string[]
        : P extends { kind: 'numbers' }
          ? readonly number[]
          : string;

export type ParamsOf<Schema extends ParamSchema> = { readonly [Name in keyof Schema]: ValueOf<Schema[Name]> };

type NumberBounds = { default: number; min: number; max: number; unit?: string; zeroIsWord?: boolean };
export const integer = (bounds: NumberBounds) => ({ kind: 'integer' as const, ...bounds });
export const real = (bounds: NumberBounds) => ({ kind: 'real' as const, ...bounds });
export const choice = <const Option extends string>(options: readonly Option[], fallback: NoInfer<Option>) => ({
  kind: 'choice' as const,
  options,
  default: fallback as string,
});
export const flag = (fallback: boolean) => ({ kind: 'boolean' as const, default: fallback });
export const column = (entity: string, fallback: string) => ({ kind: 'column' as const, entity, default: fallback });
export const numbers = (fallback: readonly number[], more: { count?: number; unit?: string } = {}) => ({
  kind: 'numbers' as const,
  default: fallback,
  ...more,
});
export const list = (source: string) => ({ kind: 'list' as const, source, default: [] as readonly string[] });

/** A parameter that only matters while another one, a choice, has the given value. */
export const onlyWhen = <const P extends Param>(param: P, name: string, value: string): P => ({
  ...param,
  when: { name, value },
});

export function defaultsOf<Schema extends ParamSchema>(schema: Schema): ParamsOf<Schema> {
  return Object.fromEntries(Object.entries(schema).map(([name, param]) => [name, param.default])) as ParamsOf<Schema>;
}

/**
 * Makes loose input strict: missing values take the default, wrong ones are refused.
 * @throws AppError `param-unknown`, `param-type`, `param-range` (details: param, value, min, max, options)
 */
export function checkParams<Schema extends ParamSchema>(
  schema: Schema,
  loose: Readonly<Record<string, unknown>> = {},
): ParamsOf<Schema> {
  for (const name of Object.keys(loose)) {
    if (!Object.hasOwn(schema, name)) throw inputError('param-unknown', { param: name });
  }
  return Object.fromEntries(
    Object.entries(schema).map(([name, param]) => [name, checkParam(name, param, loose[name])]),
  ) as ParamsOf<Schema>;
}

function checkParam(name: string, param: Param, value: unknown): Param['default'] {
  if (value === undefined) return param.default;
  const wrongType = () => inputError('param-type', { param: name, value: String(value), kind: param.kind });
  switch (param.kind) {
    case 'integer':
    case 'real': {
      if (typeof value !== 'number' || !Number.isFinite(value)) throw wrongType();
      if (param.kind === 'integer' && !Number.isInteger(value)) throw wrongType();
      if (value < param.min || value > param.max) {
        throw inputError('param-range', { param: name, value, min: param.min, max: param.max });
      }
      return value;
    }
    case 'choice':
      if (typeof value !== 'string') throw wrongType();
      if (!param.options.includes(value)) {
        throw inputError('param-option', { param: name, value, options: param.options.join(', ') });
      }
      return value;
    case 'boolean':
      if (typeof value !== 'boolean') throw wrongType();
      return value;
    case 'column':
      if (typeof value !== 'string' || value === '') throw wrongType();
      return value;
    case 'list':
      if (!Array.isArray(value) || value.some((word) => typeof word !== 'string')) throw wrongType();
      return value as string[];
    case 'numbers': {
      if (!Array.isArray(value) || !value.every((item) => typeof item === 'number' && Number.isFinite(item))) {
        throw wrongType();
      }
      const items = value as readonly number[];
      if (items.some((item, i) => i > 0 && item <= (items[i - 1] ?? item))) throw wrongType();
      if (param.count !== undefined && items.length !== param.count) throw wrongType();
      return items;
    }
  }
}

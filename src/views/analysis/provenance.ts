import type { Analysis } from '../../analyses';
import type { Param } from '../../lib/core/params';
import type { RunRecord } from '../../lib/core/run-record';
import type { EntityId } from '../../lib/data/entities';
import type { Formats } from '../../lib/i18n/formats';
import type { Translate } from '../../lib/i18n/translate';

/** The line below a result that says how it was made. */
export function provenanceOf(
  record: RunRecord,
  analysis: Pick<Analysis, 'params' | 'isRandom'>,
  t: Translate,
  formats: Formats,
  words: { entity(id: EntityId): string },
): readonly { readonly label: string; readonly value: string }[] {
  const inputs = record.inputs
    .filter((input) => input.rows > 0)
    .map(({ entity, rows }) => `${words.entity(entity as EntityId)} ${formats.integer(rows)}`);
  const params = Object.entries(analysis.params)
    .filter(([, { when }]) => !when || record.params[when.name] === when.value)
    .map(([name, param]) => [name, param, record.params[name]] as const)
    .filter(([, , value]) => value !== undefined && (!Array.isArray(value) || value.length > 0))
    .map(([name, param, value]) => `${t(`params.${name}.label`)} ${valueWords(name, param, value, t)}`);
  return [
    { label: t('provenance.run'), value: formats.time(record.startedAt) },
    { label: t('provenance.inputs'), value: formats.list(inputs) },
    { label: t('provenance.as-of'), value: record.asOf },
    { label: t('provenance.params'), value: params.join(' · ') },
    { label: t('provenance.seed'), value: analysis.isRandom ? String(record.seed) : t('provenance.seed-none') },
    { label: t('provenance.duration'), value: formats.duration(record.durationMs) },
  ];
}

function valueWords(name: string, param: Param, value: unknown, t: Translate): string {
  if (param.kind === 'choice') return t(`params.${name}.${String(value)}`);
  if ((param.kind === 'integer' || param.kind === 'real') && param.zeroIsWord && value === 0)
    return t(`params.${name}.zero`);
  if (param.kind === 'boolean') return t(value ? 'word.yes' : 'word.no');
  return Array.isArray(value) ? value.join(', ') : String(value);
}

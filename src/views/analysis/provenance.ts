import type { RunRecord } from '../../lib/core/run-record';
import type { EntityId } from '../../lib/data/entities';
import type { Formats } from '../../lib/i18n/formats';
import type { Translate } from '../../lib/i18n/translate';

/** The line below a result that says how it was made. */
export function provenanceOf(
  record: RunRecord,
  isRandom: boolean,
  t: Translate,
  formats: Formats,
  words: { entity(id: EntityId): string },
): readonly { readonly label: string; readonly value: string }[] {
  const inputs = record.inputs
    .filter((input) => input.rows > 0)
    .map(({ entity, rows }) => `${words.entity(entity as EntityId)} ${formats.integer(rows)}`);
  const params = Object.entries(record.params)
    .filter(([, value]) => !Array.isArray(value) || value.length > 0)
    .map(([name, value]) => `${t(`params.${name}.label`)} ${Array.isArray(value) ? value.join(', ') : String(value)}`);
  return [
    { label: t('provenance.run'), value: formats.time(record.startedAt) },
    { label: t('provenance.inputs'), value: formats.list(inputs) },
    { label: t('provenance.as-of'), value: record.asOf },
    { label: t('provenance.params'), value: params.join(' · ') },
    { label: t('provenance.seed'), value: isRandom ? String(record.seed) : t('provenance.seed-none') },
    { label: t('provenance.duration'), value: formats.duration(record.durationMs) },
  ];
}

import { createId } from '../lib/core/ids';
import type { Selection } from '../lib/core/selection';
import {
  exportFormats,
  type ExportAccount,
  type ExportEntry,
  type ExportFormat,
  type ExportOptions,
  type ExportWords,
  type Exported,
} from '../lib/data/export';
import { statementRun } from '../lib/core/run-record';
import { isEntityId } from '../lib/data/entities';
import { saveAs } from './save';
import type { Session } from './session.svelte';
import type { Settings } from './settings.svelte';

/** What left the page: kept with the project. */
export interface LoggedExport extends ExportEntry {
  readonly id: string;
  /** What it was, in the words of the moment: a segment may be renamed or deleted since. */
  readonly title: string;
  /** ISO instant. */
  readonly at: string;
}

export type AskedExport = Pick<ExportOptions, 'format' | 'masked' | 'where'>;

const documentKey = 'exports';
/** Lines kept; the oldest go first. */
const keptLines = 500;

/** Files written from the open project, and the log of them. */
export class Exports {
  /** Newest first. */
  log = $state.raw<readonly LoggedExport[]>([]);
  /** Title of the export under way: the data layer writes the log's line, and knows only the subject. */
  #title = '';

  constructor(private readonly session: Session) {}

  async load(): Promise<void> {
    this.log = (await this.session.record.document<readonly LoggedExport[]>(documentKey)) ?? [];
  }

  /** Hands data out as a file, as a job of the tray, through the one exit. */
  async write(what: string, asked: AskedExport, settings: Settings): Promise<Exported> {
    // Every export is logged in the project, and only its one writer can do that.
    this.session.checkWritable();
    const { session } = this;
    const title = this.titleOf(what, settings);
    const { jobs } = session.services;
    const job = jobs.start(
      { kind: 'export', title: { code: 'job.export', details: { what: title } } },
      ({ signal, report }) =>
        session.inTurn(async () => {
          this.#title = title;
          const words = (account: ExportAccount) => this.#wordsOf(what, title, asked, account, settings);
          return session.workspace.exports.exportData(what, { ...asked, words, signal, report });
        }, signal),
    );
    return job.done;
  }

  /** The same, saved under the browser's downloads. */
  async save(what: string, asked: AskedExport, settings: Settings): Promise<Exported> {
    const file = await this.write(what, asked, settings);
    const { name, asOf } = this.session;
    const words = [name, this.titleOf(what, settings), asOf].filter((word) => word !== '');
    saveAs(file.blob, `${words.join(' ').replaceAll(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')}.${asked.format}`);
    return file;
  }

  /** What an export menu offers of a subject, in words; `choose` gives the customers at the moment of use. */
  offer(what: string, settings: Settings, report: (thrown: unknown) => void, choose?: () => Promise<Selection>) {
    const { t } = settings;
    return {
      title: t('export.title', { what: this.titleOf(what, settings) }),
      formats: exportFormats.map((value) => ({
        ...{ value, label: t(`export.format.${value}`), hint: t(`export.hint.${value}`) },
      })),
      words: {
        format: t('export.format'),
        masked: t('export.masked'),
        maskedHint: t('export.masked-hint'),
        counting: t('export.counting'),
        save: t('export.save'),
        saving: t('export.saving'),
      },
      preview: async () => {
        const { rows, leftOut } = await this.preview(what, await choose?.());
        return [t('export.count', { rows }), ...(leftOut > 0 ? [t('export.left-out', { n: leftOut })] : [])];
      },
      save: async (format: ExportFormat, masked: boolean) => {
        const { account } = await this.save(what, { format, masked, where: await choose?.() }, settings);
        const { rows, leftOut, sheets, cutTexts } = account;
        return [
          leftOut > 0 ? t('export.saved-left-out', { rows, leftOut }) : t('export.saved', { rows }),
          ...(sheets > 1 ? [t('export.saved-sheets', { sheets })] : []),
          ...(cutTexts > 0 ? [t('export.saved-cut', { n: cutTexts })] : []),
        ];
      },
      onerror: report,
    };
  }

  preview = (what: string, where?: Selection): Promise<ExportAccount> =>
    this.session.workspace.exports.preview(what, where);

  /** Keeps one line; called by the exit before it lets a file go. */
  keep = async (entry: ExportEntry): Promise<void> => {
    const line = { ...entry, id: createId(), title: this.#title, at: new Date().toISOString() };
    const log = [line, ...this.log].slice(0, keptLines);
    await this.session.save(async () => ({ change: { documents: { [documentKey]: log } }, value: undefined }));
    this.log = log;
  };

  /** The subject in words: `客户`, `标签`, the name of a segment. */
  titleOf(what: string, settings: Settings): string {
    const { t } = settings;
    const at = what.indexOf(':');
    const [kind, name] = at < 0 ? [what, ''] : [what.slice(0, at), what.slice(at + 1)];
    switch (kind) {
      case 'customers':
        return t('customers.title');
      case 'tags':
        return t('export.tags');
      case 'segment':
        return this.session.segments.list.find(({ id }) => id === name)?.name ?? name;
      case 'run': {
        const run = this.session.runs.list.find(({ record }) => record.runId === name);
        if (!run) return name;
        const { analysis, params } = run.record;
        const own = analysis === statementRun ? String(params.tag) : settings.wordsOf(analysis)('name');
        return t('export.run', { analysis: own });
      }
      case 'sql':
        return t('export.sql');
      case 'table':
        if (name === 'base') return t('customers.title');
        if (name === 'rejects') return t('tab.rejects');
        return isEntityId(name) ? this.session.wordsIn(settings).entity(name) : name;
      default:
        return what;
    }
  }

  /** What the workbook's own sheet says: what it is, of when, for whom, and what is not in it. */
  #wordsOf(
    what: string,
    title: string,
    { masked, where }: AskedExport,
    { leftOut, maskedColumns }: ExportAccount,
    settings: Settings,
  ): ExportWords {
    const { t, formats } = settings;
    const selection =
      where ?? (what.startsWith('segment:') ? this.session.segments.selectionOf(what.slice(8)) : undefined);
    const rule = selection && this.session.wordsIn(settings).selection(selection);
    const lines: [string, string][] = [
      [t('export.about.project'), this.session.name],
      [t('export.about.what'), title],
      ...(rule ? [[t('export.about.rule'), rule] as [string, string]] : []),
      ...(what.startsWith('sql:') ? [[t('export.about.sql'), what.slice(4)] as [string, string]] : []),
      [t('export.about.as-of'), this.session.asOf],
      [t('export.about.at'), new Date().toLocaleString(settings.language)],
      [t('export.about.left-out'), formats.integer(leftOut)],
      [
        t('export.about.masked'),
        masked
          ? maskedColumns.length > 0
            ? formats.list(maskedColumns)
            : t('export.about.masked-none')
          : t('word.no'),
      ],
      [t('export.about.app'), t('export.about.version', { version: __APP_VERSION__ })],
    ];
    const words = { rows: t('export.about.rows'), sheets: t('export.about.sheets'), cutTexts: t('export.about.cut') };
    return { sheet: title, about: { sheet: t('export.about.sheet'), lines, words } };
  }
}

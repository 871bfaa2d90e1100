import type { TrayJob } from '../../components/JobTray.svelte';
import type { JobInfo } from '../../lib/jobs/job';
import type { Settings } from '../../state/settings.svelte';

/** A job in the words of the tray: ids of analyses become their names, a fraction gets the time left. */
export function trayJob(job: JobInfo, settings: Settings): TrayJob {
  const { t, formats } = settings;
  const { analysis } = job.title.details;
  const words = analysis === undefined ? t : settings.wordsOf(String(analysis));
  const details = analysis === undefined ? job.title.details : { name: words('name') };
  return {
    id: job.id,
    title: t(job.title.code, details),
    text: statusOf(job, settings, formats.percent(job.fraction, 0)),
    state: job.state,
    fraction: job.fraction,
    isCancelling: job.isCancelling,
  };
}

function statusOf(job: JobInfo, { t, formats }: Settings, percent: string): string {
  if (job.error) return t(`error.${job.error.code}`, job.error.details);
  if (job.state === 'queued') return t('state.waiting');
  if (job.state !== 'running') return formats.time(job.startedAt);
  if (job.remainingMs === null) return percent;
  return `${percent} · ${t('word.time-left', { time: formats.duration(job.remainingMs) })}`;
}

import type { JobInfo, Jobs } from '../lib/jobs/job';

/** Jobs that open a project themselves, or need none to be open. */
const beyondProject: ReadonlySet<string> = new Set(['demo', 'project-export', 'project-import']);

/** The jobs of the page as the tray shows them: what runs, how far, and the last ones that ended. */
export class JobBoard {
  list = $state.raw<readonly JobInfo[]>([]);
  readonly active = $derived(this.list.filter((job) => job.state === 'running' || job.state === 'queued'));
  /** Mean fraction of what runs, null when nothing does. */
  readonly fraction = $derived(
    this.active.length === 0 ? null : this.active.reduce((sum, job) => sum + job.fraction, 0) / this.active.length,
  );

  constructor(private readonly jobs: Jobs) {
    this.list = jobs.list();
    jobs.subscribe((list) => (this.list = list));
  }

  start: Jobs['start'] = (description, work) => this.jobs.start(description, work);
  cancel = (id: string) => this.jobs.cancel(id);
  cancelAll = () => this.jobs.cancelAll();

  /** Ends what runs on the open project. */
  cancelOfProject(): void {
    for (const job of this.active) if (!beyondProject.has(job.kind)) this.jobs.cancel(job.id);
  }
}

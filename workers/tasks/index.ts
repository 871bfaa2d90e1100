/** All tasks by name; `src/` takes its types from here. Each worker serves one of the tables. */
import type { classificationTasks } from './classification';
import type { clusteringTasks } from './clustering';
import type { exportTasks } from './export';
import type { importTasks } from './import';
import type { preferenceTasks } from './preference';

export type Tasks = typeof importTasks &
  typeof clusteringTasks &
  typeof classificationTasks &
  typeof preferenceTasks &
  typeof exportTasks;

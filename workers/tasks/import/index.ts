import type { TaskTable } from '../../protocol';

/** Tasks of the import worker: look at a file, read it, generate the demo, make the key of a sealed project file. */
export const importTasks = {
  'import/inspect': () => import('./inspect'),
  'import/read': () => import('./read'),
  'import/demo': () => import('./demo'),
  'import/derive-secret': () => import('./derive-secret'),
} as const satisfies TaskTable;

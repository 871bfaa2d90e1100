import type { TaskTable } from '../../protocol';

export const preferenceTasks = {
  'preference/channel': () => import('./channel'),
} as const satisfies TaskTable;

import { serve } from './host';
import { exportTasks } from './tasks/export';

serve(exportTasks, 'export');

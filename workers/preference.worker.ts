import { serve } from './host';
import { preferenceTasks } from './tasks/preference';

serve(preferenceTasks, 'preference');

import { serve } from './host';
import { classificationTasks } from './tasks/classification';

serve(classificationTasks, 'classification');

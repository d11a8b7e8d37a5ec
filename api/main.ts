import { runProcess } from '../config/process';
import { startWeb } from './web';

void runProcess('web', startWeb);

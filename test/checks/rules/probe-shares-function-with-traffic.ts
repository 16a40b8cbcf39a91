import { api, calls, worker } from '../blocks';
import { type Example, only } from '../example';

export const example: Example = {
  compliant: only({ ...worker(), ...api({ health: calls('Worker') }) }),
  broken: only({ ...worker(), ...api({ health: calls('Worker'), chat: calls('Worker') }) }),
};

import { api, calls, worker } from '../blocks';
import { type Example, only } from '../example';

export const example: Example = {
  compliant: only({ ...worker(), ...api({ health: calls('Live') }) }),
  broken: only({ ...worker(), ...api({ health: calls('Live'), chat: calls('Live') }) }),
};

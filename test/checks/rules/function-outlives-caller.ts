import { api, calls, worker } from '../blocks';
import { type Example, only } from '../example';

export const example: Example = {
  compliant: only({ ...worker(), ...api({ chat: calls('Live') }) }),
  broken: only({ ...worker([], { Timeout: 300 }), ...api({ chat: calls('Live') }) }),
};

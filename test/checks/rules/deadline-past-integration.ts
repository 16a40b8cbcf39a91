import { api, calls, worker } from '../blocks';
import { type Example, only } from '../example';
import { CHAT, intent } from '../intent';

const estate = (deadlineSeconds: number) =>
  only({ ...worker(), ...api({ v1: calls('Live') }) }, { intent: intent({ routes: [{ ...CHAT, deadlineSeconds }] }) });

export const example: Example = {
  compliant: estate(20),
  broken: estate(120),
};

import { again } from './again';

/** The option of every command that reads an estate, to be spread into `option(…)`; what it takes `readEstate` reads. */
export const PARAMETERS = [
  '--parameters <values>',
  "NAME=VALUE, STACK:NAME=VALUE, or a file of them (CloudFormation's, *.tfvars.json; STACK:FILE); again for more",
  again,
] as const;

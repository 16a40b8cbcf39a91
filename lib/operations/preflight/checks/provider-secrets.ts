import { ladderOf } from '../../../contract/ladder';
import { commandLine } from '../../bootstrap/step';
import { isAbsent, undecided } from '../ask';
import { awsIn, type Check } from '../check';
import { fail, pass } from '../finding';

export const providerSecrets: Check = {
  id: 'provider-secrets',
  cloud: 'aws',
  asks: "are the keys of the ladder's providers in each Region?",
  run: ({ topology, ask }) =>
    Promise.all(
      topology.awsCells.flatMap(({ id, region }) =>
        ladderOf(id, topology.ladder).flatMap(({ on: { aws } }) => {
          if (aws?.kind !== 'openai-compatible' || aws.apiKeySecret === undefined) return [];
          const { apiKeySecret: secret } = aws;
          const command = awsIn(region, 'secretsmanager', 'describe-secret', '--secret-id', secret);
          return [
            ask(command).then((said) => {
              const place = `${secret} in ${region}`;
              // The key is read from a file, since an argument is seen by everybody on the machine.
              const create = ['aws', 'secretsmanager', 'create-secret', '--name', secret, '--region', region];
              const mend = `${commandLine(create)} --secret-string file://KEY`;
              if (isAbsent(said)) return fail(place, 'there is no such secret', mend);
              if (said.kind !== 'answer') return undecided(place, command, said);
              return said.value.DeletedDate === undefined
                ? pass(place, 'there; its value was not read')
                : fail(
                    place,
                    'it is being deleted',
                    commandLine(awsIn(region, 'secretsmanager', 'restore-secret', '--secret-id', secret)),
                  );
            }),
          ];
        }),
      ),
    ),
};

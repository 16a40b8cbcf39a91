import { spawn } from 'node:child_process';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { until } from '../../support/until';

export interface Queues {
  readonly url: string;
  readonly queueUrl: string;
  readonly deadLettersUrl: string;
  readonly client: SQSClient;
  close(): Promise<void>;
}

const CLI = join(__dirname, '../../../../node_modules/fauxqs/dist/cli.js');

/** SQS (and S3) on this machine, as others wrote it, in a process of its own. */
export async function startFauxqs(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const port = await freePort();
  const child = spawn(process.execPath, [CLI], {
    env: { FAUXQS_PORT: String(port), FAUXQS_LOGGER: 'false', FAUXQS_DEFAULT_REGION: 'eu-west-1' },
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}`;
  let [up, ended] = [false, false];
  const exited = new Promise<void>((resolve) =>
    child.once('exit', () => {
      ended = true;
      resolve();
    }),
  );
  const asking = setInterval(() => {
    fetch(`${url}/health`).then(
      () => {
        up = true;
      },
      () => undefined,
    );
  }, 50);
  await until(() => up || ended);
  clearInterval(asking);
  if (!up) throw new Error('fauxqs did not start');
  return {
    url,
    close: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** A queue and its dead letters. */
export async function createQueues(
  url: string,
  name: string,
  visibilitySeconds: number,
  maxReceiveCount = 3,
): Promise<Omit<Queues, 'close'>> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new SQSClient({ endpoint: url, region: 'eu-west-1', credentials });
  const create = async (QueueName: string, Attributes: Record<string, string>) =>
    (await client.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl!;
  const deadLettersUrl = await create(`${name}-dead`, {});
  const about = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: deadLettersUrl, AttributeNames: ['QueueArn'] }),
  );
  const deadLetterTargetArn = about.Attributes!.QueueArn;
  const queueUrl = await create(name, {
    VisibilityTimeout: String(visibilitySeconds),
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }),
  });
  return { url, queueUrl, deadLettersUrl, client };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

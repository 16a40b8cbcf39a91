import { ENVIRONMENT } from '../../contract/environment';
import type { AwsCell } from '../cells/aws-cell';
import { lambdaEnvironment } from '../environment';
import { type FunctionToRun, startFunction } from '../functions/lambda-process';
import { FUNCTION_ERROR } from '../functions/protocol';
import type { FunctionPlan } from '../plan/cell-plan';
import type { ProberProcess } from './cell-prober';
import { startInvokeApi } from './invoke-api';
import type { WayToCell } from './way-to-cell';

/** A prober's function in a process of its own, with Lambda's Invoke API for it alone. */
export async function startLambdaProber(
  plan: FunctionPlan,
  cell: AwsCell,
  way: WayToCell,
  onLate: FunctionToRun['onLate'],
): Promise<ProberProcess> {
  const invokeApi = await startInvokeApi((name) => cell.functionNamed(name));
  const environment = {
    ...lambdaEnvironment(plan, cell.plan.region),
    ...plan.environment,
    ...cell.added,
    AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${invokeApi.port}`,
    [ENVIRONMENT.ownAddress]: way.address,
    NODE_EXTRA_CA_CERTS: way.trustFile,
  };
  const process = await startFunction({ ...plan, environment, onLate }).catch(async (error: unknown) => {
    await invokeApi.close();
    throw error;
  });
  const called = cell.limited(plan.id, process);
  return {
    set onCrash(told: (message: string) => void) {
      process.onCrash = (message) => void invokeApi.close().finally(() => told(message));
    },
    async period(periodSeconds, signal) {
      const response = await called.invoke({ periodSeconds }, signal);
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      if (response.headers[FUNCTION_ERROR] !== undefined) throw new Error(Buffer.concat(chunks).toString());
    },
    async stop() {
      await Promise.all([process.stop(), invokeApi.close()]);
    },
  };
}

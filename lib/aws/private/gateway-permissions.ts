import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { type CellId, parseCellId } from '../../contract/cell';
import { STATE_OBJECTS } from '../../contract/environment';
import { EVACUATION } from '../../contract/evacuation';
import { ladderOf, type ModelSource, type Rung } from '../../contract/ladder';
import type { Gateway } from '../gateway';
import { grantBedrock } from './bedrock-permissions';
import { grantSecrets } from './permissions';

/**
 * What the gateway of one cell may do: read its keys, keep a copy of them, know its prober's, and ask the models.
 */
export function grantGateway(
  role: IRole,
  cell: CellId,
  ladder: readonly Rung[],
  own: { readonly keysSecret: Secret; readonly stateBucket: Bucket },
): void {
  role.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [own.keysSecret.secretArn] }),
  );
  grantObject(role, own.stateBucket, STATE_OBJECTS.lastGoodDigests, ['s3:GetObject', 's3:PutObject']);
  grantObject(role, own.stateBucket, STATE_OBJECTS.proberDigest, ['s3:GetObject']);
  grantModels(role, cell, ladder, own.stateBucket);
}

/** What asks the models of one cell may do: learn which rungs are disabled, and call the others. */
export function grantModels(role: IRole, cell: CellId, ladder: readonly Rung[], stateBucket: Bucket): void {
  for (const { name } of ladderOf(cell, ladder)) {
    grantObject(role, stateBucket, STATE_OBJECTS.disabledRung(name), ['s3:GetObject']);
  }
  grantToMiss(role, stateBucket);

  const region = parseCellId(cell)!.region;
  const sources = ladderOf(cell, ladder).map((rung) => rung.on.aws as ModelSource);
  for (const source of sources) {
    if (source.kind === 'bedrock') grantBedrock(role, source, region);
  }
  const secrets = sources.flatMap((source) =>
    source.kind === 'openai-compatible' && source.apiKeySecret !== undefined ? [source.apiKeySecret] : [],
  );
  grantSecrets(role, [...new Set(secrets)]);
}

/** What the health function may do: read this cell's state, and the orders of the switches that it holds. */
export function grantHealth(role: IRole, cell: CellId, stateBucket: Bucket, switches: readonly string[]): void {
  grantObject(role, stateBucket, STATE_OBJECTS.health(cell), ['s3:GetObject']);
  for (const name of switches) grantObject(role, stateBucket, EVACUATION.key(name), ['s3:GetObject']);
  grantToMiss(role, stateBucket);
}

/**
 * What the prober may do: keep this cell's state, say what its key is, and call the gateway's function to learn why it
 * was refused.
 */
export function grantProber(role: IRole, cell: CellId, gateway: Gateway): void {
  grantObject(role, gateway.stateBucket, STATE_OBJECTS.health(cell), ['s3:GetObject', 's3:PutObject']);
  grantObject(role, gateway.stateBucket, STATE_OBJECTS.proberDigest, ['s3:PutObject']);
  grantToMiss(role, gateway.stateBucket);
  role.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [gateway.live.functionArn] }),
  );
}

/**
 * Lets an object's absence be known: who may not list is told that a missing object is forbidden, which is what an
 * unreadable one is, too.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
function grantToMiss(role: IRole, bucket: Bucket): void {
  role.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }));
}

/** One object, where a bucket's own `grantRead` would allow listing and every kind of reading. */
function grantObject(role: IRole, bucket: Bucket, key: string, actions: string[]): void {
  role.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [bucket.arnForObjects(key)] }));
}

import { ENVIRONMENT } from '../../contract/environment';
import type { Clock } from '../clock';
import type { Environment, Place } from '../settings';
import { s3Bucket } from './aws/s3-bucket';
import { secretsManager } from './aws/secrets-manager';
import { accessTokens } from './google/access-tokens';
import { gcsBucket } from './google/gcs-bucket';
import { GoogleApi } from './google/google-api';
import { identityTokens } from './google/identity-tokens';
import { secretManager } from './google/secret-manager';
import type { Platform } from './platform';

/** The services of the cell's own cloud. Nothing is loaded and nobody is asked before their first use. */
export function platformOf(place: Place, environment: Environment, clock: Clock): Platform {
  const { cloud, region } = place;
  if (cloud === 'aws') {
    return { cloud, region, readSecret: secretsManager(region), bucket: (name) => s3Bucket(name, region) };
  }
  const { project } = place;
  const metadata = metadataHost(environment);
  const accessToken = accessTokens(metadata, clock);
  const secrets = environment[ENVIRONMENT.googleSecretsUrl] ?? 'https://secretmanager.googleapis.com';
  const storage = new GoogleApi(
    environment[ENVIRONMENT.googleStorageUrl] ?? 'https://storage.googleapis.com',
    accessToken,
  );
  return {
    cloud,
    region,
    project,
    accessToken,
    identityTokens: (audience) => identityTokens(metadata, audience, clock),
    readSecret: secretManager(new GoogleApi(secrets, accessToken), project),
    bucket: (name) => gcsBucket(storage, name),
  };
}

export function metadataHost(environment: Environment): string {
  return environment[ENVIRONMENT.googleMetadataHost] ?? 'metadata.google.internal';
}

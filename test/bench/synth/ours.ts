import { App } from 'aws-cdk-lib/core';
import { BedrockProfile } from '../../../lib/aws/bedrock-profile';
import { Fleet } from '../../../lib/aws/fleet';
import { Rung } from '../../../lib/aws/rung';
import { finish, fleet, outDirectory, regions } from './fleet';

const app = new App({ outdir: outDirectory });
new Fleet(app, 'Bench', {
  service: 'bench',
  domain: fleet.domain,
  hostedZone: { hostedZoneId: fleet.zoneId, zoneName: fleet.domain },
  account: fleet.account,
  frontDoorRegion: regions[0],
  regions: [...regions],
  ladder: [
    Rung.bedrock({ name: 'frontier', model: fleet.model, profile: BedrockProfile.GLOBAL }),
    Rung.deterministic({ name: 'script', responses: fleet.responses }),
  ],
  routes: [{ name: 'chat' }],
});
app.synth();
finish();

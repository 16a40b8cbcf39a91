import { STATE_OBJECTS } from '../../../contract/environment';
import { PATHS } from '../../../contract/http';
import { dnsNames } from '../../../contract/names';
import type { CellFacts, RunbookFacts } from '../facts';
import type { Section } from '../section';
import { onBucket } from './on-bucket';
import { DATA_PLANES } from './words';

export function see({ fleet, cells, dashboards, googleDashboard }: RunbookFacts): Section {
  return {
    anchor: 'see',
    title: 'See how the cells are',
    when: 'Before anything else. A cell that does not answer here answers no probe of Route 53 either.',
    needs: "each cell's object store where it lies, and the answers of DNS",
    withoutUsEast1: DATA_PLANES,
    steps: [
      { what: 'All of it at once.', commands: ['npx --no -- understudy status'] },
      {
        what: 'By the health path of each cell: 200 while it can meet the floor.',
        commands: cells.map((cell) => `curl -sS -m 10 https://${ownName(fleet, cell)}${PATHS.serving}`),
      },
      {
        what: 'What the prober of each cell wrote last, with its time and its evidence.',
        commands: cells.flatMap((cell) => onBucket(cell, STATE_OBJECTS.health(cell.cell), 'read')),
      },
      { what: 'Whom clients are led to from here.', commands: [`dig +short ${fleet.domain} A`] },
      {
        what: `In CloudWatch: the dashboards ${dashboards.join(', ')}; what a Region that is lost measured lies in that Region.`,
        commands: [],
      },
      ...(googleDashboard === undefined
        ? []
        : [
            {
              what: `In Google's Cloud Monitoring: the dashboard ${googleDashboard}, with all of its regions side by side and the incidents that are open.`,
              commands: [],
            },
          ]),
    ],
  };
}

function ownName({ domain }: RunbookFacts['fleet'], { cloud, region }: CellFacts): string {
  const names = dnsNames(domain);
  return cloud === 'aws' ? names.awsCell(region) : names.googleCell(region);
}

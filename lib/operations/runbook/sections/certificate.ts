import { commandLine } from '../../bootstrap/step';
import { awsCells, googleCells, type RunbookFacts } from '../facts';
import type { Section } from '../section';

export function certificate({ cells, fleet }: RunbookFacts): Section {
  const aws = awsCells(cells);
  const projects = [...new Set(googleCells(cells).map(({ project = 'PROJECT' }) => project))];
  return {
    anchor: 'certificate',
    title: 'A certificate ends',
    when: 'ACM renews by a CNAME that must stay in the zone for good. Health checks do not look at certificates: they stay green.',
    needs: "ACM where the cell lies; to put the CNAME back, Route 53's control plane",
    withoutUsEast1: 'waits: records cannot be changed',
    steps: [
      {
        what: `The certificates of ${fleet.domain} in each Region.`,
        commands: aws.map(({ region }) => commandLine(['aws', 'acm', 'list-certificates', '--region', region])),
      },
      {
        what: 'The CNAME that each asks for stands in `describe-certificate`; put it back into the zone.',
        commands: [],
      },
      ...projects.map((project) => ({
        what: 'That of Google. The CNAME of each name stands in its authorization; `google-dns` writes it, so apply that stack again.',
        commands: ['certificates', 'dns-authorizations'].map((kind) =>
          commandLine(['gcloud', 'certificate-manager', kind, 'list', `--project=${project}`]),
        ),
      })),
    ],
  };
}

import { CommanderError } from 'commander';
import { endingOf, writing } from '../../bin/report';
import { InvalidConfiguration } from '../../lib/contract/problem';
import { UnreadableEstate } from '../../lib/estate/unreadable';

const problem = { code: 'unknown-region', path: 'aws.regions[0]', message: 'No such Region.', mend: 'name one' };

test.each([
  [1, '1 problem'],
  [2, '2 problems'],
])('%d mistakes are all printed, and counted', (count, counted) => {
  const { text, status } = endingOf(new InvalidConfiguration(Array(count).fill(problem)), false);
  expect(text.match(/unknown-region: aws\.regions\[0\]/g)).toHaveLength(count);
  expect(text.split('\n').at(-1)).toBe(counted);
  expect(status).toBe(2);
});

test('that nothing was written is said by who was to write', () => {
  const refused = () =>
    writing(() => {
      throw new InvalidConfiguration([problem]);
    });
  let ending = '';
  try {
    refused();
  } catch (error) {
    ending = endingOf(error, false).text;
  }
  expect(ending).toMatch(/\n1 problem; nothing was written$/);
});

test('another failure of who was to write is not changed', () => {
  const error = new Error('the disk is full');
  expect(() =>
    writing(() => {
      throw error;
    }),
  ).toThrow(error);
});

test('so is what keeps an estate from being read', () => {
  const { text, status } = endingOf(new UnreadableEstate([{ ...problem, code: 'missing-manifest' }]), false);
  expect(text).toContain('missing-manifest');
  expect(status).toBe(2);
});

test.each([
  [0, 0],
  [1, 2],
])('where commander would exit with %d, so that it has printed already, the status is %d', (asked, status) => {
  expect(endingOf(new CommanderError(asked, 'commander.any', 'printed'), false)).toEqual({ text: '', status });
});

test('what nobody expected is told in a line, and with its stack for who debugs', () => {
  const error = new Error('the disk is full');
  expect(endingOf(error, false)).toEqual({ text: expect.stringMatching(/^understudy: the disk is full\n/), status: 1 });
  expect(endingOf(error, true).text).toContain('report.test.ts');
});

test('even what is no error is told', () => {
  expect(endingOf('gone', true)).toMatchObject({ text: expect.stringContaining('gone'), status: 1 });
});

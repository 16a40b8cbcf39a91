import { Command } from 'commander';
import { again } from '../../lib/command/again';

test('an option that is given again adds to itself', () => {
  const program = new Command()
    .option('--from <region>', '', again)
    .parse(['--from', 'a', '--from', 'b'], { from: 'user' });
  expect(program.opts()).toEqual({ from: ['a', 'b'] });
  expect(new Command().option('--from <region>', '', again).parse([], { from: 'user' }).opts()).toEqual({});
});

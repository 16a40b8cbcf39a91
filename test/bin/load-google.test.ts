beforeEach(() => jest.resetModules());

const missing = (name: string) =>
  Object.assign(new Error(`Cannot find module '${name}'\nRequire stack:\n- somewhere`), { code: 'MODULE_NOT_FOUND' });

/** What becomes of Google cells where loading their constructs fails with this. */
function endingWith(error: Error) {
  jest.doMock('../../bin/build-google', () => {
    throw error;
  });
  const { loadGoogle } = require('../../bin/load-google') as typeof import('../../bin/load-google');
  const { InvalidConfiguration } = require('../../lib/contract/problem') as typeof import('../../lib/contract/problem');
  try {
    loadGoogle();
  } catch (thrown) {
    return { text: (thrown as Error).message, refused: thrown instanceof InvalidConfiguration };
  }
  return undefined;
}

test.each(['cdktf', '@cdktf/provider-google/lib/provider', '@cdktf/provider-aws/lib/route53-record'])(
  'without %s the declaration is refused, and the command that mends it is named',
  (name) => {
    const ending = endingWith(missing(name));
    expect(ending).toMatchObject({ refused: true, text: expect.stringMatching(/^cdktf-not-installed: google: /) });
    expect(ending?.text).toMatch(
      /mend: +npm install cdktf@[\d.]+ @cdktf\/provider-google@[\d.]+ @cdktf\/provider-aws@[\d.]+, or leave google out/,
    );
  },
);

test.each([missing('./something-of-our-own'), new Error('broken')])('another failure is not hidden: %p', (error) => {
  expect(endingWith(error)).toEqual({ text: error.message, refused: false });
});

test('with them Google can be built', () => {
  jest.dontMock('../../bin/build-google');
  const { loadGoogle } = require('../../bin/load-google') as typeof import('../../bin/load-google');
  expect(loadGoogle().buildGoogle).toBeInstanceOf(Function);
});

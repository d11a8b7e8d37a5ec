import fc from 'fast-check';
import { priorities, type Route, routeSchema } from '../../carrier/route';
import { compileRoutes, type RouteQuery, routeFor } from '../../carrier/routing';

const query: RouteQuery = {
  recipient: '+61491570156',
  country: 'AU',
  sender: 'ACME',
  account: 'shop',
  priority: 'normal',
};

function routes(...written: unknown[]) {
  return compileRoutes(written.map((route) => routeSchema.parse(route)));
}

describe('what a route matches', () => {
  it.each([
    ['everything, without a match', {}, true],
    ['a prefix', { prefix: '+61' }, true],
    ['another prefix', { prefix: '+64' }, false],
    ['the whole number as prefix', { prefix: '+61491570156' }, true],
    ['a prefix longer than the number', { prefix: '+614915701567' }, false],
    ['one prefix of a list', { prefix: ['+1', '+6149', '+64'] }, true],
    ['none of a list', { prefix: ['+1', '+6148'] }, false],
    ['a country', { country: 'AU' }, true],
    ['another country', { country: ['NZ', 'GB'] }, false],
    ['any sender', { sender: '*' }, true],
    ['a star in a list', { sender: ['OTHER', '*'] }, true],
    ['a sender', { sender: 'ACME' }, true],
    ['a sender in other letters', { sender: 'Acme' }, false],
    ['an account', { account: ['shop', 'bank'] }, true],
    ['another account', { account: 'bank' }, false],
    ['a priority', { priority: 'normal' }, true],
    ['other priorities', { priority: ['urgent', 'bulk'] }, false],
    ['all of several', { prefix: '+61', country: 'AU', sender: 'ACME', account: 'shop', priority: 'normal' }, true],
    ['not all of several', { prefix: '+61', country: 'AU', sender: 'ACME', account: 'shop', priority: 'bulk' }, false],
  ])('%s', (_, match, matches) => {
    expect(routeFor(routes({ match, carriers: ['a'] }), query)).toEqual(matches ? ['a'] : []);
  });

  it('a recipient of no known country matches no route that asks for one', () => {
    const asking = routes({ match: { country: 'AU' }, carriers: ['a'] });
    expect(routeFor(asking, { ...query, country: null })).toEqual([]);
  });
});

describe('which route wins', () => {
  it('no routes give no carriers', () => {
    expect(routeFor(routes(), query)).toEqual([]);
  });

  it('carriers of a list come in the order of the list', () => {
    expect(routeFor(routes({ carriers: ['c', 'a', 'b'] }), query)).toEqual(['c', 'a', 'b']);
  });

  const some = <Value>(values: fc.Arbitrary<Value>) =>
    fc.option(fc.uniqueArray(values, { minLength: 1 }), { nil: undefined });
  const number = fc.stringMatching(/^\+[12]{1,4}$/);
  const word = fc.constantFrom('x', 'y', 'z');
  const country = fc.constantFrom('AU', 'NZ');
  const priority = fc.constantFrom(...priorities);
  const match = fc.record({
    prefix: some(number),
    country: some(country),
    sender: some(fc.oneof(word, fc.constant('*'))),
    account: some(fc.oneof(word, fc.constant('*'))),
    priority: some(priority),
  });
  const anyQuery = fc.record({ recipient: number, country: fc.option(country), sender: word, account: word, priority });

  /** The rule read out, without any preparation. */
  function holds({ prefix, country, sender, account, priority }: Route['match'], asked: RouteQuery): boolean {
    const allows = (wanted: readonly string[] | undefined, value: string | null) =>
      wanted === undefined || wanted.includes('*') || (value !== null && wanted.includes(value));
    return (
      (prefix === undefined || prefix.some((start) => asked.recipient.startsWith(start))) &&
      allows(country, asked.country) &&
      allows(sender, asked.sender) &&
      allows(account, asked.account) &&
      allows(priority, asked.priority)
    );
  }

  it('the first route that matches wins, whatever comes after it', () => {
    fc.assert(
      fc.property(fc.array(match, { maxLength: 8 }), anyQuery, (matches, asked) => {
        const list: Route[] = matches.map((one, index) => ({
          match: one,
          carriers: [`c${index}`],
          price: null,
          onRejected: 'reject',
        }));
        const first = matches.findIndex((one) => holds(one, asked));
        expect(routeFor(compileRoutes(list), asked)).toEqual(first < 0 ? [] : [`c${first}`]);
      }),
    );
  });
});

describe('weights', () => {
  const carriers = fc
    .array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 6 })
    .map((weights) => weights.map((weight, index) => ({ name: `c${index}`, weight })));

  it('every carrier is tried once, whatever chance says', () => {
    fc.assert(
      fc.property(
        carriers,
        fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
        (list, stream) => {
          const order = routeFor(routes({ carriers: list }), query, () => stream.next().value ?? 0);
          expect([...order].sort()).toEqual(list.map(({ name }) => name).sort());
        },
      ),
    );
  });

  it("a carrier's share of chance is its share of the weights", () => {
    const list = routes({
      carriers: [
        { name: 'a', weight: 1 },
        { name: 'b', weight: 3 },
        { name: 'c', weight: 4 },
      ],
    });
    const steps = Array.from({ length: 800 }, (_, step) => step / 800);
    const firsts = steps.map((chance) => routeFor(list, query, () => chance)[0]);
    const count = (name: string) => firsts.filter((first) => first === name).length;
    expect([count('a'), count('b'), count('c')]).toEqual([100, 300, 400]);
  });

  it('after the first, the others are drawn by the weights that are left', () => {
    const list = routes({
      carriers: [
        { name: 'a', weight: 2 },
        { name: 'b', weight: 1 },
        { name: 'c', weight: 1 },
      ],
    });
    const chances = [0, 0.75];
    expect(routeFor(list, query, () => chances.shift() ?? 0)).toEqual(['a', 'c', 'b']);
  });

  it('chance is not asked where no weights are', () => {
    const list = routes({ carriers: ['a', 'b'] });
    expect(routeFor(list, query, () => fail('asked'))).toEqual(['a', 'b']);
  });
});

function fail(reason: string): never {
  throw new Error(reason);
}

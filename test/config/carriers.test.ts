import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { routeFor } from '../../carrier/routing';
import { readCarriers } from '../../config/carriers';
import { ConfigError } from '../../config/config-error';

const root = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'waybill-carriers-'));
const path = join(folder, 'carriers.yaml');
afterAll(() => rmSync(folder, { recursive: true }));

const acme = `carriers:
  acme:
    host: smsc
    port: 2775
    system_id: waybill
    password: secret
`;
const toAcme = `routes:
  - carriers: [acme]
`;
/** A reference to the environment, which is no template here. */
const ref = (inside: string) => `$\{${inside}}`;

function read(text: string, env: Record<string, string> = {}) {
  writeFileSync(path, text);
  return readCarriers(path, env);
}

/** The problems of a file, without the path: `line: problem`. */
function problemsOf(text: string, env: Record<string, string> = {}): string[] {
  try {
    read(text, env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((problem) => problem.replace(`${path}:`, ''));
  }
}

describe('the files that come with Waybill', () => {
  const query = { recipient: '+15005550000', country: 'US', sender: 'W', account: 'a', priority: 'normal' } as const;

  it('config/carriers.yaml sends everything to the simulator', () => {
    const { carriers, routes } = readCarriers(join(root, 'config/carriers.yaml'), {});
    expect([...carriers.keys()]).toEqual(['simulator']);
    expect(carriers.get('simulator')).toMatchObject({
      name: 'simulator',
      host: '127.0.0.1',
      port: 2775,
      password: 'waybill',
      binds: 2,
      window: 200,
      price: { amount: '0.0450', currency: 'AUD' },
    });
    expect(routeFor(routes, query)).toEqual(['simulator']);
  });

  it('config/demo-carriers.yaml is the same carrier with short waits', () => {
    const { carriers } = readCarriers(join(root, 'config/demo-carriers.yaml'), { SIMULATOR_PORT: '9' });
    expect(carriers.get('simulator')).toMatchObject({
      port: 9,
      responseTimeout: 2_000,
      validity: 12_000,
      receipts: { grace: 2_000 },
      inDoubt: { after: 4_000, policy: 'unknown' },
      retry: { attempts: 3, first: 500, cap: 2_000 },
      throttlePause: 500,
      rebind: { first: 200 },
    });
  });
});

describe('variables', () => {
  const file = (port: string, password: string) =>
    acme.replace('port: 2775', `port: ${port}`).replace('password: secret', `password: ${password}`) + toAcme;

  it('a number is a number again, and a password of digits stays text', () => {
    const { carriers } = read(file(ref('PORT'), ref('PASSWORD')), { PORT: '3000', PASSWORD: '00123' });
    expect(carriers.get('acme')).toMatchObject({ port: 3000, password: '00123' });
  });

  it('a flag is a flag again', () => {
    const { carriers } = read(`${acme}    tls: ${ref('TLS')}\n${toAcme}`, { TLS: 'true' });
    expect(carriers.get('acme')).toMatchObject({ tls: {} });
  });

  it('in quotes it stays text', () => {
    expect(problemsOf(file(`"${ref('PORT')}"`, 'x'), { PORT: '3000' })).toEqual([
      `4: carriers.acme.port: expected a whole number from 1 to 65535, got "3000" from ${ref('PORT')}`,
    ]);
  });

  it('a value never becomes a block, a list or a comment', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~]{1,16}$/), (password) => {
        const { carriers } = read(file('1', ref('PASSWORD')), { PASSWORD: password });
        expect(carriers.get('acme')?.password).toBe(password);
      }),
    );
  });

  it('a missing one is named with its line, beside all other problems', () => {
    const text = `${file(ref('PORT'), ref('PASSWORD'))}  - carriers: [other]\n`;
    expect(problemsOf(text)).toEqual([
      `4: the variable PORT is not set, or empty; set it, or write ${ref('PORT:-default')}`,
      `6: the variable PASSWORD is not set, or empty; set it, or write ${ref('PASSWORD:-default')}`,
      '9: routes[1].carriers[0]: expected a carrier of this file (acme), got "other"',
    ]);
  });

  it('secrets are not shown, wherever they went', () => {
    const text = `${acme.replace('host: smsc', `host: ${ref('ACME_SECRET')}`).replace('password: secret', 'password: in the file, and too long')}    window: ${ref('WINDOW')}\n${toAcme}`;
    expect(problemsOf(text, { ACME_SECRET: 'not a host!', WINDOW: 'many' })).toEqual([
      `3: carriers.acme.host: expected a host name or an IP address, got *** from ${ref('ACME_SECRET')}`,
      '6: carriers.acme.password: expected text of 0 to 16 printable ASCII characters, in quotes where it looks like a number, got ***',
      `7: carriers.acme.window: expected a whole number from 1 to 10000, got "many" from ${ref('WINDOW')}`,
    ]);
  });
});

describe('what is wrong in a carrier', () => {
  it.each([
    ['window: many', 'carriers.acme.window: expected a whole number from 1 to 10000, got "many"'],
    ['window: 0', 'carriers.acme.window: expected a whole number from 1 to 10000, got 0'],
    ['window:', 'carriers.acme.window: expected a whole number from 1 to 10000, got nothing'],
    ['window: [5]', 'carriers.acme.window: expected a whole number from 1 to 10000, got a list'],
    ['window: .inf', 'carriers.acme.window: expected a whole number from 1 to 10000, got Infinity'],
    [
      'tls: { ca: missing.pem }',
      'carriers.acme.tls.ca: expected a file that can be read, named relative to the carriers file, got "missing.pem"',
    ],
    ['tls: { cart: x }', 'carriers.acme.tls.cart: unknown key, expected one of ca, cert, key, servername'],
    ['tls: maybe', 'carriers.acme.tls: expected true, false, or a block with ca, cert, key, servername, got "maybe"'],
    [
      'validity: 24',
      'carriers.acme.validity: expected a duration from 1s to 30d, such as 500ms, 10s, 5m or 24h, got 24',
    ],
    ['rebind: { first: 2m }', 'carriers.acme.rebind.cap: missing, expected a duration no shorter than first'],
    ['rebind: 5s', 'carriers.acme.rebind: expected a block with keys among first, cap, got "5s"'],
    [
      'message_id: [text, hex]',
      'carriers.acme.message_id[1]: expected one of text, hex_response, decimal_response, ignore_case, ignore_leading_zeros, got "hex"',
    ],
    [
      'errors: { 0x451: refused }',
      'carriers.acme.errors.0x451: expected one of rejected, failed, temporary, throttled, ambiguous, session, undelivered, got "refused"',
    ],
    [
      'errors: { busy: throttled }',
      'carriers.acme.errors.busy: wrong key, expected a command_status from 0x1 to 0xffffffff, such as 0x451 or 1105',
    ],
    [
      'price: { amount: 0.0450, currency: AUD }',
      'carriers.acme.price.amount: expected a decimal in quotes, such as "0.0450", got 0.045',
    ],
    [
      `price: ${'x'.repeat(100)}`,
      `carriers.acme.price: expected a block with keys among amount, currency, got "${'x'.repeat(58)}…`,
    ],
    [
      'data_coding: { gsm7: 0, utf8: 3 }',
      'carriers.acme.data_coding.utf8: unknown key, expected one of gsm7, latin1, ucs2',
    ],
    [
      'constructor: 1',
      expect.stringMatching(/^7: carriers\.acme\.constructor: unknown key, expected one of host, port, tls, /),
    ],
  ])('%s', (line, problem) => {
    const expected = typeof problem === 'string' ? `7: ${problem}` : problem;
    expect(problemsOf(`${acme}    ${line}\n${toAcme}`)).toEqual([expected]);
  });

  it('a missing key has the line of its carrier', () => {
    expect(problemsOf(acme.replace('    host: smsc\n', '') + toAcme)).toEqual([
      '2: carriers.acme.host: missing, expected a host name or an IP address',
    ]);
  });

  it('TLS files are looked for beside the carriers file', () => {
    writeFileSync(join(folder, 'ca.pem'), '');
    const { carriers } = read(`${acme}    tls: { ca: ca.pem, servername: smsc.acme }\n${toAcme}`);
    expect(carriers.get('acme')?.tls).toEqual({ ca: join(folder, 'ca.pem'), servername: 'smsc.acme' });
  });
});

describe('what is wrong in a file', () => {
  const aCarrier = 'expected at least one carrier: its name, and a block of its settings';
  const aRoute = 'expected at least one route, such as "- carriers: [acme]"';
  const deep = 5000;

  it.each([
    ['nothing in it', '', ['1: expected a block with keys among carriers, routes, got nothing']],
    ['a list', '- acme', ['1: expected a block with keys among carriers, routes, got a list']],
    ['no carriers', `carriers: {}\n${toAcme}`, [`1: carriers: ${aCarrier}, got a block`]],
    ['carriers without a value', `carriers:\n${toAcme}`, [`1: carriers: ${aCarrier}, got nothing`]],
    ['no routes', acme, [`1: routes: missing, ${aRoute}`]],
    ['an empty list of routes', `${acme}routes: []`, [`7: routes: ${aRoute}, got a list`]],
    ['another key', `${acme}route:\n${toAcme}`, ['7: route: unknown key, expected one of carriers, routes']],
    [
      'a wrong name',
      acme.replace('acme:', 'Acme:') + toAcme,
      [
        '2: carriers.Acme: wrong key, expected a name of at most 31 small letters, digits and "-", such as acme',
        '8: routes[0].carriers[0]: expected a carrier of this file (Acme), got "acme"',
      ],
    ],
    ['a carrier twice', `${acme}  acme:\n    host: other\n${toAcme}`, ['7: not valid YAML: Map keys must be unique']],
    ['a key twice', `${acme}    port: 1\n${toAcme}`, ['7: not valid YAML: Map keys must be unique']],
    ['a tab', `carriers:\n\tacme: {}\n`, ['2: not valid YAML: Tabs are not allowed as indentation']],
    [
      'two documents',
      `${acme}${toAcme}---\n${acme}`,
      [expect.stringMatching(/^9: not valid YAML: Source contains multiple documents/)],
    ],
    ['an unknown tag', `${acme}${toAcme}  - !route x`, ['9: not valid YAML: Unresolved tag: !route']],
    [
      'an alias',
      `${acme}${toAcme}  - &a { carriers: [acme] }\n  - *a\n`,
      ['10: aliases (*a) are not taken; write the value out'],
    ],
    [
      'an alias to what is around it',
      'carriers: &all\n  acme: *all\n',
      ['2: aliases (*all) are not taken; write the value out'],
    ],
    [
      'a merge key',
      `${acme}${toAcme}    <<: { match: {} }`,
      ['9: routes[0].<<: unknown key, expected one of match, carriers, price, on_rejected'],
    ],
    ['a key that would vanish', `${acme}  __proto__: {}\n${toAcme}`, ['7: no key can be called "__proto__"']],
    ['blocks without end', `carriers: ${'['.repeat(deep)}${']'.repeat(deep)}`, ['1: blocks are nested too deeply']],
    ['a megabyte', `# ${'x'.repeat(1_000_000)}`, ['1: the file is longer than 1000000 characters']],
  ])('%s', (_, text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  it('aliases of aliases of aliases cost nothing', () => {
    const bomb = Array.from(
      { length: 30 },
      (_, level) => `a${level}: &a${level} [${`*a${level - 1}, `.repeat(level && 9)}x]`,
    );
    expect(problemsOf(bomb.join('\n'))[0]).toBe('2: aliases (*a0) are not taken; write the value out');
  });

  it('a file that is not there is named', () => {
    const missing = join(folder, 'none.yaml');
    expect(() => readCarriers(missing, {})).toThrow(
      `one problem in ${missing}:\n  ${missing}: the file can't be read (ENOENT); CARRIERS_FILE names the carriers file`,
    );
  });

  it('any text is read, or refused with a ConfigError', () => {
    const yamlish = fc.stringMatching(/^([a-c:[\]{}&*!|>'"%@#$ ,?\n-]|carriers|routes|\n {2}){0,60}$/);
    fc.assert(fc.property(fc.oneof(yamlish, fc.string()), (text) => void problemsOf(acme + text)));
  });
});

describe('what is wrong in a route', () => {
  it.each([
    ['{ carriers: [backup] }', 'routes[1].carriers[0]: expected a carrier of this file (acme), got "backup"'],
    [
      '{ carriers: [{ name: backup, weight: 1 }] }',
      'routes[1].carriers[0].name: expected a carrier of this file (acme), got "backup"',
    ],
    [
      '{ carriers: [{ name: acme, weight: 0 }] }',
      'routes[1].carriers[0].weight: expected a whole number from 1 to 1000, got 0',
    ],
    ['{ carriers: [acme, acme] }', 'routes[1].carriers: expected each carrier once, got a list'],
    [
      '{ carriers: [] }',
      'routes[1].carriers: expected names of carriers in the order to try, or { name, weight } for each, got a list',
    ],
    [
      '{ carriers: acme }',
      'routes[1].carriers: expected names of carriers in the order to try, or { name, weight } for each, got "acme"',
    ],
    [
      '{ match: { prefix: +61 }, carriers: [acme] }',
      'routes[1].match.prefix: expected a prefix in quotes, such as "+61", got 61',
    ],
    [
      '{ match: { prefix: ["+61", "64"] }, carriers: [acme] }',
      'routes[1].match.prefix[1]: expected a prefix in quotes, such as "+61", got "64"',
    ],
    [
      '{ match: { country: [] }, carriers: [acme] }',
      'routes[1].match.country: expected a country code in quotes, such as "AU", got a list',
    ],
    [
      '{ match: { country: false }, carriers: [acme] }',
      'routes[1].match.country: expected a country code in quotes, such as "AU", got false',
    ],
    [
      '{ match: { priority: high }, carriers: [acme] }',
      'routes[1].match.priority: expected one of urgent, normal, bulk, got "high"',
    ],
    [
      '{ match: { to: "+61" }, carriers: [acme] }',
      'routes[1].match.to: unknown key, expected one of prefix, country, sender, account, priority',
    ],
    [
      '{ match: {} }',
      'routes[1].carriers: missing, expected names of carriers in the order to try, or { name, weight } for each',
    ],
  ])('%s', (route, problem) => {
    expect(problemsOf(`${acme}${toAcme}  - ${route}\n`)).toEqual([`9: ${problem}`]);
  });
});

it('every problem is told at once, in the order of lines', () => {
  const text = `routes:
  - carriers: [backup]
carriers:
  acme:
    window: many
    port: 2775
    hots: smsc
    system_id: waybill
    password: secret
`;
  expect(problemsOf(text).map((problem) => problem.split(',')[0])).toEqual([
    '2: routes[0].carriers[0]: expected a carrier of this file (acme)',
    '4: carriers.acme.host: missing',
    '5: carriers.acme.window: expected a whole number from 1 to 10000',
    '7: carriers.acme.hots: unknown key',
  ]);
});

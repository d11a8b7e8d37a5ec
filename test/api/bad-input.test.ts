/** Whatever is wrong with a request gets its status, a stable code and a pointer, and leaves the tables as they were. */
import { newId } from '../../message/id';
import { alert, startWeb, tableSizes, type Web } from './web';

let web: Web;
let key: string;
beforeAll(async () => {
  web = await startWeb();
  key = await web.key();
  await web.call('POST', '/v1/messages', key, alert);
});
afterAll(() => web.stop());

let before: Record<string, number>;
beforeEach(async () => {
  before = await tableSizes(web);
});
afterEach(async () => {
  expect(await tableSizes(web)).toEqual(before);
});

const year = 366 * 86_400_000;
const deep = `${'['.repeat(60_000)}${']'.repeat(60_000)}`;

describe('a field that is wrong', () => {
  it.each<[what: string, change: object, pointer: string, code: string]>([
    ['an unknown field', { titel: 'x' }, '/titel', 'unknown_field'],
    ['an unknown field with signs in its name', { 'a/b~c': 1 }, '/a~1b~0c', 'unknown_field'],
    ['no recipient', { to: undefined }, '/to', 'required'],
    ['no sender', { from: undefined }, '/from', 'required'],
    ['no body', { body: undefined }, '/body', 'required'],
    ['null for a recipient', { to: null }, '/to', 'invalid_type'],
    ['a number as a recipient', { to: 61412345678 }, '/to', 'invalid_type'],
    ['a list of recipients', { to: ['+61412345678'] }, '/to', 'invalid_type'],
    ['an impossible number', { to: '+99912345678' }, '/to', 'invalid_number'],
    ['a number without +', { to: '0412345678' }, '/to', 'invalid_number'],
    ['a number with a NUL', { to: '+61412345678\0' }, '/to', 'invalid_number'],
    ['no number at all', { to: '' }, '/to', 'invalid_number'],
    ['a sender of 12 letters', { from: 'ABCDEFGHIJKL' }, '/from', 'invalid_sender'],
    ['a sender with a NUL', { from: 'ACME\0' }, '/from', 'invalid_sender'],
    ['a sender that U+0100 ends early', { from: 'AC\u0100ME' }, '/from', 'invalid_sender'],
    ['an empty sender', { from: '' }, '/from', 'invalid_sender'],
    ['a sender that is no text', { from: 4 }, '/from', 'invalid_type'],
    ['an empty body', { body: '' }, '/body', 'too_short'],
    ['a body that is no text', { body: {} }, '/body', 'invalid_type'],
    ['a body far too long', { body: 'x'.repeat(20_001) }, '/body', 'too_long'],
    ['a body of more segments than the carrier takes', { body: 'x'.repeat(1531) }, '/body', 'too_many_segments'],
    [
      'a body of more segments than asked for',
      { body: 'x'.repeat(161), max_segments: 1 },
      '/body',
      'too_many_segments',
    ],
    ['a body with half a surrogate pair', { body: '\ud83d' }, '/body', 'body_malformed'],
    ['a body that GSM can not write', { body: 'привет', encoding: 'gsm7' }, '/body', 'body_not_gsm7'],
    ['an unknown encoding', { encoding: 'latin1' }, '/encoding', 'invalid_value'],
    ['an unknown priority', { priority: 'high' }, '/priority', 'invalid_value'],
    ['a priority of another type', { priority: 1 }, '/priority', 'invalid_value'],
    ['smart_encoding as text', { smart_encoding: 'yes' }, '/smart_encoding', 'invalid_type'],
    ['no segments', { max_segments: 0 }, '/max_segments', 'too_small'],
    ['half a segment', { max_segments: 1.5 }, '/max_segments', 'invalid_type'],
    ['256 segments', { max_segments: 256 }, '/max_segments', 'too_large'],
    ['a client_ref too long', { client_ref: 'x'.repeat(129) }, '/client_ref', 'too_long'],
    ['an empty client_ref', { client_ref: '' }, '/client_ref', 'too_short'],
    ['a client_ref that UTF-8 can not hold', { client_ref: 'a\udc00' }, '/client_ref', 'malformed_text'],
    ['metadata that is a list', { metadata: [1] }, '/metadata', 'invalid_type'],
    ['metadata too large', { metadata: { a: 'x'.repeat(2048) } }, '/metadata', 'too_long'],
    ['tags that are no list', { tags: 'a' }, '/tags', 'invalid_type'],
    ['a tag that is no text', { tags: ['a', 7] }, '/tags/1', 'invalid_type'],
    ['21 tags', { tags: Array.from({ length: 21 }, (_, i) => `t${i}`) }, '/tags', 'too_many'],
    ['a time without a zone', { send_at: '2027-01-01T00:00:00' }, '/send_at', 'invalid_time'],
    ['a day that does not exist', { send_at: '2027-02-30T00:00:00Z' }, '/send_at', 'invalid_time'],
    ['a time that has passed', { send_at: '2020-01-01T00:00:00Z' }, '/send_at', 'in_the_past'],
    ['a time over a year ahead', { send_at: new Date(Date.now() + year + 60_000) }, '/send_at', 'too_far_ahead'],
    ['no validity', { validity: 0 }, '/validity', 'invalid_duration'],
    ['half a second of validity', { validity: '500ms' }, '/validity', 'invalid_duration'],
    ['8 days of validity', { validity: '8d' }, '/validity', 'invalid_duration'],
    ['validity in words', { validity: 'a day' }, '/validity', 'invalid_duration'],
    ['validity of another type', { validity: true }, '/validity', 'invalid_type'],
    ['request_read as a number', { request_read: 1 }, '/request_read', 'invalid_type'],
    ['a webhook, which is not there yet', { webhook_url: 'https://a.example' }, '/webhook_url', 'not_supported'],
  ])('%s', async (_what, change, pointer, code) => {
    const { status, headers, body } = await web.call('POST', '/v1/messages', key, { ...alert, ...change });
    expect(status).toBe(422);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(body.errors).toEqual([{ pointer, code, detail: expect.stringMatching(/\S/) }]);
    expect(body).toMatchObject({
      type: 'urn:waybill:problem:validation_failed',
      title: expect.any(String),
      status: 422,
      instance: '/v1/messages',
      code: 'validation_failed',
      request_id: headers.get('x-request-id'),
    });
  });

  it('is told together with the others', async () => {
    const { body } = await web.call('POST', '/v1/messages', key, { to: 'x', from: '', tags: [1], extra: 1 });
    expect(body.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code]).sort()).toEqual([
      ['/body', 'required'],
      ['/extra', 'unknown_field'],
      ['/from', 'invalid_sender'],
      ['/tags/0', 'invalid_type'],
      ['/to', 'invalid_number'],
    ]);
  });

  it('does not crash on JSON nested deeper than the stack, nor on __proto__', async () => {
    const nested = `{"to":"+61412345678","from":"ACME","body":"x","metadata":{"a":${deep}}}`;
    expect((await web.call('POST', '/v1/messages', key, nested)).status).toBe(422);
    const proto = await web.call(
      'POST',
      '/v1/messages',
      key,
      '{"to":"+61412345678","from":"A","body":"x","__proto__":{"a":1}}',
    );
    expect([proto.status, proto.body.errors[0]]).toMatchObject([422, { pointer: '/__proto__', code: 'unknown_field' }]);
  });
});

describe('a body that can not be read', () => {
  const json = { 'Content-Type': 'application/json' };
  it.each<[what: string, body: string | undefined, headers: Record<string, string>, status: number, code: string]>([
    ['malformed JSON', '{"to": "+6141', json, 400, 'malformed_json'],
    ['nothing', undefined, json, 400, 'empty_body'],
    ['an empty text', '', json, 400, 'empty_body'],
    ['no JSON at all', 'to=1', { 'Content-Type': 'application/x-www-form-urlencoded' }, 415, 'unsupported_media_type'],
    ['JSON called text', '{}', { 'Content-Type': 'text/plain' }, 415, 'unsupported_media_type'],
    ['an unknown compression', '{}', { ...json, 'Content-Encoding': 'zip' }, 415, 'unsupported_media_type'],
    ['an unknown charset', '{}', { 'Content-Type': 'application/json; charset=ebcdic' }, 415, 'unsupported_media_type'],
    ['more bytes than allowed', `{"body":"${'x'.repeat(256 * 1024)}"}`, json, 413, 'body_too_large'],
    ['a list', '[]', json, 422, 'validation_failed'],
    ['a number', '7', json, 422, 'validation_failed'],
    ['null', 'null', json, 422, 'validation_failed'],
  ])('%s', async (_what, body, headers, status, code) => {
    const answer = await web.call('POST', '/v1/messages', key, body, headers);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(JSON.stringify(answer.body)).not.toContain('6141');
  });

  it('a batch over its own limit', async () => {
    const messages = Array.from({ length: 3000 }, () => ({ ...alert, body: 'x'.repeat(700) }));
    const answer = await web.call('POST', '/v1/batches', key, { messages });
    expect([answer.status, answer.body.code]).toEqual([413, 'body_too_large']);
  });
});

describe('a batch that is wrong as a whole', () => {
  const rows = (count: number) => Array.from({ length: count }, () => alert);
  it.each<[what: string, body: object, pointer: string, code: string]>([
    ['0 messages', { messages: [] }, '/messages', 'too_few'],
    ['10,001 messages', { messages: rows(10_001).map(({ to }) => ({ to })) }, '/messages', 'too_many'],
    ['no messages', {}, '/messages', 'required'],
    ['messages that are no list', { messages: { a: 1 } }, '/messages', 'invalid_type'],
    ['an unknown field', { messages: rows(1), note: 'x' }, '/note', 'unknown_field'],
    ['messages and recipients', { messages: rows(1), recipients: [] }, '/recipients', 'unknown_field'],
    ['a name too long', { messages: rows(1), name: 'x'.repeat(129) }, '/name', 'too_long'],
    ['wrong defaults', { messages: rows(1), defaults: { from: 'ABCDEFGHIJKL' } }, '/defaults/from', 'invalid_sender'],
    [
      'a recipient among the defaults',
      { messages: rows(1), defaults: { to: '+61412345678' } },
      '/defaults/to',
      'unknown_field',
    ],
    ['no recipients', { template: 'Hi' }, '/recipients', 'required'],
    ['0 recipients', { template: 'Hi', recipients: [] }, '/recipients', 'too_few'],
    ['no template', { recipients: [{ to: '+61412345678' }] }, '/template', 'required'],
    ['a wrong template', { template: { from: 'ACME', body: 7 }, recipients: [{}] }, '/template/body', 'invalid_type'],
  ])('%s', async (_what, body, pointer, code) => {
    const answer = await web.call('POST', '/v1/batches', key, body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([{ pointer, code, detail: expect.any(String) }]);
  });

  it('no row that is good', async () => {
    const answer = await web.call('POST', '/v1/batches', key, { messages: [{ ...alert, to: '1' }, 7] });
    expect([answer.status, answer.body.code]).toEqual([422, 'no_valid_rows']);
    expect(answer.body.errors).toMatchObject([
      { pointer: '/messages/0/to', code: 'invalid_number' },
      { pointer: '/messages/1', code: 'invalid_type' },
    ]);
  });

  it('one bad row where all was wanted', async () => {
    const answer = await web.call('POST', '/v1/batches?atomic=true', key, {
      messages: [alert, { ...alert, from: '\0' }],
    });
    expect([answer.status, answer.body.code]).toEqual([422, 'invalid_rows']);
    expect(answer.body.errors).toMatchObject([{ pointer: '/messages/1/from', code: 'invalid_sender' }]);
  });

  it('names the first hundred errors', async () => {
    const messages = Array.from({ length: 300 }, () => ({ ...alert, to: '1' }));
    const answer = await web.call('POST', '/v1/batches?atomic=true', key, { messages });
    expect(answer.body.errors).toHaveLength(100);
    expect(answer.body.detail).toContain('300');
  });
});

describe('a query that is wrong', () => {
  it.each([
    ['/v1/messages?limit=0', '/limit'],
    ['/v1/messages?limit=101', '/limit'],
    ['/v1/messages?limit=ten', '/limit'],
    ['/v1/messages?status=lost', '/status'],
    ['/v1/messages?to=61412345678', '/to'],
    ['/v1/messages?batch_id=msg_01JD2Y7K4Q9V6M3T5R8W0XBZCE', '/batch_id'],
    ['/v1/messages?created[gte]=yesterday', '/created[gte]'],
    ['/v1/messages?starting_after=1', '/starting_after'],
    ['/v1/messages?error_code=oops', '/error_code'],
    ['/v1/messages?colour=red', '/colour'],
    ['/v1/messages?status=queued&status=sent', '/status'],
    [`/v1/messages?starting_after=${newId('msg')}&ending_before=${newId('msg')}`, '/ending_before'],
    ['/v1/batches?limit=-1', '/limit'],
    ['/v1/batches?atomic=maybe', '/atomic'],
  ])('%s', async (path, pointer) => {
    const answer = await web.call(
      path.includes('atomic') ? 'POST' : 'GET',
      path,
      key,
      path.includes('atomic') ? {} : undefined,
    );
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_query']);
    expect(answer.body.errors).toMatchObject([{ pointer }]);
    expect(answer.body.instance).not.toContain('?');
  });
});

describe('a place that is not there', () => {
  it.each([
    ['GET', '/v1/messages/msg_01JD2Y7K4Q9V6M3T5R8W0XBZCE', 404, 'not_found'],
    ['GET', '/v1/messages/1', 404, 'not_found'],
    ['GET', "/v1/messages/msg_' OR 1=1 --", 404, 'not_found'],
    ['POST', '/v1/messages/msg_01JD2Y7K4Q9V6M3T5R8W0XBZCE/cancel', 404, 'not_found'],
    ['GET', '/v1/batches/bat_01JD2Y7K4Q9V6M3T5R8W0XBZCE', 404, 'not_found'],
    ['GET', '/v1/batches/bat_01JD2Y7K4Q9V6M3T5R8W0XBZCE/rejections', 404, 'not_found'],
    ['GET', '/v1/nothing', 404, 'not_found'],
    ['GET', '/nothing', 404, 'not_found'],
    ['GET', '/v1/messages/%E0%A4%A', 404, 'not_found'],
    ['DELETE', '/v1/messages', 405, 'method_not_allowed'],
    ['PUT', '/v1/messages/msg_01JD2Y7K4Q9V6M3T5R8W0XBZCE', 405, 'method_not_allowed'],
    ['GET', '/v1/messages/msg_01JD2Y7K4Q9V6M3T5R8W0XBZCE/cancel', 405, 'method_not_allowed'],
    ['PATCH', '/v1/batches', 405, 'method_not_allowed'],
    ['POST', '/healthz', 405, 'method_not_allowed'],
  ])('%s %s', async (method, path, status, code) => {
    const answer = await web.call(method, path, key);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers.get('allow') !== null).toBe(status === 405);
  });
});

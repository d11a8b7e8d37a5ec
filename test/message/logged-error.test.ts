import { logged } from '../../message/logged-error';

it('an error is logged by its kind, its code and its place, never by its words or what it carries', () => {
  const error = Object.assign(new Error("Duplicate entry '+61412345678' for key 'x'"), {
    code: 'ER_DUP_ENTRY',
    errno: 1062,
    sql: "INSERT INTO inbound_parts VALUES ('+61412345678', 'see you at ten')",
    sqlMessage: "Duplicate entry '+61412345678'",
  });
  const shown = logged(error);
  expect(shown).toMatchObject({ name: 'Error', code: 'ER_DUP_ENTRY', errno: 1062 });
  expect(JSON.stringify(shown)).toContain('logged-error.test.ts');
  expect(JSON.stringify(shown)).not.toMatch(/412345678|ten|INSERT/);
});

it.each(['+61412345678', null, undefined, 4])('what is thrown but no error, %j, is told by its type', (thrown) => {
  expect(logged(thrown)).toEqual({ type: typeof thrown });
});

import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { fields, textLike } from '../carrier/field';
import { type CarrierProfile, carrierName, carrierSchema } from '../carrier/profile';
import { routeSchema } from '../carrier/route';
import { type CompiledRoutes, compileRoutes } from '../carrier/routing';
import { tlsFileKeys, unknownCarriers, unreadableFiles } from './carrier-references';
import { ConfigError } from './config-error';
import { type Issue, issuesOf } from './issues';
import { findPlace, retyped } from './place';
import type { Environment } from './substitute';
import { type Problem, readYaml, type YamlFile } from './yaml-file';

export interface Carriers {
  readonly carriers: ReadonlyMap<string, CarrierProfile>;
  readonly routes: CompiledRoutes;
}

const nameExpected = 'a name of at most 31 small letters, digits and "-", such as acme';
const carriersExpected = 'at least one carrier: its name, and a block of its settings';
const routesExpected = 'at least one route, such as "- carriers: [acme]"';

/** The whole file. */
export const carriersFileSchema = fields({
  carriers: z
    .record(textLike(carrierName, nameExpected), carrierSchema, { error: carriersExpected })
    .refine((carriers) => Object.keys(carriers).length > 0, { error: carriersExpected }),
  routes: z.array(routeSchema, { error: routesExpected }).min(1, { error: routesExpected }),
});

/**
 * Reads the carriers file, with the environment's variables in its values.
 * Throws a ConfigError that lists every problem as `path:line: carriers.acme.window: expected …, got …`, in the order of lines.
 */
export function readCarriers(path: string, env: Environment): Carriers {
  const file = readYaml(readText(path), env);
  if (file.faults.length > 0) throw toError(path, file.faults);
  const folder = dirname(path);
  const parsed = parseTyped(file);
  const data = file.toData();
  const issues = [...issuesOf(parsed.error?.issues ?? []), ...unknownCarriers(data), ...unreadableFiles(data, folder)];
  const problems = [...file.gaps, ...issues.flatMap((issue) => toProblem(file, issue))];
  if (!parsed.success || problems.length > 0) throw toError(path, problems);
  const profiles = Object.entries(parsed.data.carriers).map(
    ([name, carrier]): CarrierProfile => ({ ...carrier, name, tls: inFolder(carrier.tls, folder) }),
  );
  return {
    carriers: new Map(profiles.map((profile) => [profile.name, profile])),
    routes: compileRoutes(parsed.data.routes),
  };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException; // what node:fs throws
    throw new ConfigError(path, [`${path}: the file can't be read (${code}); CARRIERS_FILE names the carriers file`]);
  }
}

/**
 * What comes from the environment is text, and a password of digits has to stay text. So only where the schema refuses the text is it
 * read as YAML would read it, which makes a number of `${PORT}` and a flag of `${TLS}`. Quotes around it forbid that.
 */
function parseTyped(file: YamlFile) {
  const parsed = carriersFileSchema.safeParse(file.toData());
  const refused = issuesOf(parsed.error?.issues ?? []).map(({ path }) => findPlace(file, path).fromEnvironment);
  const texts = [...new Set(refused)].flatMap((scalar) => (scalar === null ? [] : [{ scalar, text: scalar.value }]));
  if (texts.length === 0) return parsed;
  for (const { scalar, text } of texts) scalar.value = retyped(String(text));
  const again = carriersFileSchema.safeParse(file.toData());
  for (const { scalar, text } of texts) scalar.value = text; // what is still wrong is shown as it came
  return again;
}

function toProblem(file: YamlFile, { path, expected, about }: Issue): Problem[] {
  const { line, name, got, gap } = findPlace(file, path);
  if (gap) return []; // the variable that is missing has been named
  const what = {
    value: got === undefined ? `missing, expected ${expected}` : `expected ${expected}, got ${got}`,
    unknown_key: `unknown key, expected ${expected}`,
    wrong_key: `wrong key, expected ${expected}`,
  }[about];
  return [{ line, text: name === '' ? what : `${name}: ${what}` }];
}

function toError(path: string, problems: readonly Problem[]): ConfigError {
  const inOrder = problems.toSorted((one, other) => one.line - other.line);
  return new ConfigError(
    path,
    inOrder.map(({ line, text }) => `${path}:${line}: ${text}`),
  );
}

/** The files of TLS, found from the folder of the carriers file. */
function inFolder(tls: CarrierProfile['tls'], folder: string): CarrierProfile['tls'] {
  if (tls === false) return tls;
  const files = tlsFileKeys.map((key) => [key, tls[key] === undefined ? undefined : resolve(folder, tls[key])]);
  return { ...tls, ...Object.fromEntries(files.filter(([, file]) => file !== undefined)) };
}

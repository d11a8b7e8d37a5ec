import { globalRegistry, type z } from 'zod';

/** What a schema says of its keys, as rows for a table of the docs. */
export interface SchemaRow {
  /** Dotted from the root: `receipts.grace`. */
  readonly key: string;
  readonly expected: string;
  /** As the file would say it; null where there is none. */
  readonly default: string | null;
  readonly required: boolean;
  readonly description: string;
}

/** A row for each key, those inside a block after the block's own. */
export function rowsOf(schema: z.core.$ZodType, prefix = ''): SchemaRow[] {
  const { shape } = layersOf(schema);
  return Object.entries(shape ?? {}).flatMap(([name, field]) => {
    const { meta, fallback, required, shape: inside } = layersOf(field);
    const key = `${prefix}${name}`;
    const row = {
      key,
      expected: meta.expected ?? (inside === null ? '' : 'a block'),
      default: meta.written ?? toYaml(fallback),
      required,
      description: meta.description ?? '',
    };
    return [row, ...(inside === null ? [] : rowsOf(field, `${key}.`))];
  });
}

/** What our schemas say of themselves by `.meta()`. */
interface Meta {
  readonly description?: string | undefined;
  readonly expected?: string | undefined;
  /** The default as people write it, where that is not how YAML would. */
  readonly written?: string | undefined;
}

interface Layers {
  readonly meta: Meta;
  readonly fallback: unknown;
  readonly required: boolean;
  /** The keys inside, where the value is a block or may be one. */
  readonly shape: z.core.$ZodShape | null;
}

/** A schema seen through its wrappers (a default, a transformation, …): what an outer one says wins. */
function layersOf(schema: z.core.$ZodType): Layers {
  const meta = (globalRegistry.get(schema) ?? {}) as Meta; // zod lets any other key be unknown
  const own: Layers = { meta, fallback: undefined, required: true, shape: null };
  const { def } = (schema as z.core.$ZodTypes)._zod; // the union of all schemas, told apart by `type`
  switch (def.type) {
    case 'object':
      return { ...own, shape: def.shape };
    case 'default':
    case 'prefault':
      return { ...around(def.innerType, meta), fallback: def.defaultValue, required: false };
    case 'optional':
      return { ...around(def.innerType, meta), required: false };
    case 'nullable':
      return around(def.innerType, meta);
    case 'pipe':
      return around(def.in._zod.def.type === 'transform' ? def.out : def.in, meta);
    case 'union':
      return {
        ...own,
        shape: def.options.map((option) => layersOf(option).shape).find((shape) => shape !== null) ?? null,
      };
    default:
      return own;
  }
}

function around(inner: z.core.$ZodType, meta: Meta): Layers {
  const layers = layersOf(inner);
  return { ...layers, meta: { ...layers.meta, ...meta } };
}

/** A default as it would stand in the file; null where there is none, or where those of the block's own keys hold. */
function toYaml(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'object') return Object.keys(value).length === 0 ? null : JSON.stringify(value);
  return value === '' ? '""' : String(value);
}
